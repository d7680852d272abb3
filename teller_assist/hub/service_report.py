"""The figures of a branch's service as the hub (or the branch's node) has them: the desk's report, on the hub's rows.

What is told comes from the branch's present generation, from its chunks; where there is none yet, the figures are
made without the core's times, by the standards that this program ships, and the report says so (``Told``).
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, select, true

from teller_assist.domain.editions import Editions, editions_of
from teller_assist.domain.packs import load_packs
from teller_assist.domain.quality import Award, Evaluation, Inspection
from teller_assist.domain.service_quality import full_report
from teller_assist.domain.service_report import BY, Material, Period, Report, Told, period_of
from teller_assist.domain.star_sheet import StarMaterial
from teller_assist.domain.ticket import Ticket
from teller_assist.domain.visit import Visit
from teller_assist.domain.visit_clock import CoreTransaction
from teller_assist.domain.word_given import FiledComplaint
from teller_assist.errors import NotFound
from teller_assist.hub import shelf
from teller_assist.hub.engine import Hub
from teller_assist.hub.tables import device
from teller_assist.hub.view_tables import VIEWS
from teller_assist.paths import RESOURCES
from teller_assist.store.material import transaction
from teller_assist.store.states import from_mapping
from teller_assist.store.views import time_text
from teller_assist.wire.told_rows import Line

T = TypeVar("T")


def report_of(hub: Hub, branch_no: str, first: date, last: date, by: Sequence[str] = BY, teller_no: str = "") -> Report:
    """Raises ``BadInput`` for a period that is none, ``NotFound`` for a branch that this hub knows nothing of."""
    period = period_of(first, last)
    with hub.reading() as con:
        material, editions, told = branch_material(con, branch_no, period)
    return full_report(branch_no, material, editions, period, by, teller_no, told)


def branch_material(con: Connection, branch_no: str, period: Period) -> tuple[StarMaterial, Editions, Told]:
    """States, what is told and the standards of a branch. Raises ``NotFound`` for one that this hub does not know."""
    now = shelf.current(con, branch_no)
    if now is None and con.scalar(select(device.c.device).where(device.c.branch_no == branch_no).limit(1)) is None:
        raise NotFound("branch", branch_no)
    lines = shelf.lines(con, now) if now and now.full else iter(())
    transactions, editions, read = _told(lines, branch_no, period)
    material = StarMaterial(
        _material(con, branch_no, period, transactions),
        _states(con, Inspection, VIEWS["inspection"], branch_no, true()),
        _states(con, FiledComplaint, VIEWS["complaint"], branch_no, true()),
        _states(con, Award, VIEWS["award"], branch_no, true()),
    )
    return material, editions, Told(now.generation, now.as_of) if now and read else Told()


def _told(lines: Iterator[Line], branch_no: str, period: Period) -> tuple[list[CoreTransaction], Editions, bool]:
    """Transactions at this branch around the period, the standards, and whether the generation was read."""
    since, until = period.around
    found = []
    for line in lines:
        match line:
            case ["of", customer_no, {"counter_transaction": rows}]:
                for at, ended_at, business_type, _fen, ticket, staff_no, where in rows:
                    if where == branch_no and since <= datetime.fromisoformat(at) < until:
                        found.append(transaction(business_type, at, ended_at, staff_no, customer_no, ticket))
            case ["row", "pack", "standards", [_version, body]]:
                return found, editions_of(json.loads(body)), True
    return found, editions_of(load_packs(RESOURCES / "packs")["standards"]), False


def _material(con: Connection, branch_no: str, period: Period, transactions: list[CoreTransaction]) -> Material:
    visit, ticket, evaluation = (VIEWS[name] for name in ("visit", "ticket", "evaluation"))
    between = [time_text(at.astimezone(UTC)) for at in period.around]
    days = period.first.isoformat(), period.last.isoformat()
    return Material(
        _states(con, Visit, visit, branch_no, (visit.c.started_at >= between[0]) & (visit.c.started_at < between[1])),
        _states(con, Ticket, ticket, branch_no, ticket.c.day.between(*days)),
        _states(
            con, Evaluation, evaluation, branch_no,
            (evaluation.c.requested_at >= between[0]) & (evaluation.c.requested_at < between[1]),
        ),
        transactions,
    )  # fmt: skip


def _states(con: Connection, state: type[T], table: Table, branch_no: str, where: Any) -> list[T]:
    rows = con.execute(select(table).where(table.c.owner == branch_no).where(where))
    return [from_mapping(state, row._asdict()) for row in rows]
