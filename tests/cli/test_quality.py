"""``inspection``, ``complaint``, ``promise`` and ``star`` as a person types them."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from teller_assist.cli import cli
from teller_assist.desk.lookup import utc_now
from teller_assist.domain.days import day_at
from teller_assist.errors import BadInput, NotFound, Refused
from tests.desk import small
from tests.desk.pictures import picture


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return small.make_desk(tmp_path / "desk")


def run(data: Path, *arguments: str) -> str:
    ran = CliRunner().invoke(cli, ["--data", str(data), *arguments])
    if ran.exception is not None and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return ran.stdout


def json_of(data: Path, *arguments: str) -> Any:
    return json.loads(run(data, *arguments, "--json"))


def test_an_inspection_from_the_form_to_its_end(data: Path, tmp_path: Path) -> None:
    (tmp_path / "window.png").write_bytes(picture(form="PNG"))
    made = json_of(
        data, "inspection", "record", "T1", "--window", "3", "--score", "warm=4", "--score", "swift=2",
        "--missed", "seat", "--photo", str(tmp_path / "window.png"), "--staff", "L1",
    )  # fmt: skip
    assert (made["scores"], made["missed"], made["stage"]) == ("swift:2 warm:4", "seat", "recorded")
    number = made["inspection_id"]
    run(data, "inspection", "action", number, "请每位客户坐", "--owner", "T1", "--due", "2199-12-31", "--staff", "L1")
    assert [i["action"] for i in json_of(data, "inspection", "list", "open")] == ["请每位客户坐"], "the teller sees it"
    assert "mended" in run(data, "inspection", "mended", number, "--note", "已改")
    assert json_of(data, "inspection", "recheck", number, "--not-ok", "--staff", "M1")["stage"] == "action"
    run(data, "inspection", "mended", number, "--note", "这次真的改了")
    assert json_of(data, "inspection", "recheck", number, "--staff", "M1")["stage"] == "closed"
    assert json_of(data, "inspection", "list", "overdue", "--staff", "M1") == []
    (tmp_path / "after.jpg").write_bytes(picture(seed=8))
    photos = json_of(data, "inspection", "photo", number, str(tmp_path / "after.jpg"), "--out", str(tmp_path / "out"))
    assert len(photos) == len(list((tmp_path / "out").glob("*.jpg"))) == 2
    assert json_of(data, "journal", "verify")["faults"] == []


def test_a_complaint_stops_selling_until_it_is_closed(data: Path) -> None:
    made = json_of(data, "complaint", "file", small.ZHANG, "wait", "--text", "等太久", "--about", "T1")
    assert (made["days_left"], made["clock"], made["stage"]) == (15, "running", "open")
    card = json_of(data, "card", small.ZHANG)
    assert [alert["code"] for alert in card["alerts"]] == ["complaint"]
    number = made["complaint_id"]
    assert json_of(data, "complaint", "offer", number, "apology", "--accepted")["offer_accepted"] is True
    assert json_of(data, "complaint", "decide", number, "upheld", "--staff", "M1")["clock"] == "in_time"
    assert len(json_of(data, "complaint", "list", "--customer", small.ZHANG)) == 1
    assert "closed" in run(data, "complaint", "close", number, "--satisfied", "yes", "--staff", "M1")
    assert json_of(data, "card", small.ZHANG)["alerts"] == []
    assert json_of(data, "complaint", "list") == []
    assert len(json_of(data, "complaint", "list", "--all")) == 1


def test_a_promise_and_its_rate(data: Path) -> None:
    made = json_of(data, "promise", "make", small.ZHANG, "回电", "--due", day_at(utc_now()).isoformat())
    assert "owed" in run(data, "promise", "list")
    assert json_of(data, "promise", "end", made["promise_id"], "kept")["how"] == "kept"
    branch, own = json_of(data, "promise", "rate")
    assert (branch["rate"], own["owner_no"], own["due"]) == (1.0, "T1", 1)
    assert "1/1" in run(data, "promise", "rate")
    assert len(json_of(data, "promise", "list", "--customer", small.ZHANG)) == 1


def test_stars_are_the_branch_managers_to_award(data: Path) -> None:
    assert json_of(data, "star", "award", "4", "--teller", "T1", "--from", "2026-01-01", "--staff", "M1")["stars"] == 4
    run(data, "star", "award", "5", "--staff", "M1")
    run(data, "star", "award", "3", "--teller", "T2", "--staff", "M1")
    assert [a["teller_no"] for a in json_of(data, "star", "list")] == ["", "T1"], "one's own and the branch's"
    assert "★★★" in run(data, "star", "list", "--staff", "M1")
    with pytest.raises(Refused):
        run(data, "star", "award", "5", "--teller", "T1", "--staff", "T1")


def test_what_cannot_be_read_is_told(data: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="write it as warm=4"):
        run(data, "inspection", "record", "T1", "--score", "warm", "--staff", "L1")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(BadInput, match=r"a\.pdf is no picture"):
        run(
            data, "inspection", "record", "T1", "--score", "warm=4", "--photo", str(tmp_path / "a.pdf"), "--staff", "L1"
        )
    with pytest.raises(NotFound):
        run(data, "complaint", "close", "00000000-0000-0000-0000-000000000001", "--staff", "L1")
    assert json_of(data, "inspection", "list", "--staff", "L1") == []
