"""晨会、夕会: the card of a day, and that the huddle was held."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID, uuid5

from teller_assist.desk.counter import Counter
from teller_assist.desk.deed import Deed, short
from teller_assist.domain import huddle
from teller_assist.domain.days import midnight
from teller_assist.domain.huddle import HuddleCard, HuddleMaterial
from teller_assist.domain.lobby import Appointment
from teller_assist.domain.quality import BAD, Evaluation, SelfCheck
from teller_assist.domain.service_report import period_of
from teller_assist.domain.visit_clock import complete
from teller_assist.domain.word_given import FiledComplaint, Huddle, HuddleHeld, Promise
from teller_assist.errors import BadInput, NotFound
from teller_assist.store.floor import incidents_since
from teller_assist.store.material import material_of
from teller_assist.store.states import find, read
from teller_assist.store.views import time_text

WEEK = timedelta(days=7)
BACK = timedelta(days=1)  # so late it may be noted that one was held
_HUDDLES = UUID("0b6f5b0e-6c8c-5a35-8a57-0a3f4c1f6d21")  # a branch has one of a part and a day, wherever it is written
_LATE_OR_BAD = (  # two questions: an index answers each
    "evaluation_id IN (SELECT evaluation_id FROM evaluation WHERE requested_at >= ? AND score > 0 "
    f"UNION ALL SELECT evaluation_id FROM evaluation WHERE score BETWEEN 1 AND {BAD} AND handled_at IS NULL)"
)


class Huddles:
    """Made over a counter and shares its databases."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    def card(self, part: str, day: date | None = None) -> HuddleCard:
        """``part`` morning or evening; nothing is recorded. Raises ``BadInput``."""
        _check(part)
        counter, day = self._counter, day or self._counter.today()
        branch_no, calendar = counter.branch.branch_no, counter.calendar
        back, _ahead = huddle.days_of(part, day, calendar, branch_no)
        return huddle.card_of(part, day, self._material(back, day), counter.editions, calendar, branch_no)

    def hold(self, part: str, day: date | None = None, present: Sequence[str] = (), note: str = "") -> Huddle:
        """It was held today or yesterday; said again, the last word stands. Raises ``BadInput``, ``NotFound`` (staff),
        ``Refused``."""
        _check(part)
        short(note)
        for staff_no in present:
            if staff_no not in self._counter.snapshot.staff:
                raise NotFound("staff", staff_no)
        today = self._counter.today()
        day = day or today
        if not timedelta() <= today - day <= BACK:
            raise BadInput(f"{day}: a huddle is noted on its day {today} or the day after; leave --on out for today's")
        with self._counter.doing("huddle.hold") as deed:
            return hold(deed, self._counter.branch.branch_no, part, day, tuple(present), note)

    def held(self, part: str, day: date | None = None) -> Huddle | None:
        """Whether this day's was held."""
        wanted = _id_of(self._counter.branch.branch_no, part, day or self._counter.today())
        with self._counter.reading() as con:
            return find(con, Huddle, wanted)

    def may_hold(self) -> bool:
        return self._counter.may("huddle.hold")

    def _material(self, back: date, day: date) -> HuddleMaterial:
        """What may be on a card of ``day`` that looks back on ``back``; open things of any day."""
        counter, told = self._counter, self._counter.snapshot.conn
        since = time_text(midnight(back))
        with counter.reading() as con:
            served = material_of(con, told, counter.branch.branch_no, period_of(back, back))
            visits, _rest = complete(served.visits, served.transactions)
            return HuddleMaterial(
                visits,
                read(con, Evaluation, _LATE_OR_BAD, since),
                read(con, SelfCheck, "at >= ?", since),
                incidents_since(con, midnight(back)),
                read(con, Appointment, "how = ''"),
                read(con, Promise, "how = '' OR ended_at >= ?", since),
                read(con, FiledComplaint, "stage = 'open'"),
                self._maturing(day),
            )

    def _maturing(self, day: date) -> int:
        """Customers of the branch with something that matures on this day or the six after it."""
        where = "matures_on >= ? AND matures_on < ? AND status != 'closed' AND own_branch = 1"
        asked = f"SELECT COUNT(DISTINCT o) FROM holding JOIN customer USING (o) WHERE {where}"
        found = self._counter.snapshot.conn.execute(asked, (day.isoformat(), (day + WEEK).isoformat())).fetchone()
        return int(found[0])


def hold(deed: Deed, branch_no: str, part: str, day: date, present: tuple[str, ...], note: str) -> Huddle:
    huddle_id = _id_of(branch_no, part, day)
    deed.record(HuddleHeld, huddle_id=huddle_id, day=day, part=part, present=present, note=note)
    found = find(deed.con, Huddle, huddle_id)
    assert found is not None
    return found


def _id_of(branch_no: str, part: str, day: date) -> UUID:
    return uuid5(_HUDDLES, f"{branch_no} {day} {part}")


def _check(part: str) -> None:
    if part not in huddle.PARTS:
        raise BadInput(f"{part!r} is no huddle; use {' or '.join(huddle.PARTS)}")
