"""Draws of a quiz, how long a pass counts, and that the gate of the sale is the engine's."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teller_assist.domain.compiled import read_packs, ware
from teller_assist.domain.days import midnight
from teller_assist.domain.knowledge import KnowledgePack, needed_topic
from teller_assist.domain.packs import load_packs
from teller_assist.domain.quiz import Quiz, after_months, passed_topics
from teller_assist.domain.sitting import answered, marked, score_of, sitting_of, standing_of, to_read
from teller_assist.paths import RESOURCES
from tests.desk.quizzes import BODY
from tests.domain.making import product

PACK = KnowledgePack.of(BODY)
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))


def taken(at: datetime, passed: bool = True, topic: str = "insured", staff_no: str = "T1") -> Quiz:
    return Quiz(UUID(int=1), topic, "q", "1", 100 if passed else 0, passed, "1", at, staff_no)


@given(st.text(max_size=5), DAYS)
def test_a_draw_is_five_different_questions_with_all_their_options(staff_no: str, day: date) -> None:
    sitting = sitting_of(PACK, staff_no, "insured", day)
    assert sitting == sitting_of(PACK, staff_no, "insured", day)
    questions = {q.code: q for q in PACK.questions}
    assert len({asked.code for asked in sitting.asked}) == 5
    for asked in sitting.asked:
        assert sorted(asked.options) == sorted(questions[asked.code].options)
    chosen = [1 + n % 4 for n in range(5)]
    answers = answered(PACK, staff_no, sitting, chosen)
    told = marked(PACK, staff_no, sitting, chosen, tell=True)
    for asked, n, answer, one in zip(sitting.asked, chosen, answers, told, strict=True):
        q = questions[asked.code]
        assert asked.options[n - 1] == q.options[answer - 1]
        assert asked.options[one.right - 1] == q.options[q.right - 1]
        assert one.good == (answer == q.right)
    assert score_of(PACK, sitting, answers) == 20 * sum(one.good for one in told)


def test_no_question_and_no_place_of_an_answer_is_favoured() -> None:
    asked, places = Counter[str](), Counter[int]()
    for n in range(800):
        for one in marked(PACK, f"S{n}", sitting_of(PACK, f"S{n}", "insured", date(2026, 11, 23)), [1] * 5, tell=True):
            asked[one.code] += 1
            places[one.right] += 1
    assert len(asked) == 8
    assert max(asked.values()) < 1.2 * min(asked.values())
    assert len(places) == 4
    assert max(places.values()) < 1.2 * min(places.values())


def test_the_card_that_shares_most_is_to_be_read() -> None:
    question = PACK.questions[0]._replace(code="x", ask=question_text("理财会不会亏？"), topic="insured")
    cards = (*PACK.cards, PACK.cards[2]._replace(code="y", topic="insured"))
    pack = KnowledgePack("1", PACK.topics, cards, (question,))
    assert [card.code for card in to_read(pack, "insured", ["x"])] == ["y"]
    assert to_read(KnowledgePack("1", PACK.topics, (), (question,)), "insured", ["x"]) == ()


def question_text(zh: str) -> object:
    return PACK.questions[0].ask._replace(zh=zh)


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        ("2026-11-23", 12, "2027-11-23"), ("2027-02-28", 12, "2028-02-28"), ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"), ("2027-08-31", 6, "2028-02-29"), ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-31", 1, "2027-01-31"), ("2026-01-31", 1, "2026-02-28"), ("2026-05-31", 24, "2028-05-31"),
    ],
)  # fmt: skip
def test_a_pass_ends_on_the_same_day_of_its_last_month(day: str, months: int, last: str) -> None:
    assert after_months(date.fromisoformat(day), months) == date.fromisoformat(last)


@given(DAYS, st.integers(1, 60))
def test_months_never_run_back_nor_past_a_month(day: date, months: int) -> None:
    last = after_months(day, months)
    assert (last.year * 12 + last.month) - (day.year * 12 + day.month) == months
    assert last.day <= day.day
    assert (last + timedelta(1)).day == 1 or last.day == day.day


@given(DAYS, st.integers(1, 36), st.integers(0, 86_399))
def test_a_pass_counts_through_its_last_day_in_the_branch(day: date, months: int, second: int) -> None:
    body = {"topic": [{"code": "insured", "valid_months": months}]}
    quiz = taken(midnight(day) + timedelta(seconds=second))
    last = after_months(day, months)
    for today, counts in ((day, True), (last, True), (last + timedelta(1), False)):
        assert (passed_topics([quiz], body, today) == {"insured"}) is counts


def test_what_is_failed_or_of_no_topic_opens_nothing() -> None:
    at, today = datetime(2026, 11, 23, 2, tzinfo=UTC), date(2026, 11, 23)
    assert passed_topics([taken(at, passed=False), taken(at, topic="gone")], BODY, today) == frozenset()


def test_midnight_is_the_branchs() -> None:
    before = taken(datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC))
    after = taken(datetime(2026, 11, 23, 16, 0, tzinfo=UTC))
    assert passed_topics([before], BODY, date(2027, 11, 24)) == frozenset()
    assert passed_topics([after], BODY, date(2027, 11, 24)) == {"insured"}


@pytest.mark.parametrize(
    ("today", "state"),
    [("2027-10-23", "passed"), ("2027-10-24", "ending"), ("2027-11-23", "ending"), ("2027-11-24", "expired")],
)
def test_the_end_is_told_thirty_days_before(today: str, state: str) -> None:
    at = datetime(2026, 11, 23, 2, tzinfo=UTC)
    quizzes = [taken(at), taken(at + timedelta(1), passed=False), taken(at, staff_no="T2", topic="wealth")]
    told = standing_of(PACK, "T1", PACK.by_topic["insured"], quizzes, date.fromisoformat(today))
    assert (told.state, told.until, told.left, told.questions) == (state, date(2027, 11, 23), 2, 5)


def test_the_sale_asks_for_the_same_quiz_as_the_engine() -> None:
    packs = load_packs(RESOURCES / "packs")
    topics = [
        {"code": "a", "for": ["fund", "wealth"], "required": True}, {"code": "b", "for": ["F1"], "required": True},
        {"code": "c", "for": ["F2"], "required": False}, {"code": "d", "for": ["fund"], "required": True},
    ]  # fmt: skip

    def engines(them: Iterable[dict[str, object]]) -> list[str]:
        read = read_packs({**packs, "knowledge": {"topic": list(them)}})
        return [ware(one, packs, read, None).topic for one in wares]

    wares = [product(product_code=code, category=category) for code, category in
             (("F1", "fund"), ("F2", "fund"), ("W1", "wealth"), ("G1", "gold"))]  # fmt: skip
    for some in (topics, topics[1:], topics[::-1], []):
        assert [needed_topic({"topic": some}, one) for one in wares] == engines(some)
