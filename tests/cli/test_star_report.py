"""``star report`` as a person types it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from teller_assist.cli import cli
from teller_assist.errors import Refused
from tests.desk import small


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return small.make_desk(tmp_path)


def run(data: Path, *arguments: str) -> str:
    ran = CliRunner().invoke(cli, ["--data", str(data), "star", *arguments], catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
    return ran.output


def test_awarded_stands_beside_measured(data: Path) -> None:
    run(data, "award", "4", "--teller", small.TELLER, "--from", "2026-11-01", "--staff", small.MANAGER)
    told = json.loads(run(data, "report", "--to", "2026-11-30", "--staff", small.MANAGER, "--json"))
    assert (told["branch_no"], told["last"], told["measured"]) == ("B1", "2026-11-30", None)
    line = told["lines"][0]
    assert (line["teller_no"], line["awarded"], line["verdict"]) == (small.TELLER, 4, "no_estimate")
    assert line["evidence"]["visits"] == 0
    said = run(data, "report", "--to", "2026-11-30", "--staff", small.MANAGER)
    assert "no ranking" in said
    assert "★★★★  测得 measured –  还没有测得 no estimate yet" in said
    assert "评价 given 0/0" in said


def test_a_teller_asks_for_a_colleague_in_vain(data: Path) -> None:
    with pytest.raises(Refused):
        run(data, "report", "--teller", small.UNLICENSED, "--staff", small.TELLER)
    assert "no tellers in this period" in run(data, "report", "--staff", small.TELLER)
