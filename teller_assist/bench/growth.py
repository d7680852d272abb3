"""Does a lookup take longer with more customers? The same classes on a bank a tenth of the size, in turn."""

from typing import Any

from teller_assist.bench.classes import CLASSES, people, probes
from teller_assist.bench.desk import Bench, prepare
from teller_assist.bench.harness import Figure, compare, spoken
from teller_assist.store.search import search

_INPUTS = 40


def measure(bench: Bench) -> list[Figure]:
    """The class that grows most, by its median; the bound is for 1,000,000 beside 100,000."""
    folder = bench.folder / "tenth"
    folder.mkdir()
    tenth = prepare(folder, max(200, bench.customers // 10), bench.seed, None, bench.say)
    small, large = tenth.snapshot.conn, bench.snapshot.conn
    few, many = people(small, 600, bench.seed), people(large, 600, bench.seed)
    worst: Figure | None = None
    for kind in CLASSES:
        pairs = list(zip(probes(kind, few, _INPUTS), probes(kind, many, _INPUTS), strict=False))
        if not pairs:
            continue
        run = compare({"large": _on(large, 1), "small": _on(small, 0)}, pairs)
        ours, theirs = run.times["large"].median, run.times["small"].median
        figure = Figure(
            "growth", f"{kind}: median to that of a tenth of the customers (worst class)", ours / theirs, 3.0,
            ours=spoken(ours), theirs=spoken(theirs), judged=run.quiet,
        )  # fmt: skip
        worst = figure if worst is None or figure.ratio > worst.ratio else worst
    tenth.snapshot.close()
    return [worst] if worst else []


def _on(con: Any, which: int) -> Any:
    return lambda pair: search(con, pair[which].text)
