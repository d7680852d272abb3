"""The rule tester: which rules fired for a customer on a day, with what they read."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from teller_assist.cli import cli
from teller_assist.desk.counter import Counter
from teller_assist.desk.rule_test import Beside, RuleTester
from teller_assist.domain.rule_test import CLOSED, NO, UNKNOWN, YES
from teller_assist.errors import BadInput, BadPack, NotAllowed, NotFound, Refused
from teller_assist.paths import RESOURCES
from tests.desk import small

Open = Callable[..., Counter]

RULE = """
[[rule]]
code = "zz_new"
for = ["mobile_bank"]
mode = "wake"
when = "age >= 40 and tier in {platinum}"
legal_basis = "适当性管理办法 19：按年龄决定怎样说明"
weight = 0.5
reason = ["渠道久未使用", "The channel has not been used lately"]

[[rule]]
code = "zz_later"
for = ["mobile_bank"]
when = "kind == 'person'"
weight = 0.1
from = 2027-01-01
reason = ["渠道久未使用", "The channel has not been used lately"]
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(RESOURCES / "packs", tmp_path / "draft"))
    with (folder / "rules.toml").open("a", encoding="utf-8") as rules:
        rules.write(RULE)
    return folder


def asked(opened: Open, customer_no: str = small.ZHANG, **more: object) -> Beside:
    return RuleTester(opened(small.MANAGER)).test(customer_no, **more)  # type: ignore[arg-type]


def test_it_gives_the_slate_of_the_card_and_a_code_and_a_sentence_for_every_product(
    counter: Counter, opened: Open
) -> None:
    slate = counter.card(small.ZHANG).slate
    now = asked(opened).now
    assert [s.product_code for s in now.shown] == [s.product_code for s in slate.suggestions]
    assert [p.product_code for p in now.products] == sorted(counter.snapshot.products)
    blocked = {b.product_code: b.code for b in slate.blocked}
    assert {p.product_code: p.code for p in now.products if not p.suggested} == blocked
    assert all(p.sentence.zh and p.sentence.en for p in now.products)
    assert dict(now.versions).keys() >= {"rules", "priors", "talk_tracks"}
    kinds = counter._work.reading.execute("SELECT kind FROM journal").fetchall()
    assert kinds == [("card.opened",)], "who looked at whom, and nothing else"


def test_each_rule_is_told_with_the_facts_it_read(opened: Open) -> None:
    now = asked(opened).now
    fired = {s.rule for s in now.shown}
    assert fired <= {one.code for one in now.rules if one.says == YES}
    assert {one.says for one in now.rules} >= {YES, NO, UNKNOWN}
    said = [one.says == YES for one in now.rules]
    assert said == sorted(said, reverse=True), "those that fired come first"
    asleep = next(one for one in now.rules if "in asleep" in one.when and one.says == YES)
    assert [fact.value for fact in asleep.facts if fact.name == "asleep"] == ["mobile_bank"]
    for one in now.rules:
        assert all(fact.name in one.when for fact in one.facts)
        assert all((fact.value == "") == (not fact.known or fact.protected) for fact in one.facts if fact.type != "set")


def test_a_protected_fact_is_used_and_not_told(opened: Open, draft: Path) -> None:
    """Born in 1978: whether the rule fired is all that is said."""
    found = asked(opened, packs=draft)
    assert found.draft is not None
    one = next(r for r in found.draft.rules if r.code == "zz_new")
    assert one.says == YES
    age = next(fact for fact in one.facts if fact.name == "age")
    assert (age.protected, age.known, age.value) == (True, True, "")
    assert next(r for r in found.draft.rules if r.code == "zz_later").says == CLOSED


def test_nothing_personal_is_in_the_answer(opened: Open, draft: Path) -> None:
    said = repr(asked(opened, packs=draft))
    for word in ("张丽", "310000197803078812", "13800005678", "1978"):
        assert word not in said


def test_a_draft_stands_beside_and_says_what_it_changes(opened: Open, draft: Path) -> None:
    found = asked(opened, packs=draft)
    assert found.draft is not None
    was = {p.product_code: p.code for p in found.now.products}
    would = {p.product_code: p.code for p in found.draft.products}
    assert {c.product_code: (c.was, c.would_be) for c in found.changed} == {
        code: (was[code], would[code]) for code in was if was[code] != would[code]
    }
    assert asked(opened, packs=RESOURCES / "packs").changed == ()


def test_one_product_alone(opened: Open) -> None:
    now = asked(opened, product_code=small.MOBILE).now
    assert [p.product_code for p in now.products] == [small.MOBILE]
    assert now.rules
    assert all({"mobile_bank", small.MOBILE} & set(one.targets) for one in now.rules)
    with pytest.raises(NotFound):
        asked(opened, product_code="XX")


def test_another_day_is_another_answer(opened: Open) -> None:
    late = asked(opened, on=small.TODAY + timedelta(days=400)).now
    assert late.on == date(2027, 12, 28)
    assert {p.product_code: p.code for p in late.products}[small.WEALTH] == "RISK_EXPIRED"


def test_whom_it_is_for_and_what_is_refused(opened: Open, counter: Counter, draft: Path, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        RuleTester(counter).test(small.ZHANG)
    with pytest.raises(NotFound):
        asked(opened, "nobody")
    with pytest.raises(Refused, match="another branch"):
        asked(opened, small.ELSEWHERE)
    with pytest.raises(BadInput, match="no folder"):
        asked(opened, packs=tmp_path / "none")
    (draft / "rules.toml").write_text("nonsense", encoding="utf-8")
    with pytest.raises(BadPack, match=r"rules\.toml"):
        asked(opened, packs=draft)


def test_the_command(data: Path, opened: Open, draft: Path) -> None:
    opened().close()
    run, words = CliRunner(), ["--data", str(data), "rules", "test", small.ZHANG, "--staff", small.MANAGER]
    said = run.invoke(cli, [*words, "--on", "2026-11-23", "--packs", str(draft)])
    assert said.exit_code == 0, said.output
    assert "草稿 with the draft:" in said.stdout
    assert " ✓ " in said.stdout
    told = run.invoke(cli, [*words, "--json"])
    assert '"rules": [{"code"' in told.stdout
