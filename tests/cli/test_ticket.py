"""``ticket`` as a person types it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from teller_assist.cli import cli
from teller_assist.errors import BadInput, NotFound, Refused
from tests.desk import small


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return small.make_desk(tmp_path)


def run(data: Path, *arguments: str) -> Any:
    ran = CliRunner().invoke(cli, ["--data", str(data), "ticket", *arguments], catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
    return ran


def json_of(data: Path, *arguments: str) -> Any:
    return json.loads(run(data, *arguments, "--json").stdout)


def test_a_ticket_from_hand_to_hand(data: Path) -> None:
    assert json_of(data, "list") == []
    assert json_of(data, "next") is None
    taken = json_of(data, "take", "term", "--need", "elderly", "--customer", small.ZHANG)
    assert (taken["number"], taken["needs"]) == ("W0101", "elderly")
    assert (taken["tier"], taken["source"]) == ("platinum", "staff")
    assert json_of(data, "take", "bill", "--kiosk")["number"] == "A001"
    waiting = json_of(data, "list")
    assert [(row["place"], row["ticket"]["number"], row["level"]) for row in waiting] == [
        (1, "W0101", "ok"), (2, "A001", "ok"),
    ]  # fmt: skip
    assert json_of(data, "next", "--window", "3")["window_no"] == "3"
    assert json_of(data, "call", "a001", "--reason", "赶火车")["state"] == "called"
    assert json_of(data, "recall", "A001")["calls"] == 1
    assert json_of(data, "missed")["state"] == "no_show"
    assert json_of(data, "return", "A001")["state"] == "waiting"
    assert json_of(data, "serve", taken["ticket_id"], "--window", "3")["state"] == "serving"
    assert json_of(data, "park", "--window", "3", "--reason", "填单")["park_reason"] == "填单"
    assert json_of(data, "transfer", "W0101", "--to-window", "1")["to_window"] == "1"
    assert json_of(data, "next")["number"] == "W0101"
    assert json_of(data, "end", "--how", "left")["how"] == "left"
    assert len(json_of(data, "list", "--all")) == 2


def test_the_light_and_the_estimate(data: Path) -> None:
    assert json_of(data, "light") == {"light": "idle", "waiting": 0, "longest_s": 0, "windows": [], "suggestions": 3}
    run(data, "take", "term", "--kiosk")
    told = json_of(data, "estimate", "--type", "fx")
    assert (told["wait_s"], told["measured"]["n"]) == (300, 0)
    assert json_of(data, "estimate", "A001")["wait_s"] == 0
    assert "normal" in run(data, "light").stdout
    assert "5 min 00 s" in run(data, "estimate").stdout
    assert "A001" in run(data, "list").stdout
    assert "waiting" in run(data, "list", "--all").stdout


@pytest.mark.parametrize(
    ("arguments", "error"),
    [(("call", "A999"), NotFound), (("take", "juggling"), BadInput), (("end",), NotFound),
     (("take", "term", "--need", "haste"), BadInput), (("transfer", "A001"), BadInput), (("missed", "A001"), Refused)],
)  # fmt: skip
def test_what_cannot_be_done_is_told(data: Path, arguments: tuple[str, ...], error: type[Exception]) -> None:
    run(data, "take", "term", "--kiosk")
    with pytest.raises(error):
        CliRunner().invoke(cli, ["--data", str(data), "ticket", *arguments], catch_exceptions=False)
