"""Everything the lobby board shows, read in one go. Names, numbers and amounts of customers are not in it."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from teller_assist.desk.counter import Counter
from teller_assist.desk.delivery import last_runs
from teller_assist.desk.floor import Floor, Offer
from teller_assist.desk.queue import Queue
from teller_assist.domain.arrivals import Arrival, arrivals
from teller_assist.domain.call import Call, red_one
from teller_assist.domain.lobby import Incident, Windows, in_order
from teller_assist.domain.masks import mask_name
from teller_assist.domain.referral import Referral
from teller_assist.domain.suggestion import Text
from teller_assist.store.chains import waiting_at_node
from teller_assist.store.profile import brief_of

if TYPE_CHECKING:
    from sqlite3 import Connection

HIDDEN = "***"
LONG_NUMBER = re.compile(r"\d(?:[\s\-–—－]*\d){5,}")  # of a card, an account, a telephone: none belongs on the board
_FIGURE = r"[\d一二三四五六七八九十百千两][\d一二三四五六七八九十百千两.,，\s]*"
AMOUNT = re.compile(rf"[¥￥]\s*\d[\d.,]*|{_FIGURE}[千百万亿]*[万元亿块]元?|\d[\d.]*\s*[kKwW](?![A-Za-z0-9])|\d\s*千")


class Colleague(NamedTuple):
    """A member of staff as a screen that customers see names them: 王*."""

    staff_no: str
    masked: str
    role: str


class CallLine(NamedTuple):
    """An open call. ``red``: the one that may be red; ``by``: who goes, None nobody; ``for_s`` since it was made.

    ``mine``: this member of staff goes; ``own``: they made it; ``may``: their role may go.
    """

    call_id: UUID
    window_no: str
    reason: str
    to_role: str
    for_s: int
    red: bool
    by: Colleague | None
    mine: bool
    own: bool
    may: bool


class OfferLine(NamedTuple):
    """A referral that nobody has taken. ``rating`` 1–5 of an investment product, 0 none; ``mine``: 接 and 转走 act."""

    referral_id: UUID
    ticket: str
    tier: str
    window_no: str
    by: Colleague
    product: Text
    rating: int
    note: str
    holder: Colleague | None
    left_s: int
    round: int
    mine: bool


class Taken(NamedTuple):
    """The latest referral that was taken today, and today's account of them."""

    ticket: str
    by: Colleague | None
    took_s: int
    taken: int
    made: int


class Wire(NamedTuple):
    """How this desk stands with the branch and the bank: ``lan`` alone | new | up | down | other; ``wan`` "" not known
    | up | late (rows stay at the node); ``unsent`` events."""

    lan: str
    wan: str
    unsent: int


class Own(NamedTuple):
    """Referrals that this member of staff has taken and not closed: what came of them?"""

    referral_id: UUID
    ticket: str
    product: Text


class Booked(NamedTuple):
    """One of today's bookings without who and how much; ``how`` "" to come | came | no_show | cancelled."""

    appointment_id: UUID
    what: str
    business_type: str
    due_at: datetime
    how: str


@dataclass(frozen=True, slots=True)
class Board:
    """As of ``at``. ``next``: whom a call in order takes.

    ``longest_s`` of those who wait, 0 nobody; ``lost``: what a colleague was quicker with.
    """

    at: datetime
    branch: Text
    light: str
    waiting: int
    longest_s: int
    longest_level: str
    windows: Windows
    arrivals: tuple[Arrival, ...]
    next: Arrival | None
    calls: tuple[CallLine, ...]
    offers: tuple[OfferLine, ...]
    taken: Taken
    own: tuple[Own, ...]
    incidents: tuple[Incident, ...]
    bookings: tuple[Booked, ...]
    lost: tuple[str, ...]
    wire: Wire
    me: Colleague


def board_of(counter: Counter) -> Board:
    """The board as this desk knows the branch now: a few milliseconds, records nothing."""
    return _Reading(counter).board()


class _Reading:
    def __init__(self, counter: Counter) -> None:
        self._counter, self._now, self._me = counter, counter.now(), counter.staff.staff_no
        self._floor, self._queue = Floor(counter), Queue(counter)

    def board(self) -> Board:
        standards = self._counter.standards
        here = arrivals(self._queue.tickets(), standards, self._now, self._me)
        wait = [line for line in here if line.waiting]
        longest = max(wait, key=lambda line: line.wait_s, default=None)
        longest_s, hall = longest.wait_s if longest else 0, self._queue.hall()
        branch, referrals = self._counter.branch, self._floor.referrals_today()
        calls, calls_today = self._floor.calls(), self._floor.calls_today()
        return Board(
            self._now, Text(branch.name, branch.name_en),
            hall.light, len(wait), longest_s, longest.level if longest else "ok",
            Windows(hall.windows, in_order({*self._floor.windows().known, *hall.windows})),
            here, self._next(here), self._calls(calls),
            tuple(self._offer(offer) for offer in self._floor.inbox()), self._taken(referrals),
            tuple(Own(r.referral_id, r.ticket, self._product(r)[0]) for r in referrals if self._is_mine(r)),
            tuple(self._incident(i) for i in self._floor.incidents() if i.closed_at is None), self._bookings(),
            self._lost(calls_today, referrals), self._wire(), self._colleague(self._me),
        )  # fmt: skip

    def _next(self, here: tuple[Arrival, ...]) -> Arrival | None:
        order = self._queue.waiting("")
        return next((line for line in here if order and line.ticket_id == order[0].ticket.ticket_id), None)

    def _calls(self, calls: tuple[Call, ...]) -> tuple[CallLine, ...]:
        red, may = red_one(calls), self._counter.may("call.take")
        return tuple(
            CallLine(
                call.call_id, call.window_no, call.reason, call.to_role, self._seconds(call.made_at), call is red,
                self._colleague(call.taken_by) if call.taken_by else None, call.taken_by == self._me,
                call.made_by == self._me, may,
            )
            for call in calls
        )  # fmt: skip

    def _offer(self, offer: Offer) -> OfferLine:
        one = offer.referral
        product, rating = self._product(one)
        return OfferLine(
            one.referral_id, one.ticket, one.tier if one.tier != "mass" else "",
            one.window_no, self._colleague(one.made_by), product, rating, self._note(one),
            self._colleague(offer.holder) if offer.holder else None, offer.left_s, offer.round, offer.mine,
        )  # fmt: skip

    def _product(self, one: Referral) -> tuple[Text, int]:
        known = self._counter.snapshot.products.get(one.product_code)
        if known is not None:
            return Text(known.name, known.name_en), known.rating or 0
        actions = self._counter.snapshot.pack("rules").get("action", ())
        name = next((a["name"] for a in actions if a["code"] == one.product_code), (one.product_code,) * 2)
        return Text(name[0], name[1]), 0

    def _note(self, one: Referral) -> str:
        """The teller's note without the customer's name and numbers, should they stand in it."""
        with self._counter.reading():
            told = brief_of(self._counter.snapshot.conn, one.customer_no)
        return self._struck(one.note, told[0] if told else "", one.customer_no)

    def _incident(self, one: Incident) -> Incident:
        return replace(one, place=self._struck(one.place), note=self._struck(one.note))

    def _struck(self, text: str, *secrets: str) -> str:
        """Without these, without numbers and amounts, and without the names of those whose numbers they are."""
        numbers = ("".join(filter(str.isdecimal, found)) for found in LONG_NUMBER.findall(text))
        names = (found.name for number in numbers for found in self._counter.scan(number))
        for secret in (*secrets, *names):
            if secret:
                text = text.replace(secret, HIDDEN)
        return AMOUNT.sub(HIDDEN, LONG_NUMBER.sub(HIDDEN, text))

    def _taken(self, referrals: tuple[Referral, ...]) -> Taken:
        taken = [(r.claimed_at, r) for r in referrals if r.claimed_at is not None]
        if not taken:
            return Taken("", None, 0, 0, len(referrals))
        at, last = max(taken, key=lambda one: one[0])
        took = max(0, int((at - last.made_at).total_seconds()))
        return Taken(last.ticket, self._colleague(last.claimed_by), took, len(taken), len(referrals))

    def _is_mine(self, one: Referral) -> bool:
        return one.claimed_by == self._me and one.closed_at is None

    def _bookings(self) -> tuple[Booked, ...]:
        found = self._floor.bookings()
        return tuple(Booked(b.appointment_id, b.what, b.business_type, b.due_at, b.how) for b in found)

    def _lost(self, calls: tuple[Call, ...], referrals: tuple[Referral, ...]) -> tuple[str, ...]:
        """Keys of what this member of staff claimed later than a colleague: kind:window or ticket:who."""
        went = [f"call:{c.window_no}:{c.taken_by}" for c in calls if self._me in c.also.split()]
        took = [f"referral:{r.ticket}:{r.claimed_by}" for r in referrals if self._me in r.contested_by.split()]
        return (*went, *took)

    def _wire(self) -> Wire:
        status = self._counter.status()
        with self._counter.reading() as con:
            lan = status.link.state if status.link.state in ("alone", "new", "up", "down") else "other"
            return Wire(lan, _wan(con) if lan == "up" else "", status.unsent)

    def _colleague(self, staff_no: str) -> Colleague:
        told = self._counter.snapshot.staff.get(staff_no)
        return Colleague(staff_no, mask_name(told.name) if told else staff_no, told.role if told else "")

    def _seconds(self, since: datetime) -> int:
        return max(0, int((self._now - since).total_seconds()))


def _wan(con: "Connection") -> str:
    """What is known of the bank beyond the branch's node."""
    runs = last_runs(con, 8)
    if not runs or runs[0].via != "branch":
        return "up" if runs else ""
    return "late" if waiting_at_node(con) else "up"
