"""The figures of the branch's service as this desk has them. Nothing is recorded by looking."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from teller_assist.desk.policy import require
from teller_assist.domain.days import day_at
from teller_assist.domain.editions import editions_of
from teller_assist.domain.packs import load_pack
from teller_assist.domain.quality import Inspection
from teller_assist.domain.service_quality import full_report
from teller_assist.domain.service_report import BY, Material, Period, Report, Told, period_of
from teller_assist.domain.service_row import Row
from teller_assist.domain.star_sheet import StarMaterial
from teller_assist.domain.visit import Visit
from teller_assist.domain.visit_clock import complete
from teller_assist.domain.weights import Simulation, simulate, weights_in, weights_of
from teller_assist.domain.word_given import FiledComplaint
from teller_assist.errors import BadInput, Refused
from teller_assist.store.material import material_of
from teller_assist.store.states import read

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter


class ServiceReport:
    """Made over a ``Counter``."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter

    def report(
        self, first: date | None = None, last: date | None = None, by: Sequence[str] = BY, teller_no: str = ""
    ) -> Report:
        """Today if no day is given. Who may not see everybody's figures is given their own.

        Raises ``BadInput`` for a period that is none, ``Refused`` for another teller's figures.
        """
        day = first or last or self._counter.today()
        period = period_of(day, last or day)
        return self._report(period, by, self._whose(teller_no))

    def weights(
        self, said: Iterable[str], draft: Path | None = None, first: date | None = None, last: date | None = None
    ) -> Simulation:
        """What other weights would do to each teller: ``draft`` is a standards pack, ``said`` single weights over it.

        Raises ``BadInput`` (also ``BadPack``), ``Refused`` for who may not. Nothing is recorded or changed.
        """
        require(self._counter.staff, "weights.simulate", self._counter.branch.branch_no)
        found = self.report(first, last, ("teller", "type"))
        types = {row.business_type or "" for row in found.rows}
        weights = weights_in(editions_of(load_pack("standards", draft)), types) if draft else {}
        weights |= weights_of(said, self._counter.editions)
        if not weights:
            raise BadInput("say what is to change: --set TYPE=WEIGHT, or --file with a draft of the standards")
        return simulate(found.rows, weights)

    @property
    def may_simulate(self) -> bool:
        return self._counter.may("weights.simulate")

    def tried(self, rows: Sequence[Row], said: Iterable[str]) -> Simulation:
        """As ``weights``, on the lines of a report by teller and type that was made before; nothing said: as it is."""
        require(self._counter.staff, "weights.simulate", self._counter.branch.branch_no)
        return simulate(rows, weights_of(said, self._counter.editions))

    def visits(self, first: date | None = None, last: date | None = None, teller_no: str = "") -> list[Visit]:
        """Visits that began on these days, in order, with what the core says of them. Raises as ``report``."""
        day = first or last or self._counter.today()
        period, whose = period_of(day, last or day), self._whose(teller_no)
        material = self._material(period)
        found, _ = complete(material.visits, material.transactions)
        mine = [v for v in found if period.has(day_at(v.started_at)) and whose in ("", v.staff_no)]
        return sorted(mine, key=lambda v: (v.started_at, v.visit_id))

    def _whose(self, teller_no: str) -> str:
        staff = self._counter.staff
        if self._counter.may("report.see_all"):
            return teller_no
        if teller_no not in ("", staff.staff_no):
            raise Refused(
                f"{staff.staff_no} ({staff.role}) sees their own figures; a manager sees those of {teller_no}"
            )
        return staff.staff_no

    def _report(self, period: Period, by: Sequence[str], teller_no: str) -> Report:
        counter = self._counter
        told = Told(counter.snapshot.generation, counter.snapshot.as_of.isoformat())
        service = self._material(period)
        with counter.reading() as con:
            material = StarMaterial(service, read(con, Inspection), read(con, FiledComplaint))
        own = "" if counter.may("star.see_all") else counter.staff.staff_no
        branch_no = counter.branch.branch_no
        return full_report(branch_no, material, counter.editions, period, by, teller_no, told, own)

    def _material(self, period: Period) -> Material:
        counter = self._counter
        with counter.reading() as con:
            return material_of(con, counter.snapshot.conn, counter.branch.branch_no, period)
