"""The star report of a branch as the hub (or the branch's node) has it: the desk's own function on the hub's rows."""

from datetime import date

from teller_assist.domain.service_report import period_of
from teller_assist.domain.star_sheet import StarSheet, sheet_of
from teller_assist.hub.engine import Hub
from teller_assist.hub.service_report import branch_material


def stars_of(hub: Hub, branch_no: str, first: date, last: date, teller_no: str = "") -> StarSheet:
    """Raises ``BadInput`` for a period that is none, ``NotFound`` for a branch that this hub knows nothing of."""
    period = period_of(first, last)
    with hub.reading() as con:
        material, editions, _told = branch_material(con, branch_no, period)
    return sheet_of(branch_no, material, editions, period, teller_no)
