"""The star report as this desk has it: awarded beside measured. Nothing is recorded by looking."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from teller_assist.domain.quality import Award, Inspection
from teller_assist.domain.service_report import period_of
from teller_assist.domain.star_sheet import USUAL_DAYS, StarMaterial, StarSheet, sheet_of
from teller_assist.domain.word_given import FiledComplaint
from teller_assist.errors import NotFound, Refused
from teller_assist.store.material import material_of
from teller_assist.store.states import read

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter


class StarReport:
    """Made over a ``Counter``. The branch manager sees everybody's line, everybody else their own and the branch's."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter

    def report(self, first: date | None = None, last: date | None = None, teller_no: str = "") -> StarSheet:
        """The ``USUAL_DAYS`` up to ``last`` (default today) if no first day is given.

        Raises ``BadInput`` for a period that is none, ``NotFound`` (staff), ``Refused`` for a colleague's line.
        """
        counter = self._counter
        whose = self._whose(teller_no)
        until = last or counter.today()
        period = period_of(first or until - timedelta(days=USUAL_DAYS - 1), until)
        branch_no = counter.branch.branch_no
        with counter.reading() as con:
            material = StarMaterial(
                material_of(con, counter.snapshot.conn, branch_no, period),
                read(con, Inspection), read(con, FiledComplaint), read(con, Award),
            )  # fmt: skip
        return sheet_of(branch_no, material, counter.editions, period, whose)

    def name(self, teller_no: str) -> str:
        """A colleague's name; the number itself where they are not told."""
        known = self._counter.snapshot.staff.get(teller_no)
        return known.name if known else teller_no

    def _whose(self, teller_no: str) -> str:
        staff = self._counter.staff
        if self._counter.may("star.see_all"):
            if teller_no and teller_no not in self._counter.snapshot.staff:
                raise NotFound("staff", teller_no)
            return teller_no
        if teller_no not in ("", staff.staff_no):
            raise Refused(
                f"{staff.staff_no} ({staff.role}) sees their own stars; the branch manager sees {teller_no}'s"
            )
        return staff.staff_no
