"""``text`` as a person types it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from teller_assist.cli import cli


def check(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["text", "check", *arguments])


def test_a_word_is_told_with_its_place_and_the_command_fails() -> None:
    ran = check("这款稳 赚，放心", "Fine, guaranteed")
    assert ran.exit_code == 1
    assert "zh:3  “稳 赚”：不得承诺或渲染收益" in ran.stdout
    assert "en:7  “guaranteed”" in ran.stdout
    (one,) = json.loads(check("最后一天", "Fine", "--json").stdout)
    assert (one["line"], one["where"], one["at"], one["word"], one["code"]) == (1, "zh", 0, "最后一天", "urgency")


def test_a_fit_text_passes() -> None:
    ran = check("理财非存款，产品有风险", "Not a deposit; it bears risk", "--kind", "sentence", "--category", "wealth")
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert json.loads(check("好", "Good", "--json").stdout) == []


def test_the_kind_and_the_category_say_what_else_it_has_to_keep() -> None:
    assert check("一" * 26, "Fine").exit_code == 0
    assert "最多 25 个" in check("一" * 26, "Fine", "--kind", "sentence").stdout
    assert check("女性客户", "Fine").exit_code == 0
    assert check("女性客户", "Fine", "--kind", "reason").exit_code == 1
    assert check("像存款一样", "Fine").exit_code == 0
    assert check("像存款一样", "Fine", "--category", "fund").exit_code == 1


def test_a_file_is_checked_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "texts.tsv"
    file.write_text("\ufeff好\tGood\n\n零风险\tFine\n", encoding="utf-8")
    ran = check("--file", str(file))
    assert ran.exit_code == 1
    assert ran.stdout.startswith("3:zh:1  “零风险”")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "give ZH and EN"), (("好",), "two texts are needed"), (("好", "a", "b"), "3 are given"),
        (("好", "a", "--category", "moon"), "no category is called 'moon'"),
    ],
)  # fmt: skip
def test_what_cannot_be_checked_is_said(arguments: tuple[str, ...], said: str) -> None:
    assert said in str(check(*arguments).exception)


def test_a_line_without_a_tab_and_another_encoding_are_said(tmp_path: Path) -> None:
    file = tmp_path / "texts.tsv"
    file.write_text("好\tGood\n好 Good\n", encoding="utf-8")
    assert "texts.tsv, line 2" in str(check("--file", str(file)).exception)
    file.write_bytes("好\tGood".encode("gb18030"))
    assert "is not UTF-8" in str(check("--file", str(file)).exception)
