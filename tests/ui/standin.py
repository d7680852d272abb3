"""A counter kept in memory, with the methods of ``desk.counter.Counter``: what the screen tests log into."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

from teller_assist.desk.delivery import Delivery
from teller_assist.desk.grounds import NO_GROUND, Ground
from teller_assist.desk.status import ALONE, DeskStatus, Served
from teller_assist.domain.attempt import Attempt, Outcome
from teller_assist.domain.card import Card
from teller_assist.domain.editions import editions_of
from teller_assist.domain.found import Found
from teller_assist.domain.hand import Hand
from teller_assist.domain.packs import load_packs
from teller_assist.domain.product import Lane, Sheet
from teller_assist.domain.staff import Branch, Staff
from teller_assist.domain.suggestion import GATES, GateStep, Text, Why
from teller_assist.domain.visit import Visit
from teller_assist.errors import NotFound, Refused
from teller_assist.paths import RESOURCES
from tests.ui import samples, sync_samples

NAMES = {"T001": "陈岚", "T002": "赵敏"}
TIERS = (("mass", "普通", "Standard"), ("gold", "金", "Gold"), ("platinum", "白金", "Platinum"),
         ("diamond", "钻石", "Diamond"), ("private", "私人银行", "Private"))  # fmt: skip


class Clock:
    """The branch's time stands still until a test moves it."""

    def __init__(self) -> None:
        self.at = samples.NOW

    def __call__(self) -> datetime:
        return self.at

    def move(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


def branch(no: str, zh: str, en: str) -> Branch:
    return Branch(no, zh, en, "R1", True, frozenset())


class StandIn:
    """``gate`` cleared holds writes back; ``broken`` makes them fail."""

    def __init__(self, clock: Clock, *cards: Card) -> None:
        self._clock = clock
        self._cards = {card.customer_no: card for card in cards or (samples.CARD,)}
        self.branch = branch("B001", "滨江支行", "Riverside")
        branches = {b.branch_no: b for b in (self.branch, branch("B002", "城东支行", "East Gate"))}
        self.snapshot = SimpleNamespace(branches=branches, tiers={c: (zh, en) for c, zh, en in TIERS})
        self.language = "zh"
        self.gate = threading.Event()
        self.gate.set()
        self.broken: Exception | None = None
        self.attempts: list[Attempt] = []
        self.reveals: list[str] = []
        self.begun: list[tuple[str, str]] = []
        self.ended: list[str] = []
        self.served: list[Served] = []
        self._visit: Visit | None = None
        self._undoable: list[list[Attempt]] = []
        self.business, self.staff_no = "transfer", "T001"
        self.looked: list[str] = []
        self.wrong_reasons: tuple[Text, ...] = ()
        self.hands: list[tuple[str, Hand]] = []
        self.standards = editions_of(load_packs(RESOURCES / "packs")["standards"]).on(samples.NOW.date())
        self.link, self.told = ALONE, sync_samples.ALL

    def find(self, text: str, limit: int = 20) -> list[Found]:
        rows = samples.found()
        return [] if text.startswith("没") else rows[:1] if len(text) > 8 else rows[:limit]

    def scan(self, digits: str) -> list[Found]:
        return samples.found(1) if digits.startswith(("6222", "310", "A037", "C")) else []

    def refresh(self) -> bool:
        return False

    def card(self, customer_no: str, today: object = None, *, steady: bool = False) -> Card:
        try:
            return self._cards[customer_no]
        except KeyError:
            if customer_no in {f.customer_no for f in samples.found()}:
                return replace(samples.CARD, customer_no=customer_no)
            raise NotFound("customer", customer_no) from None

    def stamp(self) -> int:
        return 0

    def take_hand(self, customer_no: str, hand: Hand) -> None:
        self.hands.append((customer_no, hand))

    def look(self, customer_no: str, how: str) -> None:
        self.looked.append(customer_no)

    @property
    def staff(self) -> Staff:
        return Staff(self.staff_no, NAMES[self.staff_no], "B001", "teller", ())

    def act_as(self, staff_no: str) -> Staff:
        if staff_no not in NAMES:
            raise NotFound("staff", staff_no)
        if staff_no != self.staff_no:
            self._visit, self.staff_no = None, staff_no
        return self.staff

    def begin_visit(self, customer_no: str, how: str, card: Card | None = None, ticket: str = "",
                    business_type: str = "") -> Visit:  # fmt: skip
        self._wait()
        self.begun.append((customer_no, how))
        if self._visit is None or self._visit.customer_no != customer_no:
            self._visit = Visit(
                uuid4(), customer_no, how, ticket or "A037", business_type or self.business, self._clock(), "T001"
            )
            masked = self.card(customer_no).name[:1] + "*" if customer_no else ""
            self.served.insert(0, Served(self._visit.visit_id, customer_no, "", masked, "gold",
                                         self._visit.ticket, self._clock(), None, 0))  # fmt: skip
        return self._visit

    def log(self, customer_no: str, product_code: str, outcome: Outcome, reason: int = 0, note: str = "",
            recording_ref: str = "") -> Attempt:  # fmt: skip
        self._wait()
        assert self._visit is not None
        self.attempts = [a for a in self.attempts if a.product_code != product_code]
        made = Attempt(uuid4(), self._visit.visit_id, customer_no, product_code, outcome, reason, self._clock(),
                       "T001", 1, "do", None, recording_ref, note, uuid4())  # fmt: skip
        self.attempts.insert(0, made)
        self._undoable.append([made])
        return made

    def log_rest(self, outcome: Outcome, reason: int = 0) -> tuple[Attempt, ...]:
        assert self._visit is not None
        logged = {a.product_code for a in self.attempts}
        offers = self.card(self._visit.customer_no).slate.suggestions
        before = len(self._undoable)
        rest = [s.product_code for s in offers if s.product_code not in logged]
        made = [self.log(self._visit.customer_no, code, outcome, reason) for code in rest]
        self._undoable[before:] = [made]
        return tuple(made)

    def undo(self) -> Attempt | None:
        self._wait()
        if not self._undoable:
            raise Refused("nothing to undo")
        gone = self._undoable.pop()
        self.attempts = [a for a in self.attempts if a not in gone]
        return None

    def end_visit(self, by: str = "key") -> tuple[Attempt, ...]:
        self._wait()
        self.ended.append(by)
        self._visit = None
        return ()

    def note_agent(self, present: bool = True) -> Card:
        assert self._visit is not None
        self._visit = replace(self._visit, agent=present)
        return replace(self.card(self._visit.customer_no), alerts=samples.AGENT if present else ())

    def reveal(self, customer_no: str) -> None:
        self._wait()
        self.reveals.append(customer_no)

    def why(self, customer_no: str, product_code: str, today: object = None) -> Why:
        steps = tuple(GateStep(g, "passed", "", Text("通过", "Passed"), "") for g in GATES)
        none = Text("", "")
        return Why(product_code, Text(product_code, product_code), True, "", Text("合适", "Fits"), steps, none, none,
                   {}, "rules")  # fmt: skip

    def ground(self, customer_no: str) -> Ground:
        return NO_GROUND

    def sheet(self, product_code: str) -> Sheet:
        return Sheet(product_code, "大额存单 · 1 年", "Large CD · 1 year", Lane.LIABILITY, "large_cd", None, True,
                     False,                     12, 20 * samples.WAN, "CNY", "本行", "", "", False, None)  # fmt: skip

    def open_visit(self) -> Visit | None:
        return self._visit

    def attempts_today(self) -> tuple[Attempt, ...]:
        return tuple(self.attempts)

    def served_today(self) -> tuple[Served, ...]:
        return tuple(self.served)

    def status(self) -> DeskStatus:
        return DeskStatus(samples.CARD.as_of, samples.CARD.stale, 3 + len(self.attempts), None, "B001", "滨江支行",
                          "Riverside", "3", self.staff_no, NAMES[self.staff_no], "g1", self.link)  # fmt: skip

    def delivery(self) -> Delivery:
        return replace(self.told, link=self.link, unsent=self.status().unsent)

    def close(self) -> None:
        pass

    def _wait(self) -> None:
        self.gate.wait(10)
        if self.broken is not None:
            raise self.broken


def earlier(clock: Clock) -> list[Served]:
    """Three customers of this morning."""
    rows = (("A036", "李*", 11), ("A035", "欧*", 20), ("B011", "阿*", 33))
    return [
        Served(UUID(int=n), f"C00001122{34 + n}", "", name, "gold", ticket, clock() - timedelta(minutes=ago),
               clock().astimezone(UTC), n)
        for n, (ticket, name, ago) in enumerate(rows)
    ]  # fmt: skip
