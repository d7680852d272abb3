"""What came of what was shown, product by product, over the whole bank; and the model made of it and the prior sheet.

Trained on what was shown, never on what was attempted: each visit counts once a product, whether or not anything was
logged. Welcome is who accepted or let themselves be referred. Services are not learned, and the control group was shown
nothing. One formula from day 0 on: the prior sheet counts as its pseudo-customers (``Scorecard.of_evidence``).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
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
    """By product code, of the decisions from ``first`` to ``last``."""
    decision, attempt = VIEWS["decision"], VIEWS["attempt"]
    since, until = time_text(midnight(first)), time_text(midnight(last + timedelta(days=1)))
    liked = {
        (owner, visit_id, code)
        for owner, visit_id, code in con.execute(
            select(attempt.c.owner, attempt.c.visit_id, attempt.c.product_code).where(attempt.c.outcome.in_(WELCOME))
        )
    }
    rows = con.execution_options(yield_per=BATCH).execute(
        select(decision.c.owner, decision.c.visit_id, decision.c.shown)
        .where((decision.c.at >= since) & (decision.c.at < until))
        .order_by(decision.c.owner, decision.c.visit_id, decision.c.at)
    )
    return _counted(((owner, visit_id, json.loads(shown)) for owner, visit_id, shown in rows), liked)


def _counted(decisions: Iterable[tuple[str, str, Any]], liked: set[tuple[str, str, str]]) -> dict[str, Seen]:
    found: dict[str, Seen] = {}
    before: set[tuple[str, str, str]] = set()
    for owner, visit_id, shown in decisions:
        for _rank, code, _verb, p, _score, slot, *_ in shown:
            key = (owner, visit_id, code)
            if slot == "service" or key in before:
                continue
            before.add(key)
            one = found.get(code, Seen(0, 0, 0.0))
            found[code] = Seen(one.shown + 1, one.welcome + (key in liked), one.expected + p / 1000)
    return found


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
