"""One teller's counter: the object that the window, the command line, the bench and the tests use.

Reads (``find``, ``card``, ``why`` …) run in the caller's thread on raw connections and record nothing.
Writes go through one connection and one lock, so they may come from any thread; SQLAlchemy is imported
by the first of them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from teller_assist.desk import attempts, care, consents, guests, handover, hands, policy, referrals, reports, visits
from teller_assist.desk.attempts import Answer, Done
from teller_assist.desk.cards import Cards, Moment
from teller_assist.desk.deed import Deed
from teller_assist.desk.delivery import Delivery, delivery
from teller_assist.desk.grounds import Ground, ground_of
from teller_assist.desk.lookup import Lookup
from teller_assist.desk.lookup import utc_now as utc_now
from teller_assist.desk.press import CALM, Press, press_of
from teller_assist.desk.status import DeskStatus, Served
from teller_assist.desk.tickets import check_business
from teller_assist.domain.attempt import Attempt, Outcome
from teller_assist.domain.calendar import Calendar, calendar_of
from teller_assist.domain.card import Card
from teller_assist.domain.care import CarePack
from teller_assist.domain.consent import MARKETING, Consent
from teller_assist.domain.days import day_at, midnight
from teller_assist.domain.disclosure import with_terms
from teller_assist.domain.editions import Editions, editions_of
from teller_assist.domain.hand import Hand
from teller_assist.domain.product import Product, Sheet, sheet_of
from teller_assist.domain.reasons import WRONG_REASONS
from teller_assist.domain.referral import Referral
from teller_assist.domain.staff import Staff
from teller_assist.domain.standards import Standards
from teller_assist.domain.suggestion import Text, Why
from teller_assist.domain.visit import Visit
from teller_assist.errors import NotFound, Refused
from teller_assist.store import books
from teller_assist.store.attempts import attempts_since
from teller_assist.store.profile import brief_of
from teller_assist.store.referrals import all_referrals, open_referrals
from teller_assist.store.replay import catch_up
from teller_assist.store.search import elsewhere
from teller_assist.store.snapshot import Snapshot
from teller_assist.store.visits import find_visit, open_visits

if TYPE_CHECKING:
    from sqlite3 import Connection


NO_HAND: tuple[str, Hand | None] = ("", None)


class Counter(Lookup):
    """Made by ``Counter.open``, or over an open ``Lookup``; ``close`` it. ``language`` is zh or en."""

    @classmethod
    def open(cls, data: Path, *, now: Callable[[], datetime] = utc_now, staff_no: str | None = None) -> "Counter":
        """The counter on a data folder. Raises ``DeskNotReady``, ``BadInput``, ``NotFound`` (staff)."""
        return cls(Lookup.open(data, staff_no=staff_no), now)

    def __init__(self, lookup: Lookup, now: Callable[[], datetime] = utc_now) -> None:
        """Takes over what ``lookup`` has open."""
        self._now = now
        self._undoable: list[tuple[datetime, tuple[Done, ...]]] = []
        self._press: tuple[str, Press] = ("", CALM)  # whose card, and how busy it was when it was opened
        self._hand = NO_HAND  # whose, and the transaction that the core terminal told of
        super().__init__(lookup._data, lookup._key, lookup._settings, lookup.snapshot, lookup._work, lookup.staff)
        catch_up(self._work)

    def _take(self, snapshot: Snapshot) -> None:
        super()._take(snapshot)
        for told in ("editions", "calendar"):
            self.__dict__.pop(told, None)
        self._cards = Cards(snapshot, self._work.reading, self.staff, self.branch)

    def refresh(self) -> bool:
        """Takes up a newer generation if one has been swapped in. True if it did."""
        if not self.snapshot.outdated():
            return False
        newer = Snapshot.open(self._data, self._key)
        with self._reading:
            before = self.snapshot
            self._take(newer)
            before.close()
        return True

    # -- reads ------------------------------------------------------------------------------------

    def card(self, customer_no: str, today: date | None = None, *, suggest: bool = True, steady: bool = False) -> Card:
        """Everything the card shows. Records nothing. Raises ``NotFound``.

        ``suggest`` False leaves the slate blank. ``steady``: the slate as this visit began, whatever has been
        logged in it, so that a number on the screen means the same product to its end.
        """
        with self._reading:
            visit = self._theirs(customer_no)
            moment = self._moment(customer_no, fresh=visit is None)
            return self._cards.card(customer_no, today or self.today(), visit, suggest, steady, moment)

    def why(self, customer_no: str, product_code: str, today: date | None = None) -> Why:
        """Why, or why not, for one product. Raises ``NotFound``."""
        with self._reading:
            moment = self._moment(customer_no)
            return self._cards.why(customer_no, product_code, today or self.today(), self._theirs(customer_no), moment)

    def ground(self, customer_no: str) -> Ground:
        """What a verdict on a product rests on: the visit's decision, the customer's assessment."""
        return ground_of(self, customer_no)

    def sheet(self, product_code: str) -> Sheet:
        """What the customer may read of a product. Raises ``NotFound``."""
        return sheet_of(self._product(product_code), self.snapshot.pack("products"))

    def open_visit(self) -> Visit | None:
        """The visit under way, also one that a crash left open within the last 12 hours."""
        with self._reading:
            found = open_visits(self._work.reading, self.staff.staff_no, self._settings.window_no)
        at = self._now()
        return next((visit for visit in reversed(found) if not visits.forgotten(visit, at)), None)

    def attempts_today(self) -> tuple[Attempt, ...]:
        """What this teller has logged today, newest first."""
        with self._reading:
            return attempts_since(self._work.reading, self.staff.staff_no, midnight(self.today()))

    def served_today(self) -> tuple[Served, ...]:
        """Today's visits to this teller, newest first."""
        with self._reading:
            return reports.served(self._work.reading, self.snapshot.conn, self.staff.staff_no, midnight(self.today()))

    def status(self) -> DeskStatus:
        """The status line."""
        with self._reading:
            return reports.status(
                self._work.reading, self.snapshot, self.branch, self.staff, self._settings.window_no, self.today()
            )

    def delivery(self) -> Delivery:
        """The sync page: delivered today, the last runs, how the desk stands with the hub."""
        with self._reading:
            return delivery(self._work.reading, self.snapshot, self.staff, self.today())

    def referrals(self, closed_too: bool = False) -> tuple[Referral, ...]:
        """The branch's referrals that are known here, oldest first."""
        with self._reading:
            return (all_referrals if closed_too else open_referrals)(self._work.reading)

    def press(self) -> Press:
        """How busy the hall is now."""
        with self._reading:
            return press_of(self._work.reading, self.standards, self._now())

    def today(self) -> date:
        """The branch's calendar day."""
        return day_at(self._now())

    # -- deeds ------------------------------------------------------------------------------------

    def begin_visit(
        self, customer_no: str, how: str, card: Card | None = None, ticket: str = "", business_type: str = ""
    ) -> Visit:
        """The customer is here and the card is open. ``how``: scan | search | ticket | pop | cli.

        Ends another open visit (by="next"), or merges a guest's; the same customer within 10 minutes resumes. Takes
        the ticket that was called to this window. Records the look and what the slate shows. Raises ``NotFound``,
        ``BadInput`` for a business type that the standards do not know.
        """
        check_business(self.standards, business_type)
        card = card or self.card(customer_no)
        before = self.open_visit()
        if before is not None and before.customer_no != customer_no:
            self._drop_hand(before)
        with self._reading:
            evidence = self._cards.evidence(card, self._theirs(customer_no), self._moment(customer_no))
        with self.doing("visit.serve") as deed:
            if evidence is not None:
                books.keep(deed.con, evidence.book, self._cards.book_body, deed.at)
            visit = visits.begin_visit(deed, customer_no, how, ticket, evidence, business_type)
            care.noticed(deed, visit, card, self.care_pack.version)
            return visit

    def log(
        self, customer_no: str, product_code: str, outcome: Outcome, reason: int = 0, note: str = "",
        recording_ref: str = "",
    ) -> Attempt:  # fmt: skip
        """What came of a suggestion, on the disk when this returns. Starts a visit if none is open.

        ``customer_no`` "" is the guest at the window. Raises ``NotFound``, ``BadInput``, and ``Refused`` for a sale
        that may not be logged as done.
        """
        answer = Answer(outcome, reason, note, recording_ref.strip())
        guest = self._guest(product_code).visit_id if customer_no == visits.GUEST else None
        self._check(customer_no, product_code, answer, self._theirs(customer_no))
        with self.doing("attempt.log") as deed:
            visit = visits.still_there(deed, guest) if guest else visits.present(deed, customer_no, "cli")
            done = attempts.log_attempt(deed, visit, product_code, answer)
        self._remember((done,))
        return done.attempt

    def log_rest(self, outcome: Outcome, reason: int = 0) -> tuple[Attempt, ...]:
        """The same answer for everything shown and not yet logged ("0 T"). Raises ``Refused`` without a visit."""
        visit, answer = self._present(), Answer(outcome, reason)
        attempts.check_answer(answer)
        if outcome is Outcome.ACCEPTED:
            raise Refused("each product that was accepted is logged by itself")
        with self.doing("attempt.log") as deed:
            done = attempts.log_rest(deed, visits.still_there(deed, visit.visit_id), answer)
        self._remember(done)
        return tuple(one.attempt for one in done)

    def undo(self) -> Attempt | None:
        """Takes the last log back within 10 s; the answer before it, None if there was none. Raises ``Refused``."""
        at = self._now()
        while self._undoable and not attempts.may_undo(self._undoable[-1][0], at):
            self._undoable.clear()
        if not self._undoable:
            raise Refused("nothing logged in the last ten seconds: log it again to correct it")
        state = None
        with self.doing("attempt.log") as deed:
            for done in reversed(self._undoable[-1][1]):
                if done.event_id is not None:
                    state = attempts.undo_attempt(deed, done.attempt.attempt_id, done.event_id)
        self._undoable.pop()
        return state

    def correct(self, attempt_id: UUID, outcome: Outcome, reason: int = 0, note: str = "") -> Attempt:
        """A better answer for an attempt; the first stays in the journal. Raises as ``log`` does."""
        answer = Answer(outcome, reason, note)
        with self._reading:
            before = attempts.existing(self._work.reading, attempt_id)
            visit = find_visit(self._work.reading, before.visit_id)
        answered = answer._replace(recording_ref=before.recording_ref)
        self._check(before.customer_no, before.product_code, answered, visit)
        with self.doing("attempt.log") as deed:
            done = attempts.correct_attempt(deed, attempts.existing(deed.con, attempt_id), answer)
        self._remember((done,))
        return done.attempt

    def end_visit(self, by: str = "key") -> tuple[Attempt, ...]:
        """The customer leaves; gives what was shown and is now closed as not recorded. () without a visit.

        ``by``: see ``VisitEnded``. With the visit ends the ticket.
        """
        visit = self.open_visit()
        if visit is None:
            return ()
        self._drop_hand(visit)
        with self.doing("visit.serve") as deed:
            return visits.end_visit(deed, visit, by)

    def note_agent(self, present: bool = True) -> Card:
        """Somebody acts for the customer: suggestions are off. Gives the card as it is now."""
        visit = self._present()
        with self.doing("visit.serve") as deed:
            visits.note_agent(deed, visit, present)
        return self.card(visit.customer_no, steady=True)

    def look(self, customer_no: str, how: str) -> None:
        """Records that a card was brought up before its customer is here. Raises ``NotFound``."""
        self.known(customer_no)
        with self.doing("visit.serve") as deed:
            visits.look(deed, customer_no, how)

    def reveal(self, customer_no: str) -> None:
        """Records that exact figures were looked at. Raises ``NotFound``."""
        with self._reading:
            self._cards.opened(customer_no)
        visit = self._theirs(customer_no)
        with self.doing("figure.reveal") as deed:
            visits.reveal(deed, customer_no, visit.visit_id if visit else None)

    def refer(self, customer_no: str, product_code: str, to_role: str = "", note: str = "") -> Referral:
        """Passes a customer on to a colleague of the branch, once a day and product while it is open. Raises
        ``NotFound``, ``BadInput``."""
        self.known(customer_no)
        with self._reading:
            if product_code not in self._cards.actions():
                self._product(product_code)
            where = referrals.Where(self._theirs(customer_no), self._tier_of(customer_no))
        with self.doing("referral.make") as deed:
            return referrals.refer(deed, customer_no, product_code, to_role, note, where)

    def claim_referral(self, referral_id: UUID, eta_s: int = 0) -> Referral:
        """Takes a referral up, there in so many seconds (0: not said). Raises ``NotFound``, ``Refused`` if a colleague
        has it or it is closed."""
        with self.doing("referral.take") as deed:
            return referrals.claim(deed, referral_id, eta_s)

    def pass_referral(self, referral_id: UUID) -> Referral:
        """转走: the next colleague is offered it. Raises ``NotFound``, ``Refused`` if it is taken or closed."""
        with self.doing("referral.take") as deed:
            return referrals.pass_on(deed, referral_id)

    def close_referral(self, referral_id: UUID, outcome: str) -> Referral:
        """Says what came of a referral. Raises ``NotFound``, ``BadInput``, ``Refused`` if it is closed or a
        colleague's."""
        with self.doing("referral.take") as deed:
            return referrals.close(deed, referral_id, outcome, self.may("referral.settle"))

    def withdraw_consent(self, customer_no: str, purpose: str = MARKETING) -> Consent:
        """The customer wants no offers any more; the card knows it at once. Raises ``NotFound``, ``BadInput``.

        A clock that is behind the day of the data is wrong: an older consent in them would win over what is said now.
        """
        self.known(customer_no)
        with self.doing("consent.record", not_before=midnight(self.snapshot.as_of)) as deed:
            return consents.withdraw(deed, customer_no, purpose)

    def give_consent(self, customer_no: str, purpose: str = MARKETING) -> Consent:
        """The customer agrees; withdrawals not known here stand. Raises ``NotFound``, ``BadInput``."""
        self.known(customer_no)
        with self.doing("consent.record") as deed:
            return consents.give(deed, customer_no, purpose)

    def act_as(self, staff_no: str) -> Staff:
        """Another member of staff takes this window: everything from here on is theirs, and their role's.

        Who had it goes off duty and their open visit ends (by="staff"); its ticket stays with the window. Nothing
        can be undone across it. Raises ``NotFound``.
        """
        if staff_no not in self.snapshot.staff:
            raise NotFound("staff", staff_no)
        after = self.snapshot.staff[staff_no]
        if after.staff_no != self.staff.staff_no:
            with self.doing("duty.change") as deed:
                handover.hand_over(deed, after, policy.standing_of(after, self.branch.branch_no))
            with self._reading:
                self.staff = after
                self._undoable.clear()
                self._cards = Cards(self.snapshot, self._work.reading, self.staff, self.branch)
        return self.staff

    # -- inside -----------------------------------------------------------------------------------

    @contextmanager
    def doing(self, action: str, not_before: datetime | None = None) -> Iterator[Deed]:
        """One deed in one transaction. ``action``: of ``domain/policy.py``; ``Refused`` if their role may not."""
        policy.require(self.staff, action, self.branch.branch_no)
        now = self._now()
        with self._work.writing() as session:
            yield Deed(session, self.staff.staff_no, max(now, not_before or now), self._settings.window_no)

    def may(self, action: str) -> bool:
        """Whether who is at the desk may do this in its branch."""
        return policy.may(self.staff, action, self.branch.branch_no)

    @contextmanager
    def reading(self) -> Iterator["Connection"]:
        """The raw connection that sees everything recorded, for the facades beside this one; one thread at a time."""
        with self._reading:
            yield self._work.reading

    def stamp(self) -> int:
        """Another number once anything has been recorded or has come from the branch, by whatever program."""
        with self._reading:
            return int(self._work.reading.execute("PRAGMA data_version").fetchone()[0])

    def now(self) -> datetime:
        return self._now()

    @property
    def window_no(self) -> str:
        """The window that this desk is set to."""
        return self._settings.window_no

    @property
    def window_takes(self) -> frozenset[str]:
        """The business types that this window serves; empty: every one."""
        return frozenset(self._settings.takes.split())

    @property
    def wrong_reasons(self) -> tuple[Text, ...]:
        """What a suggestion may be wrong in, in the order of the digits."""
        told = self.snapshot.pack("names").get("wrong_reason", {})
        return tuple(Text(r["zh"], r["en"]) for r in told.values()) or tuple(Text(r, r) for r in WRONG_REASONS)

    @property
    def care_pack(self) -> CarePack:
        """What the care pause says and asks."""
        return self._cards.care_pack

    @cached_property
    def editions(self) -> Editions:
        """Every edition of the service standards; ``on(day)`` is the one by which that day is judged."""
        return editions_of(self.snapshot.pack("standards"))

    @property
    def standards(self) -> Standards:
        """The service standards in force today."""
        return self.editions.on(self.today())

    @cached_property
    def calendar(self) -> Calendar:
        """Business days of the bank; with the branch's number its own days count too."""
        return calendar_of(self.snapshot.pack("calendar"))

    def _theirs(self, customer_no: str) -> Visit | None:
        """The open visit, if it is this customer's."""
        visit = self.open_visit()
        return visit if visit is not None and visit.customer_no == customer_no else None

    def take_hand(self, customer_no: str, hand: Hand) -> None:
        """The core terminal says what is in hand for this customer; ``EMPTY``: nothing any more. It counts until they
        leave or another customer comes."""
        with self._reading:
            here = hands.completed(self._work.reading, self.snapshot.conn, customer_no, hand, self.branch, self.today())
        self._hand = customer_no, here

    def _drop_hand(self, visit: Visit) -> None:
        """This visit's is over; one that was told meanwhile of the next customer stays."""
        if self._hand[0] == visit.customer_no:
            self._hand = NO_HAND

    def _moment(self, customer_no: str, fresh: bool = False) -> Moment:
        """What is going on while this customer's card is open."""
        hand = self._hand[1] if self._hand[0] == customer_no else None
        return Moment(self._pressed(customer_no, fresh), hand)

    def _pressed(self, customer_no: str, fresh: bool = False) -> Press:
        """How busy the hall was when this customer's card was opened: numbers keep their meaning to the end."""
        if fresh or self._press[0] != customer_no:
            self._press = customer_no, self.press()
        return self._press[1]

    def _present(self) -> Visit:
        visit = self.open_visit()
        if visit is None:
            raise Refused("no visit is open: open a customer's card first")
        return visit

    def known(self, customer_no: str) -> None:
        """Raises ``NotFound`` for a customer of no branch."""
        with self._reading:
            conn = self.snapshot.conn
            if brief_of(conn, customer_no) is None and elsewhere(conn, customer_no) is None:
                raise NotFound("customer", customer_no)

    def offered(self, product_code: str) -> None:
        """Raises ``NotFound`` for what is neither a product of the catalogue nor a service."""
        with self._reading:
            if product_code not in self._cards.actions():
                self._product(product_code)

    def _tier_of(self, customer_no: str) -> str:
        """As the bank's data say, "" for a stranger."""
        if told := brief_of(self.snapshot.conn, customer_no):
            return told[3]
        foreign = elsewhere(self.snapshot.conn, customer_no)
        return foreign.tier if foreign else ""

    def _guest(self, product_code: str) -> Visit:
        """The guest at the window, of whom only services are logged. Raises ``Refused``."""
        visit = self.open_visit()
        with self._reading:
            guests.check_log(visit, product_code in self._cards.actions())
        assert visit is not None
        return visit

    def _product(self, product_code: str) -> Product:
        try:
            return self.snapshot.products[product_code]
        except KeyError:
            raise NotFound("product", product_code) from None

    def _check(self, customer_no: str, product_code: str, answer: Answer, visit: Visit | None) -> None:
        with self._reading:
            service = product_code in self._cards.actions()
            product = None if service else self._product(product_code)
            if customer_no != visits.GUEST and brief_of(self.snapshot.conn, customer_no) is None:
                raise NotFound("customer", customer_no)
            attempts.check_answer(answer)
            if product is not None and answer.outcome is Outcome.ACCEPTED:
                profile = self._cards.opened(customer_no).profile
                product = with_terms(product, self.snapshot.pack("products"))
                today = self.today()
                standing = self._cards.standing(product, customer_no, today, visit)
                attempts.check_sale(answer, product, profile, self.staff, self.branch, today, standing)

    def _remember(self, done: tuple[Done, ...]) -> None:
        if any(one.event_id for one in done):
            self._undoable.append((self._now(), done))
