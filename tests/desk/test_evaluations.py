"""A customer is asked by the end of the visit, and presses; a bad one is handled."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teller_assist.desk.counter import Counter
from teller_assist.desk.evaluations import Evaluations
from teller_assist.domain.quality import ASK_S, EvaluationGiven, EvaluationRequested, fold_evaluation
from teller_assist.errors import BadInput, NotFound, Refused
from tests.desk import small
from tests.desk.small import Clock


@pytest.fixture
def evaluations(counter: Counter) -> Evaluations:
    return Evaluations(counter)


def kinds(counter: Counter) -> list[str]:
    with counter.reading() as con:
        return [k for (k,) in con.execute("SELECT kind FROM journal ORDER BY epoch, seq") if k.startswith("eval")]


def serve(counter: Counter, customer_no: str = small.ZHANG) -> None:
    counter.begin_visit(customer_no, "scan")
    counter.end_visit()


def test_the_end_of_the_visit_asks_without_any_choice(counter: Counter, evaluations: Evaluations) -> None:
    assert evaluations.asking() is None
    visit = counter.begin_visit(small.ZHANG, "scan")
    assert evaluations.asking() is None
    counter.end_visit()
    asked = evaluations.asking()
    assert asked is not None
    assert (asked.visit_id, asked.teller_no, asked.window_no, asked.by) == (visit.visit_id, "T1", "1", "visit")
    assert evaluations.asking("2") is None, "another window's customer is not asked"


@pytest.mark.parametrize(
    ("seconds", "counts"), [(0, True), (89.9, True), (90, True), (90.000001, False), (90.1, False)]
)
def test_a_request_stands_for_ninety_seconds(
    counter: Counter, evaluations: Evaluations, clock: Clock, seconds: float, counts: bool
) -> None:
    serve(counter)
    asked = evaluations.asking()
    assert asked is not None
    clock.pass_(seconds=seconds)
    assert (evaluations.asking() is not None) is counts
    if counts:
        assert evaluations.press(5).after_ms == seconds * 1000
    else:
        with pytest.raises(Refused, match="not counted"):
            evaluations.press(5)
        with pytest.raises(Refused, match="not counted"):
            evaluations.give(asked.evaluation_id, 5)
        assert kinds(counter) == ["evaluation.requested"]
        assert evaluations.one(asked.evaluation_id).score == 0


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2 * ASK_S * 1000))
def test_open_and_counted_are_the_same_at_every_millisecond(ms: int) -> None:
    asked = EvaluationRequested(
        id=uuid4(), at=small.MORNING, staff_no="T1", evaluation_id=uuid4(), visit_id=uuid4(), window_no="1",
        teller_no="T1",
    )  # fmt: skip
    one = fold_evaluation([asked])
    clock = Clock()
    clock.pass_(milliseconds=ms)
    assert one is not None
    assert one.is_open(clock.at) is (ms <= 90_000)


def test_the_first_press_counts_and_later_ones_are_seen(
    counter: Counter, evaluations: Evaluations, clock: Clock
) -> None:
    serve(counter)
    clock.pass_(seconds=2.5)
    given_ = evaluations.press(2)
    assert (given_.score, given_.after_ms, given_.presses, given_.device) == (2, 2500, 1, "screen")
    assert evaluations.asking() is None
    again = evaluations.give(given_.evaluation_id, 5)
    assert (again.score, again.presses) == (2, 2)
    for _ in range(20):
        again = evaluations.give(given_.evaluation_id, 5)
    assert (again.score, again.presses) == (2, 9)


def test_the_reason_of_a_bad_one_comes_after_it_and_is_no_press(counter: Counter, evaluations: Evaluations) -> None:
    serve(counter)
    bad = evaluations.press(1)
    why = evaluations.give(bad.evaluation_id, 1, reasons=["wait", "attitude", "wait"])
    assert (why.score, why.presses, why.reasons) == (1, 1, "wait attitude")


@pytest.mark.parametrize(
    ("score", "device", "reasons"),
    [(0, "screen", []), (6, "screen", []), (5, "fridge", []), (1, "screen", ["weather"]), (5, "screen", ["wait"])],
)
def test_what_cannot_be_pressed_is_recorded_nowhere(
    counter: Counter, evaluations: Evaluations, score: int, device: str, reasons: list[str]
) -> None:
    serve(counter)
    with pytest.raises(BadInput):
        evaluations.press(score, device, reasons)
    assert kinds(counter) == ["evaluation.requested"]


def test_a_press_without_a_request_is_counted_nowhere(counter: Counter, evaluations: Evaluations) -> None:
    with pytest.raises(Refused):
        evaluations.press(5)
    with pytest.raises(NotFound):
        evaluations.give(uuid4(), 5)
    assert kinds(counter) == []


def test_nobody_answers_for_the_customer_before(counter: Counter, evaluations: Evaluations, clock: Clock) -> None:
    serve(counter)
    first = evaluations.asking()
    assert first is not None
    clock.pass_(seconds=20)
    counter.begin_visit(small.OUYANG, "scan")
    assert evaluations.asking() is None
    with pytest.raises(Refused, match="next customer"):
        evaluations.give(first.evaluation_id, 5)
    counter.end_visit()
    second = evaluations.asking()
    assert second is not None
    assert second.evaluation_id != first.evaluation_id


def test_a_visit_taken_up_again_is_asked_once_at_its_real_end(
    counter: Counter, evaluations: Evaluations, clock: Clock
) -> None:
    first = counter.begin_visit(small.ZHANG, "scan")
    clock.pass_(minutes=1)
    counter.begin_visit(small.OUYANG, "search")  # the wrong card
    clock.pass_(seconds=5)
    assert counter.begin_visit(small.ZHANG, "scan").visit_id == first.visit_id
    assert evaluations.asking() is None, "the customer is still being served"
    clock.pass_(minutes=3)
    counter.end_visit()
    asked = evaluations.asking()
    assert asked is not None
    assert (asked.visit_id, asked.requested_at) == (first.visit_id, clock.at)
    evaluations.press(4)
    clock.pass_(minutes=1)
    day = evaluations.rates(small.TODAY, small.TODAY)
    assert [(r.visits, r.requested, r.given) for r in day] == [(2, 2, 1)]


def test_what_was_given_is_not_asked_again(counter: Counter, evaluations: Evaluations, clock: Clock) -> None:
    counter.begin_visit(small.ZHANG, "scan")
    counter.end_visit("next")
    evaluations.press(3)
    clock.pass_(minutes=2)
    serve(counter)
    assert evaluations.asking() is None
    assert kinds(counter).count("evaluation.requested") == 1


def test_a_visit_that_a_crash_left_open_asks_nobody(counter: Counter, evaluations: Evaluations, clock: Clock) -> None:
    counter.begin_visit(small.ZHANG, "scan")
    clock.pass_(hours=13)
    counter.begin_visit(small.OUYANG, "scan")
    assert kinds(counter) == []


def test_by_hand_only_where_the_screen_got_no_answer(counter: Counter, evaluations: Evaluations, clock: Clock) -> None:
    with pytest.raises(Refused, match="nobody to ask"):
        evaluations.request_by_hand()
    counter.begin_visit(small.ZHANG, "scan")
    with pytest.raises(Refused, match="under way"):
        evaluations.request_by_hand()
    counter.end_visit()
    with pytest.raises(Refused, match="asked for now"):
        evaluations.request_by_hand()
    clock.pass_(seconds=91)
    asked = evaluations.request_by_hand()
    assert (asked.by, evaluations.asking()) == ("hand", asked)
    evaluations.press(5)
    with pytest.raises(Refused, match="has been given"):
        evaluations.request_by_hand()
    [day] = evaluations.rates(small.TODAY, small.TODAY)
    assert (day.requested, day.given, day.hand_requested, day.hand_given) == (1, 0, 1, 1)
    serve(counter)
    clock.pass_(seconds=601)
    with pytest.raises(Refused, match="has gone"):
        evaluations.request_by_hand()


def test_a_bad_one_waits_until_somebody_else_has_handled_it(opened: Callable[..., Counter], clock: Clock) -> None:
    teller, lobby = Evaluations(counter := opened("T1")), Evaluations(opened("L1"))
    serve(counter)
    bad = teller.press(1, reasons=["attitude"])
    clock.pass_(minutes=5)
    serve(counter, small.OUYANG)
    teller.press(5)
    assert [e.evaluation_id for e in lobby.bad()] == [bad.evaluation_id]
    with pytest.raises(Refused, match="may not do"):
        teller.handle(bad.evaluation_id, "explained")
    with pytest.raises(BadInput):
        lobby.handle(bad.evaluation_id, "forgotten")
    done = lobby.handle(bad.evaluation_id, "apologised", "已致歉")
    assert (done.handled_by, done.outcome, done.handled_at) == ("L1", "apologised", clock.at)
    assert lobby.bad() == ()
    assert len(lobby.bad(handled_too=True)) == 1
    with pytest.raises(Refused, match="was handled"):
        lobby.handle(bad.evaluation_id, "explained")
    [good] = [e for e in lobby.between(small.TODAY, small.TODAY) if e.score == 5]
    with pytest.raises(Refused, match="not a bad one"):
        lobby.handle(good.evaluation_id, "explained")
    assert lobby.rates(small.TODAY, small.TODAY)[0].handle_rate == 1.0


def test_nobody_handles_what_was_said_of_himself(opened: Callable[..., Counter]) -> None:
    counter = opened("L1")
    serve(counter)
    bad = Evaluations(counter).press(2)
    with pytest.raises(Refused, match="about yourself"):
        Evaluations(counter).handle(bad.evaluation_id, "unfounded")


def test_a_teller_sees_what_was_said_of_himself_only(opened: Callable[..., Counter]) -> None:
    mine, other, lobby = opened("T1"), opened("T2"), opened("L1")
    serve(mine)
    bad = Evaluations(mine).press(1)
    serve(other, small.OUYANG)
    assert [r.teller_no for r in Evaluations(lobby).rates(small.TODAY, small.TODAY)] == ["T1", "T2"]
    assert [r.teller_no for r in Evaluations(other).rates(small.TODAY, small.TODAY)] == ["T2"]
    assert Evaluations(other).bad() == ()
    with pytest.raises(NotFound):
        Evaluations(other).one(bad.evaluation_id)
    with pytest.raises(BadInput):
        Evaluations(lobby).rates(small.TODAY, small.AS_OF)


def test_two_presses_that_did_not_see_each_other_fold_to_the_first() -> None:
    ids = {"evaluation_id": uuid4(), "staff_no": "T1", "at": small.MORNING}
    asked = EvaluationRequested(id=uuid4(), visit_id=uuid4(), window_no="1", teller_no="T1", **ids)  # type: ignore[arg-type]
    presses = [EvaluationGiven(id=uuid4(), score=s, after_ms=900, device="screen", **ids) for s in (9, 4, 1)]  # type: ignore[arg-type]
    one = fold_evaluation([asked, *presses])
    assert one is not None
    assert (one.score, one.presses) == (4, 2)
