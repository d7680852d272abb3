"""The shipped packs are fine, and each kind of mistake is refused with file, place and line."""

import re
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from teller_assist.domain.lint import lint, lint_category, lint_sentence, lint_traits
from teller_assist.domain.packs import LATER, NAMES, check_packs, load_packs
from teller_assist.domain.product import CATEGORIES, Lane
from teller_assist.domain.rules import FACTS
from teller_assist.domain.words import CODES, blanks, longest
from teller_assist.errors import BadPack
from teller_assist.paths import RESOURCES
from tests.domain.making import catalogue, packs

FOLDER = RESOURCES / "packs"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "packs"))


def test_the_shipped_packs_are_fine_and_of_one_day() -> None:
    assert set(packs()) == set(NAMES)
    assert all(body["version"] and body["effective_from"] for body in packs().values())


def test_a_pack_not_yet_in_force_is_refused() -> None:
    assert load_packs(FOLDER, on=date(2026, 11, 1))
    with pytest.raises(BadPack, match=r"in force only from 2026-11-01"):
        load_packs(FOLDER, on=date(2026, 10, 31))


def test_a_folder_published_before_the_standards_came_takes_the_programs_own(folder: Path) -> None:
    for name in LATER:
        (folder / f"{name}.toml").unlink()
    with pytest.raises(BadPack, match=r"standards\.toml: cannot be read"):
        load_packs(folder)
    assert load_packs(folder, usual=FOLDER) == load_packs(FOLDER)
    (folder / "names.toml").unlink()
    with pytest.raises(BadPack, match=r"names\.toml: cannot be read"):
        load_packs(folder, usual=FOLDER)


def test_every_category_has_talk_track_prior_and_name() -> None:
    tracks = {t["for"] for t in packs()["talk_tracks"]["track"]}
    assert set(CATEGORIES) <= tracks
    assert {p.category for p in catalogue()} <= tracks


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("tiers", 'version = "2026.11.1"', "", "tiers.toml: version"),
        ("tiers", "from_fen = 5_000_000 ", "from_fen = 60_000_000 ", "bounds must rise"),
        ("tiers", "grace_months = 3", "grace_months = -1", "grace_months: a whole number"),
        ("tiers", 'effect = "next_month"', 'effect = "soon"', "effect"),
        ("tiers", "[weights]", "[weights]\nshoes = 5", "no category is called 'shoes'"),
        ("rules", "salary_here and not 'mobile_bank'", "salary and not 'mobile_bank'", "no fact is called 'salary'"),
        ("rules", "when = \"transfers >= 3\"", "when = \"transfers >= 'x'\"", "column 14"),
        ("rules", "weight = 0.5\nreason", "weight = 0.6\nreason", "weight: 0 to 0.5"),
        ("rules", 'legal_basis = "《', 'legal_basis = ""\n#', "age needs a legal_basis"),
        ("rules", "近三个月活期余额较稳定", "近三个月余额有{current_fen}", "blanks of the two languages differ"),
        ("rules", '"工资在本行，尚无信用卡", "Salary', '"女性客户可以办卡", "Salary', "protected trait"),
        ("rules", '"工资在本行，尚无信用卡", "Salary', '"最后一天,快来办卡", "Salary', "forbidden wording '最后一天'"),
        ("rules", '"工资在本行，尚无信用卡", "Salary', '"", "Salary', "the zh text is empty"),
        ("rules", 'for = ["SVC-LOAN"]', 'for = ["SVC-NONE"]', "no action is called 'SVC-NONE'"),
        ("rules", 'mode = "wake"', "", "a service only wakes what is held"),
        ("rules", 'code = "no_alerts"', 'code = "no_mobile"', "is there twice"),
        ("rules", "visits_30d = 4", "", "'visits_30d' is missing"),
        ("rules", 'sms = "do"', 'sms = "sell"', "no verb is called 'sell'"),
        ("priors", "expected = 0.3\n", "expected = 1.3\n", "expected: above 0"),
        ("priors", 'rule = "maturity_rollover"', 'rule = "gone"', "no rule is called 'gone'"),
        ("priors", "large_cd = 1.2", "large_cd = 3", "0.5 to 2"),
        ("talk_tracks", "理财非存款，产品有风险", "理财是好存款，产品有风险", "calls it a deposit"),
        ("talk_tracks", "钱要常用，可看看通知存款", "钱要常用" + "啊" * 22, "at most 25"),
        ("talk_tracks", "过路不停车", "零风险过路", "forbidden wording '零风险'"),
        ("talk_tracks", 'for = "SVC-ID"', 'for = "SVC-XX"', "no talk track for SVC-ID"),
        ("talk_tracks", 'for = "sms"', 'for = "sns"', "no talk track for sms"),
        ("names", "[decline_reason]", "[decline_reasons]", "'decline_reason' is missing"),
        ("names", "version =", "version ==", "line 2"),
    ],
)  # fmt: skip
def test_a_mistake_is_refused_with_its_place(folder: Path, file: str, old: str, new: str, told: str) -> None:
    path = folder / f"{file}.toml"
    source = path.read_text(encoding="utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadPack) as refused:
        load_packs(folder)
    assert str(refused.value).startswith(f"{file}.toml")
    assert told in str(refused.value)


def test_the_line_of_a_rule_is_named(folder: Path) -> None:
    path = folder / "rules.toml"
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace("transfers >= 2", "transferz >= 2"), encoding="utf-8")
    line = source.splitlines().index('code = "money_elsewhere"') + 1
    with pytest.raises(BadPack, match=rf"^rules\.toml, line {line}: rule 'money_elsewhere': when: column 1: "):
        load_packs(folder)


def test_a_missing_file_and_a_wrong_shape_are_refused(folder: Path) -> None:
    body = deepcopy(packs())
    body["rules"]["rule"] = 7
    with pytest.raises(BadPack, match=r"^rules"):
        check_packs(body)
    (folder / "names.toml").unlink()
    with pytest.raises(BadPack, match=r"names\.toml: cannot be read"):
        load_packs(folder)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("本金有保证,稳赚", "fine"), ("保本", "fine"), ("今天不办就没了", "fine"), ("好", "Guaranteed return"),
        ("好", "Risk-free"), ("", "fine"), ("好", ""), ("好", "中文"), ("plain", "fine"), ("100%赚", "fine"),
    ],
)  # fmt: skip
def test_words_that_may_not_be_said(zh: str, en: str) -> None:
    assert list(lint(zh, en))


@pytest.mark.parametrize(
    ("zh", "en"), [("理财不保本", "Not guaranteed"), ("理财非存款,产品有风险", "Not a deposit; it bears risk")]
)
def test_denials_may_be_said(zh: str, en: str) -> None:
    assert not list(lint(zh, en))
    assert not list(lint_category("wealth", Lane.FEE, zh, en))


def test_what_is_no_deposit_is_not_called_one() -> None:
    assert list(lint_category("wealth", Lane.FEE, "像存款一样", "like cash"))
    assert list(lint_category("insurance", Lane.FEE, "很好", "like a deposit"))
    assert list(lint_category("structured", Lane.LIABILITY, "也是存款", "fine"))
    assert not list(lint_category("term", Lane.LIABILITY, "定期存款", "a term deposit"))


def test_a_blank_counts_as_long_as_it_may_be_filled() -> None:
    assert longest("{maturing_on}到期") == 8
    assert list(lint_sentence("一" * 20 + "{maturing_on}", "fine"))
    assert not list(lint_sentence("一" * 25, "fine"))


@pytest.mark.parametrize("word", ["您年龄", "女性", "已婚", "少数民族", "残疾", "户籍"])
def test_a_reason_naming_a_protected_trait_is_seen(word: str) -> None:
    assert list(lint_traits(f"因为{word}", "fine"))
    assert not list(lint_traits("已代发工资", "A salary is paid here"))


def test_the_sentences_of_the_codes_are_fit_to_be_said() -> None:
    for code, words in CODES.items():
        for text in (words.sentence, words.would_change, words.may_do):
            assert not list(lint(text.zh, text.en)), code
            assert blanks(text.zh) == blanks(text.en) or code in ("RISK_EXPIRED",), code
        assert not re.search(r"C[1-5]", words.would_change.zh + words.would_change.en), code


def _texts(body: Any) -> Iterator[str]:
    if isinstance(body, str):
        yield body
    elif isinstance(body, dict):
        for part in body.values():
            yield from _texts(part)
    elif isinstance(body, list):
        for part in body:
            yield from _texts(part)


def test_no_pack_names_a_machine_path() -> None:
    texts: Callable[[Any], Iterator[str]] = _texts
    assert not [text for text in texts(packs()) if text.startswith("/")]


def test_every_fact_and_pack_is_documented() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "packs.md").read_text(encoding="utf-8")
    for name, fact in FACTS.items():
        assert f"| `{name}` | {fact.type}{', said' * fact.said}{', protected' * fact.protected} |" in text
    assert all(f"| `{name}` |" in text for name in NAMES)


def test_no_protected_trait_is_a_fact_but_age() -> None:
    assert [name for name, fact in FACTS.items() if fact.protected] == ["age"]
    assert not {"sex", "flags", "relations", "name", "ethnicity"} & set(FACTS)
