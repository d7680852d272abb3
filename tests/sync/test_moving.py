"""A desk that changes hubs or servers, and what is recorded while it syncs: nothing said that is not so."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from uuid_utils.compat import uuid7

from teller_assist.cli import cli
from teller_assist.errors import Refused
from teller_assist.hub import backups, counting
from teller_assist.hub.engine import Hub, note_about, open_hub
from teller_assist.hub.loading import load_feed
from teller_assist.store import sync_runs
from teller_assist.sync.core import deliver
from teller_assist.sync.enrol import enrol, set_node
from teller_assist.sync.intake import answer
from teller_assist.wire.messages import Ack, Cursor
from tests.store.deeds import morning, started, write
from tests.sync.served import code, enrolled, in_ledger, opened, served, synced
from tests.sync.test_outbox import Desk, server_of


@pytest.fixture
def hubs(tmp_path: Path) -> Iterator[tuple[Hub, Hub]]:
    made = open_hub(tmp_path / "one"), open_hub(tmp_path / "two")
    yield made
    for hub in made:
        hub.close()


def test_a_desk_that_moves_sends_everything_to_the_new_hub(hubs: tuple[Hub, Hub], tmp_path: Path) -> None:
    old, new = hubs
    with served(old) as url, enrolled(old, url, tmp_path / "desk") as desk:
        events = len(morning(desk.work))
        assert synced(desk).delivered
        backups.note(old, "night")
        assert synced(desk).delivered  # it hears that its rows are durable there
    with served(new) as url:
        enrol(tmp_path / "desk", url, code(new), move=True)
        with opened(tmp_path / "desk") as desk:
            result = synced(desk)
            assert (result.pushed, result.delivered, in_ledger(new)) == (events, True, events)


def test_a_hub_begun_from_nothing_is_sent_what_the_one_before_it_had(hubs: tuple[Hub, Hub], tmp_path: Path) -> None:
    hub, _ = hubs
    with served(hub) as url, enrolled(hub, url, tmp_path / "desk") as desk:
        events = len(morning(desk.work))
        assert synced(desk).delivered
        backups.note(hub, "night")
        assert synced(desk).delivered
        with hub.writing() as con:
            for table in ("ledger", "chain", "seal", "stream", "branch_stream", "backup"):
                con.exec_driver_sql(f"DELETE FROM {table}")
            note_about(con, "incarnation", "another")
        for _ in range(2):
            result = synced(desk)
        assert result.delivered
        assert in_ledger(hub) == events == sum(sum(d["kinds"].values()) for d in counting.count(hub)["devices"])


def test_a_deed_recorded_while_a_session_runs_makes_no_false_difference(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    morning(desk.work)
    server, talk = server_of(desk), deliver(desk.box)
    request, recorded = next(talk), False
    try:
        while True:
            reply = answer(server, request)
            if isinstance(reply, Ack) and not recorded:
                recorded = True
                write(desk.work, started(uuid7(), 1))
            request = talk.send(reply)
    except StopIteration as end:
        done = end.value
    assert recorded
    assert (done.trouble, done.reconciled, done.differ) == ("", True, ())


def test_node_and_hub_by_turns_keep_a_cursor_each(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    hub = server_of(desk).welcome(desk.box.hello(), ())
    branch = replace(hub, role="branch", incarnation="the node's")
    for _ in range(2):
        desk.box.welcomed(hub)
        desk.box.take([], Cursor(7, b"h"))
        desk.box.welcomed(branch)
        desk.box.take([], Cursor(3, b"n"))
    desk.box.welcomed(hub)
    assert desk.box.cursor() == Cursor(7, b"h"), "nothing is read again because the other was met in between"
    desk.box.welcomed(branch)
    assert desk.box.cursor() == Cursor(3, b"n")


def test_a_desk_enrolled_before_its_node_is_told_of_it_by_hand(hubs: tuple[Hub, Hub], tmp_path: Path) -> None:
    hub, _ = hubs
    with served(hub) as url, served(hub, role="branch") as node:
        with enrolled(hub, url, tmp_path / "desk") as desk:
            assert synced(desk).via == "hub"
        assert set_node(tmp_path / "desk", node) == node
        with opened(tmp_path / "desk") as desk:
            assert synced(desk).via == "branch"
        assert set_node(tmp_path / "desk", "") == ""
        with opened(tmp_path / "desk") as desk:
            assert synced(desk).via == "hub"


def test_a_feed_is_not_loaded_over_what_the_hub_sends(hubs: tuple[Hub, Hub], tmp_path: Path) -> None:
    with served(hubs[0]) as url, enrolled(hubs[0], url, tmp_path / "desk"), pytest.raises(Refused, match="sync"):
        load_feed(tmp_path, tmp_path / "desk")


def test_runs_that_move_nothing_leave_one_row_of_history(hubs: tuple[Hub, Hub], tmp_path: Path) -> None:
    with served(hubs[0]) as url, enrolled(hubs[0], url, tmp_path / "desk") as desk:
        morning(desk.work)
        for _ in range(4):
            assert synced(desk).delivered
        runs = sync_runs.last_runs(desk.work.reading, 9)
        assert [run.pushed > 0 for run in runs] == [False, True]


def test_the_system_s_timer_is_told_what_waits_when_it_is_not_time(hubs: tuple[Hub, Hub], tmp_path: Path) -> None:
    with served(hubs[0]) as url, enrolled(hubs[0], url, tmp_path / "desk") as desk:
        assert synced(desk).delivered
        assert _due(desk.data) == ({"due": False, "unsent": 0}, 0)
        recorded = len(morning(desk.work))
        assert _due(desk.data) == ({"due": False, "unsent": recorded}, 1)


def _due(data: Path) -> tuple[object, int]:
    ran = CliRunner().invoke(cli, ["--data", str(data), "sync", "--due", "--json"])
    return json.loads(ran.output), ran.exit_code
