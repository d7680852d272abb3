"""A branch of six tellers for the star report: five alike, one with five stars who keeps people waiting. Invented."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from teller_assist.domain.quality import Award, Evaluation, Inspection
from teller_assist.domain.service_report import Material, Period
from teller_assist.domain.star_sheet import StarMaterial
from teller_assist.domain.visit import Visit
from teller_assist.domain.word_given import FiledComplaint

PERIOD = Period(date(2026, 11, 1), date(2026, 11, 30))
AT = datetime(2026, 11, 10, 2, tzinfo=UTC)


def visits_of(teller: str, n: int, over: int, base: int) -> list[Visit]:
    """n visits, the first ``over`` of them a minute over the limit, one every ten minutes."""
    return [
        Visit(
            UUID(int=base + i), f"C{i}", "scan", "", "current", AT + timedelta(minutes=10 * i), teller,
            AT + timedelta(minutes=10 * i, seconds=240 if i < over else 150), "key",
        )
        for i in range(n)
    ]  # fmt: skip


def evaluations_of(visits: list[Visit], bad: int) -> list[Evaluation]:
    return [
        Evaluation(UUID(int=10**6 + v.visit_id.int), v.visit_id, "1", v.staff_no, "visit", v.ended_at or AT,
                   1 if i < bad else 5, 3000 + 1700 * (i % 7), "screen", "", 1)
        for i, v in enumerate(visits[::2])
    ]  # fmt: skip


def award(teller: str, n: int, day: date = date(2026, 10, 1), said: int = 0) -> Award:
    return Award(UUID(int=5000 + said), teller, n, day, "", AT + timedelta(seconds=said), "M1")


def material() -> StarMaterial:
    """T1 to T5 serve alike; T6 keeps people waiting and is rated badly, with five stars."""
    visits, evaluations = [], []
    for i in range(1, 7):
        mine = visits_of(f"T{i}", 200, 60 if i == 6 else 0 if i == 3 else 8, 1000 * i)
        visits += mine
        evaluations += evaluations_of(mine, 30 if i == 6 else 2)
    inspected = Inspection(UUID(int=1), "mystery", "T6", "6", "swift:2 warm:3", "", "", "", AT, "L1", "action")
    complained = FiledComplaint(
        UUID(int=2), "C1", "wait", "", AT.date(), "T6", visits[-1].visit_id, "", AT, "L1", "decided", decision="upheld"
    )
    awards = [award("T6", 5), award("T1", 4), award("T2", 1), award("", 4)]
    return StarMaterial(Material(visits, (), evaluations), [inspected], [complained], awards)
