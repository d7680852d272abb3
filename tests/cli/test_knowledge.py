"""``knowledge`` as a person types it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from teller_assist.cli import cli
from teller_assist.errors import BadInput, NotAllowed, NotFound, QuizOver, VisitOpen
from tests.desk import small
from tests.desk.quizzes import BODY, learnt_desk


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return learnt_desk(tmp_path_factory.mktemp("learnt"))


@pytest.fixture
def data(learnt: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(learnt, tmp_path / "desk"))


def run(data: Path, *arguments: str, typed: str = "") -> Result:
    ran = CliRunner().invoke(cli, ["--data", str(data), "knowledge", *arguments], input=typed)
    if ran.exception is not None and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return ran


def json_of(data: Path, *arguments: str) -> Any:
    return json.loads(run(data, *arguments, "--json").stdout)


def right(data: Path, topic: str) -> list[str]:
    questions = {q["code"]: q for q in BODY["question"]}
    chosen = []
    for asked in json_of(data, "quiz", topic)["asked"]:
        assert set(asked) == {"code", "ask", "options"}, "nothing tells which is right"
        q = questions[asked["code"]]
        good = q["options"][q["right"] - 1][0]
        chosen.append(str([option["zh"] for option in asked["options"]].index(good) + 1))
    return chosen


def test_cards_are_found_and_read(data: Path) -> None:
    assert run(data, "find", "pds").stdout == "insured_sum  存款保险赔多少？\n"
    assert json_of(data, "find", "", "--product", small.WEALTH)[0]["code"] == "wealth_loss"
    assert run(data, "find", "没有的").stdout == ""
    assert "50万元" in run(data, "show", "insured_sum").stdout
    assert json_of(data, "show", "insured_sum")["answer"]["en"].startswith("500,000")
    with pytest.raises(NotFound):
        run(data, "show", "nothing")


def test_a_quiz_asked_and_answered_by_number(data: Path) -> None:
    chosen = right(data, "wealth")
    asked = run(data, "quiz", "wealth", typed="7\n" + "\n".join(chosen) + "\n").stdout
    assert "1/2  wealth第" in asked
    assert "100 %  通过 passed" in asked
    assert "因为1" in asked
    (line,) = [one for one in run(data, "status").stdout.splitlines() if "wealth" in one]
    assert line.startswith("T1  wealth  理财 Wealth  通过 passed  到 until ")
    assert line.endswith("必须 required")


def test_a_quiz_from_a_script_fails_twice_and_is_over(data: Path) -> None:
    wrong = " ".join(str(int(n) % 4 + 1) for n in right(data, "insured"))
    with pytest.raises(BadInput, match="blanks"):
        run(data, "quiz", "insured", "--answers", "one two")
    with pytest.raises(BadInput, match="5 questions"):
        run(data, "quiz", "insured", "--answers", "1 2")
    first = json_of(data, "quiz", "insured", "--answers", wrong)
    assert (first["score"], first["passed"], first["left"]) == (0, False, 1)
    said = run(data, "quiz", "insured", "--answers", wrong).stdout
    assert "先看 read insured_" in said
    with pytest.raises(QuizOver):
        run(data, "quiz", "insured", "--answers", wrong)
    with pytest.raises(NotFound, match="topic"):
        run(data, "quiz", "nothing")


def test_not_while_a_customer_is_at_the_window(data: Path) -> None:
    logged = CliRunner().invoke(cli, ["--data", str(data), "log", small.ZHANG, small.CD, "considering"])
    assert logged.exit_code == 0, logged.output
    with pytest.raises(VisitOpen):
        run(data, "quiz", "wealth")


def test_the_branch_is_for_who_runs_it(data: Path) -> None:
    found = json_of(data, "status", "--all", "--staff", small.MANAGER)
    assert {one["staff_no"] for one in found} == {"L1", "M1", "R1", "T1", "T2"}
    with pytest.raises(NotAllowed):
        run(data, "status", "--all")
