"""The card of a customer with its suggestions: a pure read, fast enough for the GUI thread."""

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from teller_assist.desk.attempts import Standing
from teller_assist.desk.complaints import of_customer as complaints_of
from teller_assist.desk.consents import with_recorded as with_consents
from teller_assist.desk.press import CALM, Press
from teller_assist.desk.promises import of_customer as promises_of
from teller_assist.domain.book import Book, body_of, engine_of, name_of
from teller_assist.domain.card import Card, Flag
from teller_assist.domain.care import ALERT, CarePack, standing, words_of
from teller_assist.domain.care import care_of as care_pack
from teller_assist.domain.complaints import with_recorded as with_complaints
from teller_assist.domain.compose import Recorded, Told, compose_card, minimal_card
from teller_assist.domain.customer import Contact, Profile
from teller_assist.domain.engine import Engine
from teller_assist.domain.evidence import Evidence, evidence_of
from teller_assist.domain.gate import case
from teller_assist.domain.hand import Hand
from teller_assist.domain.knowledge import needed_topic
from teller_assist.domain.lanes import Names, Strip
from teller_assist.domain.product import Product
from teller_assist.domain.quiz import passed_topics
from teller_assist.domain.rules import read_facts
from teller_assist.domain.rules.in_hand import facts_of
from teller_assist.domain.rules.view import View
from teller_assist.domain.situation import Situation
from teller_assist.domain.staff import Branch, Staff
from teller_assist.domain.suggestion import Slate, Why
from teller_assist.domain.tier import TierPack
from teller_assist.domain.timeline import merge_contacts
from teller_assist.domain.visit import Visit
from teller_assist.errors import NotFound, Refused
from teller_assist.store.attempts import read_contacts
from teller_assist.store.books import book_of
from teller_assist.store.consents import consents_of
from teller_assist.store.profile import read_profile
from teller_assist.store.search import elsewhere
from teller_assist.store.selling import care_of, passes_of, pauses_of, wrong_in
from teller_assist.store.visits import shown_in, visits_of

if TYPE_CHECKING:
    from sqlite3 import Connection

    from teller_assist.store.snapshot import Snapshot

_NO_SLATE = Slate((), (), "", {}, False, "")
VISITS = 10  # so many of a customer's visits stand in the timeline
REMEMBERED = 8  # slates whose situation is remembered until the visit begins


class Moment(NamedTuple):
    """What is going on when a card is opened: how busy it was, and the transaction in hand."""

    press: Press = CALM
    hand: Hand | None = None


NOW = Moment()


class Opened(NamedTuple):
    """A customer as one read brings them; ``visit`` is the open one if it is theirs."""

    profile: Profile
    own: tuple[Contact, ...]
    contacts: tuple[Contact, ...]
    visit: Visit | None

    @property
    def agent(self) -> bool:
        return self.visit is not None and self.visit.agent


class Cards:
    """Cards of one generation for one member of staff. What is compiled is compiled once, when first asked for."""

    def __init__(self, snapshot: "Snapshot", work: "Connection", staff: Staff, branch: Branch) -> None:
        self._snapshot, self._work = snapshot, work
        self._staff, self._branch = staff, branch
        self._made: deque[tuple[Slate, Situation]] = deque(maxlen=REMEMBERED)

    def card(
        self, customer_no: str, today: date, visit: Visit | None, suggest: bool = True, steady: bool = False,
        moment: Moment = NOW,
    ) -> Card:  # fmt: skip
        """Raises ``NotFound``. A customer of another branch comes as a minimal card."""
        try:
            opened = self.opened(customer_no, visit)
        except NotFound:
            return self._caring(self._minimal(customer_no, today), None, moment)
        slate = self._slate(self.situation(opened, today, steady, moment)) if suggest else _NO_SLATE
        visits = visits_of(self._work, customer_no, VISITS)
        promised = promises_of(self._work, customer_no)
        recorded = Recorded(opened.own, opened.contacts, visits, opened.agent, promised)
        card = compose_card(opened.profile, recorded, self.told, slate, self._staff.role, today)
        return self._caring(card, opened.profile, moment)

    def opened(self, customer_no: str, visit: Visit | None = None) -> Opened:
        """Everything told and recorded. Raises ``NotFound``."""
        profile = read_profile(self._snapshot.conn, customer_no)
        profile = with_consents(profile, consents_of(self._work, customer_no))
        profile = with_complaints(profile, complaints_of(self._work, customer_no))
        own = tuple(read_contacts(self._work, customer_no))
        return Opened(profile, own, merge_contacts(own, profile.contacts), visit)

    def _slate(self, situation: Situation) -> Slate:
        """Remembers what it was made from: by the time the visit begins, something may have been logged."""
        slate = self.engine.suggest(situation)
        self._made.append((slate, situation))
        return slate

    def evidence(self, card: Card, visit: Visit | None, moment: Moment = NOW) -> Evidence | None:
        """What is kept of the card's slate; None for a minimal card, which shows none. It names no book where nobody
        knows what the slate was made from: it cannot be made again then."""
        if card.minimal:
            return None
        situation = next((made for slate, made in self._made if slate is card.slate), None)
        book = self.book_name
        if situation is None:  # of another generation or member of staff, or a card without a slate
            situation = self.situation(self.opened(card.customer_no, visit), card.today, True, moment)
            book = book if self.engine.suggest(situation) == card.slate else ""
        return evidence_of(card.slate, situation, self._snapshot.generation, card.today, book)

    def actions(self) -> frozenset[str]:
        """Codes of what is done for a customer and is no product; they are logged like one."""
        return frozenset(action["code"] for action in self._snapshot.pack("rules").get("action", ()))

    def why(self, customer_no: str, product_code: str, today: date, visit: Visit | None, moment: Moment = NOW) -> Why:
        """Why, or why not. Raises ``NotFound`` for customer or product, ``Refused`` for a minimal card."""
        try:
            opened = self.opened(customer_no, visit)
        except NotFound:
            self._minimal(customer_no, today)
            raise Refused("a customer of another branch: nothing is suggested, so there is no why") from None
        return self.engine.why(self.situation(opened, today, moment=moment), product_code)

    @cached_property
    def told(self) -> Told:
        s = self._snapshot
        tiers = s.pack("tiers")
        pack = TierPack.of(tiers) if tiers else None
        actions = {a["code"]: (a["name"][0], a["name"][1]) for a in s.pack("rules").get("action", ())}
        return Told(s.as_of, s.products, s.branches, s.staff, pack, Strip.of(_names(s.pack("names"))), actions)

    @cached_property
    def book(self) -> Book:
        """What the engine of this generation is made of."""
        return book_of(self._snapshot, self._branch)

    @cached_property
    def book_body(self) -> bytes:
        return body_of(self.book)

    @cached_property
    def book_name(self) -> str:
        return name_of(self.book_body)

    @cached_property
    def engine(self) -> Engine:
        return engine_of(self.book)

    def situation(self, opened: Opened, today: date, steady: bool = False, moment: Moment = NOW) -> Situation:
        """``steady``: as when the visit began, so that the numbers on the screen keep their places."""
        visit, contacts = opened.visit, opened.contacts
        shown = tuple(sorted(shown_in(self._work, visit.visit_id))) if visit and not steady else ()
        if visit and steady:
            this = str(visit.visit_id)
            contacts = tuple(contact for contact in contacts if contact.visit != this)
        return Situation(
            today=today, profile=opened.profile, staff=self._staff, contacts=contacts, agent=opened.agent,
            queue_waiting=moment.press.waiting, shown_this_visit=shown, generation=self._snapshot.generation,
            offers_left=moment.press.offers_left, hand=moment.hand,
            care=care_of(self._work, opened.profile.customer.customer_no, today),
            wrong=wrong_in(self._work, visit.visit_id) if visit and not steady else frozenset(),
            passed=self._passed(today, visit if steady else None),
        )  # fmt: skip

    # -- care -------------------------------------------------------------------------------------

    @cached_property
    def care_pack(self) -> CarePack:
        return care_pack(self._snapshot.pack("care"))

    def _caring(self, card: Card, profile: Profile | None, moment: Moment) -> Card:
        """With alert and words while a pause stands or must stand: also for whom the engine offers nothing anyway."""
        pack, today = self.care_pack, card.today
        pauses = pauses_of(self._work, card.customer_no, today)
        told = self._told_signs(profile, today, moment.hand) if moment.hand is not None else ()
        if card.slate.nothing_because == "CARE_PAUSE" and not card.slate.nothing_facts["lifted"]:
            told = (*told, *card.slate.nothing_facts["signs"])
        stands = standing(pack, care_of(self._work, card.customer_no, today) if pauses else None, told)
        if stands is None:
            watched = any(alert.code == "fraud_watch" for alert in card.alerts)
            return replace(card, care=words_of(pack, (), None)) if watched else card
        since = pauses[0].paused_at if pauses and pauses[0].lifted_at is None else None
        alert = Flag(ALERT, "bad", None, {})
        return replace(card, alerts=(alert, *card.alerts), care=words_of(pack, stands.signs, since))

    def _told_signs(self, profile: Profile | None, today: date, hand: Hand) -> tuple[str, ...]:
        """Codes that the transaction in hand shows; of a stranger only what the terminal says is known."""
        if profile is None:
            return self.care_pack.told(facts_of(hand), today)
        age = case(profile, today, agent=False).age
        return self.care_pack.told(read_facts(View(profile, today, self._snapshot.products, age, hand)), today)

    def standing(self, product: Product, customer_no: str, today: date, visit: Visit | None) -> Standing:
        """What a sale in this visit has to wait for, beside the law."""
        topic = needed_topic(self._snapshot.pack("knowledge"), product)
        care = care_of(self._work, customer_no, today)
        return Standing(
            topic if topic not in self._passed(today) else "", visit is not None and visit.agent,
            care is not None and not care.lifted,
        )  # fmt: skip

    def _passed(self, today: date, since: Visit | None = None) -> frozenset[str]:
        """Topics that this member of staff may do here. ``since``: as it was when that visit began, so that a verb on
        the screen stays what it is."""
        passes = passes_of(self._work, self._staff.staff_no)
        if since is not None:
            passes = tuple(quiz for quiz in passes if quiz.at <= since.started_at)
        return passed_topics(passes, self._snapshot.pack("knowledge"), today)

    def _minimal(self, customer_no: str, today: date) -> Card:
        found = elsewhere(self._snapshot.conn, customer_no)
        if found is None:
            raise NotFound("customer", customer_no)
        words = found.flags
        if any(complaint.is_open() for complaint in complaints_of(self._work, customer_no)):
            words |= {"complaint"}
        return minimal_card(customer_no, found.tier, words, found.branch_no, self.told, today)


def _names(pack: Mapping[str, Any]) -> Names:
    """Category names (zh, en) of the names pack."""
    return {code: (name["zh"], name["en"]) for code, name in pack.get("category", {}).items()}
