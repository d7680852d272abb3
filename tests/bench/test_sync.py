"""The sync part at a few desks: everything arrives and is counted, and a run that lost something gives no figure."""

from pathlib import Path

import pytest

from teller_assist.bench.sync_desks import fill, new_desk
from teller_assist.bench.sync_hub import Place, Serving, serving
from teller_assist.bench.sync_night import Load, Wrong, measure
from teller_assist.bench.sync_window import sync


def test_desks_that_all_deliver_give_figures_for_every_wave(tmp_path: Path) -> None:
    with serving(tmp_path / "hub", Place("SQLite", None)) as hub:
        figures = measure(hub, tmp_path, Load(desks=3, events=20, at_once=2))
    assert all(figure.ratio > 0 for figure in figures)
    names = " | ".join(figure.name for figure in figures)
    for wave in ("a push: p99", "all of it again, a push", "all of it in a new epoch, a push", "plain INSERT"):
        assert wave in names


def test_a_hub_that_counts_more_than_the_desks_recorded_gives_no_figure(tmp_path: Path) -> None:
    with serving(tmp_path / "hub", Place("SQLite", None)) as hub:
        _one_more(hub, tmp_path / "stranger")
        with pytest.raises(Wrong, match="counts otherwise"):
            measure(hub, tmp_path, Load(desks=1, events=8, at_once=1))


def _one_more(hub: Serving, data: Path) -> None:
    """Events of a desk that the measuring does not know of."""
    new_desk(hub, data, "1001")
    fill(data, 3)
    assert sync(data).said["acknowledged"] == 3
