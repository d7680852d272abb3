"""What is said of the service, and what the branch owes its customers: inspections with their pictures, complaints,
promises, stars. A facade over a ``Counter``."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from teller_assist.desk import awards, complaints, inspections, photos, promises
from teller_assist.desk.complaints import Said
from teller_assist.desk.inspections import Sheet
from teller_assist.desk.promises import Word
from teller_assist.domain import complaint_clock
from teller_assist.domain.complaint_clock import Clock
from teller_assist.domain.kept import KeptRate, kept_rates
from teller_assist.domain.policy import TELLER
from teller_assist.domain.quality import Award, Inspection, Photo
from teller_assist.domain.staff import Staff
from teller_assist.domain.word_given import FiledComplaint, Promise
from teller_assist.errors import BadInput, NotFound, Refused

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter

WHICH = ("open", "overdue", "all")


class Quality:
    """Of the counter's branch and member of staff. What a role may not see of others is left out of its lists."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter

    # -- inspections ------------------------------------------------------------------------------

    def inspect(self, sheet: Sheet, pictures: Sequence[bytes] = ()) -> Inspection:
        """Records a filled-in form with its pictures (JPEG). Raises ``NotFound`` (staff), ``BadInput``, ``Refused``."""
        self._ours(sheet.teller_no)
        unknown = inspections.unknown_items(sheet.missed, self.items)
        if unknown:
            raise BadInput(f"the standards have no item {', '.join(unknown)}; they have {', '.join(self.items)}")
        kept = [photos.checked(picture) for picture in pictures]
        with self._counter.doing("inspection.record") as deed:
            return inspections.record(deed, sheet, kept)

    def photograph(self, inspection_id: UUID, picture: bytes) -> Photo:
        """One more picture, as of what has been mended. Raises ``NotFound``, ``BadInput``, ``Refused``."""
        self.inspection(inspection_id)
        kept = photos.checked(picture)
        with self._counter.doing("inspection.mend") as deed:
            return inspections.photograph(deed, inspection_id, kept)

    def photo_bytes(self, photo_id: UUID) -> bytes:
        """The picture (JPEG). Raises ``NotFound``, ``Refused`` where it is no longer kept, ``Damaged``."""
        with self._counter.reading() as con:
            photo = photos.known(con, photo_id)
            self._may_see(inspections.existing(con, photo.of_id))
            return photos.picture_of(con, photo)

    def photos_of(self, inspection_id: UUID) -> tuple[Photo, ...]:
        """The pictures that were taken at this device, oldest first. Raises ``NotFound``, ``Refused``."""
        self.inspection(inspection_id)
        with self._counter.reading() as con:
            return photos.of_subject(con, inspection_id)

    def act(self, inspection_id: UUID, what: str, owner_no: str, due_on: date) -> Inspection:
        """整改: what is to be mended, by whom, until when. Raises ``NotFound``, ``BadInput``, ``Refused``."""
        if not owner_no:
            raise BadInput("say who mends it")
        self._ours(owner_no)
        with self._counter.doing("inspection.record") as deed:
            return inspections.act(deed, inspection_id, what, owner_no, due_on, self._counter.today())

    def mend(self, inspection_id: UUID, note: str = "") -> Inspection:
        """It is done. Raises ``NotFound``, ``Refused`` if it is somebody else's to say."""
        with self._counter.doing("inspection.mend") as deed:
            return inspections.mend(deed, inspection_id, note, self._may("inspection.recheck"))

    def recheck(self, inspection_id: UUID, ok: bool, note: str = "") -> Inspection:
        """复查; not ``ok`` opens it again. Raises ``NotFound``, ``Refused``."""
        with self._counter.doing("inspection.recheck") as deed:
            return inspections.recheck(deed, inspection_id, ok, note)

    def inspection(self, inspection_id: UUID) -> Inspection:
        """Raises ``NotFound``, ``Refused`` for one of a colleague."""
        with self._counter.reading() as con:
            return self._may_see(inspections.existing(con, inspection_id))

    def inspections(self, which: str = "all") -> tuple[Inspection, ...]:
        """``open``: to be mended or looked at again, the one due first in front; ``overdue``; ``all``, newest first.

        Who may not see all gets their own: as inspected, and as who mends it.
        """
        if which not in WHICH:
            raise BadInput(f"{which!r}: say one of {', '.join(WHICH)}")
        with self._counter.reading() as con:
            found = inspections.listed(con, self._only("inspection.see_all"))
        if which == "all":
            return found
        today = self._counter.today()
        chosen = [i for i in found if (i.is_open() if which == "open" else i.is_overdue(today))]
        return tuple(sorted(chosen, key=lambda i: (i.due_on or date.max, i.at)))

    def may_inspect(self) -> bool:
        return self._may("inspection.record")

    def may_now(self, one: Inspection) -> frozenset[str]:
        """act, mend, recheck: what comes next, if this role may; the deed itself asks again."""
        floor, me = self._may("inspection.recheck"), self._counter.staff.staff_no
        able = {
            "act": self.may_inspect() and one.stage in ("recorded", "action"),
            "mend": one.stage == "action" and (floor or one.owner_no == me),
            "recheck": one.stage == "mended" and floor and not one.is_theirs(me),
        }
        return frozenset(name for name, can in able.items() if can)

    @property
    def items(self) -> Mapping[str, tuple[str, str]]:
        """The items of the standards that may be missed: code -> name zh, en."""
        return {item.code: (item.name.zh, item.name.en) for item in self._counter.standards.items}

    # -- complaints -------------------------------------------------------------------------------

    def file_complaint(self, said: Said) -> FiledComplaint:
        """Takes it in; the card of its customer stops selling at once. A blank ``customer_no``: not a customer.

        Raises ``NotFound`` (customer, staff), ``BadInput``.
        """
        if said.customer_no:
            self._counter.known(said.customer_no)
        self._colleague(said.teller_no)
        due_on = complaint_clock.due_on(self._counter.today(), self._counter.calendar, self._counter.branch.branch_no)
        with self._counter.doing("complaint.file") as deed:
            return complaints.file(deed, said, due_on)

    def offer(self, complaint_id: UUID, what: str, accepted: bool = False) -> FiledComplaint:
        """A recovery offer, by who took it in or may decide. Raises ``NotFound``, ``BadInput``, ``Refused``."""
        with self._counter.doing("complaint.file") as deed:
            return complaints.offer(deed, complaint_id, what, accepted, self.may_decide())

    def decide(self, complaint_id: UUID, decision: str, text: str = "") -> FiledComplaint:
        """Stops the clock. Raises ``NotFound``, ``BadInput``, ``Refused``."""
        with self._counter.doing("complaint.decide") as deed:
            return complaints.decide(deed, complaint_id, decision, text)

    def close_complaint(self, complaint_id: UUID, satisfied: str = "") -> FiledComplaint:
        """The customer has been told; selling comes back. Raises ``NotFound``, ``BadInput``, ``Refused``."""
        with self._counter.doing("complaint.decide") as deed:
            return complaints.close(deed, complaint_id, satisfied)

    def complaints(self, closed_too: bool = False) -> tuple[FiledComplaint, ...]:
        """Due first in front. Who may not see all gets what they took in and what is said of them."""
        with self._counter.reading() as con:
            return complaints.listed(con, self._only("complaint.see_all"), closed_too)

    def complaints_of(self, customer_no: str) -> tuple[FiledComplaint, ...]:
        """Of one customer, newest first; each as whoever serves them is told of it (``FiledComplaint.told_to``)."""
        only = self._only("complaint.see_all")
        with self._counter.reading() as con:
            return tuple(one.told_to(only) for one in complaints.of_customer(con, customer_no))

    def clock(self, complaint: FiledComplaint) -> Clock:
        """How its 15 days stand today."""
        counter = self._counter
        return complaint_clock.clock_of(complaint, counter.today(), counter.calendar, counter.branch.branch_no)

    def may_decide(self) -> bool:
        return self._may("complaint.decide")

    def may_offer(self, complaint: FiledComplaint) -> bool:
        return self.may_decide() or complaint.filed_by == self._counter.staff.staff_no

    # -- promises ---------------------------------------------------------------------------------

    def promise(
        self, customer_no: str, what: str, due_on: date, owner_no: str = "", visit_id: UUID | None = None
    ) -> Promise:
        """Owed by ``owner_no``, else by oneself. Raises ``NotFound`` (customer, staff), ``BadInput``."""
        self._counter.known(customer_no)
        self._colleague(owner_no)
        word = Word(customer_no, what, due_on, owner_no or self._counter.staff.staff_no, visit_id)
        with self._counter.doing("promise.keep") as deed:
            return promises.make(deed, word, self._counter.today())

    def end_promise(self, promise_id: UUID, how: str, note: str = "") -> Promise:
        """kept, broken or withdrawn. Raises ``NotFound``, ``BadInput``, ``Refused``."""
        with self._counter.doing("promise.keep") as deed:
            return promises.end(deed, promise_id, how, note, self._may("promise.see_all"))

    def promises(self, which: str = "open") -> tuple[Promise, ...]:
        """``open``, ``overdue`` or ``all``; due first in front. Who may not see all gets those they owe or made."""
        if which not in WHICH:
            raise BadInput(f"{which!r}: say one of {', '.join(WHICH)}")
        with self._counter.reading() as con:
            found = promises.listed(con, self._only("promise.see_all"))
        today = self._counter.today()
        return tuple(p for p in found if which == "all" or (p.is_overdue(today) if which == "overdue" else not p.how))

    def promises_of(self, customer_no: str) -> tuple[Promise, ...]:
        """What one customer was promised, newest first (``Promise.told_to``)."""
        only = self._only("promise.see_all")
        with self._counter.reading() as con:
            return tuple(one.told_to(only) for one in promises.of_customer(con, customer_no))

    def my_promises(self) -> tuple[tuple[Promise, ...], tuple[Promise, ...]]:
        """What one owes oneself, due first in front, and what of it is overdue."""
        staff_no, today = self._counter.staff.staff_no, self._counter.today()
        with self._counter.reading() as con:
            owed = tuple(p for p in promises.listed(con, staff_no) if p.owner_no == staff_no and not p.how)
        return owed, tuple(p for p in owed if p.is_overdue(today))

    def days_ahead(self, most: int) -> tuple[date, ...]:
        """Today, then the branch's next business days: what a promise may be due on."""
        today, branch_no = self._counter.today(), self._counter.branch.branch_no
        calendar, days = self._counter.calendar, [today]
        while len(days) < most:
            days.append(calendar.add_business_days(days[-1], 1, branch_no))
        return tuple(days)

    def kept_rates(self, since: date | None = None, until: date | None = None) -> tuple[KeptRate, ...]:
        """The branch's rate, then each teller's (who may not see all: the branch's and their own), of the promises
        whose day lies between both. Raises ``BadInput`` where the last is before the first."""
        if since and until and until < since:
            raise BadInput(f"the days run from {since} to {until}: give the earlier one first")
        with self._counter.reading() as con:
            found = promises.listed(con)
        chosen = [p for p in found if (since or date.min) <= p.due_on <= (until or date.max)]
        only = self._only("promise.see_all")
        return tuple(r for r in kept_rates(chosen, self._counter.today()) if r.owner_no in ("", only or r.owner_no))

    # -- stars ------------------------------------------------------------------------------------

    def award(self, teller_no: str, stars: int, from_day: date, note: str = "") -> Award:
        """A blank ``teller_no`` is the branch itself. Raises ``NotFound`` (staff), ``BadInput``, ``Refused``."""
        if teller_no and self._ours(teller_no).role != TELLER and teller_no != self._counter.staff.staff_no:
            raise BadInput(f"{teller_no} is no teller: stars are a teller's, or the branch's (none named)")
        with self._counter.doing("star.award") as deed:
            return awards.award(deed, teller_no, stars, from_day, note)

    def awards(self) -> tuple[Award, ...]:
        """Newest first. Who may not see all gets their own and the branch's."""
        with self._counter.reading() as con:
            return awards.listed(con, self._only("star.see_all"))

    # -- inside -----------------------------------------------------------------------------------

    def colleagues(self) -> tuple[Staff, ...]:
        """The branch's staff, by number."""
        mine = self._counter.branch.branch_no
        return tuple(s for _, s in sorted(self._counter.snapshot.staff.items()) if s.branch_no == mine)

    def _may(self, action: str) -> bool:
        return self._counter.may(action)

    def _only(self, see_all: str) -> str:
        """Whose records alone are shown; "" everybody's."""
        return "" if self._may(see_all) else self._counter.staff.staff_no

    def _may_see(self, found: Inspection) -> Inspection:
        only = self._only("inspection.see_all")
        if only and only not in (found.teller_no, found.owner_no):
            raise Refused("that is a colleague's inspection: ask the lobby manager or the branch manager")
        return found

    def _ours(self, staff_no: str) -> Staff:
        """Who is judged or given something to mend is of this branch. Raises ``NotFound``, ``BadInput``."""
        self._colleague(staff_no)
        one, here = self._counter.snapshot.staff.get(staff_no, self._counter.staff), self._counter.branch.branch_no
        if staff_no and one.branch_no != here:
            raise BadInput(f"{staff_no} is of branch {one.branch_no}: name one of branch {here}")
        return one

    def _colleague(self, staff_no: str) -> None:
        if staff_no and staff_no not in self._counter.snapshot.staff:
            raise NotFound("staff", staff_no)
