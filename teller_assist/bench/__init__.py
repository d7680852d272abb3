"""The benchmark: our own figures beside something known, in the same run."""

import tempfile
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from teller_assist.errors import BadInput

# part -> module with ``measure``; in the order in which they run.
PARTS = {
    "lookup": "lookups",
    "card": "cards",
    "knowledge": "knowledge",
    "suggest": "suggesting",
    "log": "logs",
    "screen": "painting",
    "generation": "applying",
    "growth": "growth",
    "start": "starting",
    "sync": "sync",
}


def run(
    customers: int,
    seed: int,
    *,
    pg: bool = False,
    only: Sequence[str] = (),
    write: bool = False,
    feed: str | None = None,
    desk: str | None = None,
    db: str | None = None,
    say: Callable[[str], object] | None = None,
) -> dict[str, Any]:
    """Measures the parts (``only`` some) on a demo bank of this size and returns every figure.

    ``sync`` is small unless it is named: in full it takes minutes. ``db``: its hub's database, empty.

    Raises ``BadInput`` for an unknown part; ``WrongAnswer`` if a lookup disagrees with the brute force.
    """
    unknown = [part for part in only if part not in PARTS]
    if unknown:
        raise BadInput(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    from teller_assist.bench import table
    from teller_assist.bench.desk import machine, prepare
    from teller_assist.bench.harness import Figure

    asked: dict[str, dict[str, Any]] = {"lookup": {"with_pg": pg}, "sync": {"full": "sync" in only, "db": db}}

    def tell(line: str) -> None:
        if say:
            say(line)

    with tempfile.TemporaryDirectory(prefix="teller-bench-") as scratch:
        bench = prepare(
            Path(scratch), customers, seed, Path(feed) if feed else None, tell, Path(desk) if desk else None
        )
        figures: list[Figure] = list(bench.built)
        for part in only or PARTS:
            tell(f"{part} …")
            measure = import_module(f"teller_assist.bench.{PARTS[part]}").measure
            figures += measure(bench, **asked.get(part, {}))
        bench.snapshot.close()
    for line in table.lines(figures):
        tell(line)
    if write:
        from teller_assist.paths import PROJECT

        table.write(PROJECT / "docs" / "performance.md", bench.customers, figures, f"`{machine()}`, seed {seed}.")
    return {
        "customers": bench.customers,
        "seed": seed,
        "machine": machine(),
        "figures": [{**_plain(f), "verdict": f.verdict} for f in figures],
    }


def _plain(figure: Any) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(figure)
