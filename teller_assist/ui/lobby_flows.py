"""What the lobby's keys ask for, page by page, and the deed at the end. Plain values: the presenter runs them.

To add one: a class with ``page`` and ``deed``, its words in ``words_lobby.py``, its key in ``lobby.py``.
"""

from collections.abc import Callable
from typing import NamedTuple

from teller_assist.desk.board import Board
from teller_assist.desk.counter import Counter
from teller_assist.desk.floor import Floor
from teller_assist.desk.queue import Queue
from teller_assist.domain.arrivals import Arrival
from teller_assist.domain.policy import MANAGER
from teller_assist.ui import texts
from teller_assist.ui import words_lobby as words
from teller_assist.ui.lobby_panel import Choice, Page


class Doing(NamedTuple):
    """``work`` is done off the screen and answers with the words of the toast."""

    work: Callable[[], str]


class Floors(NamedTuple):
    """What a deed is done with."""

    counter: Counter
    floor: Floor
    queue: Queue


class Flow:
    """``given`` are the tiles pressed so far. ``page`` None: all is said, ``deed`` tells what to do."""

    def __init__(self, on: Floors, board: Board) -> None:
        self.on, self.board = on, board
        self.given: list[str] = []

    def page(self) -> Page | None:
        raise NotImplementedError

    def deed(self) -> Doing | None:
        """None: nothing is to be done."""
        raise NotImplementedError

    def businesses(self) -> tuple[Choice, ...]:
        known = self.on.counter.standards.business.values()
        return tuple(Choice(b.code, texts.pick(b.name, b.name_en)) for b in known)


class TicketFlow(Flow):
    """Of one ticket, the one that was chosen when it began."""

    def __init__(self, on: Floors, board: Board, ticket: Arrival) -> None:
        super().__init__(on, board)
        self.ticket = ticket


class CallTo(TicketFlow):
    """叫号: to which window."""

    def page(self) -> Page | None:
        if self.given:
            return None
        windows = self.board.windows
        order = (*windows.open, *(w for w in windows.known if w not in windows.open))
        choices = tuple(
            Choice(n, words.tile("window", n=n), "check" if n in windows.open else "minus",
                   "" if n in windows.open else words.tile("closed"))
            for n in order
        )  # fmt: skip
        return Page(words.title("call", ticket=self.ticket.number), choices, 3, words.tile("no_windows"))

    def deed(self) -> Doing:
        window, ticket, queue = self.given[0], self.ticket, self.on.queue

        def work() -> str:
            queue.call(ticket.ticket_id, "lobby", window)
            return words.done("call", ticket=ticket.number, window=window)

        return Doing(work)


class MoveTo(TicketFlow):
    """换队列: to which business, or to one window."""

    def page(self) -> Page | None:
        if self.given:
            return None
        windows = tuple(Choice(f"window:{n}", words.tile("window", n=n), "refer") for n in self.board.windows.open)
        others = tuple(c for c in self.businesses() if c.code != self.ticket.business_type)
        return Page(words.title("move", ticket=self.ticket.number), (*others, *windows), 3)

    def deed(self) -> Doing:
        kind, _, window = self.given[0].partition(":")
        name = {c.code: c.word for c in self.businesses()}.get(kind, kind)
        to, ticket, queue = words.tile("window", n=window) if window else name, self.ticket, self.on.queue

        def work() -> str:
            queue.transfer(ticket.ticket_id, "" if window else kind, window)
            return words.done("move", ticket=ticket.number, to=to)

        return Doing(work)


class Absent(TicketFlow):
    """未到 of somebody who was not called: they are gone, or they stay."""

    def page(self) -> Page | None:
        if self.given:
            return None
        choices = (Choice("left", words.tile("left"), "user-x"), Choice("stay", words.tile("stay"), "undo"))
        return Page(words.title("absent", ticket=self.ticket.number), choices)

    def deed(self) -> Doing | None:
        ticket, queue = self.ticket, self.on.queue
        if self.given[0] != "left":
            return None

        def work() -> str:
            queue.end(ticket.ticket_id, "left")
            return words.done("left", ticket=ticket.number)

        return Doing(work)


class Register(Flow):
    """登记: a ticket for somebody at the door."""

    def page(self) -> Page | None:
        if not self.given:
            return Page(words.title("register"), self.businesses(), 3, step=1, steps=2)
        if len(self.given) > 1:
            return None
        needs = tuple(Choice(n, words.word("need", words.NEEDS, n), words.NEED_GLYPHS[n]) for n in words.NEEDS)
        return Page(words.title("needs"), (Choice("", words.tile("no_need"), "check"), *needs), step=2, steps=2)

    def deed(self) -> Doing:
        business, need = self.given
        queue = self.on.queue

        def work() -> str:
            taken = queue.take_ticket(business, [need] if need else [], "staff")
            return words.done("register", ticket=taken.number)

        return Doing(work)


class Divert(Flow):
    """分流: three taps. A chosen ticket is meant only if the first tap says so; done elsewhere, it is over."""

    def __init__(self, on: Floors, board: Board, ticket: Arrival | None) -> None:
        super().__init__(on, board)
        self.ticket = ticket if ticket is not None and ticket.state == "waiting" else None

    def page(self) -> Page | None:
        n = len(self.given)
        if n == 0:
            return Page(words.title("divert"), self._steps(), 1, step=1, steps=3)
        if n == 1:
            channels = tuple(Choice(c, words.word("channel", words.CHANNELS, c)) for c in words.CHANNELS)
            return Page(words.title("channel"), channels, step=2, steps=3)
        if n == 2:
            results = tuple(Choice(r, words.word("result", words.RESULTS, r)) for r in words.RESULTS)
            return Page(words.title("result"), results, step=3, steps=3)
        return None

    def _steps(self) -> tuple[Choice, ...]:
        steps = tuple(Choice(s, words.word("step", words.STEPS, s)) for s in words.STEPS)
        if self.ticket is None:
            return steps
        own = Choice("ticket", f"{self.ticket.number} {words.word('step', words.STEPS, '2')}", "ticket")
        return (own, *steps)

    def deed(self) -> Doing:
        step, channel, result = self.given
        on, ticket = self.on, self.ticket if step == "ticket" else None

        def work() -> str:
            business, ticket_id = (ticket.business_type, ticket.ticket_id) if ticket else ("", None)
            on.floor.divert(2 if ticket else int(step), channel, result, business, ticket_id)
            said = [words.word("channel", words.CHANNELS, channel), words.word("result", words.RESULTS, result)]
            if ticket is not None and result == "done":
                on.queue.end(ticket.ticket_id, "diverted")
                said.append(words.tile("void", ticket=ticket.number))
            return words.done("divert", what=texts.listed(*said))

        return Doing(work)


class Help(Flow):
    """帮扶: fetch the manager, report what is out of order, say that it is in order again."""

    def page(self) -> Page | None:
        if not self.given:
            open_ = tuple(
                Choice(f"mended:{i.incident_id}", words.tile("mended", what=self._what(i.what, i.place)), "check")
                for i in self.board.incidents
            )
            kinds = tuple(Choice(k, words.word("incident", words.INCIDENTS, k), "alert") for k in words.INCIDENTS)
            return Page(words.title("help"), (Choice("manager", words.tile("manager"), "bell"), *kinds, *open_))
        if self.given == ["machine_down"]:
            places = tuple(Choice(p, words.word("place", words.PLACES, p)) for p in words.PLACES)
            return Page(words.title("place"), places, step=2, steps=2)
        return None

    def deed(self) -> Doing:
        what, floor = self.given[0], self.on.floor
        place = self.given[1] if len(self.given) > 1 else ""

        def work() -> str:
            if what == "manager":
                floor.call("help", MANAGER, window_no="")
                return words.done("help")
            if what.startswith("mended:"):
                incident = next(i for i in self.board.incidents if f"mended:{i.incident_id}" == what)
                floor.close_incident(incident.incident_id)
                return words.done("mended", what=self._what(incident.what, incident.place))
            floor.report_incident(what, place)
            return words.done("incident", what=self._what(what, place))

        return Doing(work)

    def _what(self, what: str, place: str) -> str:
        return texts.listed(words.word("incident", words.INCIDENTS, what), words.word("place", words.PLACES, place))


class Ended(Flow):
    """结果: what came of a referral that I took."""

    def page(self) -> Page | None:
        own = self.board.own
        if len(own) == 1 and not self.given:
            self.given.append(str(own[0].referral_id))
        if not self.given:
            rows = tuple(Choice(str(o.referral_id), o.ticket or "–", "refer", texts.said(o.product)) for o in own)
            return Page(words.title("own"), rows, step=1, steps=2)
        if len(self.given) > 1:
            return None
        choices = tuple(Choice(o, words.word("came_of_it", words.OUTCOMES, o)) for o in words.OUTCOMES)
        return Page(words.title("outcome"), choices)

    def deed(self) -> Doing:
        which, outcome = self.given
        own, counter = next(o for o in self.board.own if str(o.referral_id) == which), self.on.counter

        def work() -> str:
            counter.close_referral(own.referral_id, outcome)
            return words.done("outcome", what=words.word("came_of_it", words.OUTCOMES, outcome))

        return Doing(work)
