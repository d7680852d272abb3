"""The presenter of the lobby board: looks what is new, shows it, does what a key or a finger asks.

Opening it says that its member of staff is on duty, unless they are already or work at a window.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import cast
from uuid import UUID

from teller_assist.desk.board import Board, board_of
from teller_assist.desk.counter import Counter
from teller_assist.desk.floor import Floor
from teller_assist.desk.queue import Queue
from teller_assist.domain.arrivals import Arrival
from teller_assist.domain.policy import TELLER
from teller_assist.domain.ticket import CALLED, DONE, SERVING
from teller_assist.errors import Expected, Refused
from teller_assist.ui import lobby_flows as flows
from teller_assist.ui import texts
from teller_assist.ui import words_lobby as words
from teller_assist.ui.lobby_bookings import CheckIn
from teller_assist.ui.lobby_view import LOST_MS, LobbyView
from teller_assist.ui.scene import Runs
from teller_assist.ui.station import Station

ETA_S = 30  # what 接 and 我去 promise, since nobody is asked (domain.md: "王经理 30 秒到")
Why = Callable[[], str]
NEWER_EVERY = timedelta(minutes=1)  # a newer generation is looked for


def make(counter: Counter, tasks: Runs, now: Callable[[], datetime]) -> Station:
    view = LobbyView()
    return Station(view, LobbyPresenter(view, counter, tasks, now))


class LobbyPresenter:
    def __init__(self, view: LobbyView, counter: Counter, tasks: Runs, now: Callable[[], datetime]) -> None:
        self._view, self._counter, self._tasks, self._now = view, counter, tasks, now
        self._on = flows.Floors(counter, Floor(counter), Queue(counter))
        self._board: Board | None = None
        self._flow: flows.Flow | None = None
        self._told: set[str] | None = None
        self._seen: tuple[int, datetime] | None = None
        self._look_again = now()
        self._mine: set[UUID] = set()  # tickets this board has just done something with
        for signal, slot in (
            (view.asked, self._on_asked), (view.go, self.go), (view.over, self.over), (view.claim, self.claim),
            (view.pass_on, self.pass_on), (view.chosen, self._on_chosen), (view.back, self._on_back),
        ):  # fmt: skip
            signal.connect(slot)
        self._begin_duty()

    def tick(self) -> None:
        """Twice a second: anew when something was recorded, and once a second for the clocks."""
        at = self._now()
        if at >= self._look_again:
            self._look_again = at + NEWER_EVERY
            self._counter.refresh()
        seen = (self._counter.stamp(), at.replace(microsecond=0))
        if seen != self._seen:
            self._seen = seen
            self.refresh()

    def refresh(self) -> None:
        """Reads the board and shows it; tells of what a colleague was quicker with."""
        self._show_names()
        self._board = board = board_of(self._counter)
        gone = self._view.show_board(board)
        if gone is not None and gone.ticket_id not in self._mine:
            self._view.say(words.done("called_elsewhere", ticket=gone.number), "info")
        self._mine.clear()
        self._tell_lost(board)

    # -- calls and referrals ------------------------------------------------------------------------

    def go(self, call_id: UUID) -> None:
        """我去."""

        def work() -> str:
            return words.done("go", window=self._on.floor.take_call(call_id, ETA_S).window_no or "–")

        self._do(work, why=lambda: self._why_call(call_id))

    def over(self, call_id: UUID) -> None:
        """办完."""

        def work() -> str:
            self._on.floor.close_call(call_id)
            return words.done("over")

        self._do(work)

    def claim(self, referral_id: UUID) -> None:
        """接."""

        def work() -> str:
            return words.done("claim", ticket=words.number(self._on.floor.claim(referral_id, ETA_S).ticket))

        self._do(work, why=lambda: self._why_referral(referral_id))

    def pass_on(self, referral_id: UUID) -> None:
        """转走."""

        def work() -> str:
            return words.done("pass", ticket=words.number(self._on.floor.pass_on(referral_id).ticket))

        self._do(work, why=lambda: self._why_referral(referral_id))

    # -- keys ----------------------------------------------------------------------------------------

    def _on_asked(self, verb: str) -> None:
        board, chosen = self._board, self._view.list.chosen()
        if board is None:
            return
        if verb in ("go", "over", "claim", "pass"):
            self._first(board, verb)
        elif verb in ("call", "park", "move", "absent"):
            chosen = self._view.to_call() if verb == "call" else chosen
            if chosen is not None:
                self._ticket_verb(board, verb, chosen)
        elif verb == "divert":
            self._begin(flows.Divert(self._on, board, chosen))
        elif verb != "ended" or board.own:
            kinds = {"register": flows.Register, "checkin": CheckIn, "help": flows.Help, "ended": flows.Ended}
            self._begin(kinds[verb](self._on, board))

    def _first(self, board: Board, verb: str) -> None:
        """A letter acts on the first card that shows it."""
        calls = [c.call_id for c in board.calls if (c.mine if verb == "over" else c.by is None and c.may and not c.own)]
        offers = [o.referral_id for o in board.offers if o.mine and (verb == "claim" or o.holder is not None)]
        found = calls if verb in ("go", "over") else offers
        if found:
            {"go": self.go, "over": self.over, "claim": self.claim, "pass": self.pass_on}[verb](found[0])

    def _ticket_verb(self, board: Board, verb: str, chosen: Arrival) -> None:
        queue = self._on.queue
        if verb == "park":
            back = chosen.state in ("parked", "no_show", "called")

            def work() -> str:
                (queue.give_back if back else queue.park)(chosen.ticket_id)
                return words.done("back" if back else "park", ticket=chosen.number)

            self._do(work, chosen)
        elif verb == "absent" and chosen.state == "called":

            def missed() -> str:
                queue.missed(chosen.ticket_id)
                return words.done("missed", ticket=chosen.number)

            self._do(missed, chosen)
        else:
            kind = {"call": flows.CallTo, "move": flows.MoveTo, "absent": flows.Absent}[verb]
            self._begin(kind(self._on, board, chosen))

    # -- pages ---------------------------------------------------------------------------------------

    def _begin(self, flow: flows.Flow) -> None:
        self._flow = flow
        self._view.show_page(flow.page())

    def _on_chosen(self, code: str) -> None:
        flow = self._flow
        if flow is None:
            return
        flow.given.append(code)
        page = flow.page()
        self._view.show_page(page)
        if page is None:
            self._flow = None
            doing = flow.deed()
            if doing is not None:
                self._do(doing.work, getattr(flow, "ticket", None))

    def _on_back(self) -> None:
        flow = self._flow
        if flow is not None and flow.given and not isinstance(flow, flows.Ended):
            flow.given.pop()
            self._view.show_page(flow.page())
        else:
            self._flow = None
            self._view.show_page(None)

    # -- inside --------------------------------------------------------------------------------------

    def _do(self, work: Callable[[], str], ticket: Arrival | None = None, why: Why | None = None) -> None:
        """``why``: in this colleague's words why it could not be done, "" if the board does not know."""
        if ticket is not None:
            self._mine.add(ticket.ticket_id)
            why = partial(self._why_ticket, ticket)
        self._tasks.run(work, self._done, partial(self._fail, why))

    def _done(self, said: str) -> None:
        self._view.say(said)
        self.refresh()

    def _fail(self, why: Why | None, error: Exception) -> None:
        """In words; nothing was recorded. Mostly a colleague was quicker, and the board shows what is so now."""
        known = error if isinstance(error, Expected) else Expected(str(error))
        said = why() if why is not None and isinstance(error, Refused) else ""
        self.refresh()
        self._view.say(said or texts.error(known), "alert", LOST_MS)

    def _why_call(self, call_id: UUID) -> str:
        found = next((c for c in self._on.floor.calls_today() if c.call_id == call_id), None)
        if found is None or not (found.taken_by or found.closed_at):
            return ""
        if found.closed_at:
            return words.done("over")
        return self._lost(f"call:{found.window_no}:{found.taken_by}")

    def _why_referral(self, referral_id: UUID) -> str:
        found = self._on.floor.receipt(referral_id).referral
        if found.closed_at:
            return words.done("gone", ticket=words.number(found.ticket))
        return self._lost(f"referral:{found.ticket}:{found.claimed_by}") if found.claimed_by else ""

    def _why_ticket(self, ticket: Arrival) -> str:
        found = next((t for t in self._on.queue.tickets() if t.ticket_id == ticket.ticket_id), None)
        if found is None or found.state not in (CALLED, SERVING, DONE):
            return ""
        return words.done("gone" if found.state == DONE else "called_elsewhere", ticket=ticket.number)

    def _begin_duty(self) -> None:
        me, floor = self._counter.staff, self._on.floor
        if me.role != TELLER and all(duty.staff_no != me.staff_no for duty in floor.on_duty()):
            self._tasks.run(floor.begin_duty, lambda duty: None, partial(self._fail, None))

    def _show_names(self) -> None:
        business = {b.code: (b.name, b.name_en) for b in self._counter.standards.business.values()}
        tiers = cast("dict[str, tuple[str, str]]", dict(self._counter.snapshot.tiers))
        self._view.show_names(business, tiers)

    def _tell_lost(self, board: Board) -> None:
        """Once each; what was so when the board was opened is old news."""
        news = [lost for lost in board.lost if self._told is not None and lost not in self._told]
        self._told = {*board.lost, *(self._told or ())}
        if news:
            self._view.say(texts.listed(*map(self._lost, news)), "alert", LOST_MS)

    def _lost(self, key: str) -> str:
        kind, what, who = key.split(":", 2)
        told = self._counter.snapshot.staff.get(who)
        masked = f"{told.name[:1]}*" if told else who
        if kind == "call":
            return words.done("lost_call", window=what or "–", who=masked)
        return words.done("lost_referral", ticket=words.number(what), who=masked)
