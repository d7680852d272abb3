"""The whole benchmark at 10,000 customers: answers are checked, ratios are printed, none is asserted."""

import json

import pytest

from tests.scenarios.conftest import teller


def test_the_benchmark_runs_and_its_answers_are_right() -> None:
    ran = teller("bench", "--customers", 10_000, "--json")
    assert ran.code == 0, ran.err
    told = json.loads(ran.out)
    assert told["customers"] == 10_000
    assert {f["part"] for f in told["figures"]} == {
        "build",
        "lookup",
        "card",
        "knowledge",
        "suggest",
        "log",
        "screen",
        "generation",
        "growth",
        "start",
        "sync",
    }
    for figure in told["figures"]:
        print(f"{figure['part']:10} {figure['name']:55} {figure['ratio']:8.2f} {figure['verdict']}")
        assert figure["ratio"] > 0


def test_an_unknown_part_is_refused_in_words() -> None:
    ran = teller("bench", "--only", "nonsense")
    assert ran.code == 2
    assert "nonsense" in ran.err


def test_a_wrong_answer_stops_the_benchmark() -> None:
    """The oracle sees a customer left out, a wrong one, and a wrong order."""
    from teller_assist.bench.oracle import Oracle, WrongAnswer
    from teller_assist.domain.found import Found, Match

    class Rows:
        def __init__(self, rows: list[tuple[object, ...]]) -> None:
            self.rows = rows

        def fetchall(self) -> list[tuple[object, ...]]:
            return self.rows

        def __iter__(self):  # type: ignore[no-untyped-def]
            return iter(self.rows)

    class Con:
        def execute(self, statement: str) -> Rows:
            if "name" in statement:
                return Rows([(1, "王伟", "person"), (2, "王芳", "person"), (3, "小王伟", "person")])
            return Rows([])

    def found(o: int, match: Match) -> Found:
        return Found(o, str(o), "", "", None, "", "", True, "", match, "name", "", False, False)

    oracle = Oracle(Con())
    right = [found(1, Match.PREFIX), found(2, Match.PREFIX), found(3, Match.INSIDE)]
    oracle.check("王", right)
    for wrong in (right[:2], [*right, found(9, Match.INSIDE)], [right[2], *right[:2]], [right[0], *right]):
        with pytest.raises(WrongAnswer):
            oracle.check("王", wrong)
