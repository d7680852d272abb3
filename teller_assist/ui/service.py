"""The service side of the window: next ticket, guests, reasons for taking long, help, who serves. No widget is known.

Everything is recorded through ``Tasks``; what stands now is read once a second at most, and only when something has
been recorded here or in the branch, or somebody is on the way.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from teller_assist.domain.policy import LOBBY, MANAGER
from teller_assist.domain.ticket import CALLED, Ticket
from teller_assist.domain.visit import Visit
from teller_assist.errors import Expected
from teller_assist.ui import texts, words_window
from teller_assist.ui.scene import Scene

if TYPE_CHECKING:
    from teller_assist.desk.window import AtWindow, Window
    from teller_assist.domain.call import Call
    from teller_assist.domain.staff import Staff
    from teller_assist.domain.standards import Excuse

ASK_S = timedelta(seconds=2)  # F9 without a letter calls for help
NOTICE_S = timedelta(minutes=1)  # a ticket that another window has is told for so long
LOOK_S = timedelta(seconds=10)  # a wait grows though nobody records anything
MOST_KEYS = 9
LETTERS = {"A": "authorise", "M": "medical", "F": "fraud", "H": "help", "\r": "help"}


class Counters(Protocol):
    """What the counter's presenter does for this one: clears the screen, brings a card up, welcomes a guest, or whom
    the card that stands ready is of."""

    when_ended: Callable[[UUID], None]

    def flush(self) -> None: ...
    def leave(self) -> None: ...
    def preload(self, customer_no: str) -> None: ...
    def welcome(self, visit: Visit) -> None: ...
    def begin(self) -> None: ...


class ServicePresenter:
    """``leave``, ``preload`` and ``welcome`` are the counter presenter's."""

    def __init__(self, scene: Scene, window: "Window", counter: Counters) -> None:
        self._scene, self._window, self._counter = scene, window, counter
        self._at: AtWindow | None = None
        self._looked: tuple[object, ...] = ()
        self._looked_at: datetime | None = None
        self._ask_until: datetime | None = None
        self._again_until: datetime | None = None
        self._brought: tuple[UUID, str] | None = None
        self._told_lost: dict[UUID, datetime] = {}
        self.merging: UUID | None = None

    # --- what stands now

    def tick(self) -> None:
        """Once a second."""
        now = self._scene.now()
        if self._ask_until is not None and now >= self._ask_until:
            self._ask("help")
        if self._is_due(now):
            self.look()

    def look(self) -> None:
        """Reads what stands now and shows it."""
        scene = self._scene
        try:
            self._looked = self._marks()
            self._looked_at = scene.now()
            self._at = scene.at = self._window.look(scene.visit)
        except Expected as error:
            scene.fail(error)
            return
        self.show()
        self._bring_up_called()

    def _bring_up_called(self) -> None:
        """Whoever called them, once a call: the card of whom the ticket names stands ready while nobody is here and
        nothing is typed."""
        scene, ticket = self._scene, self._at.ticket if self._at else None
        if ticket is None or ticket.state != CALLED:
            self._brought = None
            return
        free = scene.card is None and scene.visit is None and not scene.blanked and not scene.view.field.edit.text()
        call = (ticket.ticket_id, ticket.customer_no)
        if not ticket.customer_no or call == self._brought or not free or scene.counter.open_visit() is not None:
            return
        self._brought = call
        self._counter.preload(ticket.customer_no)

    def show(self) -> None:
        """As last read; also for a view that is new."""
        at, view = self._at, self._scene.view
        if at is None:
            return
        asked = at.asks_why is not None and not at.asks_why.excuse
        view.show_window(at, self._news(at), self._excuses() if asked else ())
        self._scene.show_moment()

    def _is_due(self, now: datetime) -> bool:
        at = self._at
        if at is None or self._looked_at is None or self._looked != self._marks():
            return True
        on_the_way = bool(at.calls) or at.receipt is not None
        return on_the_way or abs(now - self._looked_at) >= LOOK_S or self._over_since(at)

    def _over_since(self, at: "AtWindow") -> bool:
        """The limit was passed, or the time to say why is over, since the last look."""
        return (self._window.asks_why(self._scene.visit) is None) != (at.asks_why is None)

    def _marks(self) -> tuple[object, ...]:
        visit = self._scene.visit
        return self._window.stamp(), visit.visit_id if visit else None, visit.excuse if visit else ""

    def _news(self, at: "AtWindow") -> words_window.News | None:
        if self._ask_until is not None:
            return words_window.asking(self._has_called(LOBBY))
        if self.merging is not None:
            return words_window.merging()
        return words_window.news(at._replace(lost=self._fresh(at.lost)))

    def _fresh(self, lost: tuple[Ticket, ...]) -> tuple[Ticket, ...]:
        """Those first told less than ``NOTICE_S`` ago."""
        now = self._scene.now()
        self._told_lost = {t.ticket_id: self._told_lost.get(t.ticket_id, now) for t in lost}
        return tuple(t for t in lost if now - self._told_lost[t.ticket_id] < NOTICE_S)

    def _has_called(self, to_role: str) -> bool:
        return self._at is not None and any(c.call.to_role == to_role for c in self._at.calls)

    # --- the queue

    def call_next(self) -> None:
        """F3: calls, and ends the visit under way. While nobody waits the customer may still be here: nothing ends."""
        before, ended = self._at.ticket if self._at else None, self._scene.visit
        self._counter.flush()
        turn = self._scene.turn
        self._run(self._window.call_next, lambda ticket: self._on_called(turn, before, ended, ticket))

    def _on_called(self, turn: int, before: Ticket | None, ended: Visit | None, ticket: Ticket | None) -> None:
        bar = self._scene.view.bar
        if ticket is None:
            bar.say_done(words_window.said("nobody_waits" if ended is None else "nobody_stays"), None)
            return
        if before is None or before.ticket_id != ticket.ticket_id or before.state != CALLED:
            self._left(turn, ended)
        self._brought = None
        if before is not None and before.ticket_id == ticket.ticket_id and before.state == CALLED:
            bar.say_done(words_window.said("not_come", number=ticket.number), None)
            return
        bar.say_done(words_window.said("called", number=ticket.number), None)

    def _left(self, turn: int, ended: Visit | None) -> None:
        """The visit ended with the call; a card that has been opened since is the next one's."""
        if turn == self._scene.turn:
            self._counter.leave()
        if ended is not None:
            self._counter.when_ended(ended.visit_id)

    def recall(self) -> None:
        """Shift+F3."""
        self._run(self._window.recall, lambda t: self._say("recalled", number=t.number))

    def missed(self) -> None:
        """Ctrl+F3: they did not come; a card that was brought up for them goes."""
        self._run(self._window.missed, self._on_missed)

    def _on_missed(self, ticket: Ticket) -> None:
        if self._scene.visit is None:
            self._counter.leave()
        self._say("missed", number=ticket.number)

    # --- help

    def ask(self) -> None:
        """F9: then a letter; nothing is help. F9 again closes what this window called for, else it is help too."""
        if self._ask_until is not None and self._has_called(LOBBY):
            self._close_calls(LOBBY)
        elif self._ask_until is not None:
            self._ask("help")
        else:
            self._ask_until = self._scene.now() + ASK_S
            self._scene.view.listen()
            self.look()

    def press(self, key: str) -> bool:
        """True if it was a letter of the phrase that F9 began."""
        if self._ask_until is None:
            return False
        if (reason := LETTERS.get(key.upper())) is None:
            return False
        self._ask(reason)
        return True

    def drop(self) -> bool:
        """Esc: nobody is called, nobody merged. True if something was under way."""
        was = self._ask_until is not None or self.merging is not None
        self._ask_until = self.merging = None
        if was:
            self.look()
        return was

    def _ask(self, reason: str) -> None:
        self._ask_until = None
        self._run(lambda: self._window.ask(reason), self._on_asked)

    def ask_supervisor(self) -> None:
        """F10. One who has been called already is told to be; F10 again within ``ASK_S`` closes the call."""
        now, again_until = self._scene.now(), self._again_until
        self._again_until = None
        if not self._has_called(MANAGER):
            self._run(self._window.ask_supervisor, self._on_asked)
        elif again_until is not None and now < again_until:
            self._close_calls(MANAGER)
        else:
            self._again_until = now + ASK_S
            self._say("call_stands")

    def _close_calls(self, to_role: str) -> None:
        self._ask_until = None
        self._run(lambda: self._window.close_calls(to_role), lambda _: self._say("call_closed"))

    def _on_asked(self, call: "Call") -> None:
        self.look()

    # --- the visit

    def guest(self) -> None:
        """F7: somebody without a record; or whose card stands ready since the call is here."""
        card = self._scene.card
        if card is not None and self._scene.visit is None:
            self._counter.begin()
            return
        self._counter.leave()
        self._run(self._window.begin_guest, self._counter.welcome)

    def merge_into(self, customer_no: str) -> bool:
        """True if this customer was opened to say who a guest of today was."""
        visit_id, self.merging = self.merging, None
        if visit_id is None:
            return False
        self._run(lambda: self._window.merge_guest(visit_id, customer_no), lambda _: self._say("merged"))
        return True

    def excuse(self, number: int) -> None:
        """Alt+1…9: why it took longer. Nothing where no visit is over its limit."""
        excuses = self._excuses()
        if self._at is None or self._at.asks_why is None or number > len(excuses):
            return
        chosen = excuses[number - 1]
        said = texts.pick(chosen.name, chosen.name_en)
        self._run(lambda: self._window.excuse(chosen.code), lambda visit: self._on_excused(visit, said))

    def _on_excused(self, visit: Visit, said: str) -> None:
        if self._scene.visit is not None and self._scene.visit.visit_id == visit.visit_id:
            self._scene.visit = visit
        self._say("excused", what=said)

    def act_as(self, staff_no: str) -> None:
        """Another member of staff takes the window; a number that nobody else has changes nothing."""
        self._counter.flush()
        turn, counter = self._scene.turn, self._scene.counter
        self._run(lambda: (counter.staff, counter.act_as(staff_no)), lambda both: self._on_acts_as(turn, *both))

    def _on_acts_as(self, turn: int, before: "Staff", now: "Staff") -> None:
        if before.staff_no != now.staff_no and turn == self._scene.turn:
            self._counter.leave()
        self._say("acts_as", name=now.name, staff_no=now.staff_no)

    # --- inside

    def _run(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        def shown(answer: object) -> None:
            done(answer)
            self._scene.refresh_status()
            self.look()

        self._scene.tasks.run(work, shown, self._fail)

    def _fail(self, error: Exception) -> None:
        self._scene.fail(error)
        self.look()

    def _say(self, what: str, /, **words: str) -> None:
        self._scene.view.bar.say_done(words_window.said(what, **words), None)

    def _excuses(self) -> "tuple[Excuse, ...]":
        """One key each."""
        return self._scene.counter.standards.excuses[:MOST_KEYS]
