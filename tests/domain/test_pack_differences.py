"""What changed between two sets of packs, in words that can be signed."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from teller_assist.domain.pack_differences import PackChange, pack_differences
from teller_assist.domain.packs import NAMES
from teller_assist.domain.suggestion import Text
from tests.domain.making import packs


@pytest.fixture
def new() -> dict[str, Any]:
    return deepcopy(packs())


def entry(body: Any, kind: str, code: str) -> Any:
    return next(e for e in body[kind] if e.get("code", e.get("for")) == code)


def said(old: Any, new: Any) -> list[tuple[str, str, str, str]]:
    return [(c.pack, c.of.zh, c.what.zh, f"{c.of.en}: {c.what.en}") for c in pack_differences(old, new)]


def test_nothing_changed_is_nothing_to_say(new: dict[str, Any]) -> None:
    assert pack_differences(packs(), new) == ()


def test_a_field_goes_from_what_it_was_to_what_it_is(new: dict[str, Any]) -> None:
    rule = entry(new["rules"], "rule", "salary_no_mobile")
    weight = rule["weight"]
    rule["weight"], rule["for"] = 0.1, [*rule["for"], "sms"]
    rule["until"] = "2026-12-31"
    assert said(packs(), new) == [
        ("rules", "规则 salary_no_mobile", "对象 增加 sms", "rule salary_no_mobile: for adds sms"),
        ("rules", "规则 salary_no_mobile", f"权重 {weight} → 0.1", f"rule salary_no_mobile: weight {weight} → 0.1"),
        ("rules", "规则 salary_no_mobile", "止 无 → 2026-12-31", "rule salary_no_mobile: until none → 2026-12-31"),
    ]


def test_texts_are_told_in_the_readers_language_and_entries_by_their_name(new: dict[str, Any]) -> None:
    new["talk_tracks"]["version"] = "2026.12.1"
    track = entry(new["talk_tracks"], "track", "sms")
    track["benefit"] = ["好", "Fine"]
    before = entry(packs()["talk_tracks"], "track", "sms")["benefit"]
    assert pack_differences(packs(), new) == (
        PackChange("talk_tracks", "version", "", Text("版本", "version"),
                   Text(*(f"{packs()['talk_tracks']['version']} → 2026.12.1",) * 2)),
        PackChange("talk_tracks", "track", "sms", Text("话术“短信通知”", "talk track “SMS notices”"),
                   Text(f"好处 “{before[0]}” → “好”", f"benefit “{before[1]}” → “Fine”")),
    )  # fmt: skip


def test_a_text_of_which_only_one_language_changed_says_so(new: dict[str, Any]) -> None:
    track = entry(new["talk_tracks"], "track", "sms")
    zh, en = track["benefit"]
    track["benefit"] = [zh, "Fine"]
    ((*_, what, said_en),) = said(packs(), new)
    assert what == f"好处 英文 “{en}” → “Fine”"
    assert said_en.endswith(f"benefit “{en}” → “Fine”")


def test_entries_that_come_and_go_and_tables(new: dict[str, Any]) -> None:
    gone = new["segments"]["segment"].pop()
    new["bundles"]["bundle"].append(new["bundles"]["bundle"][0] | {"code": "planted", "name": ["新套餐", "New bundle"]})
    new["rules"]["contact"]["declined"]["0"] = 91
    new["rules"]["verbs"]["sms"] = "inform"
    new["rules"]["quiet"]["steps"][1] = [15, 2]
    name = Text(*gone["name"])
    assert [change for change in said(packs(), new) if change[0] != "rules"] == [
        ("segments", f"客群“{name.zh}”", "取消", f"segment “{name.en}”: no longer there"),
        ("bundles", "套餐“新套餐”", "新增", "bundle “New bundle”: new"),
    ]
    assert [change[1:] for change in said(packs(), new) if change[0] == "rules"] == [
        ("动作", "短信通知 do → inform", "verbs: SMS notices do → inform"),
        ("打扰间隔", "被拒 0 90 → 91", "contact policy: declined 0 90 → 91"),
        ("排队安静", "档 2 15、1 → 15、2", "queue: steps 2 15, 1 → 15, 2"),
    ]


def test_an_edition_of_the_standards_is_told_as_at_the_huddle(new: dict[str, Any]) -> None:
    change = {"code": "transfer", "minutes": 4}
    new["standards"]["amendment"].append(
        {"version": "2027.1.1", "effective_from": "2027-01-01", "why": ["提速", "Faster"], "business": [change],
         "busy": {"busy": 4}}
    )  # fmt: skip
    assert said(packs(), new) == [
        ("standards", "标准 2027.1.1", "新增，2027-01-01 起", "standards 2027.1.1: new, from 2027-01-01"),
        ("standards", "标准 2027.1.1", "转账汇款：限时 5 → 4 分钟", "standards 2027.1.1: Transfer: limit 5 → 4 min"),
        ("standards", "标准 2027.1.1", "忙闲灯 忙碌 3 → 4", "standards 2027.1.1: busy light busy 3 → 4"),
    ]
    assert ("standards", "标准 2027.1.1", "取消", "standards 2027.1.1: no longer there") in said(new, packs())


def test_a_generation_of_an_older_program_lacks_packs() -> None:
    old = {name: body for name, body in packs().items() if name in NAMES[:7]}
    changes = pack_differences(old, packs())
    assert {change.pack for change in changes} == set(NAMES[7:])
    assert {c.what.zh for c in changes if c.kind in ("segment", "bundle", "sign", "topic")} == {"新增"}


def leaves(body: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(body, dict):
        for key, part in body.items():
            yield from leaves(part, (*path, key))
    elif isinstance(body, list):
        for nth, part in enumerate(body):
            yield from leaves(part, (*path, nth))
    else:
        yield path


@pytest.mark.parametrize("name", NAMES)
def test_whatever_changes_is_said_in_both_languages(name: str, new: dict[str, Any]) -> None:
    """Every 7th value of the pack, one at a time."""
    for path in list(leaves(packs()[name]))[::7]:
        if name == "standards" and path[-1] in ("code", "effective_from"):
            continue  # another entry, another edition: told, and its other end may be in an edition of its own
        inside: Any = new[name]
        for step in path[:-1]:
            inside = inside[step]
        was = inside[path[-1]]
        inside[path[-1]] = _another(was)
        changes = pack_differences({name: packs()[name]}, {name: new[name]})
        inside[path[-1]] = was
        assert changes, path
        assert all(c.what.zh.strip() and c.what.en.strip() and c.of.zh and c.of.en for c in changes), path


def _another(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    try:
        return date.fromisoformat(value).replace(year=2031).isoformat()
    except ValueError:
        return f"{value}另"
