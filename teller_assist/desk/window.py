"""The teller's window: whom it has called, who waits, who was called for help and comes, and the keys of all that.

Deeds that a key brings; the rules are in ``queue.py``, ``floor.py`` and ``visits.py``.
"""

from typing import NamedTuple
from uuid import UUID

from teller_assist.desk import excuses, guests, handover, referrals, visits
from teller_assist.desk.care import CareDesk
from teller_assist.desk.counter import Counter
from teller_assist.desk.deed import Deed
from teller_assist.desk.floor import Floor, Receipt
from teller_assist.desk.policy import standing_of
from teller_assist.desk.queue import Queue
from teller_assist.desk.wrongs import WrongDesk
from teller_assist.domain.call import Call
from teller_assist.domain.policy import LOBBY, MANAGER
from teller_assist.domain.queue import Waiting
from teller_assist.domain.referral import Referral
from teller_assist.domain.ticket import Ticket
from teller_assist.domain.visit import Visit
from teller_assist.domain.wrong import Wrong
from teller_assist.errors import Refused
from teller_assist.store.visits import last_ended


class Coming(NamedTuple):
    """A call of this window. ``name``: who goes, "" nobody yet; ``eta_s`` until they are there, 0 not said or due."""

    call: Call
    name: str
    eta_s: int


class AtWindow(NamedTuple):
    """What the window knows besides the customer. ``ticket``: whom it serves or has called. ``lost``: called here
    while another window has them, until somebody else is here. ``calls`` the worst first. ``receipt``: of this visit's
    latest referral. ``asks_why``: the visit over its limit whose reason is wanted. ``light`` of ``domain/busy.py``, ""
    without a queue."""

    ticket: Ticket | None = None
    lost: tuple[Ticket, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    calls: tuple[Coming, ...] = ()
    receipt: Receipt | None = None
    asks_why: Visit | None = None
    light: str = ""


class Window:
    """Made over a ``Counter``, whose databases, member of staff and window it shares."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter
        self.queue, self.floor, self._care = Queue(counter), Floor(counter), CareDesk(counter)
        self.wrongs = WrongDesk(counter)

    def look(self, visit: Visit | None) -> AtWindow:
        """Everything as it stands; ``visit`` is the one under way."""
        return AtWindow(
            self.queue.at_window(), () if visit else self.queue.lost_calls(), tuple(self.queue.waiting(None)),
            tuple(self._coming(call) for call in self.floor.my_calls()), self._receipt(visit), self.asks_why(visit),
            self._counter.press().light,
        )  # fmt: skip

    def asks_why(self, visit: Visit | None = None) -> Visit | None:
        """The visit whose reason for taking so long is wanted."""
        counter = self._counter
        with counter.reading() as con:
            last = last_ended(con, counter.staff.staff_no, counter.window_no, counter.now())
        return excuses.asks_why(visit, last, counter.standards, counter.now())

    # -- the queue --------------------------------------------------------------------------------

    def call_next(self) -> Ticket | None:
        """The next ticket for this window; ends the visit under way and its ticket. None if nobody waits: nothing ends.

        While somebody who was called here has not come, they are given again and nothing is recorded.
        """
        return self.queue.call_next(leaves=_leaves)

    def recall(self) -> Ticket:
        """Calls them once more. Raises ``NotFound`` if this window has called nobody."""
        return self.queue.recall()

    def missed(self) -> Ticket:
        """They did not come. Raises ``NotFound``, ``Refused``."""
        return self.queue.missed()

    # -- help -------------------------------------------------------------------------------------

    def ask(self, reason: str = "help") -> Call:
        """The lobby manager is wanted here; a suspicion also stops selling to who is at the window. Raises
        ``BadInput``."""
        call = self.floor.call(reason, LOBBY, self._number())
        if reason == "fraud":
            self._care.report_here()
        return call

    def ask_supervisor(self) -> Call:
        """A supervisor is wanted, to authorise."""
        return self.floor.call("authorise", MANAGER, self._number())

    def close_calls(self, to_role: str = LOBBY) -> tuple[Call, ...]:
        """Help of that role was here, or is not wanted any more. Gives what was closed."""
        mine = (call for call in self.floor.my_calls() if call.to_role == to_role)
        return tuple(self.floor.close_call(call.call_id) for call in mine)

    # -- the visit --------------------------------------------------------------------------------

    def begin_guest(self) -> Visit:
        """Somebody without a record is at the window."""
        with self._counter.doing("visit.serve") as deed:
            return visits.begin_guest(deed)

    def merge_guest(self, visit_id: UUID, customer_no: str) -> Visit:
        """A guest, now or of an earlier visit, was this customer. Raises ``NotFound``, ``Refused``."""
        self._counter.known(customer_no)
        with self._counter.doing("visit.serve") as deed:
            return guests.merge(deed, visit_id, customer_no)

    def excuse(self, code: str) -> Visit:
        """Why it took longer. Raises ``BadInput``, ``Refused`` when no visit is over its limit."""
        with self._counter.doing("visit.serve") as deed:
            last = last_ended(deed.con, deed.staff_no, deed.window_no, deed.at)
            visit = excuses.asks_why(visits.under_way(deed), last, self._counter.standards, deed.at)
            excuses.excuse(deed, visit, code, self._counter.standards)
            if visit is None:
                raise Refused("no visit is over its limit")
            return guests.existing(deed, visit.visit_id)

    # -- who serves -------------------------------------------------------------------------------

    def arrive(self) -> None:
        """This member of staff is on duty here; said twice it is recorded once."""
        with self._counter.doing("duty.change") as deed:
            handover.arrive(deed, standing_of(self._counter.staff, self._counter.branch.branch_no))

    def leave(self) -> None:
        """The window is closed."""
        with self._counter.doing("duty.change") as deed:
            handover.leave(deed)

    # -- referrals --------------------------------------------------------------------------------

    def refer_once(self, customer_no: str, product_code: str) -> Referral:
        """Passes the customer on, once a visit and product. Raises ``NotFound``."""
        return self._counter.refer(customer_no, product_code)

    def take_back(self, referral_id: UUID) -> None:
        """It was a slip of the hand; one that is closed stays as it is."""
        with self._counter.doing("referral.take") as deed:
            if referrals.existing(deed, referral_id).closed_at is None:
                referrals.close(deed, referral_id, "mistaken")

    # -- 这条不对 -------------------------------------------------------------------------------

    def tell_wrong(self, product_code: str, reason: int) -> Wrong:
        """A suggestion of the visit under way is wrong, or that there is none. Raises ``NotFound``, ``BadInput``,
        ``Refused``."""
        return self.wrongs.tell(product_code, reason)

    def undo_wrong(self, wrong_id: UUID) -> None:
        """Within ten seconds. Raises ``Refused``."""
        self.wrongs.undo(wrong_id)

    def told_wrong(self, visit_id: UUID) -> tuple[Wrong, ...]:
        """What was called wrong in a visit, oldest first."""
        return self.wrongs.told_in(visit_id)

    # -- inside -----------------------------------------------------------------------------------

    def stamp(self) -> int:
        """Another number once anything has been recorded here or has come from the branch."""
        return self._counter.stamp()

    def _number(self) -> str:
        visit = self._counter.open_visit()
        here = self.queue.at_window()
        return (visit.ticket if visit else "") or (here.number if here else "")

    def _coming(self, call: Call) -> Coming:
        told = self._counter.snapshot.staff.get(call.taken_by)
        gone = int((self._counter.now() - call.taken_at).total_seconds()) if call.taken_at else 0
        return Coming(call, told.name if told else call.taken_by, max(0, call.eta_s - gone))

    def _receipt(self, visit: Visit | None) -> Receipt | None:
        if visit is None:
            return None
        mine = (one for one in self.floor.receipts() if one.referral.visit_id == visit.visit_id)
        return next((one for one in mine if one.state != "closed"), None)


def _leaves(deed: Deed) -> None:
    visit = visits.under_way(deed)
    if visit is not None:
        visits.end_visit(deed, visit, "call")
