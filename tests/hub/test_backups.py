"""What desks may forget follows from the backups that could still be restored, and from nothing else."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from teller_assist.errors import BadInput, NoKey, Refused
from teller_assist.hub import backups, counting, tables
from teller_assist.hub.distribute import distribute
from teller_assist.hub.engine import Hub, open_hub
from tests.hub.pushing import Device, sent, started


def durable(hub: Hub, desk: Device) -> int:
    with hub.reading() as con:
        return int(con.scalar(select(tables.chain.c.durable_seq).where(tables.chain.c.device == desk.device)) or 0)


def push(hub: Hub, desk: Device, n: int) -> None:
    after = len(desk.rows)
    desk.record(*(started() for _ in range(n)))
    sent(hub, desk.push(after))


def test_the_least_of_all_noted_backups_is_durable(hub: Hub) -> None:
    desk = Device().enrol(hub)
    backups.note(hub, "empty")
    push(hub, desk, 3)
    assert durable(hub, desk) == 0
    backups.note(hub, "monday")
    assert durable(hub, desk) == 0, "the empty one may still be brought back"
    backups.forget(hub, "empty")
    assert durable(hub, desk) == 3
    push(hub, desk, 4)
    assert sent(hub, desk.push()).durable_seq == 3
    backups.note(hub, "tuesday")
    assert durable(hub, desk) == 3
    backups.forget(hub, "monday")
    assert durable(hub, desk) == 7
    backups.forget(hub, "tuesday")
    assert durable(hub, desk) == 0


def test_a_chain_that_no_backup_holds_is_not_durable(hub: Hub) -> None:
    first, second = Device().enrol(hub), Device().enrol(hub)
    push(hub, first, 2)
    backups.note(hub, "monday")
    push(hub, second, 5)
    assert (durable(hub, first), durable(hub, second)) == (2, 0)
    assert [(one.name, one.chains, one.rows) for one in backups.noted(hub)] == [("monday", 1, 2)]


def test_a_name_is_noted_once_and_forgotten_once(hub: Hub) -> None:
    backups.note(hub, "monday")
    with pytest.raises(BadInput, match="noted already"):
        backups.note(hub, "monday")
    with pytest.raises(BadInput, match="no backup tuesday"):
        backups.forget(hub, "tuesday")
    with pytest.raises(BadInput, match="needs a name"):
        backups.note(hub, " ")


def test_a_backup_of_the_running_hub_opens_as_a_hub(tmp_path: Path) -> None:
    hub = open_hub(tmp_path / "a hub, 100%")
    desk = Device().enrol(hub)
    push(hub, desk, 6)
    backups.make(hub, tmp_path / "copy.db")
    assert durable(hub, desk) == 6
    with pytest.raises(BadInput, match="exists"):
        backups.make(hub, tmp_path / "copy.db")
    with pytest.raises(Refused, match="nothing was backed up"):
        backups.make(hub, tmp_path / "nowhere" / "other.db")
    assert [one.name for one in backups.noted(hub)] == ["copy.db"]
    hub.close()
    restored = tmp_path / "other", f"sqlite:///{tmp_path / 'copy.db'}"
    with pytest.raises(NoKey, match="no backup of the database holds it"):
        open_hub(*restored)
    shutil.copy(tmp_path / "a hub, 100%" / "hub.key", tmp_path / "other" / "hub.key")
    copy = open_hub(*restored)
    assert counting.count(copy)["devices"][0]["kinds"] == {"visit.started": 6}
    copy.close()


def test_postgres_is_backed_up_by_its_own_tools(pg_url: str, tmp_path: Path) -> None:
    hub = open_hub(tmp_path, pg_url)
    with pytest.raises(Refused, match="pg_dump"):
        backups.make(hub, tmp_path / "copy.db")
    hub.close()


def test_a_restored_hub_has_a_new_name(hub: Hub) -> None:
    before = hub.about()["incarnation"]
    assert backups.restored(hub) == hub.about()["incarnation"] != before


def test_without_citus_nothing_is_distributed_and_it_says_so(hub: Hub) -> None:
    with pytest.raises(Refused, match=r"citus|Citus"):
        distribute(hub)
