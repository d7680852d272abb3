"""A referral as it stands after what colleagues did, in the branch's order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from uuid_utils.compat import uuid7

from teller_assist.domain.referral import ReferralClaimed, ReferralClosed, ReferralMade, fold

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
ID = uuid7()
MADE = ReferralMade(
    id=uuid7(), at=AT, staff_no="T1", referral_id=ID, customer_no="C1", product_code="P1", note="周末来"
)  # fmt: skip


def claim(staff_no: str, minute: int = 1) -> ReferralClaimed:
    return ReferralClaimed(id=uuid7(), at=AT + timedelta(minutes=minute), staff_no=staff_no, referral_id=ID)


def close(staff_no: str, outcome: str = "done") -> ReferralClosed:
    return ReferralClosed(id=uuid7(), at=AT + timedelta(hours=1), staff_no=staff_no, referral_id=ID, outcome=outcome)


def state(*events: Any) -> tuple[str, str, str, str]:
    found = fold([MADE, *events])
    assert found is not None
    return found.claimed_by, found.contested_by, found.closed_by, found.outcome


def test_it_is_open_until_somebody_takes_it_up() -> None:
    found = fold([MADE])
    assert found is not None
    assert (found.made_by, found.claimed_by, found.closed_at, found.note) == ("T1", "", None, "周末来")


def test_the_first_claim_in_the_order_wins_whatever_the_clocks_say_and_each_loser_is_kept() -> None:
    assert state(claim("A", 9), claim("B", 1), claim("C", 2), claim("B", 3)) == ("A", "B C", "", "")
    assert state(claim("A"), claim("A")) == ("A", "", "", "")


def test_the_first_close_counts_and_a_claim_after_it_is_told_that_it_was_too_late() -> None:
    assert state(claim("A"), close("A"), close("B", "mistaken"), claim("C")) == ("A", "C", "A", "done")
    assert state(close("T1", "mistaken"), claim("C")) == ("", "C", "T1", "mistaken")


def test_without_its_beginning_it_is_nothing_and_with_it_later_everything() -> None:
    assert fold([claim("A")]) is None
    found = fold([claim("A"), MADE])
    assert found is not None
    assert found.claimed_by == "A"


def test_the_same_made_twice_is_one() -> None:
    assert fold([MADE, replace(MADE, id=uuid7(), note="again")]) == fold([MADE])
