"""A customer comes and goes."""

from collections.abc import Callable

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.domain.attempt import Outcome
from teller_assist.errors import NotFound
from teller_assist.store.journal import events_of
from tests.desk import small
from tests.desk.small import Clock


def kinds(counter: Counter) -> list[str]:
    return [row[0] for row in counter._work.reading.execute("SELECT kind FROM journal ORDER BY epoch, seq")]


def test_the_visit_records_the_look_and_what_was_shown(counter: Counter) -> None:
    card = counter.card(small.ZHANG)
    visit = counter.begin_visit(small.ZHANG, "scan", card, ticket="A037")
    assert kinds(counter) == ["visit.started", "visit.clocked", "card.opened", "decision.made"]
    assert counter.open_visit() == visit
    assert (visit.ticket, visit.how) == ("A037", "scan")
    [(decision_id,)] = counter._work.reading.execute("SELECT decision_id FROM decision")
    [made] = events_of(counter._work.reading, "decision", decision_id)
    assert [row[1] for row in made.shown] == [s.product_code for s in card.slate.suggestions]  # type: ignore[attr-defined]
    assert all(isinstance(row[3], int) and 0 <= row[3] <= 1000 for row in made.shown)  # type: ignore[attr-defined]
    assert {code for code, _ in made.blocked} == {b.product_code for b in card.slate.blocked}  # type: ignore[attr-defined]
    assert len(made.input_hash) == 64  # type: ignore[attr-defined]


def test_the_end_closes_what_was_shown_and_not_logged(counter: Counter) -> None:
    codes = [s.product_code for s in counter.card(small.ZHANG).slate.suggestions]
    counter.begin_visit(small.ZHANG, "search")
    counter.log(small.ZHANG, codes[0], Outcome.DECLINED, 1)
    closed = counter.end_visit()
    assert [(a.product_code, a.outcome) for a in closed] == [(c, Outcome.NOT_RECORDED) for c in codes[1:]]
    assert counter.open_visit() is None
    assert counter.end_visit() == ()


def test_the_next_customer_ends_the_visit(counter: Counter, clock: Clock) -> None:
    counter.begin_visit(small.ZHANG, "search")
    clock.pass_(minutes=3)
    second = counter.begin_visit(small.OUYANG, "search")
    assert counter.open_visit() == second
    served = counter.served_today()
    assert [(s.salutation, s.ended_at is None) for s in served] == [("欧阳先生", True), ("张女士", False)]


def test_back_within_ten_minutes_the_visit_goes_on_and_a_late_answer_supersedes(counter: Counter, clock: Clock) -> None:
    codes = [s.product_code for s in counter.card(small.ZHANG).slate.suggestions]
    first = counter.begin_visit(small.ZHANG, "search")
    counter.begin_visit(small.OUYANG, "search")
    clock.pass_(minutes=10)
    again = counter.begin_visit(small.ZHANG, "search")
    assert again.visit_id == first.visit_id
    assert again.ended_at is None
    logged = counter.log(small.ZHANG, codes[0], Outcome.REFERRED)
    assert logged.outcome is Outcome.REFERRED
    assert kinds(counter).count("attempt.corrected") == 1
    assert counter.undo() is not None  # not recorded again
    of_first = [a for a in counter.attempts_today() if a.visit_id == first.visit_id and a.product_code == codes[0]]
    assert [a.outcome for a in of_first] == [Outcome.NOT_RECORDED]


def test_after_eleven_minutes_it_is_a_new_visit(counter: Counter, clock: Clock) -> None:
    first = counter.begin_visit(small.ZHANG, "search")
    counter.begin_visit(small.OUYANG, "search")
    clock.pass_(minutes=10, microseconds=1)
    assert counter.begin_visit(small.ZHANG, "search").visit_id != first.visit_id


def test_an_end_by_key_is_an_end(counter: Counter, clock: Clock) -> None:
    first = counter.begin_visit(small.ZHANG, "search")
    counter.end_visit()
    clock.pass_(minutes=1)
    assert counter.begin_visit(small.ZHANG, "search").visit_id != first.visit_id


def test_opening_the_same_card_twice_is_one_visit_and_one_decision(counter: Counter, clock: Clock) -> None:
    first = counter.begin_visit(small.ZHANG, "search")
    clock.pass_(seconds=1)
    assert counter.begin_visit(small.ZHANG, "scan").visit_id == first.visit_id
    assert kinds(counter) == ["visit.started", "card.opened", "decision.made", "card.opened"]


def test_after_a_crash_the_visit_is_offered_back_for_twelve_hours(opened: Callable[..., Counter], clock: Clock) -> None:
    visit = opened().begin_visit(small.ZHANG, "search")
    clock.pass_(hours=11, minutes=59)
    assert opened().open_visit() == visit
    clock.pass_(minutes=1)
    late = opened()
    assert late.open_visit() is None
    late.begin_visit(small.OUYANG, "search")
    [ended] = [s for s in late.served_today() if s.customer_no == small.ZHANG]
    assert ended.ended_at is not None
    assert "restart" in {row[0] for row in late._work.reading.execute("SELECT ended_by FROM visit")}


def test_undo_after_the_end_leaves_the_suggestion_not_recorded(counter: Counter) -> None:
    codes = [s.product_code for s in counter.card(small.ZHANG).slate.suggestions]
    counter.begin_visit(small.ZHANG, "search")
    counter.log(small.ZHANG, codes[0], Outcome.DECLINED, 1)
    counter.end_visit()
    assert counter.undo() is None
    assert {a.product_code: a.outcome for a in counter.attempts_today()} == dict.fromkeys(codes, Outcome.NOT_RECORDED)


def test_a_look_at_exact_figures_is_recorded(counter: Counter) -> None:
    counter.reveal(small.ZHANG)
    assert kinds(counter) == ["figure.revealed"]
    with pytest.raises(NotFound):
        counter.reveal("C77")


def test_a_look_at_another_branchs_customer_is_recorded_like_any(counter: Counter) -> None:
    counter.begin_visit(small.ELSEWHERE, "scan")
    assert kinds(counter) == ["visit.started", "visit.clocked", "card.opened"]
    counter.begin_visit(small.ELSEWHERE, "search")
    assert kinds(counter) == ["visit.started", "visit.clocked", "card.opened", "card.opened"]


def test_a_log_is_no_look_at_the_card(counter: Counter) -> None:
    counter.log(small.ZHANG, small.CD, Outcome.CONSIDERING)
    assert "card.opened" not in kinds(counter)


def test_with_the_clock_set_back_the_last_slate_is_still_the_last(counter: Counter, clock: Clock) -> None:
    visit = counter.begin_visit(small.ZHANG, "search")
    clock.pass_(seconds=-30)
    counter.note_agent()
    counter.begin_visit(small.ZHANG, "search")
    before = kinds(counter).count("decision.made")
    counter.begin_visit(small.ZHANG, "search")
    assert (before, kinds(counter).count("decision.made")) == (2, 2)
    clock.pass_(seconds=-30)
    counter.end_visit()
    ended = counter._work.reading.execute("SELECT started_at, ended_at FROM visit").fetchall()
    assert ended == [(visit.started_at.isoformat(timespec="microseconds"),) * 2]


def test_a_log_in_the_next_visit_is_an_attempt_of_its_own(counter: Counter) -> None:
    first = counter.log(small.ZHANG, small.CD, Outcome.DECLINED, 1)
    counter.end_visit()
    second = counter.log(small.ZHANG, small.CD, Outcome.DECLINED, 1)
    assert second.attempt_id != first.attempt_id
    assert second.visit_id != first.visit_id
