"""A hub of version 0.2.0, where visits were each device's own, comes through to one where they are the branch's."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from uuid_utils.compat import uuid7

from teller_assist.domain.visit import VisitEnded
from teller_assist.hub import engine, replay, tables
from teller_assist.hub.engine import Hub, note_about, open_hub
from teller_assist.hub.view_tables import VIEWS
from teller_assist.paths import MIGRATIONS
from teller_assist.store.views import time_text
from tests.hub.pushing import NOW, Device, logged, pulled, referred, sent, started

BEFORE = "0001"
KEPT = ("device", "chain", "ledger")  # tables of 0001 that 0002 leaves as they are


@pytest.fixture
def above(tmp_path: Path) -> Iterator[Hub]:
    hub = open_hub(tmp_path / "hub")
    yield hub
    hub.close()


@pytest.fixture
def old(above: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an 0001 hub in which three desks' visits, a referral and an attempt lie as 0.2.0 kept them."""
    ended = started("C2")
    for events in (
        (started("C1"), referred(), logged(uuid7())),
        (ended, VisitEnded(id=uuid7(), at=NOW, staff_no="S1", visit_id=ended.visit_id)),
        (started("C3"),),
    ):
        device = Device().enrol(above)
        device.record(*events)
        sent(above, device.push())
    folder, migrations = tmp_path / "old", tmp_path / "migrations"
    shutil.copytree(MIGRATIONS / "hub", migrations)
    for later in (migrations / "versions").glob("000[!1]*.py"):
        later.unlink()
    with monkeypatch.context() as patch:
        patch.setattr(engine, "HEAD", BEFORE)
        hub = open_hub(folder, None, migrations)
    _copy(above, hub)
    hub.close()
    return folder


def _copy(above: Hub, hub: Hub) -> None:
    """The rows as they came; visits in views of their devices, in no stream."""
    stream = tables.stream.c
    with above.reading() as there, hub.writing() as con:
        for name in KEPT:
            table = tables.metadata.tables[name]
            con.execute(table.insert(), [dict(row._mapping) for row in there.execute(table.select())])
        shared = there.execute(tables.stream.select().where(stream.noun == "referral")).one()
        con.execute(tables.stream.insert().values({**shared._mapping, "pos": 1}))
        con.execute(tables.branch_stream.insert().values(branch_no="B1", pos=1, check=shared.check))
        ledger = tables.ledger.c
        for row in there.execute(select(ledger.device, ledger.noun_id).where(ledger.kind == "visit.started")):
            con.exec_driver_sql(
                "INSERT INTO visit(owner, visit_id, customer_no, how, ticket, business_type, started_at, staff_no, "
                "ended_by, agent) VALUES (?, ?, 'C', 'search', '', '', '', 'S1', '', 0)", tuple(row),
            )  # fmt: skip
        con.exec_driver_sql(
            "INSERT INTO referral SELECT 'B1', ?, 'C1', 'P1', 'manager', '', ?, 'S1', NULL, '', '', NULL, '', ''",
            (shared.noun_id, time_text(NOW)),
        )
        note_about(con, "kinds", "visit.started:1 referral.made:1")


def rows_of(hub: Hub, noun: str) -> list[dict[str, Any]]:
    with hub.reading() as con:
        return [dict(row._mapping) for row in con.execute(VIEWS[noun].select())]


def test_the_visits_of_an_old_hub_are_the_branchs_after_the_start(old: Path) -> None:
    hub = open_hub(old)
    assert rows_of(hub, "visit") == []  # wait for the start of serve
    replayed = replay.replay_if_newer(hub)
    assert replayed is not None
    assert (replayed.raw, replayed.parked) == (4, 0)
    found = {row["customer_no"]: (row["owner"], row["ended_at"] is not None) for row in rows_of(hub, "visit")}
    assert found == {"C1": ("B1", False), "C2": ("B1", True), "C3": ("B1", False)}
    stream = pulled(hub)
    assert stream.items[0].record.kind == "referral.made"  # what had a place keeps it
    assert sorted(item.record.kind for item in stream.items[1:]) == ["visit.ended", *["visit.started"] * 3]
    with hub.reading() as con:
        assert con.scalar(select(func.count()).where(tables.ledger.c.noun == "visit")) == 4
    hub.close()


def test_the_second_start_changes_nothing_and_a_rebuild_gives_the_same(old: Path) -> None:
    hub = open_hub(old)
    replay.replay_if_newer(hub)
    before = rows_of(hub, "visit"), rows_of(hub, "referral"), len(pulled(hub).items)
    assert replay.replay_if_newer(hub) is None
    assert replay.replay(hub) == (0, 0, 0)
    replay.rebuild_views(hub)
    after = rows_of(hub, "visit"), rows_of(hub, "referral"), len(pulled(hub).items)
    assert [sorted(map(str, some)) for some in after[:2]] == [sorted(map(str, some)) for some in before[:2]]
    assert after[2] == before[2] == 5
    hub.close()


def test_a_referral_of_then_has_blanks_for_what_is_new(old: Path) -> None:
    hub = open_hub(old)
    (row,) = rows_of(hub, "referral")
    assert (row["window_no"], row["eta_s"], row["visit_id"], row["passed_by"]) == ("", 0, None, "")
    hub.close()
