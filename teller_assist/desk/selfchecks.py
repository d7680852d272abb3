"""The teller's own word on the seven steps after a visit that was drawn (七步自查)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from teller_assist.desk.counter import Counter
from teller_assist.desk.deed import Deed
from teller_assist.desk.queue import Queue
from teller_assist.domain import selfcheck
from teller_assist.domain.quality import SelfCheck, SelfCheckGiven
from teller_assist.domain.selfcheck import Kept
from teller_assist.domain.standards import Step
from teller_assist.domain.visit import Visit
from teller_assist.errors import BadInput, NotFound, Refused
from teller_assist.store.states import find, read
from teller_assist.store.views import time_text

RED = ("red", "escalate")


class SelfChecks:
    """Made over a counter and shares its databases."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    def steps(self) -> tuple[Step, ...]:
        """The seven, as the standards in force have them; each has the key of its place."""
        return self._counter.standards.steps

    def is_wanted(self, visit_id: UUID) -> bool:
        """Whether to ask after this visit."""
        standards = self._counter.standards
        if not selfcheck.is_wanted(visit_id, standards, queue_is_red=False):
            return False  # most of them: the queue need not be looked at
        red = any(one.level in RED for one in Queue(self._counter).waiting())
        return selfcheck.is_wanted(visit_id, standards, red)

    def give(self, visit_id: UUID, missed: Collection[str] = ()) -> SelfCheck:
        """The steps missed in a visit of one's own; the others were kept. Again: the last word stands.

        Raises ``NotFound``, ``BadInput`` for a step that there is not, ``Refused`` for a colleague's visit.
        """
        steps = [step.code for step in self.steps()]
        try:
            kept = selfcheck.kept_of(missed, steps)
        except ValueError as error:
            raise BadInput(str(error)) from None
        with self._counter.doing("selfcheck.give") as deed:
            return give(deed, visit_id, kept, tuple(step for step in steps if step in missed))

    def since(self, at: datetime) -> tuple[SelfCheck, ...]:
        """The branch's answers from then on, oldest first. Who may not see all gets their own."""
        staff = self._counter.staff
        everybody = self._counter.may("selfcheck.see_all")
        return tuple(one for one in self._all(at) if everybody or one.staff_no == staff.staff_no)

    def rates(self, at: datetime) -> tuple[Kept, ...]:
        """Of the branch: per step how often it was kept, of so many answers since then."""
        return selfcheck.kept_rates(self._all(at), [step.code for step in self.steps()])

    def _all(self, at: datetime) -> tuple[SelfCheck, ...]:
        with self._counter.reading() as con:
            return read(con, SelfCheck, "at >= ? ORDER BY at, check_id", time_text(at))


def give(deed: Deed, visit_id: UUID, kept: tuple[str, ...], missed: tuple[str, ...]) -> SelfCheck:
    """Raises ``NotFound``, ``Refused``."""
    visit = find(deed.con, Visit, visit_id)
    if visit is None:
        raise NotFound("visit", visit_id)
    if visit.staff_no != deed.staff_no:
        raise Refused(f"visit {visit_id} was {visit.staff_no}'s: each checks their own")
    check_id = selfcheck.check_id_of(visit_id)
    before = find(deed.con, SelfCheck, check_id)
    if before is not None and (before.kept.split(), before.missed.split()) == (list(kept), list(missed)):
        return before
    deed.record(SelfCheckGiven, check_id=check_id, visit_id=visit_id, kept=kept, missed=missed)
    found = find(deed.con, SelfCheck, check_id)
    assert found is not None
    return found
