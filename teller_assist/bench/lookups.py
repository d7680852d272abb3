"""Lookup: every class of input beside known quantities and the usual ways, on the same data."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial
from typing import Any

from teller_assist.bench.classes import CLASSES, EXACT, people, probes
from teller_assist.bench.desk import Bench
from teller_assist.bench.harness import Comparison, Figure, compare, spoken
from teller_assist.bench.oracle import Oracle
from teller_assist.bench.postgres import postgres
from teller_assist.bench.rivals import Rivals, floors
from teller_assist.store.search import search

_CHECKED = 5  # answers checked a class before it is timed
_INPUTS = 120
_MILLION = 990_000


def measure(bench: Bench, with_pg: bool = False) -> list[Figure]:
    """A line a class, then the bounds over all classes. ``with_pg``: beside PostgreSQL's pg_trgm too."""
    bench.say("  filling the rivals' tables")
    rivals = Rivals(bench.folder, bench.snapshot.path, bench.key, bench.cache_mb)
    try:
        with postgres(rivals.con) if with_pg else nullcontext() as pg:
            return _measure(bench, rivals, pg)
    finally:
        rivals.close()


def _measure(bench: Bench, rivals: Rivals, pg: Callable[[str], object] | None) -> list[Figure]:
    con = bench.snapshot.conn
    drawn = people(con, 2500, bench.seed)
    oracle = Oracle(con)
    known = floors(con, [p.o for p in drawn])
    runs: dict[str, Comparison] = {}
    for kind in CLASSES:
        asked = probes(kind, drawn, _INPUTS)
        if not asked:
            bench.say(f"  {kind}: no customer fits this class")
            continue
        for probe in asked[:_CHECKED]:
            found = search(con, probe.text)
            oracle.check(probe.text, found)
            if probe.ours and len(found) < 20 and probe.ours.o not in [f.o for f in found]:
                raise AssertionError(f"{kind}: {probe.text!r} does not bring the customer it was drawn from")
        runs[kind] = compare(_variants(con, known, rivals, pg), asked)
        bench.say(f"  {kind}: {spoken(runs[kind].times['ours'].median)}, p99 {spoken(runs[kind].times['ours'].p99)}")
    return [*_each(runs), *_bounds(runs, judged=bench.customers >= _MILLION)]


def _variants(
    con: Any, known: dict[str, Callable[[Any], object]], rivals: Rivals, pg: Callable[[str], object] | None
) -> dict[str, Callable[[Any], object]]:
    found: dict[str, Callable[[Any], object]] = {"ours": lambda probe: search(con, probe.text), **known}
    for name in ("words", "grams", "like"):
        found[name] = partial(_by_key, getattr(rivals, name))
    if pg:
        found["pg_trgm"] = partial(_by_key, pg)
    return found


def _by_key(run: Callable[[str], object], probe: Any) -> object:
    return run(probe.key)


_NAMES = {"words": "FTS5, same keys", "grams": "FTS5 trigrams", "like": "LIKE", "pg_trgm": "pg_trgm"}


def _each(runs: dict[str, Comparison]) -> list[Figure]:
    figures = []
    for kind, run in runs.items():
        ours, known = run.times["ours"], run.times["20 rows by key"]
        figures.append(
            Figure(
                "lookup",
                f"{kind}, p99 to 20 rows by key",
                ours.p99 / known.p99,
                2.0,
                ours=spoken(ours.p99),
                theirs=spoken(known.p99),
                judged=run.quiet,
            )
        )
        if kind in EXACT:
            one = run.times["one row by key"]
            figures.append(
                Figure(
                    "lookup",
                    f"{kind}, median to one row by key",
                    ours.median / one.median,
                    3.0,
                    ours=spoken(ours.median),
                    theirs=spoken(one.median),
                    judged=run.quiet,
                )
            )
    return figures


def _bounds(runs: dict[str, Comparison], *, judged: bool) -> list[Figure]:
    """The worst class of each rival to our worst class, and the mean over the classes for information.

    The bounds are for a million customers: with fewer even a rival that reads everything is soon done.
    """
    figures = []
    for rival, bound in (("words", 100.0), ("grams", None), ("like", 500.0), ("pg_trgm", None)):
        with_it = [run for run in runs.values() if rival in run.times]
        if not with_it:
            continue
        theirs = max(run.times[rival].p99 for run in with_it)
        ours = max(run.times["ours"].p99 for run in with_it)
        ratio = theirs / ours
        figures.append(
            Figure(
                "lookup",
                f"worst class: {_NAMES[rival]} to ours",
                ratio,
                bound if judged else None,
                at_most=False,
                ours=spoken(ours),
                theirs=spoken(theirs),
            )
        )
        figures.append(
            Figure(
                "lookup",
                f"mean over classes: {_NAMES[rival]} to ours",
                _geometric([run.ratio(rival, "ours") for run in with_it]),
            )
        )
    return figures


def _geometric(ratios: Sequence[float]) -> float:
    from math import exp, fsum, log

    return exp(fsum(map(log, ratios)) / len(ratios))
