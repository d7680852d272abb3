"""What a change of the piece weights does, exactly, whoever did what."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from teller_assist.domain.editions import editions_of
from teller_assist.domain.service_row import Key, Row, Tally
from teller_assist.domain.weights import simulate, weights_in, weights_of
from teller_assist.errors import BadInput

EDITIONS = editions_of({
    "piece_minutes": 3,
    "business": [
        {"code": code, "name": name, "name_en": code, "minutes": minutes, "queue": "A"}
        for code, name, minutes in (("current", "活期", 3), ("wealth", "理财", 10), ("fx", "外汇", 8))
    ],
})  # fmt: skip
TYPES = ("current", "wealth", "fx")
USUAL = weights_in(EDITIONS, TYPES)


def row(teller: str, kind: str, visits: int, under_way: int = 0) -> Row:
    made = Tally(visits=visits + under_way, open=under_way, pieces=visits * USUAL[kind])
    return made.row(Key(teller, kind))


rows = st.lists(st.builds(row, st.sampled_from("ABC"), st.sampled_from(TYPES), st.integers(0, 50), st.integers(0, 2)))
weight = st.fractions(0, 20, max_denominator=60)
weights = st.dictionaries(st.sampled_from(TYPES), weight)


def test_who_gains_and_who_loses() -> None:
    """Twelve cash visits and three signings of wealth: 12 and 10 pieces; cash at 1.5 makes it 18 and 10."""
    found = simulate([row("T2", "wealth", 3), row("T1", "current", 12, 1)], {"current": Fraction(3, 2)})
    assert [(t.teller_no, t.visits, t.before, t.after, t.effect) for t in found.tellers] == [
        ("T1", 12, 12, 18, "gains"), ("T2", 3, 10, 10, "loses"),
    ]  # fmt: skip
    assert (found.tellers[0].share_before, found.tellers[0].share_after) == (Fraction(6, 11), Fraction(9, 14))
    assert (found.before, found.after, found.sum_kept) == (22, 28, False)


@given(rows, weights)
def test_shares_add_up_and_nobody_is_lost(made: list[Row], given_: dict[str, Fraction]) -> None:
    found = simulate(made, given_)
    for total, share in ((found.before, "share_before"), (found.after, "share_after")):
        assert sum(getattr(t, share) for t in found.tellers) == (1 if total else 0)
    assert sum(t.visits for t in found.tellers) == sum(r.visits - r.open for r in made)
    assert sum(t.after - t.before for t in found.tellers) == found.after - found.before
    assert found.sum_kept == (found.before == found.after)


@given(rows, st.fractions(Fraction(1, 9), 9, max_denominator=60))
def test_all_weights_scaled_alike_change_no_share(made: list[Row], factor: Fraction) -> None:
    found = simulate(made, {kind: factor * USUAL[kind] for kind in TYPES})
    assert all(t.share_before == t.share_after and t.effect == "same" for t in found.tellers)
    assert found.after == factor * found.before


@given(rows)
def test_the_weights_as_they_are_change_nothing(made: list[Row]) -> None:
    for given_ in ({}, USUAL):
        found = simulate(made, given_)
        assert (found.sum_kept, {t.effect for t in found.tellers} <= {"same"}) == (True, True)


@given(rows, st.sampled_from(TYPES), st.fractions(Fraction(1, 9), 9, max_denominator=60))
def test_more_for_one_kind_costs_nobody_who_does_only_that(made: list[Row], kind: str, more: Fraction) -> None:
    only = [r for r in made if r.teller_no != "A" or r.business_type == kind]
    assume(any(r.teller_no == "A" and r.visits > r.open for r in only))
    found = simulate(only, {kind: USUAL[kind] + more})
    assert next(t for t in found.tellers if t.teller_no == "A").effect in ("gains", "same")
    if any(t.effect == "gains" for t in found.tellers):
        assert any(t.effect == "loses" for t in found.tellers), "a share is somebody's"


@given(rows, weights, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(made: list[Row], given_: dict[str, Fraction], chance: object) -> None:
    mixed = chance.sample(made, len(made))  # type: ignore[attr-defined]
    assert simulate(mixed, given_) == simulate(made, given_)


def test_a_weight_is_said_in_any_name_of_its_type() -> None:
    assert weights_of(["current=1.5", "理财 = 10/3"], EDITIONS) == {
        "current": Fraction(3, 2), "wealth": Fraction(10, 3),
    }  # fmt: skip


@pytest.mark.parametrize("said", ["", "current", "gold=1", "current=", "current=x", "current=-1", "current=0",
                                  "current=1/0", "current=nan", "current=1e9", "current=inf",
                                  "current=1001"])  # fmt: skip
def test_what_is_no_weight_is_said(said: str) -> None:
    with pytest.raises(BadInput, match=f"'{said}'"):
        weights_of([said], EDITIONS)
