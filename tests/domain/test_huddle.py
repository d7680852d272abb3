"""The huddle's card: what is counted, from which day, and that no name is on it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from teller_assist.domain.calendar import calendar_of
from teller_assist.domain.editions import Editions, editions_of
from teller_assist.domain.huddle import EVENING, MORNING, HuddleCard, HuddleMaterial, card_of
from teller_assist.domain.lobby import Appointment, Incident
from teller_assist.domain.quality import Evaluation, SelfCheck
from teller_assist.domain.visit import Visit
from teller_assist.domain.word_given import FiledComplaint, Promise
from tests.domain.making import packs
from tests.domain.test_standards import amended_by, told

MONDAY = date(2026, 11, 23)
FRIDAY_AT = datetime(2026, 11, 20, 1, tzinfo=UTC)
NAME = "张丽"


def uid(n: int) -> UUID:
    return UUID(int=n)


def visit(n: int, minutes: float, wait: float | None = None, business: str = "term", **more: object) -> Visit:
    made = Visit(uid(n), "C1", "scan", "A001", business, FRIDAY_AT, "T1")
    taken = None if wait is None else FRIDAY_AT - timedelta(minutes=wait)
    made = replace(made, taken_at=taken, called_at=FRIDAY_AT, ended_at=FRIDAY_AT + timedelta(minutes=minutes))
    return replace(made, **more)  # type: ignore[arg-type]


def card(part: str = MORNING, day: date = MONDAY, editions: Editions | None = None, **of: object) -> HuddleCard:
    made = HuddleMaterial(**of)  # type: ignore[arg-type]
    return card_of(part, day, made, editions or editions_of(packs()["standards"]), calendar_of(packs()["calendar"]))


def counts(one: HuddleCard) -> dict[str, int]:
    return {line.code: line.n for line in one.lines if line.code != "change"}


def test_the_morning_looks_back_over_the_weekend_and_the_evening_ahead_over_it() -> None:
    assert (card().back, card().ahead) == (date(2026, 11, 20), MONDAY)
    evening = card(EVENING, date(2026, 11, 20))
    assert (evening.back, evening.ahead) == (date(2026, 11, 20), MONDAY)
    assert card(EVENING, date(2026, 12, 31)).sure is False, "2027 is not published"


def test_types_over_the_limit_are_named_the_worst_first_excused_ones_are_not() -> None:
    visits = [
        visit(1, 5), visit(2, 5.1), visit(3, 7), visit(4, 4, business="bill"), visit(5, 4, business="bill"),
        visit(6, 4, business="bill"), visit(7, 9, excuse="system_slow", excused_s=600), visit(8, 2),
    ]  # fmt: skip
    lines = [line.text.zh for line in card(visits=visits).of("back")]
    assert lines == ["代缴费超时 3 笔，共 3 笔，限时 3 分", "定期开销户超时 2 笔，共 5 笔，限时 5 分"]
    other_day = [replace(v, started_at=FRIDAY_AT - timedelta(days=1)) for v in visits]
    assert card(visits=other_day).of("back") == ()


def test_a_day_is_judged_by_its_own_edition() -> None:
    cash = visit(1, 5.5, business="cash_large")
    assert "over" not in counts(card(visits=[cash]))
    friday = datetime(2026, 10, 30, 1, tzinfo=UTC)
    before = replace(cash, started_at=friday, ended_at=friday + timedelta(minutes=5.5))
    monday = date(2026, 11, 2)  # the new edition came into force on Sunday
    assert counts(card(day=monday, visits=[before]))["over"] == 1


def test_waits_stand_in_their_buckets_each_bound_in_one() -> None:
    visits = [visit(n, 1, wait) for n, wait in enumerate((0, 9.99, 10, 20, 30, 30.02))]
    assert card(visits=visits).of("back")[0].text.zh == "等候：10 分以内 2，10–20 分 1，20–30 分 2，30 分以上 1"
    assert card(visits=[visit(1, 1)]).of("back") == ()


def test_what_is_owed_and_what_comes() -> None:
    def promise(n: int, due: date, **more: object) -> Promise:
        made = Promise(uid(n), "C1", NAME, due, "T1", None, FRIDAY_AT, "T1")
        return replace(made, **more)  # type: ignore[arg-type]

    def complaint(n: int, due: date, stage: str = "open") -> FiledComplaint:
        return FiledComplaint(uid(n), "C1", "wait", NAME, due, "T1", None, "", FRIDAY_AT, "T1", stage)

    def booked(n: int, what: str, due: datetime = FRIDAY_AT + timedelta(days=3), how: str = "") -> Appointment:
        return Appointment(uid(n), what, due, "C1", NAME, "", 123_456_00, "CNY", "", FRIDAY_AT, "T1", how=how)

    one = card(
        promises=[
            promise(1, MONDAY), promise(2, date(2026, 11, 22)), promise(3, date(2026, 11, 24)),
            promise(4, MONDAY, how="kept", ended_at=FRIDAY_AT),
        ],
        complaints=[
            complaint(1, date(2026, 11, 20)), complaint(2, MONDAY), complaint(3, date(2026, 11, 26)),
            complaint(4, date(2026, 11, 27)), complaint(5, MONDAY, "decided"),
        ],
        appointments=[
            booked(1, "visit"), booked(2, "large_cash"), booked(3, "large_cash"), booked(4, "visit", how="came"),
            booked(5, "visit", FRIDAY_AT + timedelta(days=4)),
        ],
        incidents=[
            Incident(uid(1), "power", "", "", FRIDAY_AT, "T1"),
            Incident(uid(2), "power", "", "", FRIDAY_AT - timedelta(days=9), "T1", closed_at=FRIDAY_AT),
        ],
        evaluations=[
            Evaluation(uid(n), uid(n), "1", "T1", "visit", FRIDAY_AT, score, handled_at=handled)
            for n, (score, handled) in enumerate(
                [(1, None), (2, None), (2, FRIDAY_AT), (3, None), (5, None), (0, None)]
            )
        ],
        checks=[
            SelfCheck(uid(n), uid(n), "greet ask", missed, FRIDAY_AT, "T1") for n, missed in enumerate(("see_off", ""))
        ],
        maturing=4,
    )  # fmt: skip
    assert counts(one) == {
        "bad": 2, "missed": 1, "incidents": 1, "incidents_open": 1, "promises_overdue": 1, "promises_due": 1,
        "complaints_overdue": 1, "complaints_due": 2, "appointments": 1, "cash": 2, "maturing": 4, "good": 1, "kept": 1,
    }  # fmt: skip
    assert "大额取现 2 笔，人民币共 24.7 万" in [line.text.zh for line in one.lines]
    assert "自查最常漏“目相送”：1 次里 1 次" in [line.text.zh for line in one.lines]
    assert NAME not in str(one)
    assert "T1" not in str(one)
    assert all(line.source.zh and line.text.en for line in one.lines)


def test_a_new_edition_is_on_the_card_from_two_weeks_before() -> None:
    coming = Editions((told(), amended_by(wait={"normal": 8}, why=["少等", "Less waiting"])))
    for day, shown in ((date(2026, 12, 17), False), (date(2026, 12, 18), True), (date(2027, 1, 4), True)):
        one = card(day=day, editions=coming)
        assert [line.text.zh for line in one.of("new")] == [
            "服务标准 2027-01-01 起改 1 处：少等", "普通客户最多等：10 → 8 分钟"
        ] * shown  # fmt: skip
    assert not card(day=date(2027, 1, 5), editions=coming).of("new")


def test_what_went_well_is_said_only_if_it_did() -> None:
    nine = [visit(n, 1) for n in range(9)]
    assert card(visits=[*nine, visit(10, 9)]).of("well")[0].text.zh == "限时内办结 9 笔，共 10 笔"
    assert not card(visits=[*nine, visit(10, 9), visit(11, 9)]).of("well")
