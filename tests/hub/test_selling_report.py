"""Care pauses and objections of a branch at the hub: all its desks together, no other branch's."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from teller_assist.domain.care import CareLifted, CarePaused
from teller_assist.domain.visit import DecisionMade
from teller_assist.domain.wrong import WrongTold, WrongUndone
from teller_assist.errors import BadInput, NotFound
from teller_assist.hub.engine import Hub
from teller_assist.hub.selling_report import care_of, wrongs_of
from tests.hub.pushing import NOW, Device, sent

DAY = date(2026, 11, 24)


def new() -> UUID:
    return UUID(bytes=uuid7().bytes)


def selling(hub: Hub, branch_no: str) -> None:
    """A visit with a pause that is lifted, one suggestion shown and called wrong, and a slip of the hand."""
    desk, visit_id, pause_id, wrong_id, slip = Device(branch_no).enrol(hub), new(), new(), new(), new()
    said = {"at": NOW, "staff_no": "S1"}
    mine = {"visit_id": visit_id, "customer_no": "C1"}
    desk.record(
        DecisionMade(id=new(), **said, **mine, decision_id=new(), packs="", generation="", input_hash="", today="",
                     shown=((1, "CD12", "do", 500, 500, "best", 9, 1000),)),
        CarePaused(id=new(), **said, **mine, pause_id=pause_id, signs="early_withdrawal new_payee"),
        CareLifted(id=new(), **said, pause_id=pause_id, verdict="false_alarm", authorised_by="M1"),
        WrongTold(id=new(), **said, **mine, wrong_id=wrong_id, product_code="CD12", reason=2),
        WrongTold(id=new(), **said, **mine, wrong_id=slip, product_code="TD12", reason=1),
        WrongUndone(id=new(), **said, wrong_id=slip),
    )  # fmt: skip
    sent(hub, desk.push())


def test_two_desks_of_a_branch_make_one_account(hub: Hub) -> None:
    selling(hub, "1001")
    selling(hub, "1001")
    selling(hub, "1002")
    care = care_of(hub, "1001", DAY, DAY)
    assert care.total[:6] == ("", 2, 2, 0, 0, 0)
    assert [(row.of, row.pauses) for row in care.by_sign] == [("early_withdrawal", 2), ("new_payee", 2)]
    wrong = wrongs_of(hub, "1001", DAY, DAY)
    assert [row[:6] for row in wrong.rows] == [("CD12", 2, 2, 0, {2: 2}, 2)]
    assert wrongs_of(hub, "1001", DAY - timedelta(days=1), DAY - timedelta(days=1)).rows == ()
    for report in (care_of, wrongs_of):
        with pytest.raises(NotFound):
            report(hub, "9999", DAY, DAY)
        with pytest.raises(BadInput):
            report(hub, "1001", DAY, DAY - timedelta(days=1))
