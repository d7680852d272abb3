"""Seeds: played in order, those that once failed first; and how to play one again."""

import json
from collections.abc import Iterable
from typing import Any

from tests.conftest import ROOT
from tests.sync.sim.parts import Parts
from tests.sync.sim.play import play

SOME = 10_000
KEPT = ROOT / "tests" / "data" / "sync_seeds.json"


def kept() -> dict[str, Any]:
    """``failed``: seeds that showed a mistake of the program once; ``planted``: one per planted mistake."""
    found: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def first_trouble(seeds: Iterable[int], files: Parts | None = None) -> int | None:
    """The first of the seeds that goes wrong."""
    return next((seed for seed in seeds if play(seed, files).trouble), None)


def first_trouble_from(seed: int) -> int | None:
    """As ``first_trouble``, of ``SOME`` seeds: one process's share of a long run."""
    return first_trouble(range(seed, seed + SOME))


def story(seed: int, files: Parts | None = None) -> str:
    """The schedule of a seed in words, what went wrong, and how to play it again."""
    lines: list[str] = []
    try:
        trouble = play(seed, files, lines.append).trouble
    except Exception as e:
        trouble = f"{type(e).__name__}: {e}"
    again = f"TELLER_SIM_SEED={seed} .venv/bin/python -m pytest tests/sync/test_simulator.py"
    return "\n".join((f"seed {seed}", *lines, trouble or "all is well", again))


def must_be_well(seeds: Iterable[int]) -> None:
    """Fails with the story of the first seed that goes wrong."""
    bad = first_trouble(seeds)
    assert bad is None, story(bad)
