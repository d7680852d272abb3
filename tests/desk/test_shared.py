"""Referrals and consent at the counter: what a teller does, and what the card shows at once."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.errors import BadInput, NotFound, Refused
from teller_assist.store import raw
from teller_assist.store.verify import faults_of
from tests.desk import small
from tests.desk.small import Clock


def sound(counter: Counter) -> None:
    assert faults_of(counter._work.reading)[1] == []


def test_a_referral_is_seen_taken_up_and_closed(opened: Callable[..., Counter]) -> None:
    one, two = opened("T1"), opened("T2")
    made = one.refer(small.ZHANG, small.FUND, "rm", "下午来")
    assert two.referrals() == (made,)
    assert two.claim_referral(made.referral_id).claimed_by == "T2"
    assert two.claim_referral(made.referral_id).contested_by == ""
    with pytest.raises(Refused, match="T2"):
        one.claim_referral(made.referral_id)
    closed = two.close_referral(made.referral_id, "done")
    assert (closed.closed_by, closed.outcome) == ("T2", "done")
    for deed in (lambda: one.claim_referral(made.referral_id), lambda: one.close_referral(made.referral_id, "done")):
        with pytest.raises(Refused, match="closed by T2"):
            deed()
    assert one.referrals() == ()
    assert one.referrals(closed_too=True) == (closed,)
    sound(one)


def test_nobody_takes_up_their_own_and_only_who_has_it_closes_it(opened: Callable[..., Counter]) -> None:
    maker, taker, other, manager = (opened(no) for no in ("T1", "R1", "T2", "M1"))
    made = maker.refer(small.ZHANG, small.FUND, "rm")
    with pytest.raises(Refused, match="a colleague does"):
        maker.claim_referral(made.referral_id)
    taker.claim_referral(made.referral_id)
    for who, outcome in ((maker, "done"), (other, "mistaken"), (other, "done")):
        with pytest.raises(Refused, match="taken up by R1"):
            who.close_referral(made.referral_id, outcome)
    assert taker.close_referral(made.referral_id, "done").closed_by == "R1"
    slip = maker.refer(small.ZHANG, small.FUND, "rm")
    assert maker.close_referral(slip.referral_id, "mistaken").outcome == "mistaken"
    left = maker.refer(small.ZHANG, small.FUND, "rm")
    assert manager.close_referral(left.referral_id, "unreachable").closed_by == "M1"


def test_what_is_referred_and_still_open_is_not_referred_again(opened: Callable[..., Counter], clock: Clock) -> None:
    maker, taker = opened("T1"), opened("R1")
    made = maker.refer(small.ZHANG, small.FUND, "rm")
    assert maker.refer(small.ZHANG, small.FUND, "rm", "again").referral_id == made.referral_id
    assert maker.refer(small.OUYANG, small.FUND, "rm").referral_id != made.referral_id
    assert len(taker.referrals()) == 2
    clock.pass_(days=1)
    assert maker.refer(small.ZHANG, small.FUND, "rm").referral_id != made.referral_id, "yesterday's nobody sees"


def test_what_cannot_be_referred_is_told_and_nothing_is_recorded(counter: Counter) -> None:
    for customer, product, role, note, error in (
        ("nobody", small.FUND, "", "", NotFound), (small.ZHANG, "nothing", "", "", NotFound),
        (small.ZHANG, small.FUND, "king", "", BadInput), (small.ZHANG, small.FUND, "", "x" * 501, BadInput),
    ):  # fmt: skip
        with pytest.raises(error):
            counter.refer(customer, product, role, note)
    with pytest.raises(NotFound):
        counter.claim_referral(uuid4())
    made = counter.refer(small.ELSEWHERE, small.FUND)
    with pytest.raises(BadInput, match="unreachable"):
        counter.close_referral(made.referral_id, "whatever")
    assert counter.status().unsent == 1


def test_a_withdrawal_takes_suggestions_away_at_once(counter: Counter) -> None:
    before = counter.card(small.ZHANG)
    assert before.consent is True
    assert before.slate.suggestions
    counter.withdraw_consent(small.ZHANG)
    after = counter.card(small.ZHANG)
    assert (after.consent, after.consent_on) == (False, date(2026, 11, 23))
    assert not after.slate.suggestions
    sound(counter)


def test_said_twice_it_is_recorded_once_and_a_consent_brings_offers_back(counter: Counter, clock: Clock) -> None:
    counter.withdraw_consent(small.ZHANG)
    counter.withdraw_consent(small.ZHANG)
    assert counter.status().unsent == 1
    clock.pass_(minutes=5)
    assert counter.give_consent(small.ZHANG).state == "given"
    assert counter.card(small.ZHANG).consent is True
    assert counter.card(small.ZHANG).slate.suggestions
    sound(counter)


def test_a_customer_who_was_never_asked_may_be_asked_at_the_counter(counter: Counter) -> None:
    assert counter.card(small.BARE).consent is None
    counter.give_consent(small.BARE)
    assert counter.card(small.BARE).consent is True


@pytest.mark.parametrize(("told_on", "counts"), [("2026-11-22", False), ("2026-11-23", False), ("2026-11-24", True)])
def test_only_a_later_consent_of_the_bank_undoes_a_withdrawal(
    opened: Callable[..., Counter], told_on: str, counts: bool
) -> None:
    counter = opened()
    counter.withdraw_consent(small.ZHANG)
    con = raw.connect(counter.snapshot.path, counter._key)
    con.execute(
        "UPDATE customer SET consent_marketing = 1, consent_on = ? WHERE customer_no = ?", (told_on, small.ZHANG)
    )
    con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    con.execute("PRAGMA journal_mode = DELETE")
    con.close()
    assert opened().card(small.ZHANG).consent is counts


def test_who_wants_no_calls_has_it_on_the_card(counter: Counter) -> None:
    assert "do_not_call" not in counter.card(small.COMPLAINS).preferences
    counter.withdraw_consent(small.COMPLAINS, "phone")
    card = counter.card(small.COMPLAINS)
    assert (card.preferences["do_not_call"], card.consent) == ("yes", True)
    counter.give_consent(small.COMPLAINS, "phone")
    assert "do_not_call" not in counter.card(small.COMPLAINS).preferences


def test_consent_of_nobody_and_for_nothing_is_refused(counter: Counter) -> None:
    with pytest.raises(NotFound):
        counter.withdraw_consent("nobody")
    with pytest.raises(BadInput, match="marketing, phone"):
        counter.give_consent(small.ZHANG, "post")
