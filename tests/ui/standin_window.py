"""A window kept in memory, with the methods of ``desk.window.Window``: who is called, who comes, who was a guest."""

from dataclasses import replace
from uuid import UUID, uuid4

from teller_assist.desk.floor import Receipt
from teller_assist.desk.window import AtWindow, Coming
from teller_assist.domain.call import Call
from teller_assist.domain.queue import Waiting
from teller_assist.domain.referral import Referral
from teller_assist.domain.ticket import CALLED, NO_SHOW, SERVING, Ticket
from teller_assist.domain.visit import Visit
from teller_assist.domain.visit_clock import over_limit_s
from teller_assist.domain.wrong import Wrong
from teller_assist.errors import NotFound
from tests.ui.standin import StandIn


class StandInWindow:
    """``queue``: who waits, the next first."""

    def __init__(self, desk: StandIn) -> None:
        self.desk, self.turn = desk, 0
        self.queue: list[Ticket] = []
        self.ticket: Ticket | None = None
        self.calls: list[Call] = []
        self.receipt: Receipt | None = None
        self.lost: tuple[Ticket, ...] = ()
        self.light = ""
        self.ended: Visit | None = None
        self.excused: list[str] = []
        self.merged: list[tuple[UUID, str]] = []
        self.referred: list[tuple[str, str]] = []
        self.duty: list[str] = []
        self.wrongs: list[Wrong] = []

    def take(self, number: str, customer_no: str = "") -> Ticket:
        now = self.desk._clock()
        made = Ticket(uuid4(), number, now.date(), "term", "", "", customer_no, "kiosk", now)
        self.queue.append(made)
        self.light = self.light or "normal"
        self.turn += 1
        return made

    def look(self, visit: Visit | None) -> AtWindow:
        now = self.desk._clock()
        waiting = tuple(
            Waiting(t, n, int((now - t.taken_at).total_seconds()), 600, "ok", False, False)
            for n, t in enumerate(self.queue, 1)
        )
        calls = tuple(Coming(c, "王经理" if c.taken_by else "", c.eta_s) for c in self.calls if c.closed_at is None)
        receipt = self.receipt if visit is not None else None
        return AtWindow(self.ticket, self.lost, waiting, calls, receipt, self.asks_why(visit), self.light)

    def asks_why(self, visit: Visit | None = None) -> Visit | None:
        now, standards = self.desk._clock(), self.desk.standards
        for one in (visit, self.ended):
            if one is not None and over_limit_s(one, standards, now, excuses=False):
                return one
        return None

    def stamp(self) -> int:
        return self.turn

    def call_next(self) -> Ticket | None:
        if self.ticket is not None and self.ticket.state == CALLED:
            return self.ticket
        if not self.queue:
            return None
        self.desk.end_visit("call")
        now = self.desk._clock()
        self.ticket = replace(self.queue.pop(0), state=CALLED, called_at=now, first_called_at=now, calls=1)
        return self.ticket

    def recall(self) -> Ticket:
        if self.ticket is None:
            raise NotFound("ticket", "at window 3")
        return self.ticket

    def missed(self) -> Ticket:
        gone = replace(self.recall(), state=NO_SHOW)
        self.ticket = None
        return gone

    def ask(self, reason: str = "help") -> Call:
        self.calls.append(Call(uuid4(), "3", reason, "lobby_manager", "", self.desk._clock(), "T001"))
        return self.calls[-1]

    def ask_supervisor(self) -> Call:
        self.calls.append(Call(uuid4(), "3", "authorise", "branch_manager", "", self.desk._clock(), "T001"))
        return self.calls[-1]

    def taken(self, eta_s: int) -> None:
        """Somebody goes."""
        self.calls[-1] = replace(self.calls[-1], taken_by="L1", eta_s=eta_s)
        self.turn += 1

    def close_calls(self, to_role: str = "lobby_manager") -> tuple[Call, ...]:
        self.calls = [c for c in self.calls if c.to_role != to_role]
        return ()

    def begin_guest(self) -> Visit:
        visit = self.desk.begin_visit("", "guest")
        return visit

    def merge_guest(self, visit_id: UUID, customer_no: str) -> Visit:
        self.merged.append((visit_id, customer_no))
        return self.desk.begin_visit(customer_no, "guest")

    def excuse(self, code: str) -> Visit:
        self.excused.append(code)
        visit = self.desk.open_visit() or self.ended
        assert visit is not None
        visit = replace(visit, excuse=code, excused_s=900)
        if self.desk._visit is not None:
            self.desk._visit = visit
        else:
            self.ended = visit
        return visit

    def refer_once(self, customer_no: str, product_code: str) -> Referral:
        self.referred.append((customer_no, product_code))
        visit = self.desk.open_visit()
        made = Referral(uuid4(), customer_no, product_code, "", "", self.desk._clock(), "T001",
                        visit_id=visit.visit_id if visit else None)  # fmt: skip
        self.receipt = Receipt(made, "offered", "L1", "王经理", "lobby_manager", 0, 0, ())
        return made

    def take_back(self, referral_id: UUID) -> None:
        self.referred.pop()
        self.receipt = None

    def tell_wrong(self, product_code: str, reason: int) -> Wrong:
        visit = self.desk.open_visit()
        assert visit is not None
        made = Wrong(uuid4(), visit.customer_no, product_code, reason, visit.visit_id, None, "", self.desk._clock(),
                     "T001")  # fmt: skip
        self.wrongs.append(made)
        return made

    def undo_wrong(self, wrong_id: UUID) -> None:
        self.wrongs = [w for w in self.wrongs if w.wrong_id != wrong_id]

    def told_wrong(self, visit_id: UUID) -> tuple[Wrong, ...]:
        return tuple(w for w in self.wrongs if w.visit_id == visit_id)

    def arrive(self) -> None:
        self.duty.append("arrive")

    def leave(self) -> None:
        self.duty.append("leave")

    def serve(self) -> None:
        """Whom it called is here."""
        assert self.ticket is not None
        self.ticket = replace(self.ticket, state=SERVING)
