"""What a verdict of the "why" page rests on: the decision that is kept of it, and the customer's assessment."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from teller_assist.domain import gate
from teller_assist.domain.customer import Profile
from teller_assist.domain.inputs import unpacked
from teller_assist.domain.knowledge import KnowledgePack
from teller_assist.domain.suggestion import Text
from teller_assist.errors import Damaged, NotFound, Refused
from teller_assist.store import decisions
from teller_assist.store.profile import read_profile
from teller_assist.store.states import read
from teller_assist.store.views import Decision

if TYPE_CHECKING:
    from sqlite3 import Connection

    from teller_assist.desk.counter import Counter


class Assessed(NamedTuple):
    """The risk assessment that counts; ``times``: in the twelve months to today, of ``most`` that are allowed."""

    on: date
    expires_on: date
    times: int
    most: int


class Ground(NamedTuple):
    """``decision_id`` None: nothing was recorded yet, the card is only looked at. ``inputs``: facts that the decision
    read, 0 where they were not kept. ``topics``: names of the quizzes, by code."""

    decision_id: UUID | None = None
    at: datetime | None = None
    inputs: int = 0
    assessed: Assessed | None = None
    topics: Mapping[str, Text] = {}


NO_GROUND = Ground()


def ground_of(counter: "Counter", customer_no: str) -> Ground:
    """Of the visit under way, if it is this customer's. Records nothing."""
    visit = counter.open_visit()
    with counter.reading() as con:
        ground = NO_GROUND
        if visit is not None and visit.customer_no == customer_no:
            ground = _decided(con, visit.visit_id)
        try:
            profile = read_profile(counter.snapshot.conn, customer_no)
        except NotFound:
            return ground
    topics = {t.code: t.name for t in KnowledgePack.of(counter.snapshot.pack("knowledge")).topics}
    return ground._replace(assessed=_assessed(profile, counter.today()), topics=topics)


def evidence_id(decision_id: UUID) -> str:
    """E-7F3A-0912: the last eight digits, by which `replay` finds the decision."""
    digits = decision_id.hex[-8:].upper()
    return f"E-{digits[:4]}-{digits[4:]}"


def _decided(con: "Connection", visit_id: UUID) -> Ground:
    made = read(con, Decision, "visit_id = ? ORDER BY at DESC, decision_id DESC LIMIT 1", str(visit_id))
    if not made:
        return NO_GROUND
    try:
        inputs = decisions.find(con, str(made[0].decision_id)).inputs
        facts = _count(unpacked(inputs)) if inputs else 0
    except (Damaged, NotFound, Refused, ValueError):
        facts = 0  # the page says that there are none; `replay` says why
    return Ground(made[0].decision_id, made[0].at, facts)


def _count(told: object) -> int:
    """How many single things are said; what is unknown or empty is none."""
    if isinstance(told, Mapping):
        return sum(map(_count, told.values()))
    if isinstance(told, list):
        return sum(map(_count, told))
    return int(told not in (None, "", False))


def _assessed(profile: Profile, today: date) -> Assessed | None:
    on = gate.case(profile, today, agent=False).assessed_on
    if on is None:
        return None
    year = timedelta(days=gate.ASSESSMENT_DAYS)
    days = [a.assessed_on for a in profile.assessments] or [on]
    times = sum(today - year <= day <= today for day in days)
    return Assessed(on, on + year, times, gate.ASSESSMENTS_A_YEAR)
