"""``referral``, ``consent`` and ``journal count`` as a person types them."""

from pathlib import Path
from typing import Any

from click.testing import CliRunner

from teller_assist.cli import cli
from tests.desk import small


def run(data: Path, *arguments: str) -> Any:
    ran = CliRunner().invoke(cli, ["--data", str(data), *arguments])
    if ran.exception is not None and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return ran


def json_of(data: Path, *arguments: str) -> Any:
    import json

    return json.loads(run(data, *arguments, "--json").stdout)


def test_a_referral_from_hand_to_hand(tmp_path: Path) -> None:
    data = small.make_desk(tmp_path)
    assert json_of(data, "referral", "list") == []
    made = json_of(data, "referral", "make", small.ZHANG, small.FUND, "--note", "下午来", "--staff", "T1")
    assert (made["made_by"], made["note"], made["claimed_by"]) == ("T1", "下午来", "")
    claimed = json_of(data, "referral", "claim", made["referral_id"], "--staff", "T2")
    assert claimed["claimed_by"] == "T2"
    assert "claimed T2" in run(data, "referral", "list").stdout
    assert json_of(data, "referral", "close", made["referral_id"], "done", "--staff", "T2")["outcome"] == "done"
    assert json_of(data, "referral", "list") == []
    assert len(json_of(data, "referral", "list", "--all")) == 1
    kinds = {"referral.claimed": 1, "referral.closed": 1, "referral.made": 1}
    assert json_of(data, "journal", "count") == {"kinds": kinds}
    assert "referral.made" in run(data, "journal", "count").stdout


def test_consent_withdrawn_is_on_the_card_of_the_next_command(tmp_path: Path) -> None:
    data = small.make_desk(tmp_path)
    assert json_of(data, "consent", "withdraw", small.ZHANG)["state"] == "withdrawn"
    assert json_of(data, "card", small.ZHANG)["consent"] is False
    assert json_of(data, "consent", "give", small.ZHANG)["state"] == "given"
    assert "given" in run(data, "consent", "give", small.ZHANG, "--purpose", "phone").stdout
    assert json_of(data, "journal", "verify")["faults"] == []


def test_a_desk_without_a_journal_counts_nothing(tmp_path: Path) -> None:
    assert json_of(tmp_path, "journal", "count") == {"kinds": {}}
