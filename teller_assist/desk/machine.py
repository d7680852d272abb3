"""An outside queue machine (排队机) as a source of tickets: what it says becomes events of the branch, each once.

Ids are made of what the machine says (branch, machine, day, its own id), so that a line said twice is the same event.
A machine's line that comes before what it follows from is ``early`` and changes nothing: said again later, it counts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from uuid import UUID, uuid5

from teller_assist.desk import tickets
from teller_assist.desk.counter import Counter
from teller_assist.desk.deed import Deed
from teller_assist.desk.machine_words import Said
from teller_assist.domain.days import day_at, midnight
from teller_assist.domain.event import Event
from teller_assist.domain.ticket import CALLED, DONE, ENDS, NEEDS, PARKED, SERVING, WAITING, Ticket, TicketCalled
from teller_assist.errors import BadInput, Expected, NotFound, Refused
from teller_assist.store.floor import duties_since
from teller_assist.store.journal import events_of, record
from teller_assist.store.profile import brief_of
from teller_assist.store.tickets import is_known, ticket_by_id, tickets_numbered

if TYPE_CHECKING:
    from sqlite3 import Connection

OURS = UUID("6f1d3a52-0f5e-5c0b-9f43-6e2f7f4c1a90")  # the name space of machines' ids: never to be changed
AHEAD = timedelta(minutes=2)  # a machine's clock may be ahead by so much; its times then count as now
OLDEST = timedelta(days=7)
EXACT = timedelta(seconds=2)  # clocks that near are not set right
E = TypeVar("E", bound=Event)

# Codes of answers. AGAIN: nothing new. EARLY and LATER: say it again; those after them are final.
DID, AGAIN, EARLY, LATER, OVER, REFUSED, BAD, CLOCK = (
    "done",
    "again",
    "early",
    "later",
    "over",
    "refused",
    "bad",
    "clock",
)
RETRY = frozenset({EARLY, LATER})


class Answer(NamedTuple):
    """``note``: what was not understood and left out, or why it was not done."""

    code: str
    note: str = ""

    @property
    def ok(self) -> bool:
        return self.code in (DID, AGAIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineDeed(Deed):
    """A deed whose one event has the id that the machine's line gives it."""

    event_id: UUID

    def record(self, kind: type[E], **own: Any) -> E:
        """Appends it. A second event of one line would be a mistake of ours: the journal refuses it."""
        happened = kind(id=self.event_id, at=self.at, staff_no=self.staff_no, **own)
        record(self.session, happened)
        return happened


class Machine:
    """One machine over a counter. ``name`` tells it from another one of the branch; it must stay the same."""

    def __init__(self, counter: Counter, name: str = "machine") -> None:
        self._counter, self._name = counter, name
        self._verbs: dict[str, tuple[str, Callable[[MachineDeed, Said, UUID, datetime], str]]] = {
            "TAKE": ("ticket.issue", self._take), "CALL": ("ticket.call", self._call),
            "SERVE": ("ticket.call", self._serve), "END": ("ticket.sort", self._end),
            "MISS": ("ticket.sort", self._miss), "TRANSFER": ("ticket.sort", self._transfer),
        }  # fmt: skip

    def now(self) -> datetime:
        return self._counter.now()

    def offset(self, theirs: datetime) -> timedelta:
        """What has to be added to the machine's times."""
        off = self.now() - theirs
        return timedelta() if abs(off) <= EXACT else off

    def hear(self, said: Said, offset: timedelta = timedelta()) -> Answer:
        """Takes a line in. Never raises: whatever is wrong with it is in the answer."""
        if said.verb not in self._verbs:
            return Answer(AGAIN)
        action, deed_of = self._verbs[said.verb]
        now = self.now()
        moment = said.at + offset if said.at else now
        if moment - now > AHEAD:
            minutes = round((moment - now).total_seconds() / 60)
            return Answer(CLOCK, f"the machine's clock is {minutes} minutes ahead: set it right, or say CLOCK first")
        if now - moment > OLDEST:
            return Answer(BAD, f"{moment.isoformat()} is more than {OLDEST.days} days ago")
        try:
            return self._heard(action, deed_of, said, min(moment, now))
        except Expected as error:
            return Answer(_code(error), str(error))

    def _heard(
        self, action: str, deed_of: Callable[[MachineDeed, Said, UUID, datetime], str], said: Said, moment: datetime
    ) -> Answer:
        day = day_at(said.at or moment)  # by their own clock, whatever it is set right by: the same line, the same id
        event_id = uuid5(OURS, f"{self._counter.branch.branch_no}|{self._name}|{day}|event|{said.id}")
        with self._counter.reading() as con:  # a file that waits is heard again and again: nothing is locked for it
            if is_known(con, self._ticket_id(con, said, moment), event_id):
                return Answer(AGAIN)
        with self._counter.doing(action) as deed:
            tickets.reopen_early(deed)
            ticket_id = self._ticket_id(deed.con, said, moment)
            if is_known(deed.con, ticket_id, event_id):
                return Answer(AGAIN)
            before = ticket_by_id(deed.con, ticket_id)
            if before is not None and said.verb != "TAKE" and (late := _too_late(deed, before, said, moment)):
                return Answer(OVER, late)
            window = said.window if said.verb in ("CALL", "SERVE") else before.window_no if before else ""
            told = said.staff in self._counter.snapshot.staff
            staff_no = (said.staff if told else "") or self._on_duty(deed, window, moment) or deed.staff_no
            theirs = MachineDeed(deed.session, staff_no, moment, window, event_id=event_id)
            note = deed_of(theirs, said, ticket_id, moment)
            if said.staff and not told:
                note = f"{note}; staff {said.staff!r} is not known and left out".removeprefix("; ")
            return Answer(DID if is_known(deed.con, ticket_id, event_id) else AGAIN, note)

    def _take(self, deed: MachineDeed, said: Said, ticket_id: UUID, moment: datetime) -> str:
        known = self._counter.standards.find(said.type)
        needs = tuple(n for n in dict.fromkeys(said.needs) if n in NEEDS)
        tickets.take(
            deed, day_at(moment), said.number, known.code if known else "", needs, "machine", self._tier(said.customer),
            said.customer, ticket_id=ticket_id, moment=moment,
        )  # fmt: skip
        unknown = [said.type] if said.type and known is None else []
        unknown += [n for n in said.needs if n not in NEEDS]
        return f"not known and left out: {', '.join(unknown)}" if unknown else ""

    def _call(self, deed: MachineDeed, said: Said, ticket_id: UUID, moment: datetime) -> str:
        before = tickets.existing(deed, ticket_id)
        if before.state in (CALLED, SERVING) and before.window_no == said.window:  # the same window calls once more
            deed.record(TicketCalled, ticket_id=ticket_id, window_no=said.window, moment=moment)
            return ""
        self._elsewhere(before, said.window)
        tickets.call(deed, ticket_id, said.window, moment=moment)
        return ""

    def _serve(self, deed: MachineDeed, said: Said, ticket_id: UUID, moment: datetime) -> str:
        self._elsewhere(tickets.existing(deed, ticket_id), said.window)
        tickets.serve(deed, ticket_id, said.window, moment=moment)
        return ""

    def _end(self, deed: MachineDeed, said: Said, ticket_id: UUID, moment: datetime) -> str:
        how = said.how or "served"
        if how not in ENDS:
            raise BadInput(f"{how!r} is no end of a ticket; use one of {', '.join(ENDS)}")
        before = tickets.existing(deed, ticket_id)
        if how == "served" and before.state not in (CALLED, SERVING, DONE):
            raise NotFound("call of ticket", before.number)
        if said.window and before.window_no != said.window:
            raise NotFound(f"call to window {said.window} of ticket", before.number)
        tickets.end(deed, ticket_id, how, moment)
        return ""

    def _miss(self, deed: MachineDeed, said: Said, ticket_id: UUID, moment: datetime) -> str:
        before = tickets.existing(deed, ticket_id)
        if before.state in (WAITING, PARKED):
            raise NotFound("call of ticket", before.number)
        tickets.missed(deed, ticket_id)
        return ""

    def _transfer(self, deed: MachineDeed, said: Said, ticket_id: UUID, moment: datetime) -> str:
        known = self._counter.standards.find(said.type)
        if said.type and known is None and not said.window:
            raise BadInput(f"{said.type!r} is no business type here")
        tickets.transfer(
            deed, self._counter.standards, ticket_id, known.code if known else "", said.window, said.reason
        )  # fmt: skip
        return ""

    def _ticket_id(self, con: "Connection", said: Said, moment: datetime) -> UUID:
        """The machine's own ticket of that number and day; else one that was issued here under it."""
        day = day_at(moment)
        theirs = uuid5(OURS, f"{self._counter.branch.branch_no}|{self._name}|{day}|ticket|{said.number}")
        if said.verb == "TAKE" or ticket_by_id(con, theirs) is not None:
            return theirs
        found = tickets_numbered(con, said.number, day)
        return found[0].ticket_id if found else theirs

    @staticmethod
    def _elsewhere(before: Ticket, window: str) -> None:
        """Another window has it, as far as the machine has told: what ended it there is still to come."""
        if before.state in (CALLED, SERVING) and before.window_no != window:
            raise NotFound(f"end at window {before.window_no} of ticket", before.number)

    def _on_duty(self, deed: Deed, window: str, moment: datetime) -> str:
        duties = duties_since(deed.con, midnight(day_at(moment)))
        there = [d.staff_no for d in duties if window and d.window_no == window and d.ended_at is None]
        return there[-1] if there else ""

    def _tier(self, customer_no: str) -> str:
        told = brief_of(self._counter.snapshot.conn, customer_no) if customer_no else None
        return told[3] if told else ""


def _too_late(deed: Deed, before: Ticket, said: Said, moment: datetime) -> str:
    """Why the line changes nothing any more, "" if it counts. A call that comes after its service still does: it says
    since when the customer was called."""
    if before.state == DONE:
        return "" if said.verb == "END" and (said.how or "served") == before.how else f"ended as {before.how}"
    if said.verb == "CALL" and before.state == SERVING and before.window_no == said.window:
        return ""
    last = max(_when(e) for e in events_of(deed.con, "ticket", str(before.ticket_id)))
    return "it was before what is known already" if moment < last else ""


def _when(happened: Event) -> datetime:
    moment = getattr(happened, "moment", None)
    return moment if isinstance(moment, datetime) else happened.at


def _code(error: Expected) -> str:
    match error:
        case NotFound():
            return EARLY
        case Refused():
            return REFUSED
        case BadInput():
            return BAD
    return LATER
