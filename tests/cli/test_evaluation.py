"""``evaluation`` as a person types it."""

from pathlib import Path
from typing import Any

from click.testing import CliRunner

from teller_assist.cli import cli
from teller_assist.desk.counter import Counter
from tests.cli.test_shared import json_of, run
from tests.desk import small


def refused(data: Path, *arguments: str) -> Any:
    ran = CliRunner().invoke(cli, ["--data", str(data), *arguments])
    assert ran.exit_code != 0
    return ran.exception


def serve(data: Path, customer_no: str = small.ZHANG) -> None:
    counter = Counter.open(data)
    counter.begin_visit(customer_no, "scan")
    counter.end_visit()
    counter.close()


def test_asked_given_handled_counted(tmp_path: Path) -> None:
    data = small.make_desk(tmp_path)
    assert json_of(data, "evaluation", "list") == []
    assert "no evaluation is being asked" in str(refused(data, "evaluation", "give", "5"))
    serve(data)
    given = json_of(data, "evaluation", "give", "1", "--reason", "attitude")
    assert (given["score"], given["reasons"], given["teller_no"]) == (1, "attitude", "T1")
    assert "1 attitude" in run(data, "evaluation", "bad").stdout
    done = json_of(
        data, "evaluation", "handle", given["evaluation_id"], "apologised", "--note", "已致歉", "--staff", "L1"
    )
    assert (done["handled_by"], done["outcome"]) == ("L1", "apologised")
    assert json_of(data, "evaluation", "bad", "--staff", "L1") == []
    assert len(json_of(data, "evaluation", "bad", "--all", "--staff", "L1")) == 1
    told = json_of(data, "evaluation", "rates", "--staff", "L1")
    assert [told["total"][name] for name in ("visits", "requested", "given", "bad", "handled")] == [1] * 5
    assert told["rates"][0]["teller_no"] == "T1"
    assert "requested 1/1" in run(data, "evaluation", "rates").stdout
    assert "has been given" in str(refused(data, "evaluation", "request"))
    assert json_of(data, "journal", "verify")["faults"] == []


def test_the_device_looks_once(tmp_path: Path) -> None:
    data = small.make_desk(tmp_path / "desk")
    serve(data)
    run(data, "evaluation", "device", "--folder", str(tmp_path / "device"), "--once")
    [asked] = (tmp_path / "device" / "requests").iterdir()
    (tmp_path / "device" / "results" / "a.json").write_text(
        f'{{"evaluation_id": "{asked.stem}", "score": 4}}', encoding="utf-8"
    )
    taken = json_of(data, "evaluation", "device", "--folder", str(tmp_path / "device"), "--once")
    assert taken == {"file": "a.json", "score": 4, "because": ""}
    assert json_of(data, "evaluation", "list")[0]["device"] == "file"


def test_a_screen_says_which_options_it_has(tmp_path: Path) -> None:
    data = small.make_desk(tmp_path)
    assert "evaluate" in str(refused(data, "screen", "calls", "--window", "3"))
    assert "kiosk" in str(refused(data, "screen", "evaluate", "--printer", "default"))
    assert "no screen" in str(refused(data, "screen", "cinema"))
