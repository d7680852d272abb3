"""The self-check at the counter: asked by lot, answered once, a colleague's visit is theirs."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.desk.queue import Queue
from teller_assist.desk.selfchecks import SelfChecks
from teller_assist.domain.editions import Editions
from teller_assist.domain.standards import SelfCheckRule
from teller_assist.errors import BadInput, NotFound, Refused
from tests.desk import small


def every_visit(counter: Counter) -> SelfChecks:
    """A desk whose standards ask after each visit."""
    told = tuple(s._replace(selfcheck=SelfCheckRule(1)) for s in counter.editions.all)
    counter.__dict__["editions"] = Editions(told)
    return SelfChecks(counter)


def test_the_seven_steps_are_asked_and_the_answer_is_kept(counter: Counter, clock: small.Clock) -> None:
    checks = every_visit(counter)
    visit = counter.begin_visit(small.ZHANG, "scan")
    counter.end_visit()
    assert checks.is_wanted(visit.visit_id)
    assert len(checks.steps()) == 7
    given = checks.give(visit.visit_id, ["recommend"])
    assert given.missed == "recommend"
    assert given.kept.split() == ["greet", "ask", "take", "handle", "remind", "see_off"]
    assert checks.give(visit.visit_id, ["recommend"]) == given
    clock.pass_(seconds=5)
    assert checks.give(visit.visit_id).missed == "", "the last word stands"
    assert len(checks.since(small.MORNING)) == 1
    assert {tuple(k)[1:] for k in checks.rates(small.MORNING)} == {(1, 1)}


def test_a_teller_sees_their_own_answers_the_floor_all_and_the_rates_are_the_branchs(
    opened: Callable[..., Counter],
) -> None:
    for who in (small.TELLER, small.UNLICENSED):
        counter = opened(who)
        visit = counter.begin_visit(small.ZHANG, "scan")
        counter.end_visit()
        SelfChecks(counter).give(visit.visit_id, ["greet"])
    teller, manager = SelfChecks(opened(small.TELLER)), SelfChecks(opened(small.MANAGER))
    assert [check.staff_no for check in teller.since(small.MORNING)] == [small.TELLER]
    assert {check.staff_no for check in manager.since(small.MORNING)} == {small.TELLER, small.UNLICENSED}
    assert teller.rates(small.MORNING) == manager.rates(small.MORNING)
    assert {kept.of for kept in teller.rates(small.MORNING)} == {2}


def test_never_while_somebody_has_waited_to_the_red(counter: Counter, clock: small.Clock) -> None:
    checks = every_visit(counter)
    visit = counter.begin_visit(small.ZHANG, "scan")
    counter.end_visit()
    Queue(counter).take_ticket("current")
    clock.pass_(minutes=19, seconds=59)
    assert checks.is_wanted(visit.visit_id)
    clock.pass_(seconds=1)
    assert not checks.is_wanted(visit.visit_id)


def test_most_visits_are_not_asked_after(counter: Counter, clock: small.Clock) -> None:
    checks = SelfChecks(counter)
    asked = 0
    for _ in range(12):
        visit = counter.begin_visit(small.ZHANG, "scan")
        counter.end_visit()
        clock.at += timedelta(minutes=11)
        asked += checks.is_wanted(visit.visit_id)
    assert asked <= 4


def test_what_cannot_be_answered_is_said(opened: Callable[..., Counter]) -> None:
    counter = opened()
    checks = SelfChecks(counter)
    visit = counter.begin_visit(small.ZHANG, "scan")
    with pytest.raises(BadInput, match="'smile' is no step; use greet"):
        checks.give(visit.visit_id, ["smile"])
    with pytest.raises(NotFound):
        checks.give(UUID(int=7), [])
    other = SelfChecks(opened(small.UNLICENSED))
    with pytest.raises(Refused, match="was T1's"):
        other.give(visit.visit_id, [])
