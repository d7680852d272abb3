"""Care pauses and objections of a branch as the hub (or the branch's node) has them: the desk's own functions on the
hub's rows, of all desks of the branch together."""

from datetime import UTC, date, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, select

from teller_assist.domain import care_report, wrong_report
from teller_assist.domain.care import Pause
from teller_assist.domain.days import midnight
from teller_assist.domain.service_report import Period, period_of
from teller_assist.domain.wrong import Wrong
from teller_assist.errors import NotFound
from teller_assist.hub import shelf
from teller_assist.hub.engine import Hub
from teller_assist.hub.tables import device
from teller_assist.hub.view_tables import VIEWS
from teller_assist.store.states import from_mapping
from teller_assist.store.views import Decision, time_text

T = TypeVar("T")


def care_of(hub: Hub, branch_no: str, first: date, last: date) -> care_report.CareReport:
    """Raises ``BadInput`` for a period that is none, ``NotFound`` for a branch that this hub knows nothing of."""
    period, pause = period_of(first, last), VIEWS["pause"]
    with hub.reading() as con:
        _known(con, branch_no)
        pauses = _states(con, Pause, pause, pause.c.owner == branch_no, pause.c.paused_at, period)
    return care_report.report_of(branch_no, period, pauses)


def wrongs_of(hub: Hub, branch_no: str, first: date, last: date) -> wrong_report.WrongReport:
    """Raises as ``care_of``."""
    period, wrong, decision = period_of(first, last), VIEWS["wrong"], VIEWS["decision"]
    with hub.reading() as con:
        desks = _known(con, branch_no)
        wrongs = _states(con, Wrong, wrong, wrong.c.owner == branch_no, wrong.c.at, period)
        decisions = _states(con, Decision, decision, decision.c.owner.in_(desks), decision.c.at, period)
    return wrong_report.report_of(branch_no, period, wrongs, wrong_report.shown_of(decisions))


def _known(con: Connection, branch_no: str) -> list[str]:
    """The branch's desks. Raises ``NotFound``."""
    desks = [str(row[0]) for row in con.execute(select(device.c.device).where(device.c.branch_no == branch_no))]
    if not desks and shelf.current(con, branch_no) is None:
        raise NotFound("branch", branch_no)
    return desks


def _states(
    con: Connection, state: type[T], table: Table, whose: ColumnElement[bool], at: Any, period: Period
) -> list[T]:  # fmt: skip
    since, before = (time_text(midnight(d).astimezone(UTC)) for d in (period.first, period.last + timedelta(days=1)))
    rows = con.execute(select(table).where(whose, at >= since, at < before))
    return [from_mapping(state, row._asdict()) for row in rows]
