"""Rates of evaluations, each with what it is of."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from teller_assist.domain.evaluation_rates import rates_of, total
from teller_assist.domain.quality import Evaluation
from teller_assist.domain.visit import Visit

NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)
DAY = date(2026, 11, 23)


def visit(n: int, staff_no: str = "T1", ended_by: str = "key", at: datetime = NINE) -> Visit:
    return Visit(UUID(int=n), "C1", "scan", "", "", at, staff_no, at + timedelta(minutes=5), ended_by, window_no="1")


def evaluation(n: int, score: int = 0, staff_no: str = "T1", by: str = "visit", at: datetime = NINE,
               handled: bool = False) -> Evaluation:  # fmt: skip
    at += timedelta(minutes=5)
    return Evaluation(UUID(int=1000 * (by == "hand") + n), UUID(int=n), "1", staff_no, by, at, score,
                      handled_at=at if handled else None)  # fmt: skip


def test_each_rate_says_what_it_is_of() -> None:
    [mine] = rates_of(
        [visit(n) for n in range(10)],
        [evaluation(0, 5), evaluation(1, 4), evaluation(2, 3), evaluation(3, 2, handled=True), evaluation(4, 1),
         *(evaluation(n) for n in (5, 6, 7))],
    )  # fmt: skip
    assert mine[:8] == ("T1", DAY, 10, 8, 5, 2, 2, 1)
    assert (mine.request_rate, mine.give_rate, mine.good_rate, mine.bad_rate) == (0.8, 5 / 8, 2 / 5, 2 / 5)
    assert mine.handle_rate == 1 / 2


def test_what_was_requested_by_hand_is_counted_apart() -> None:
    [mine] = rates_of([visit(0), visit(1)], [evaluation(0), evaluation(0, 5, by="hand"), evaluation(1, 1)])
    assert (mine.visits, mine.requested, mine.given, mine.good) == (2, 2, 1, 0)
    assert (mine.hand_requested, mine.hand_given) == (1, 1)


def test_a_press_after_the_next_customer_had_come_is_counted_for_nobody() -> None:
    pressed = replace(evaluation(0, 5), after_ms=10_000)  # requested at 9:05, pressed ten seconds later
    for seconds, given_ in ((9.9, 0), (10, 1), (-10, 1)):
        later = visit(1, at=NINE + timedelta(minutes=5, seconds=seconds))
        for following in (later, replace(later, ended_at=None, ended_by="")):
            mine = total(rates_of([following, visit(0)], [pressed]))
            assert (mine.requested, mine.given, mine.good) == (1, given_, given_)
        assert total(rates_of([visit(0), replace(later, window_no="2")], [pressed])).given == 1


def test_who_had_gone_when_a_crash_ended_the_visit_is_not_in_it() -> None:
    assert rates_of([visit(0, ended_by="restart")], []) == ()


def test_an_evaluation_is_of_the_day_on_which_its_visit_began() -> None:
    late = datetime(2026, 11, 23, 15, 58, tzinfo=UTC)  # two minutes to midnight in the branch
    [mine] = rates_of([visit(0, at=late)], [evaluation(0, 5, at=late)])
    assert (mine.day, mine.visits, mine.requested) == (DAY, 1, 1)


def test_nothing_to_divide_by_is_no_rate() -> None:
    none = total(())
    assert (none.visits, none.request_rate, none.give_rate, none.good_rate, none.handle_rate) == (0,) + (None,) * 4


@given(
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["T1", "T2"]), st.integers(0, 2), st.booleans()), max_size=25)
)
def test_the_days_of_all_tellers_add_up_and_no_rate_is_over_one(
    rows: list[tuple[int, str, int, bool]],
) -> None:
    visits = [visit(n, who, at=NINE + timedelta(days=day)) for n, (_, who, day, _) in enumerate(rows)]
    asked = [
        evaluation(n, score, who, at=NINE + timedelta(days=day))
        for n, (score, who, day, asked) in enumerate(rows)
        if asked
    ]
    found = rates_of(visits, asked)
    whole = total(found)
    assert whole.visits == len(rows)
    assert whole.requested == len(asked)
    assert whole.given == sum(e.score > 0 for e in asked)
    assert sum(total(found, who).good for who in ("T1", "T2")) == whole.good
    for line in (*found, whole):
        rates = (line.request_rate, line.give_rate, line.good_rate, line.bad_rate, line.handle_rate)
        assert all(rate is None or 0 <= rate <= 1 for rate in rates)
