"""``care`` and ``wrong`` as a person types them."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from teller_assist.cli import cli
from teller_assist.errors import BadInput, Refused
from tests.desk.small import FUND, LOBBY, MANAGER, TELLER, ZHANG, make_desk


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return make_desk(tmp_path)


def run(data: Path, *arguments: str) -> str:
    ran = CliRunner().invoke(cli, ["--data", str(data), *arguments], catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
    return ran.output


def told(data: Path, *arguments: str) -> Any:
    return json.loads(run(data, *arguments, "--json"))


def test_a_pause_from_the_first_sign_to_the_account(data: Path) -> None:
    made = told(data, "care", "pause", ZHANG, "--sign", "reported", "--staff", TELLER)
    assert (made["source"], made["signs"], made["lifted_at"]) == ("teller", "reported", None)
    card = told(data, "card", ZHANG)
    assert [a["code"] for a in card["alerts"]] == ["care_pause"]
    assert (card["care"]["codes"], card["care"]["signs"]) == (["reported"], ["柜员觉得可疑"])
    with pytest.raises(BadInput):
        run(data, "care", "pause", ZHANG, "--sign", "red_hat")
    with pytest.raises(Refused):
        run(data, "care", "lift", made["pause_id"], "stopped", "--by", LOBBY, "--staff", TELLER)
    assert "open" in run(data, "care", "list", "--staff", TELLER)
    lifted = told(data, "care", "lift", made["pause_id"], "stopped", "--by", MANAGER, "--staff", TELLER)
    assert lifted["verdict"] == "stopped"
    assert told(data, "care", "list", "--staff", MANAGER) == []
    report = told(data, "care", "report", "--staff", MANAGER)
    assert (report["total"]["pauses"], report["by_sign"][0]["of"]) == (1, "reported")
    assert "stopped 1" in run(data, "care", "report", "--staff", MANAGER)


def test_what_is_wrong_is_told_answered_and_counted(data: Path) -> None:
    made = told(data, "wrong", "tell", ZHANG, FUND, "3", "--staff", TELLER)
    assert (made["product_code"], made["reason"]) == (FUND, 3)
    assert [w["wrong_id"] for w in told(data, "wrong", "list", "--staff", LOBBY)] == [made["wrong_id"]]
    assert "mended by L1" in run(data, "wrong", "settle", made["wrong_id"], "mended", "--staff", LOBBY)
    report = told(data, "wrong", "report", "--staff", LOBBY)
    assert report["rows"][0]["product_code"] == FUND
    assert FUND in run(data, "wrong", "report", "--staff", LOBBY)
