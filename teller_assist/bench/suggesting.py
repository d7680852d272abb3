"""A slate of 40 offers in plain Python: rules, gates, policy, scores, arbitration and reasons, beside a bare loop.

It runs in a process of its own in which numpy cannot be imported. Before anything is timed, an engine made of the
kept book again, its catalogue in another order, must give the same slates.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from math import exp
from pathlib import Path
from random import Random
from time import perf_counter_ns
from typing import Any

from teller_assist.bench.desk import TODAY, Bench
from teller_assist.bench.harness import Figure, Times, compare, spoken
from teller_assist.domain.book import Book, body_of, book_from, engine_of
from teller_assist.domain.engine import Engine
from teller_assist.domain.model import contract_of
from teller_assist.domain.predicate import BOOL, NUMBER
from teller_assist.domain.product import Product
from teller_assist.domain.rules import FACTS
from teller_assist.domain.situation import Situation
from teller_assist.store.books import book_of
from teller_assist.store.keyfile import NAME, KeyFile
from teller_assist.store.profile import read_profile
from teller_assist.store.snapshot import Snapshot

OFFERS = 40
_INPUTS = 300
_BINS = 6  # of each feature of the full model
_ALONE = """
import sys
sys.modules["numpy"] = None
from teller_assist.bench.suggesting import alone
print(alone(sys.argv[1]))
"""


class Reshuffled(AssertionError):
    """The same book and situation gave another slate."""


def measure(bench: Bench) -> list[Figure]:
    """Raises ``RuntimeError`` with the child's words if it failed or disagreed with itself."""
    ran = subprocess.run([sys.executable, "-c", _ALONE, str(bench.data)], capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"the slates could not be measured: {ran.stderr.strip()[-2000:]}")
    told = json.loads(ran.stdout)
    slate, quiet = told["median"], told["quiet"]
    own, whole = f"a slate of {OFFERS} offers", f"a slate of the whole catalogue ({told['products']})"

    def line(name: str, ours: float, theirs: float, bound: float | None, judged: bool = True) -> Figure:
        return Figure("suggest", name, ours / theirs, bound, True, spoken(ours), spoken(theirs), judged)

    return [
        line(f"{own}, median, to 1 ms", slate, 1e6, 1.0),
        line(f"{own}, p99, to 5 ms", told["p99"], 5e6, 1.0),
        line(f"{own}, p99 of all single runs, to 5 ms", told["single"], 5e6, None),
        line(f"{own} to a bare loop over {OFFERS}, median", slate, told["bare"], None, quiet),
        line(f"{whole} to one of {OFFERS}, median", told["whole"], slate, None, quiet),
        Figure(
            "suggest", "packs and a model with a card for every product, to 1 MB", told["bytes"] / 1e6, 1.0,
            ours=f"{told['bytes'] / 1e3:.0f} kB", theirs="1,000 kB",
        ),
    ]  # fmt: skip


def alone(data: str) -> str:
    """The figures as JSON, times in nanoseconds. Raises ``Reshuffled``."""
    _without("numpy")
    snapshot = Snapshot.open(Path(data), KeyFile(Path(data) / NAME).key())
    try:
        whole = book_of(snapshot, snapshot.branch(snapshot.home_branch))
        situations = _situations(snapshot)
    finally:
        snapshot.close()
    whole = whole._replace(model=_model(whole.products), trusted=True)
    forty = whole._replace(products=_for_persons(whole))
    engine, catalogue = engine_of(forty), engine_of(whole)
    _steady(forty, situations)
    singles = Times(tuple(_timed(engine.suggest, s) for s in situations for _ in range(3)))
    run = compare({"slate": engine.suggest, "whole": catalogue.suggest, "bare": _bare()}, situations, 5, slow_ns=10**9)
    sized = whole._replace(products=())
    return json.dumps({
        "median": run.times["slate"].median, "p99": run.times["slate"].p99, "single": singles.p99,
        "bare": run.times["bare"].median, "whole": run.times["whole"].median, "quiet": run.quiet,
        "products": len(whole.products), "bytes": len(body_of(sized)),
    })  # fmt: skip


def _without(module: str) -> None:
    try:
        import_module(module)
    except ImportError:
        return
    raise RuntimeError(f"{module} can be imported here")


def _situations(snapshot: Snapshot) -> list[Situation]:
    """Customers over the whole file, before the first member of staff."""
    staff = snapshot.staff[min(snapshot.staff)]
    step = max(1, int(snapshot.meta["customers"]) // _INPUTS)
    rows = snapshot.conn.execute("SELECT customer_no FROM customer WHERE o % ? = 0 LIMIT ?", (step, _INPUTS)).fetchall()
    profiles = (read_profile(snapshot.conn, no) for (no,) in rows)
    return [Situation(TODAY, profile, staff, profile.contacts) for profile in profiles]


def _for_persons(book: Book) -> tuple[Product, ...]:
    """Forty products that are sold to persons, spread over the catalogue."""
    firm_only = book.packs["rules"]["audience"]["firm_only"]
    found = [p for p in book.products if p.category not in firm_only and p.on_sale]
    return tuple(found[n * len(found) // OFFERS] for n in range(min(OFFERS, len(found))))


def _steady(book: Book, situations: list[Situation]) -> None:
    again = book_from(body_of(book))
    engine, other = engine_of(book), engine_of(again._replace(products=again.products[::-1]))
    for s in situations:
        check(engine, other, s)


def check(engine: Engine, other: Engine, s: Situation) -> None:
    """Raises ``Reshuffled`` where the two, or one of them asked twice, give different slates."""
    if not engine.suggest(s) == other.suggest(s) == engine.suggest(s):
        raise Reshuffled(f"customer {s.profile.customer.customer_no}: the slate is another one when opened again")


def _model(products: Any) -> dict[str, Any]:
    """As large as a model gets: every product has a card, every unprotected number a row of bins."""
    rnd = Random(7)
    names = sorted(n for n, fact in FACTS.items() if fact.type in (NUMBER, BOOL) and not fact.protected)

    def points(count: int) -> list[float]:
        return [round(rnd.uniform(-0.5, 0.5), 3) for _ in range(count)]

    def bins(name: str) -> dict[str, Any]:
        edges = [10**n for n in range(_BINS)] if FACTS[name].type == NUMBER else [1]
        return {"feature": name, "edges": edges, "points": points(len(edges) + 1), "errors": [0.1] * (len(edges) + 1)}

    cards = [
        {"for": p.product_code, "intercept": -2.0, "error": 0.2, "bins": [bins(name) for name in names]}
        for p in products
    ]
    return {
        "schema": 1, "version": "bench", "made_on": TODAY.isoformat(), "expires_on": TODAY.isoformat(),
        "features": [contract_of(name, FACTS[name]) for name in names], "cards": cards,
    }  # fmt: skip


def _bare() -> Callable[[Any], object]:
    """The known quantity: one pass over 40 offers, each a chance and a product of four numbers, the best three kept."""
    rnd = Random(8)
    rows = [
        (rnd.uniform(-3, 1), rnd.uniform(0.5, 2), rnd.uniform(0.75, 1.5), rnd.uniform(1, 1.5)) for _ in range(OFFERS)
    ]

    def loop(_: Any) -> object:
        return sorted([(v * fit * c / (1 + exp(-z)), n) for n, (z, v, fit, c) in enumerate(rows)], reverse=True)[:3]

    return loop


def _timed(run: Callable[[Situation], object], given: Situation) -> int:
    began = perf_counter_ns()
    run(given)
    return perf_counter_ns() - began
