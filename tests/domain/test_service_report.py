"""The lines of the service report: exact at every bound, adding up however they are grouped or the period is parted."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cache
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teller_assist.domain.days import day_at, midnight
from teller_assist.domain.editions import Editions, editions_of
from teller_assist.domain.evaluation_rates import rates_of, total
from teller_assist.domain.packs import load_packs
from teller_assist.domain.quality import Evaluation
from teller_assist.domain.service_report import (
    BY,
    Material,
    Period,
    Report,
    grouping_of,
    period_of,
    report,
)
from teller_assist.domain.service_row import Row, quantile
from teller_assist.domain.ticket import DONE, Ticket
from teller_assist.domain.visit import Visit
from teller_assist.domain.visit_clock import CoreTransaction
from teller_assist.errors import BadInput
from teller_assist.paths import RESOURCES

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
DAY = day_at(AT)
WEEK = Period(DAY - timedelta(days=3), DAY + timedelta(days=3))


@cache
def editions() -> Editions:
    return editions_of(load_packs(RESOURCES / "packs")["standards"])


def after(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


def visit(
    n: int = 1, kind: str = "current", lasts: int | None = 100, waited: int | None = None, **more: object
) -> Visit:
    ended = None if lasts is None else after(lasts)
    made = Visit(UUID(int=n), f"C{n}", "scan", "", kind, AT, "T1", ended)
    if waited is not None:
        made = replace(made, taken_at=after(-waited), called_at=AT)
    return replace(made, **more)  # type: ignore[arg-type]


def of(*visits: Visit, by: Sequence[str] = (), **more: object) -> Row:
    return report("B1", Material(visits, **more), editions(), WEEK, by).total  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("minutes", "second", "bucket"),
    [
        (9, 59, 0), (10, 0, 1), (10, 1, 1), (19, 59, 1), (20, 0, 2), (20, 1, 2), (29, 59, 2), (30, 0, 2), (30, 1, 3),
        (0, 0, 0),
    ],
)  # fmt: skip
def test_each_wait_is_in_one_bucket(minutes: int, second: int, bucket: int) -> None:
    waiting = of(visit(waited=60 * minutes + second)).waiting
    assert waiting.buckets == tuple(int(n == bucket) for n in range(4))
    assert waiting.p50_s == waiting.p90_s == 60 * minutes + second


def test_over_the_limit_with_and_without_a_reason() -> None:
    """Three minutes for cash: at 180 s in time, at 181 s over; a reason of 20 minutes covers 1,200 s."""
    excused = {"excuse": "papers", "excused_s": 10**6}
    row = of(
        visit(1, lasts=180), visit(2, lasts=181), visit(3, lasts=181, **excused),
        visit(4, lasts=1380, **excused), visit(5, lasts=1381, **excused), visit(6, lasts=None),
    )  # fmt: skip
    assert row.over == (2, 2, 1 + 1200 + 1200)
    assert (row.visits, row.open, row.handling.timed) == (6, 1, 5)
    assert row.handling.standard_s == 180
    assert (row.handling.allowed_s, row.handling.spent_s) == (900, 180 + 181 + 181 + 1380 + 1381)


def test_a_visit_left_open_by_a_crash_has_no_minutes_unless_the_core_says() -> None:
    left = visit(lasts=3000, ended_by="restart")
    assert of(left).handling.timed == 0
    told = CoreTransaction("current", after(10), after(70), "T1", "C1")
    assert of(left, transactions=[told]).handling == (1, 60, 60, 180, 180, 60)


def test_pieces_are_exact() -> None:
    row = of(*(visit(n, "transfer") for n in range(3)), visit(7, "wealth"), visit(8, "unheard of"))
    assert row.pieces == 3 * Fraction(5, 3) + Fraction(10, 3) + Fraction(5, 3)


def test_a_type_has_one_name_whatever_the_core_calls_it() -> None:
    found = report("B1", Material([visit(1, "cash"), visit(2, "current")]), editions(), WEEK, ["type"])
    assert [(row.business_type, row.visits) for row in found.rows] == [("current", 2)]


def test_each_day_has_its_own_standard() -> None:
    """Large cash: five minutes, since November 2026 six; a line over both days has no one standard."""
    before = datetime(2026, 10, 31, 2, tzinfo=UTC)
    old = visit(1, "cash_large", started_at=before, ended_at=before + timedelta(seconds=330))
    new = replace(old, visit_id=UUID(int=2), started_at=old.started_at + timedelta(days=1),
                  ended_at=before + timedelta(days=1, seconds=330))  # fmt: skip
    found = report("B1", Material([old, new]), editions(), Period(date(2026, 10, 31), date(2026, 11, 1)), ["day"])
    assert [(row.handling.standard_s, row.over.unexcused) for row in found.rows] == [(300, 1), (360, 0)]
    assert found.total.handling.standard_s is None
    assert len(found.standards) == 2


def test_what_the_core_did_without_a_visit_is_listed_and_counts_in_nothing_else() -> None:
    lone = CoreTransaction("current", after(90_000), after(90_060), "T1", "C9", "A1")
    found = report("B1", Material([visit()], transactions=[lone]), editions(), WEEK, ["teller"])
    assert [(t.teller_no, t.business_type, t.ticket) for t in found.no_visit] == [("T1", "current", "A1")]
    assert "C9" not in str(found.no_visit)
    assert (found.total.no_visit, found.total.visits, found.total.pieces) == (1, 1, 1)


def test_a_transaction_after_midnight_belongs_to_the_visit_before_it() -> None:
    """On either day's report it is no lone transaction: the material reaches beyond the period."""
    late = midnight(DAY) - timedelta(minutes=5)
    begun = visit(started_at=late, ended_at=late + timedelta(minutes=8))
    told = CoreTransaction("current", midnight(DAY) + timedelta(minutes=1), None, "T1", "C1")
    for day, visits in ((DAY, 0), (DAY - timedelta(days=1), 1)):
        found = report("B1", Material([begun], transactions=[told]), editions(), Period(day, day), ["day"])
        assert (found.total.visits, found.no_visit) == (visits, ())


def test_a_teller_sees_their_own_line() -> None:
    mine, other = visit(1), visit(2, staff_no="T2")
    told = [CoreTransaction("current", after(90_000), None, no) for no in ("T1", "T2")]
    found = report("B1", Material([mine, other], transactions=told), editions(), WEEK, ["type"], "T1")
    assert (found.total.visits, len(found.no_visit), found.no_visit[0].teller_no) == (1, 1, "T1")


def test_the_quantile_is_a_value_that_was() -> None:
    assert quantile([], 50) is None
    assert [quantile(list(range(1, 11)), p) for p in (50, 90)] == [5, 9]
    assert [quantile(list(range(1, 12)), p) for p in (50, 90)] == [6, 10]
    assert [quantile([7], p) for p in (1, 50, 90, 100)] == [7] * 4


@given(st.lists(st.integers(0, 50), min_size=1), st.integers(1, 100))
def test_a_quantile_is_the_least_that_so_many_do_not_exceed(values: list[int], percent: int) -> None:
    found = quantile(values, percent)
    assert found in values
    assert 100 * sum(v <= found for v in values) >= percent * len(values)
    assert all(100 * sum(v <= low for v in values) < percent * len(values) for low in values if low < found)


@pytest.mark.parametrize(("said", "got"), [("day, teller", ("teller", "day")), ("", ()), ("type,type", ("type",))])
def test_a_grouping_is_said_in_any_order(said: str, got: tuple[str, ...]) -> None:
    assert grouping_of(said.split(",")) == got


def test_what_is_no_grouping_and_no_period_is_said() -> None:
    with pytest.raises(BadInput, match="month"):
        grouping_of(["month"])
    with pytest.raises(BadInput, match="before the first"):
        period_of(DAY, DAY - timedelta(days=1))
    with pytest.raises(BadInput, match="400 days"):
        period_of(DAY - timedelta(days=400), DAY)


# --- whatever happened


@st.composite
def materials(draw: st.DrawFn) -> Material:
    chance = random.Random(draw(st.integers(0, 2**32)))
    kinds = ["current", "cash", "transfer", "wealth", "", "unheard of"]
    visits, tickets, evaluations, told = [], [], [], []
    for n in range(draw(st.integers(0, 25))):
        begins = timedelta(seconds=chance.randrange(-300_000, 300_000))
        lasts = chance.choice([None, 10, 180, 181, 400, 2000])
        one = replace(
            visit(n, chance.choice(kinds), lasts, chance.choice([None, 0, 599, 600, 1800, 1801])),
            staff_no=f"T{chance.randrange(3)}", customer_no=f"C{chance.randrange(3)}" if chance.random() < 0.8 else "",
            excuse=chance.choice(["", "papers"]), excused_s=chance.randrange(300),
            ended_by=chance.choice(["key", "restart"]),
        )  # fmt: skip
        moved = {f: t + begins for f in ("started_at", "ended_at", "taken_at", "called_at") if (t := getattr(one, f))}
        visits.append(replace(one, **moved))
        at, of_visit = AT + begins, chance.choice([UUID(int=999), one.visit_id])
        state = chance.choice(["waiting", DONE])
        ticket = Ticket(UUID(int=n), f"A{n}", day_at(at), "cash", "", "", "", "kiosk", AT, state, visit_id=of_visit)
        tickets.append(ticket)
        by = chance.choice(["visit", "hand"])
        evaluations.append(Evaluation(UUID(int=n), of_visit, "1", "T1", by, at, chance.randrange(6)))
        starts, ends = at + timedelta(seconds=chance.randrange(90)), chance.choice([None, at + timedelta(seconds=120)])
        told.append(CoreTransaction(chance.choice(kinds), starts, ends, f"T{n % 3}", f"C{n % 3}"))
    return Material(visits, tickets, evaluations, told)


def summed(rows: Sequence[Row]) -> tuple[object, ...]:
    """What adds up: everything but quantiles and the one standard."""
    return (
        sum(r.visits for r in rows), sum(r.open for r in rows), sum(r.guests for r in rows),
        sum(r.tickets for r in rows), sum(r.unserved for r in rows), sum(r.waiting.known for r in rows),
        tuple(map(sum, zip((0, 0, 0, 0), *(r.waiting.buckets for r in rows), strict=True))),
        sum(r.handling.timed for r in rows), sum(r.handling.allowed_s for r in rows),
        sum(r.handling.spent_s for r in rows), tuple(map(sum, zip((0, 0, 0), *(r.over for r in rows), strict=True))),
        sum((r.pieces for r in rows), Fraction()), sum(r.no_visit for r in rows),
        tuple(map(sum, zip((0, 0, 0), *(r.evaluations[1:] for r in rows), strict=True))),
    )  # fmt: skip


GROUPINGS = [by for n in range(4) for by in combinations(BY, n)]


@settings(max_examples=60, deadline=None)
@given(materials())
def test_every_grouping_adds_up_to_the_same(material: Material) -> None:
    found = [report("B1", material, editions(), WEEK, by) for by in GROUPINGS]
    assert len({one.total for one in found}) == 1
    for one in found:
        assert summed(one.rows) == summed([one.total])
        assert len({row[:3] for row in one.rows}) == len(one.rows)
        assert all(sum(row.waiting.buckets) == row.waiting.known for row in one.rows)


@settings(max_examples=60, deadline=None)
@given(materials(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_came_does_not_matter(material: Material, chance: random.Random) -> None:
    mixed = Material(*(chance.sample(list(part), len(part)) for part in material))
    assert said(mixed, WEEK) == said(material, WEEK)


@settings(max_examples=60, deadline=None)
@given(materials(), st.integers(0, 5))
def test_a_period_parted_in_two_adds_up(material: Material, at: int) -> None:
    middle = WEEK.first + timedelta(days=at)
    parts = [said(material, Period(WEEK.first, middle)), said(material, Period(middle + timedelta(days=1), WEEK.last))]
    whole = said(material, WEEK)
    assert summed([part.total for part in parts]) == summed([whole.total])
    assert sorted(row for part in parts for row in map(repr, part.rows)) == sorted(map(repr, whole.rows))
    assert sorted(map(repr, (t for part in parts for t in part.no_visit))) == sorted(map(repr, whole.no_visit))


@settings(max_examples=60, deadline=None)
@given(materials())
def test_what_lies_beyond_the_margin_changes_nothing(material: Material) -> None:
    """What a desk reads for a day is enough for that day."""
    day = Period(DAY, DAY)
    since, until = day.around
    near = Material(
        [v for v in material.visits if since <= v.started_at < until], material.tickets,
        [e for e in material.evaluations if since <= e.requested_at < until],
        [t for t in material.transactions if since <= t.started_at < until],
    )  # fmt: skip
    assert said(near, day).total == said(material, day).total


@settings(max_examples=60, deadline=None)
@given(materials())
def test_the_evaluations_are_those_of_the_rates(material: Material) -> None:
    """Where every evaluated visit is known, the two ways of counting them agree."""
    ended = [v for v in material.visits if v.ended_at is not None and v.ended_by != "restart"]
    known = {v.visit_id: v.staff_no for v in ended}
    asked = [replace(e, teller_no=known[e.visit_id]) for e in material.evaluations if e.visit_id in known]
    rates = total(rates_of(ended, asked))
    found = report(
        "B1", Material(ended, (), asked), editions(), Period(DAY - timedelta(9), DAY + timedelta(9)), ()
    ).total
    assert found.evaluations == (rates.requested, rates.given, rates.good, rates.bad)
    assert found.visits == rates.visits


def said(material: Material, period: Period) -> Report:
    return report("B1", material, editions(), period, BY)
