"""A branch's figures on the hub, on a file and on PostgreSQL."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from teller_assist.domain.visit import VisitEnded, VisitStarted
from teller_assist.errors import BadInput, NotFound
from teller_assist.hub.engine import Hub
from teller_assist.hub.publish import publish
from teller_assist.hub.service_report import report_of
from teller_assist.paths import RESOURCES
from tests.hub.pushing import NOW, Device, sent
from tests.hub.small_feed import write_feed

DAY = date(2026, 11, 24)


def served(branch_no: str, hub: Hub, staff_no: str, minutes: int, visits: int = 1) -> Device:
    desk = Device(branch_no).enrol(hub)
    for n in range(visits):
        visit_id, at = UUID(bytes=uuid7().bytes), NOW + timedelta(minutes=30 * n)
        told = {"staff_no": staff_no, "visit_id": visit_id}
        desk.record(
            VisitStarted(id=uuid7(), at=at, customer_no="C1", how="scan", business_type="current", **told),
            VisitEnded(id=uuid7(), at=at + timedelta(minutes=minutes), **told),
        )
    sent(hub, desk.push())
    return desk


def test_each_branch_has_its_own_figures(hub: Hub) -> None:
    served("1001", hub, "S1", 2, visits=3)
    served("1001", hub, "S2", 4)
    served("1002", hub, "S9", 7)
    found = report_of(hub, "1001", DAY, DAY, ("teller",))
    assert [(row.teller_no, row.visits, row.over.unexcused) for row in found.rows] == [("S1", 3, 0), ("S2", 1, 1)]
    assert found.told == ("", ""), "no generation yet"
    assert report_of(hub, "1002", DAY, DAY).total.handling.p50_s == 420
    assert [row.teller_no for row in report_of(hub, "1001", DAY, DAY, teller_no="S2").rows] == ["S2"]
    assert report_of(hub, "1001", DAY - timedelta(days=1), DAY - timedelta(days=1)).total.visits == 0


def test_the_cores_transactions_come_from_the_branchs_generation(hub: Hub, tmp_path: Path) -> None:
    told = {"customer_no": "C1", "branch_no": "1001", "business_type": "transfer", "staff_no": "S1"}
    feed = write_feed(tmp_path / "feed", {
        "customers": [{"customer_no": "C1", "name": "张三"}],
        "transactions": [
            {**told, "txn_no": "T1", "started_at": "2026-11-20T10:00:30+08:00", "ended_at": "2026-11-20T10:06+08:00"},
            {**told, "txn_no": "T2", "started_at": "2026-11-20T10:00:00+08:00", "branch_no": "1002"},
        ],
    })  # fmt: skip
    publish(hub, feed, RESOURCES / "packs")
    served("1001", hub, "S1", 2)
    found = report_of(hub, "1001", DAY - timedelta(days=4), DAY)
    assert [(t.teller_no, t.business_type) for t in found.no_visit] == [("S1", "transfer")]
    assert found.told.as_of == "2026-11-22"


def test_what_is_no_branch_or_period_is_said(hub: Hub) -> None:
    with pytest.raises(NotFound, match="9999"):
        report_of(hub, "9999", DAY, DAY)
    with pytest.raises(BadInput, match="before the first"):
        report_of(hub, "9999", DAY, DAY - timedelta(days=1))
