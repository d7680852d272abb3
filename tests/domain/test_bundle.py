"""Bundles tie nothing: each part stands alone, refusing one takes no other away, what is unsuitable is not there."""

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teller_assist.domain.bundle import MOST_SHOWN
from teller_assist.domain.care import Care
from teller_assist.domain.engine import Engine, Situation
from teller_assist.domain.evidence import evidence_of
from teller_assist.domain.suggestion import Slate, Together
from tests.domain.gate_table import forbidden
from tests.domain.likely import a_situation
from tests.domain.making import BRANCH, catalogue, contact, engine, packs

RANKED = {"LOWER_RANKED", "GUARD_P"}  # stopped by nothing: there was no room
seeds = st.integers(0, 10**9)


@cache
def without_bundles() -> Engine:
    return Engine({**packs(), "bundles": {}}, catalogue(), BRANCH)


@cache
def families() -> dict[str, str]:
    named: dict[str, list[str]] = packs()["rules"]["families"]
    by_category = {category: name for name, members in named.items() for category in members}
    return {p.product_code: by_category.get(p.category, p.category) for p in catalogue()}


def bundled(seed: int) -> Iterator[tuple[Situation, Slate, Together]]:
    """One where a bundle is shown, if it is."""
    s = a_situation(seed)
    slate = engine().suggest(s)
    if slate.together is not None:
        yield s, slate, slate.together


def standing(slate: Slate) -> dict[str, str]:
    """Of each product: shown, open (only ranked lower), or the code that stops it."""
    found = {b.product_code: "open" if b.code in RANKED else b.code for b in slate.blocked}
    return found | {s.product_code: "shown" for s in slate.suggestions}


@settings(max_examples=250)
@given(seed=seeds)
def test_each_part_passes_every_gate_alone(seed: int) -> None:
    products = {p.product_code: p for p in catalogue()}
    for s, slate, together in bundled(seed):
        alone = standing(without_bundles().suggest(s))
        for code in together.parts:
            assert alone[code] in ("shown", "open", "NO_OCCASION"), (code, alone[code])
            assert forbidden(s.profile, products[code], s.today, s.agent) == set()
        shown = [x.product_code for x in slate.suggestions]
        assert set(together.parts) <= set(shown)
        assert len(shown) <= MOST_SHOWN
        assert [x.rank for x in slate.suggestions] == list(range(1, len(shown) + 1))
        assert len({families()[code] for code in together.parts}) == len(together.parts)


@settings(max_examples=250)
@given(seed=seeds, which=st.integers(0, 4), outcome=st.sampled_from(("declined", "unsuitable", "already_has")))
def test_refusing_a_part_takes_no_other_away(seed: int, which: int, outcome: str) -> None:
    for s, slate, together in bundled(seed):
        part = together.parts[which % len(together.parts)]
        after = engine().suggest(s._replace(contacts=(contact(part, s.today, outcome, 1, "now"), *s.contacts)))
        assert part not in [x.product_code for x in after.suggestions]
        before, now = standing(slate), standing(after)
        verbs = {x.product_code: (x.verb, x.reason_code, x.reason) for x in after.suggestions}
        for code, was in before.items():
            if families().get(code) == families()[part]:
                continue
            if was in ("shown", "open") and code not in together.parts:
                assert now[code] in ("shown", "open"), (code, was, now[code])
            elif was not in ("shown", "open"):
                assert now[code] in (was, "shown"), (code, was, now[code])
        for x in slate.suggestions:
            if x.product_code in verbs:
                verb, rule, reason = verbs[x.product_code]
                assert verb == x.verb
                assert rule != x.reason_code or reason == x.reason
            elif x.slot == "bundle" and families()[x.product_code] != families()[part]:
                full = (
                    len(after.suggestions) == MOST_SHOWN
                )  # or others took its place: never for want of the refused one
                other = after.together is not None and after.together.code != together.code
                instead = families()[x.product_code] in {families().get(y.product_code) for y in after.suggestions}
                assert full or other or instead or now[x.product_code] == "open", (x.product_code, now[x.product_code])


@settings(max_examples=150)
@given(seed=seeds, which=st.integers(0, 4))
def test_an_unsuitable_part_is_hidden_and_the_bundle_shrinks_or_goes(seed: int, which: int) -> None:
    """The branch no longer offers one: a gate of its own stops it."""
    categories = {p.product_code: p.category for p in catalogue()}
    for s, _slate, together in bundled(seed):
        gone = categories[together.parts[which % len(together.parts)]]
        branch = BRANCH._replace(not_offered=frozenset({gone}))
        after = Engine(packs(), catalogue(), branch).suggest(s)
        assert gone not in [categories.get(x.product_code) for x in after.suggestions]
        if after.together is not None:
            assert gone not in [categories[code] for code in after.together.parts]


@settings(max_examples=100)
@given(seed=seeds)
def test_no_bundle_where_nothing_is_offered(seed: int) -> None:
    for s, slate, _ in bundled(seed):
        assert slate.arm == "main"
        who = s.profile.customer
        refused = s.profile._replace(customer=who._replace(consent_marketing=False))
        for quiet in (
            s._replace(offers_left=0), s._replace(offers_left=1), s._replace(queue_waiting=60),
            s._replace(profile=refused), s._replace(agent=True), s._replace(care=Care(("teller",))),
        ):  # fmt: skip
            assert engine().suggest(quiet).together is None
    control = Engine({**packs(), "priors": {**packs()["priors"], "holdout": 1.0}}, catalogue(), BRANCH)
    told = control.suggest(a_situation(seed))
    assert told.together is None
    assert all(x.slot == "service" for x in told.suggestions)


def test_bundles_are_shown_to_many_and_every_shipped_one_to_some() -> None:
    """Else the properties above say nothing."""
    found = [together.code for seed in range(400) for _, _, together in bundled(seed)]
    assert len(found) > 200
    assert {"salary", "shop", "driver", "firm", "maturity"} <= set(found)


@pytest.mark.parametrize("answer", ["declined", "considering", "referred"])
def test_a_bundle_of_two_still_shows_the_other_one(answer: str) -> None:
    s, _, together = next(
        one for seed in range(400) for one in bundled(seed)
        if len(one[2].parts) == 2 and one[1].suggestions[-1].slot == "bundle"
    )  # fmt: skip
    first, second = together.parts
    after = engine().suggest(s._replace(contacts=(contact(first, s.today, answer, 1, "now"), *s.contacts)))
    assert second in [x.product_code for x in after.suggestions]


def test_the_evidence_holds_each_part_by_its_own_number() -> None:
    s, slate, _ = next(one for seed in range(400) for one in bundled(seed) if one[1].suggestions[-1].slot == "bundle")
    kept = evidence_of(slate, s, "g1", s.today, "book").shown
    told = {(rank, code, slot) for rank, code, _, _, _, slot, _, _ in kept}
    assert {(x.rank, x.product_code, x.slot) for x in slate.suggestions} == told
    assert any(slot == "bundle" for _, _, slot in told)
