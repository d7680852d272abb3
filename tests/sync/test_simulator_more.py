"""The other half of the 10,000 seeds of ``test_simulator.py``."""

import pytest

from tests.sync.sim.seeds import must_be_well
from tests.sync.test_simulator import PART


@pytest.mark.parametrize("part", range(4, 8))
def test_what_was_recorded_is_in_the_hub_once_whatever_happened(part: int) -> None:
    must_be_well(range(part * PART, (part + 1) * PART))
