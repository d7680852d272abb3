"""A draft on many decisions: the sums are those of the single ones, and nothing but the draft changes anything."""

from datetime import date
from random import Random
from typing import Any

from teller_assist.domain.book import body_of, engine_of, name_of
from teller_assist.domain.dry_run import DryRun, Trial
from teller_assist.domain.situation import Situation
from tests.domain.decisions import books, decision
from tests.domain.making import packs
from tests.domain.situations import full_situation

BOOK = books()[0]
DAY = date(2026, 11, 23)


def some(count: int) -> list[Situation]:
    rnd = Random(77)
    return [full_situation(rnd) for _ in range(count)]


def tried(draft: dict[str, Any], cases: list[Situation]) -> DryRun:
    trial, body, engine = Trial(DAY, draft), body_of(BOOK), engine_of(BOOK)
    for n, s in enumerate(cases):
        trial.add(decision(n, s, engine, name_of(body)), body)
    return trial.result()


def renamed() -> dict[str, Any]:
    """The same packs as another version."""
    return {name: {**body, "version": "2099.1.1"} for name, body in packs().items()}


def test_a_new_version_of_the_same_packs_changes_nothing() -> None:
    """Though it draws anew who sees what is tried out."""
    cases = some(200)
    one, other = engine_of(BOOK), engine_of(BOOK._replace(packs=renamed()))
    assert any(one.suggest(s).suggestions != other.suggest(s).suggestions for s in cases), "they are worth something"
    found = tried(renamed(), cases)
    assert (found.decisions, found.unchanged, found.changed, found.left_out) == (200, 200, (), ())
    assert dict(found.versions)["rules"] == "2099.1.1"


def test_the_sums_are_those_of_the_single_decisions() -> None:
    """Without the occasions of half the rules."""
    rules = packs()["rules"]
    found = tried({**packs(), "rules": {**rules, "rule": rules["rule"][::2]}}, some(60))
    assert found.decisions == found.unchanged + len(found.changed) == 60
    assert found.changed
    lost = sum(p.lost for p in found.products)
    assert lost == sum(len(_codes(c.was) - _codes(c.would_be)) for c in found.changed)
    assert sum(p.gained for p in found.products) == sum(len(_codes(c.would_be) - _codes(c.was)) for c in found.changed)
    assert sum(n for _, n in found.stopped) == lost
    assert all(p.was - p.lost + p.gained == p.would_be for p in found.products)


def _codes(shown: Any) -> set[str]:
    return {line.product_code for line in shown}
