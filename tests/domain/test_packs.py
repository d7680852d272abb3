"""The shipped packs are fine, and what they may say; their mistakes: test_pack_mistakes.py."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from teller_assist.domain.lint import lint, lint_category, lint_sentence, lint_traits
from teller_assist.domain.packs import LATER, NAMES, in_force_from, load_packs
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
    assert in_force_from(packs()) == date(2026, 11, 1)


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


def test_every_kind_of_entry_and_every_field_is_documented() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "packs.md").read_text(encoding="utf-8")
    for name in NAMES[7:]:
        for kind, entries in packs()[name].items():
            if isinstance(entries, list) and isinstance(entries[0], dict):
                assert f"`{name}` `[[{kind}]]`" in text or f"`[[{kind}]]`" in text
                assert not [field for e in entries for field in e if f"`{field}`" not in text]


def test_no_protected_trait_is_a_fact_but_age() -> None:
    assert [name for name, fact in FACTS.items() if fact.protected] == ["age"]
    assert not {"sex", "flags", "relations", "name", "ethnicity"} & set(FACTS)
