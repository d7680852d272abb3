"""Knowledge cards at the counter, the quiz, and what cannot be sold without it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.desk.knowledge import Knowledge
from teller_assist.domain.attempt import Outcome
from teller_assist.domain.quiz import Quiz
from teller_assist.errors import BadInput, NotAllowed, NotFound, QuizNeeded, QuizOver, Refused, VisitOpen
from teller_assist.store.states import read
from tests.desk import small
from tests.desk.quizzes import BODY, learn, passed, right_ones
from tests.desk.small import Clock


@pytest.fixture
def counter(data: Path, opened: Callable[..., Counter]) -> Counter:
    learn(data)
    return opened()


@pytest.fixture
def knowledge(counter: Counter) -> Knowledge:
    return Knowledge(counter)


def sell(counter: Counter) -> None:
    counter.log(small.ZHANG, small.WEALTH, Outcome.ACCEPTED, recording_ref="R-1")


def test_cards_are_found_by_text_pinyin_initials_and_english(knowledge: Knowledge) -> None:
    for typed in ("赔多少", "peiduoshao", "pds", "how much paid", "CUNKUAN 赔"):
        assert [hit.card.code for hit in knowledge.find(typed)] == ["insured_sum"], typed
    assert [hit.card.code for hit in knowledge.find("lilv")] == ["wealth_loss"], "利率, in the answer"
    assert knowledge.card("wealth_loss").topic == "wealth"
    with pytest.raises(NotFound, match="knowledge card"):
        knowledge.card("nothing")


def test_the_topic_of_the_product_on_the_screen_comes_first(knowledge: Knowledge) -> None:
    assert knowledge.find("")[0].card.topic == "insured"
    assert knowledge.find("", knowledge.topic_of(small.WEALTH))[0].card.topic == "wealth"
    assert knowledge.topic_of(small.CD) == "insured"
    assert knowledge.topic_of(small.LOAN) == knowledge.topic_of("nothing") == ""


def test_the_questions_are_the_same_all_day_and_others_for_others(
    counter: Counter, opened: Callable[..., Counter], clock: Clock
) -> None:
    mine = Knowledge(counter).sit("insured")
    assert len(mine.asked) == 5
    clock.pass_(hours=8)
    assert Knowledge(counter).sit("insured") == mine
    assert Knowledge(opened(small.UNLICENSED)).sit("insured").asked != mine.asked
    clock.pass_(hours=24)
    assert Knowledge(counter).sit("insured").asked != mine.asked


def test_a_pass_is_recorded_and_explained(knowledge: Knowledge, counter: Counter) -> None:
    sitting = knowledge.sit("insured")
    result = knowledge.hand_in(sitting, right_ones(knowledge, sitting, wrong=1))
    assert (result.score, result.passed, result.until, result.read) == (80, True, date(2027, 11, 23), ())
    assert [one.good for one in result.marked] == [False, True, True, True, True]
    assert all(one.because.zh and one.right for one in result.marked)
    assert knowledge.standings()[1].state == "passed"
    with counter.reading() as con:
        (quiz,) = read(con, Quiz)
    assert (quiz.staff_no, quiz.score, quiz.pack) == (small.TELLER, 80, "t1")
    rights = [str(q.right) for code in quiz.asked.split() for q in knowledge.pack.questions if q.code == code]
    assert quiz.answers.split()[1:] == rights[1:], "by the pack's own order, whatever order was shown"


def test_a_fail_says_what_to_read_and_nothing_of_the_answers_until_the_second(knowledge: Knowledge) -> None:
    sitting = knowledge.sit("insured")
    first = knowledge.hand_in(sitting, right_ones(knowledge, sitting, wrong=2))
    assert (first.score, first.passed, first.until, first.left) == (60, False, None, 1)
    assert first.read
    assert {card.topic for card in first.read} == {"insured"}
    assert not any(one.right or one.because.zh for one in first.marked)
    second = knowledge.hand_in(knowledge.sit("insured"), right_ones(knowledge, sitting, wrong=5))
    assert (second.score, second.left) == (0, 0)
    assert all(one.right and one.because.zh for one in second.marked)


def test_two_sittings_a_topic_a_day(knowledge: Knowledge, clock: Clock) -> None:
    clock.at = datetime(2026, 11, 23, 15, 50, tzinfo=UTC)  # ten minutes before the branch's midnight
    sitting = knowledge.sit("insured")
    for _ in range(2):
        knowledge.hand_in(sitting, right_ones(knowledge, sitting, wrong=5))
    with pytest.raises(QuizOver):
        knowledge.sit("insured")
    with pytest.raises(QuizOver):
        knowledge.hand_in(sitting, right_ones(knowledge, sitting))
    assert knowledge.standings()[1].left == 0
    assert knowledge.sit("wealth").asked, "another topic is another matter"
    clock.pass_(minutes=10)
    assert knowledge.sit("insured").asked
    assert knowledge.standings()[1].left == 2


def test_what_was_begun_before_midnight_counts_after_it_and_no_longer(knowledge: Knowledge, clock: Clock) -> None:
    clock.at = datetime(2026, 11, 23, 15, 59, tzinfo=UTC)
    sitting = knowledge.sit("wealth")
    clock.pass_(minutes=2)
    assert knowledge.hand_in(sitting, right_ones(knowledge, sitting)).passed
    clock.pass_(hours=24)
    with pytest.raises(Refused, match="another day"):
        knowledge.hand_in(sitting, right_ones(knowledge, sitting))


def test_answers_that_are_none_are_refused_and_nothing_is_recorded(knowledge: Knowledge, counter: Counter) -> None:
    sitting = knowledge.sit("wealth")
    for chosen in ([], [1], [1, 4], [0, 1], [1, 1, 1]):
        with pytest.raises(BadInput):
            knowledge.hand_in(sitting, chosen)
    easier = sitting._replace(asked=sitting.asked[:1])
    with pytest.raises(Refused, match="changed"):
        knowledge.hand_in(easier, [1])
    with pytest.raises(Refused, match="no questions"):
        knowledge.sit("bare")
    with pytest.raises(NotFound, match="topic"):
        knowledge.sit("nothing")
    assert counter.status().unsent == 0


def test_service_first(knowledge: Knowledge, counter: Counter) -> None:
    sitting = knowledge.sit("wealth")
    counter.begin_visit(small.ZHANG, "search")
    with pytest.raises(VisitOpen):
        knowledge.sit("wealth")
    with pytest.raises(VisitOpen):
        knowledge.hand_in(sitting, right_ones(knowledge, sitting))
    counter.end_visit()
    assert knowledge.hand_in(sitting, right_ones(knowledge, sitting)).passed, "what was answered is not lost"


def test_no_sale_without_the_quiz_until_its_last_day(data: Path, opened: Callable[..., Counter], clock: Clock) -> None:
    learn(data, {**BODY, "topic": [{**one, "valid_months": 1} for one in BODY["topic"]]})
    small.retell(data, "customer SET risk_assessed_on = '2026-11-01' WHERE customer_no = 'C1'")
    counter = opened()
    with pytest.raises(QuizNeeded, match="refer"):
        sell(counter)
    counter.end_visit()
    passed(Knowledge(counter), "wealth")
    sell(counter)
    (attempt,) = counter.attempts_today()
    clock.at = datetime(2026, 12, 23, 15, 59, tzinfo=UTC)
    sell(counter)
    clock.pass_(minutes=1)
    with pytest.raises(QuizNeeded):
        sell(counter)
    counter.log(small.ZHANG, small.WEALTH, Outcome.REFERRED)
    with pytest.raises(QuizNeeded):
        counter.correct(attempt.attempt_id, Outcome.ACCEPTED, note="again")


def test_a_colleagues_pass_is_nobody_elses(data: Path, opened: Callable[..., Counter]) -> None:
    learn(data)
    passed(Knowledge(opened(small.UNLICENSED)), "wealth")
    with pytest.raises(QuizNeeded):
        sell(opened(small.TELLER))


def test_the_branch_is_seen_by_who_runs_it(counter: Counter, opened: Callable[..., Counter]) -> None:
    passed(Knowledge(counter), "wealth")
    seen = Knowledge(opened(small.LOBBY)).standings_of_all()
    assert {(one.staff_no, one.state) for one in seen if one.topic.code == "wealth"} == {
        ("L1", "open"), ("M1", "open"), ("R1", "open"), ("T1", "passed"), ("T2", "open"),
    }  # fmt: skip
    with pytest.raises(NotAllowed):
        Knowledge(counter).standings_of_all()


def test_a_pass_during_a_visit_changes_the_next_card_and_not_this_slate(
    data: Path, opened: Callable[..., Counter], clock: Clock
) -> None:
    learn(data, {**BODY, "topic": [{**BODY["topic"][0], "required": True, "for": ["term", "large_cd"]}]})
    here, there = opened(), opened()
    there._settings = there._settings._replace(window_no="2")  # their other window

    def verbs(steady: bool) -> dict[str, str]:
        card = here.card(small.ZHANG, steady=steady)
        return {s.product_code: s.verb for s in card.slate.suggestions if s.product_code in (small.CD, small.TERM)}

    before = verbs(steady=False)
    assert before
    assert set(before.values()) == {"refer"}
    here.begin_visit(small.ZHANG, "search")
    clock.pass_(minutes=1)
    passed(Knowledge(there), "insured")
    assert verbs(steady=True) == before
    here.end_visit()
    clock.pass_(minutes=20)
    assert set(verbs(steady=False).values()) == {"do"}
