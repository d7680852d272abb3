"""The simulator under test: every planted mistake is found. The suite plays the seed kept for each in
``tests/data/sync_seeds.json`` and searches a little if that no longer shows it; ``--long`` searches from 0.
"""

import pytest

from tests.sync.sim.parts import parts
from tests.sync.sim.plants import PLANTS, RARE, Plant
from tests.sync.sim.play import play
from tests.sync.sim.seeds import first_trouble, kept, must_be_well

LITTLE, FAR = 600, 20_000
NAMES = [plant.name for plant in (*PLANTS, *RARE)]


@pytest.mark.parametrize("plant", [*PLANTS, *RARE], ids=NAMES)
def test_a_planted_mistake_is_found(plant: Plant) -> None:
    seed = kept()["planted"].get(plant.name, 0)
    assert first_trouble((seed, *range(LITTLE)), parts(plant.file, *plant.changes)) is not None


def test_the_program_as_it_is_plays_the_same_seeds_well() -> None:
    seeds = kept()["planted"]
    assert set(seeds) == set(NAMES)
    must_be_well(sorted(set(seeds.values())))


def test_a_mistake_that_could_no_longer_be_planted_is_told() -> None:
    with pytest.raises(ValueError, match="0 times in core"):
        parts("core", ("this stands nowhere", ""))
    with pytest.raises(ValueError, match=r"\d\d times in core"):
        parts("core", ("return", ""))


def test_an_error_inside_a_session_is_a_finding_too() -> None:
    broken = parts("core", ("    figures = box.figures()\n", "    raise RuntimeError('planted')\n"))
    assert play(0, broken).trouble == "RuntimeError: planted"


@pytest.mark.long
@pytest.mark.parametrize("plant", PLANTS, ids=NAMES[: len(PLANTS)])
def test_a_planted_mistake_is_found_within_twenty_thousand_seeds(plant: Plant) -> None:
    seed = first_trouble(range(FAR), parts(plant.file, *plant.changes))
    assert seed is not None
    print(f"{plant.name}: {seed}")
