"""The hub's commands as a person types them, beside a hub that serves."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from teller_assist.cli import cli
from teller_assist.errors import BadInput, Refused
from teller_assist.hub.engine import open_hub
from teller_assist.hub.role import settle
from tests.hub.pushing import Device, sent, started
from tests.scenarios.conftest import teller

Hub = Callable[..., Any]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    open_hub(tmp_path / "hub").close()
    return tmp_path / "hub"


@pytest.fixture
def hub(data: Path) -> Hub:
    def run(*words: str) -> Any:
        """The answer: JSON where it is asked for, else the text."""
        done = CliRunner().invoke(cli, ["--data", str(data), "hub", *words])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == 0, done.output
        return json.loads(done.output) if "--json" in words else done.output

    return run


def test_an_empty_hub_counts_nothing(hub: Hub) -> None:
    assert hub("count", "--json") == {"devices": [], "parked": 0}
    assert hub("devices", "--json") == {"devices": []}
    assert "parked: 0" in hub("count")


def test_devices_come_are_counted_and_go(hub: Hub, data: Path) -> None:
    opened = open_hub(data)
    desk = Device().enrol(opened)
    desk.record(started(), started())
    desk.put("visit.started", 1, b"{")
    sent(opened, desk.push())
    opened.close()
    assert hub("count", "--json") == {"devices": [{"device": desk.device, "kinds": {"visit.started": 3}}], "parked": 1}
    assert "visit.started  3" in hub("count")
    (waiting,) = hub("parked", "--json")["parked"]
    assert (waiting["seq"], waiting["kind"]) == (3, "visit.started")
    assert "payload" not in waiting
    assert hub("parked", "--retry", "--json")["taken"] == 0
    assert "visit.started v1" in hub("parked")
    assert hub("replay", "--views", "--json") == {"raw": 0, "taken": 0, "parked": 1, "views": 2}
    hub("order", desk.device, "rekey")
    assert hub("devices", "--json")["devices"][0]["orders"] == "rekey"
    hub("order", desk.device)
    assert hub("devices", "--json")["devices"][0]["orders"] == ""
    hub("revoke", desk.device)
    (told,) = hub("devices", "--json")["devices"]
    assert told["revoked_at"]
    assert "revoked" in hub("devices")
    with pytest.raises(BadInput, match="no device nobody"):
        hub("revoke", "nobody")


def test_a_code_is_three_groups_of_four(hub: Hub) -> None:
    made = hub("code", "--branch", "1001", "--role", "branch", "--hours", "2", "--json")
    assert (made["branch_no"], made["role"]) == ("1001", "branch")
    assert [len(group) for group in made["code"].split("-")] == [4, 4, 4]
    assert len(hub("code", "--branch", "1001").splitlines()[0]) == 14
    for branch in ("", " ", "a b", "x" * 65):
        with pytest.raises(BadInput, match="branch"):
            hub("code", "--branch", branch)
    with pytest.raises(BadInput, match="hours"):
        hub("code", "--branch", "1001", "--hours", "-1")


def test_backups_are_noted_made_listed_and_forgotten(hub: Hub, tmp_path: Path) -> None:
    assert hub("backup", "note", "monday", "--json")["name"] == "monday"
    hub("backup", "make", str(tmp_path / "tuesday.db"))
    assert [one["name"] for one in hub("backup", "list", "--json")["backups"]] == ["monday", "tuesday.db"]
    assert "monday" in hub("backup", "list")
    hub("backup", "forget", "monday")
    assert [one["name"] for one in hub("backup", "list", "--json")["backups"]] == ["tuesday.db"]
    assert hub("restored", "--json")["incarnation"] != hub("restored", "--json")["incarnation"]


def test_the_oldest_program_is_said_and_changed(hub: Hub) -> None:
    assert hub("oldest", "--json") == {"oldest_program": ""}
    assert hub("oldest", "0.2.0", "--json") == {"oldest_program": "0.2.0"}
    assert "0.2.0" in hub("oldest")
    with pytest.raises(BadInput, match="no version"):
        hub("oldest", "newest")


def test_a_file_cannot_be_distributed(hub: Hub) -> None:
    with pytest.raises(Refused, match="Citus"):
        hub("distribute")


def test_words_not_stack_traces(tmp_path: Path) -> None:
    ran = teller("hub", "count", "--db", "postgresql://u:s3cret@127.0.0.1:9/none", data=tmp_path)
    assert ran.code == 5
    assert "does not answer" in ran.err
    assert "s3cret" not in ran.err + ran.out
    assert teller("hub", "count", "--db", "mysql://x/y", data=tmp_path).code == 2
    assert teller("hub", "serve", "--role", "hub", "--up", "http://127.0.0.1", data=tmp_path).code == 2


def test_the_list_of_commands_names_those_of_other_files(hub: Hub) -> None:
    listed = hub("--help")
    for name in ("serve", "load", "packs", "backup", "code", "count", "distribute"):
        assert f"  {name} " in listed


def test_a_command_makes_no_hub_in_an_empty_folder_or_beside_a_desk(tmp_path: Path) -> None:
    for command in ("count", "devices", "generations", "parked"):
        ran = teller("hub", command, "--json", data=tmp_path)
        assert (ran.code, "`hub serve` makes one" in ran.err) == (5, True), ran.err
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "work.db").touch()
    for words in (("serve", "--port", "0"), ("load", "feed"), ("count", "--db", f"sqlite:///{tmp_path}/other.db")):
        ran = teller("hub", *words, data=tmp_path)
        assert (ran.code, "a desk's folder" in ran.err) == (4, True), ran.err
    assert [file.name for file in tmp_path.iterdir()] == ["work.db"]


def test_a_node_that_was_not_let_in_leaves_the_folder_to_serve_as_a_hub(tmp_path: Path) -> None:
    ran = teller("hub", "serve", "--role", "branch", "--port", "0", data=tmp_path)
    assert (ran.code, "not enrolled" in ran.err) == (5, True), ran.err
    opened = open_hub(tmp_path)
    try:
        assert settle(opened, None) == "hub"
        assert settle(opened, "branch") == "branch"
        assert opened.about()["role"] == "hub"
    finally:
        opened.close()
