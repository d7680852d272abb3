"""Editions of the standards: which is in force, what changed, and what is refused."""

import shutil
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from teller_assist.domain.differences import differences
from teller_assist.domain.editions import Editions, amended, editions_of
from teller_assist.domain.packs import load_packs
from teller_assist.domain.quality import ATTRIBUTES
from teller_assist.domain.standards import Standards, standards_of
from teller_assist.errors import BadPack
from teller_assist.paths import RESOURCES
from tests.domain.making import packs

DAY = date(2026, 11, 25)
LIMITS = {  # domain.md, "Time limits and waits"
    "current": 3, "cash_large": 6, "term": 5, "large_cd": 8, "transfer": 5, "account_open": 15, "password": 5,
    "loss_report": 10, "card_replace": 8, "bill": 3, "wealth": 10, "dual_recording": 20, "fx": 8, "loan": 5,
    "corporate": 8,
}  # fmt: skip


def pack() -> dict[str, Any]:
    return deepcopy(packs()["standards"])


def told() -> Standards:
    return editions_of(pack()).on(DAY)


def amended_by(**changes: Any) -> Standards:
    return standards_of(amended(_today(), {"version": "x", "effective_from": "2027-01-01", **changes}))


def _today() -> dict[str, Any]:
    body = pack()
    amendment, *more = body.pop("amendment")
    assert not more
    return amended(body, amendment)


def said(new: Standards, old: Standards | None = None, language: str = "zh") -> list[str]:
    changes = differences(old or told(), new)
    return [f"{change.of.of(language)} {change.what.of(language)}" for change in changes]


def test_the_pack_says_what_domain_md_gives() -> None:
    assert {code: b.minutes for code, b in told().business.items()} == LIMITS
    assert [s.name.zh for s in told().steps] == "站相迎 笑相问 礼貌接 及时办 巧推荐 提醒递 目相送".split()
    assert len(told().items) == 16
    assert [i.say.zh for i in told().items[8:11]] == ["现在过钞，请您关注显示屏", "请您稍等", "请您核对后，在这里签名"]
    assert {a.code for a in told().attributes} == set(ATTRIBUTES)
    assert all(len(a.levels) == 5 for a in told().attributes)
    assert "".join(p.zh for p in told().polite) == "请您好对不起谢谢再见"
    assert len(told().avoid) >= 20
    assert [c.code for c in told().cites] == ["GB/T 32320-2015", "GB/T 32318-2015", "GB/T 41218-2021"]
    assert all(b.evidence for b in told().business.values())


def test_a_visit_is_judged_by_the_edition_of_its_day() -> None:
    editions = editions_of(pack())
    assert editions.on(date(2026, 10, 31)).limit_s("cash_large") == 300
    assert editions.on(date(2026, 11, 1)).limit_s("cash_large") == 360
    assert editions.on(date(2020, 1, 1)).version == editions.all[0].version  # before the first: the first
    assert editions.on(date(2099, 1, 1)) == editions.all[-1]
    assert editions.before(editions.all[1]) == editions.all[0]
    assert editions.before(editions.all[0]) is None
    assert editions.after(date(2026, 10, 31)) == editions.all[1]
    assert editions.after(DAY) is None
    assert editions.named("2026.1.1") == editions.all[0]


def test_what_an_amendment_does_not_say_stays() -> None:
    new = amended_by(business=[{"code": "term", "minutes": 4}], wait={"normal": 8})
    assert new.limit_s("term") == 240
    assert new.business["term"]._replace(minutes=5) == told().business["term"]
    assert new.waits == told().waits._replace(normal=8)
    assert new.items == told().items
    gone = amended_by(excuse=[{"code": "elderly", "gone": True}])
    assert [e.code for e in gone.excuses] == [e.code for e in told().excuses if e.code != "elderly"]
    assert told().why.zh
    assert not new.why.zh  # what one changed is not what the next changed


def test_a_business_is_known_by_any_of_its_names() -> None:
    for word in ("cash_large", "large_cash", "现金≥5万", "Cash from 50,000"):
        assert told().limit_s(word) == 360, word
    assert told().find("") is None
    assert told().limit_s("never heard of") == 300


def test_items_of_a_business_leave_out_what_does_not_apply_and_say_its_own_words() -> None:
    lost = told().items_of("loss_report")
    assert {i.code for i in told().items} - {i.code for i in lost} == {"count", "one_sentence"}
    assert next(i.say.zh for i in lost if i.code == "business") == "请您别急，先为您止付"
    assert told().items_of("never heard of") == told().items


def test_a_loss_is_served_before_others() -> None:
    assert told().wait_limit_s("mass", "loss_report") == 300
    assert told().wait_limit_s("mass", "term") == told().wait_limit_s("mass") == 600
    assert told().wait_limit_s("diamond", "term") == 300


def test_a_generation_of_an_older_program_has_the_practice() -> None:
    old = editions_of({}).on(DAY)
    assert old.limit_s("term") == 300
    assert old.wait_limit_s("platinum") == 300
    assert old.items_of("term") == ()
    assert differences(old, old) == ()


def test_what_the_november_edition_changed_in_words() -> None:
    editions = editions_of(pack())
    zh = said(editions.all[1], editions.all[0])
    assert zh == [
        "现金≥5万 限时 5 → 6 分钟", "转账汇款 新增留存：反诈提示已确认", "唱收唱付 改说：现在过钞，请您关注显示屏",
        "反诈核实 最多剔除 30 → 60 分钟", "不说“这个窗口不办，换一个” 新增",
    ]  # fmt: skip
    assert said(editions.all[1], editions.all[0], "en")[0] == "Cash from 50,000 limit 5 → 6 min"
    assert said(editions.all[0], editions.all[1])[-1] == "不说“这个窗口不办，换一个” 取消"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"wait": {"normal": 8}}, ["普通客户最多等 10 → 8 分钟"]),
        ({"wait": {"vip_tiers": ["private"]}}, ["贵宾等级 private"]),
        ({"piece_minutes": 4}, ["计件 3 → 4 分钟"]),
        ({"business": [{"code": "term", "wait": 7}]}, ["定期开销户 普通等候 通用 → 7 分钟"]),
        ({"business": [{"code": "term", "queue": "C"}]}, ["定期开销户 票号 A → C"]),
        ({"business": [{"code": "term", "name": "定期"}]}, ["定期 改称 定期（原 定期开销户）"]),
        ({"business": [{"code": "term", "without": ["seat"]}]}, ["定期开销户 不做“请客入座”"]),
        ({"business": [{"code": "loss_report", "without": ["count"]}]}, ["书面挂失 要做“一句话营销”"]),
        ({"business": [{"code": "fx", "wording": {"seat": ["您坐", "Sit"]}}]}, ["外汇结售汇 “请客入座”说：您坐"]),
        ({"business": [{"code": "fx", "gone": True}]}, ["外汇结售汇 取消"]),
        ({"item": [{"code": "seat", "note": ["老人先坐", "The old first"]}]}, ["请客入座 提示：老人先坐"]),
        ({"step": [{"code": "ask", "meaning": ["问清", "Ask"]}]}, ["笑相问 问清"]),
        ({"polite": [["请", "Please"]]}, ["文明用语 请"]),
        ({}, []),
    ],
)
def test_each_kind_of_change_is_said(changes: dict[str, Any], words: list[str]) -> None:
    assert said(amended_by(**changes)) == words


AMENDMENT = """
[[amendment]]
version = "2027.1.1"
effective_from = 2027-01-01
why = ["转账提速", "Faster transfers"]
"""


@pytest.mark.parametrize(
    ("old", "new", "line_of", "told_"),
    [
        ("minutes = 3\n", "minutes = 0\n", "minutes = 0", "business 'current': minutes: a whole number"),
        ("minutes = 3\n", "minuts = 3\n", "minuts = 3", "'current': minuts: unknown entry 'minuts': did you mean"),
        ('queue = "B"', 'queue = "BB"', 'queue = "BB"', "queue is a letter"),
        ('also = ["cash"]', 'also = ["term"]', "also", "'term' is there twice"),
        ('without = ["count"]', 'without = ["cuont"]', "without", "no item is called 'cuont'"),
        ('step = "greet"', 'step = "great"', 'step = "great"', "no step is called 'great'"),
        ('say = ["您请坐", ', 'say = ["", ', 'say = [""', "the zh text is empty"),
        ('code = "warm"', 'code = "cosy"', "[[attribute]]", "these are scored: courteous"),
        ("red = 20", "red = 8", "[wait]", "vip <= normal < red < escalate"),
        ("piece_minutes = 3 ", "piece_minute = 3 ", "piece_minute = 3", "unknown entry 'piece_minute': did you mean"),
        ("effective_from = 2026-11-01", "effective_from = 2025-11-01", "effective_from", "must come after 2026-01-01"),
        ("why = [", "because = [", "because", "unknown entry 'because'"),
        ("minutes = 60\n", "minutes = -1\n", "minutes = -1", "amendment '2026.11.1': excuse 'fraud_check': minutes"),
    ],
)  # fmt: skip
def test_a_mistake_is_refused_with_its_line(tmp_path: Path, old: str, new: str, line_of: str, told_: str) -> None:
    folder = Path(shutil.copytree(RESOURCES / "packs", tmp_path / "packs"))
    path = folder / "standards.toml"
    source = path.read_text(encoding="utf-8")
    assert old in source
    changed = source.replace(old, new, 1)
    path.write_text(changed, encoding="utf-8")
    with pytest.raises(BadPack, match=r"^standards\.toml") as refused:
        load_packs(folder)
    assert told_ in str(refused.value)
    assert changed.splitlines()[refused.value.line - 1].startswith(line_of)


@pytest.mark.parametrize(
    ("more", "told_"),
    [
        ('[[amendment.business]]\ncode = "term"\nminutes = 0\n', "amendment '2027.1.1': business 'term': minutes"),
        ('[[amendment.business]]\ncode = "tern"\nminutes = 4\n', "business 'tern': name is missing"),
        (
            '[[amendment.business]]\ncode = "term"\nminuten = 4\n',
            "business 'term': minuten: unknown entry 'minuten': did you mean 'minutes'?",
        ),
        (
            '[[amendment.excuse]]\ncode = "moon"\ngone = true\n',
            "excuse 'moon': gone: gone = true takes out what is there",
        ),
        ('[[amendment.item]]\ncode = "seat"\ngone = true\n', ""),
        ('[[amendment.item]]\ncode = "count"\ngone = true\n', "no item is called 'count'"),
    ],
)
def test_a_mistake_in_an_amendment_is_told_with_its_version_and_line(tmp_path: Path, more: str, told_: str) -> None:
    folder = Path(shutil.copytree(RESOURCES / "packs", tmp_path / "packs"))
    path = folder / "standards.toml"
    source = path.read_text(encoding="utf-8") + AMENDMENT + more
    path.write_text(source, encoding="utf-8")
    if not told_:
        assert load_packs(folder)
        return
    with pytest.raises(BadPack) as refused:
        load_packs(folder)
    assert told_ in str(refused.value)
    first = len(source.splitlines()) - 2 if "count" not in more else source.splitlines().index("[[amendment]]", -9) + 1
    assert first <= refused.value.line <= len(source.splitlines())


def test_editions_are_never_none() -> None:
    assert isinstance(editions_of({}), Editions)
    assert editions_of({}).all
