"""What came of what was shown, product by product, over the whole bank; and the model made of it and the prior sheet.

Trained on what was shown, never on what was attempted: each visit counts once a product, whether or not anything was
logged. Welcome is who accepted or let themselves be referred. Services are not learned, and the control group was shown
nothing. One formula from day 0 on: the prior sheet counts as its pseudo-customers (``Scorecard.of_evidence``).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from teller_assist.domain.attempt import Outcome
from teller_assist.domain.days import midnight
from teller_assist.domain.interval import wilson
from teller_assist.domain.model import SCHEMA
from teller_assist.domain.scorecard import Scorecard
from teller_assist.hub import shelf
from teller_assist.hub.tables import generation
from teller_assist.hub.view_tables import VIEWS
from teller_assist.store.views import time_text

WELCOME = frozenset({Outcome.ACCEPTED.value, Outcome.REFERRED.value})
LASTS = 45  # days a model may be used
BATCH = 2000  # rows at a time


class Seen(NamedTuple):
    """One product: how often it was shown, how often it was welcome, what had been expected of it (sum of p)."""

    shown: int
    welcome: int
    expected: float


class Calibration(NamedTuple):
    """``low`` and ``high``: 95 % interval of the rate that came of it; ``holds`` if what was expected lies in it."""

    product_code: str
    shown: int
    welcome: int
    expected: float  # mean p
    low: float
    high: float

    @property
    def holds(self) -> bool:
        return self.low <= self.expected <= self.high


def seen(con: Connection, first: date, last: date) -> dict[str, Seen]:
    """By product code, of the decisions from ``first`` to ``last``. Device by device: no more than one device's answers
    and one visit's products are held at a time, however large the bank is."""
    decision = VIEWS["decision"].c
    told = (decision.at >= time_text(midnight(first))) & (decision.at < time_text(midnight(last + timedelta(days=1))))
    found: dict[str, Seen] = {}
    for owner in con.scalars(select(decision.owner).where(told).distinct().order_by(decision.owner)).all():
        rows = con.execution_options(yield_per=BATCH).execute(
            select(decision.visit_id, decision.shown)
            .where(decision.owner == owner, told)
            .order_by(decision.visit_id, decision.at)
        )
        _count(found, ((visit_id, json.loads(shown)) for visit_id, shown in rows), _welcome(con, owner))
    return found


def _welcome(con: Connection, owner: str) -> set[tuple[str, str]]:
    """(visit, product) of a device's answers that were welcome."""
    attempt = VIEWS["attempt"].c
    rows = con.execute(
        select(attempt.visit_id, attempt.product_code).where(attempt.owner == owner, attempt.outcome.in_(WELCOME))
    )
    return {(visit_id, code) for visit_id, code in rows}


def _count(found: dict[str, Seen], decisions: Iterable[tuple[str, Any]], liked: set[tuple[str, str]]) -> None:
    """Adds one device's decisions, which come visit by visit."""
    for visit_id, of_visit in groupby(decisions, key=itemgetter(0)):
        before: set[str] = set()
        for _rank, code, _verb, p, _score, slot, *_ in chain.from_iterable(shown for _, shown in of_visit):
            if slot == "service" or code in before:
                continue
            before.add(code)
            one = found.get(code, Seen(0, 0, 0.0))
            found[code] = Seen(one.shown + 1, one.welcome + ((visit_id, code) in liked), one.expected + p / 1000)


def calibration(found: Mapping[str, Seen]) -> tuple[Calibration, ...]:
    """What was expected beside what came of it, most shown first."""
    told = []
    for code, one in found.items():
        low, high = wilson(one.welcome, one.shown)
        told.append(Calibration(code, one.shown, one.welcome, one.expected / one.shown, low, high))
    return tuple(sorted(told, key=lambda c: (-c.shown, c.product_code)))


def artifact_of(
    found: Mapping[str, Seen], priors: Sequence[Mapping[str, Any]], categories: Mapping[str, str], today: date,
    lasts: int = LASTS,
) -> dict[str, Any]:  # fmt: skip
    """The model as JSON, not signed. ``priors``: rows of the prior sheet; ``categories``: product code -> category.

    A row of the sheet for a rule keeps its own expectation; what was learned of the product comes to it as well.
    """
    cards = []
    for code, one in sorted(found.items()):
        for rule, expected, weight in _priors_of(code, categories.get(code, ""), priors):
            card = Scorecard.of_evidence(expected, weight, one.shown, one.welcome)
            cards.append(
                {"for": code, "rule": rule, "intercept": round(card.intercept, 9), "error": round(card.error, 9)}
            )
    return {
        "schema": SCHEMA, "version": today.isoformat(), "made_on": today.isoformat(),
        "expires_on": (today + timedelta(days=lasts)).isoformat(), "features": [], "cards": cards, "signature": None,
    }  # fmt: skip


def categories(con: Connection) -> dict[str, str]:
    """Product code -> category, by the newest catalogue that any branch was given."""
    found: dict[str, str] = {}
    for branch_no in con.scalars(select(generation.c.branch_no).where(generation.c.state == "current").distinct()):
        now = shelf.current(con, branch_no)
        for line in shelf.lines(con, now) if now else ():
            match line:
                case ["row", "product", code, [_name, _name_en, _lane, category, *_]]:
                    found[code] = category
        if found:
            break  # one catalogue for the whole bank
    return found


def _priors_of(code: str, category: str, priors: Sequence[Mapping[str, Any]]) -> list[tuple[str, float, float]]:
    told: dict[str, tuple[float, float]] = {}
    for wanted in (category, code):
        for row in priors:
            if row["for"] == wanted:
                told[row.get("rule", "")] = float(row["expected"]), float(row.get("weight", 4))
    return [(rule, *prior) for rule, prior in sorted(told.items())] or [("", 0.1, 1.0)]
