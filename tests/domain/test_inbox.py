"""Whose turn a referral is, to the second; nobody is left out and nobody has it twice at once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teller_assist.domain.inbox import TURN_S, Turn, candidates, fair_order, holder, may_take, turn
from teller_assist.domain.lobby import Duty
from teller_assist.domain.referral import Referral, ReferralMade, ReferralPassed, fold

MADE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ONE = UUID(int=1)
REFERRAL = Referral(ONE, "C1", "WM2", "rm", "", MADE, "T1")


def after(seconds: float) -> datetime:
    return MADE + timedelta(seconds=seconds)


def passed(*passes: tuple[str, float]) -> Referral:
    made = ReferralMade(
        id=UUID(int=2), at=MADE, staff_no="T1", referral_id=ONE, customer_no="C1", product_code="WM2", to_role="rm"
    )
    events = [
        ReferralPassed(id=UUID(int=3 + n), at=after(at), staff_no=who, referral_id=ONE)
        for n, (who, at) in enumerate(passes)
    ]
    folded = fold([made, *events])
    assert folded is not None
    return folded


def duty(staff_no: str, role: str = "rm") -> Duty:
    return Duty(UUID(int=hash(staff_no) % 10**9), staff_no, role, "", MADE)


@pytest.mark.parametrize(
    ("seconds", "who", "left"),
    [(0, "A", 60), (0.5, "A", 60), (59, "A", 1), (59.999, "A", 1), (60, "B", 60), (60.001, "B", 60), (119.999, "B", 1),
     (120, "C", 60), (179.999, "C", 1)],
)  # fmt: skip
def test_silence_for_sixty_seconds_brings_it_to_the_next(seconds: float, who: str, left: int) -> None:
    assert turn(REFERRAL, "ABC", after(seconds)) == Turn(who, left, 0)


@pytest.mark.parametrize(
    ("seconds", "expected"), [(179.999, (False, True)), (180, (True, True)), (180.001, (True,) * 2)]
)
def test_when_all_have_had_it_anybody_may_take_it(seconds: float, expected: tuple[bool, bool]) -> None:
    now = turn(REFERRAL, "ABC", after(seconds))
    assert now is not None
    assert (may_take(now, "B"), may_take(now, now.holder)) == expected


def test_passing_on_brings_it_to_the_next_at_once_and_they_have_their_whole_minute() -> None:
    state = passed(("A", 12))
    assert [holder(state, "ABC", after(s)) for s in (11.999, 12, 71.999, 72)] == ["A", "B", "B", "C"]


def test_who_passes_it_on_when_it_is_no_longer_theirs_changes_nothing() -> None:
    state = passed(("A", 60), ("C", 61))
    assert [holder(state, "ABC", after(s)) for s in (59.999, 60, 61, 119.999, 120)] == ["A", "B", "B", "B", "C"]


def test_all_pass_it_on_and_it_goes_round_again() -> None:
    state = passed(("A", 3), ("B", 5), ("C", 9))
    assert turn(state, "ABC", after(9)) == Turn("A", 60, 1)
    assert turn(passed(("A", 3)), "A", after(4)) == Turn("A", 59, 1), "alone, they may think better of it"


def test_nobody_on_duty_somebody_has_it_or_it_is_closed_is_nobodys_turn() -> None:
    assert turn(REFERRAL, (), after(1)) is None
    assert turn(replace(REFERRAL, claimed_by="A"), "A", after(1)) is None
    assert turn(replace(REFERRAL, closed_at=MADE), "A", after(1)) is None
    assert may_take(None, "anybody")


def test_the_wanted_role_comes_first_and_who_made_it_is_not_asked() -> None:
    there = [duty("R1"), duty("R2"), duty("L1", "lobby_manager"), duty("T1"), duty("T2", "teller")]
    assert set(candidates(REFERRAL, there)) == {"R1", "R2"}
    assert candidates(REFERRAL, there[2:]) == ("L1",), "no relationship manager here: the lobby manager is asked"
    assert candidates(replace(REFERRAL, to_role="teller"), there) == ("T2",)
    assert candidates(REFERRAL, [duty("T2", "teller")]) == ()


def test_the_first_place_falls_to_everybody_about_equally_often() -> None:
    firsts = [fair_order(UUID(int=n), "ABC")[0] for n in range(600)]
    assert all(150 < firsts.count(who) < 250 for who in "ABC")
    whole = fair_order(ONE, "ABCDE")
    assert fair_order(ONE, set("ABCDE") - {"C"}) == tuple(who for who in whole if who != "C")


@given(
    size=st.integers(1, 6),
    passes=st.lists(st.tuples(st.sampled_from("ABCDEF"), st.integers(0, 900)), max_size=12),
    at=st.floats(0, 2000),
)
def test_there_is_always_one_holder_and_everybody_is_reached(
    size: int, passes: list[tuple[str, int]], at: float
) -> None:
    order = "ABCDEF"[:size]
    state = replace(REFERRAL, passed_by=" ".join(f"{who}:{s}" for who, s in passes))
    now = turn(state, order, after(at))
    assert now is not None
    assert now.holder in order
    assert 1 <= now.left_s <= TURN_S
    assert now.round <= (at // TURN_S + len(passes)) // size
    seen = {holder(state, order, after(s)) for s in range(size * TURN_S)}
    at_once = {who for who, _ in passes}  # who passes it on within the second in which it came has no second of theirs
    assert set(order) - at_once <= seen <= set(order), "within so many minutes everybody has been asked"


@given(passes=st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 300)), max_size=6), s=st.integers(0, 400))
def test_it_only_ever_goes_to_the_next_and_never_back(passes: list[tuple[str, int]], s: int) -> None:
    state = replace(REFERRAL, passed_by=" ".join(f"{who}:{at}" for who, at in passes))
    now, later = turn(state, "ABC", after(s)), turn(state, "ABC", after(s + 1))
    assert now is not None
    assert later is not None
    place, then = (("ABC".index(t.holder) + 3 * t.round) for t in (now, later))
    assert place <= then <= place + 1 + sum(1 for _, at in passes if at == s + 1)
