"""What came of a suggestion: two keys, a toast, ten seconds to take it back."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.desk.doctor import verify_journal
from teller_assist.domain.attempt import Attempt, Outcome
from teller_assist.errors import BadInput, NotFound, Refused
from tests.desk import small
from tests.desk.small import Clock


def shown(counter: Counter, customer_no: str = small.ZHANG) -> list[str]:
    return [s.product_code for s in counter.card(customer_no).slate.suggestions]


def test_a_logged_attempt_stands_with_its_rank_and_decision(counter: Counter) -> None:
    codes = shown(counter)
    counter.begin_visit(small.ZHANG, "search", counter.card(small.ZHANG))
    attempt = counter.log(small.ZHANG, codes[0], Outcome.DECLINED, 3)
    assert (attempt.outcome, attempt.reason, attempt.rank, attempt.staff_no) == (Outcome.DECLINED, 3, 1, small.TELLER)
    assert attempt.verb
    assert attempt.decision_id is not None
    assert counter.attempts_today() == (attempt,)


def test_a_repeat_collapses_and_another_answer_corrects(counter: Counter, clock: Clock) -> None:
    first = counter.log(small.ZHANG, small.CD, Outcome.CONSIDERING)
    clock.pass_(seconds=30)
    assert counter.log(small.ZHANG, small.CD, Outcome.CONSIDERING) == first
    unsent = counter.status().unsent
    second = counter.log(small.ZHANG, small.CD, Outcome.DECLINED, 2)
    assert (second.attempt_id, second.outcome) == (first.attempt_id, Outcome.DECLINED)
    assert len(counter.attempts_today()) == 1
    assert counter.status().unsent == unsent + 1


def test_undo_works_for_ten_seconds_and_not_for_eleven(counter: Counter, clock: Clock) -> None:
    counter.log(small.ZHANG, small.CD, Outcome.CONSIDERING)
    clock.pass_(seconds=10)
    assert counter.undo() is None
    assert counter.attempts_today() == ()
    counter.log(small.ZHANG, small.CD, Outcome.CONSIDERING)
    clock.pass_(seconds=10, microseconds=1)
    with pytest.raises(Refused, match="ten seconds"):
        counter.undo()
    assert len(counter.attempts_today()) == 1


def test_undo_of_a_correction_brings_the_first_answer_back(counter: Counter, clock: Clock) -> None:
    first = counter.log(small.ZHANG, small.CD, Outcome.CONSIDERING)
    clock.pass_(seconds=60)
    counter.correct(first.attempt_id, Outcome.DECLINED, 1)
    assert counter.undo() == first
    assert counter.attempts_today() == (first,)


def test_nothing_to_undo_is_said(counter: Counter) -> None:
    with pytest.raises(Refused):
        counter.undo()


def test_no_time_logs_every_suggestion_not_yet_logged_and_one_undo_takes_all_back(counter: Counter) -> None:
    codes = shown(counter)
    assert len(codes) >= 2
    counter.begin_visit(small.ZHANG, "search")
    counter.log(small.ZHANG, codes[0], Outcome.CONSIDERING)
    rest = counter.log_rest(Outcome.NOT_OFFERED, 1)
    assert [a.product_code for a in rest] == codes[1:]
    assert counter.log_rest(Outcome.NOT_OFFERED, 1) == ()
    counter.undo()
    assert [a.product_code for a in counter.attempts_today()] == [codes[0]]


def test_the_rest_needs_a_visit_and_is_never_a_sale(counter: Counter) -> None:
    with pytest.raises(Refused, match="no visit"):
        counter.log_rest(Outcome.NOT_OFFERED, 1)
    counter.begin_visit(small.ZHANG, "search")
    with pytest.raises(Refused):
        counter.log_rest(Outcome.ACCEPTED)


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (Outcome.DECLINED, 10), (Outcome.DECLINED, -1), (Outcome.ACCEPTED, 1), (Outcome.NOT_OFFERED, 10),
        (Outcome.NOT_RECORDED, 0),
    ],
)  # fmt: skip
def test_a_reason_the_outcome_does_not_have_is_not_recorded(counter: Counter, outcome: Outcome, reason: int) -> None:
    with pytest.raises(BadInput):
        counter.log(small.ZHANG, small.CD, outcome, reason)
    assert counter.status().unsent == 0


def test_reason_nine_and_no_reason_are_both_fine(counter: Counter) -> None:
    assert counter.log(small.ZHANG, small.CD, Outcome.DECLINED, 9).reason == 9
    assert counter.log(small.ZHANG, small.TERM, Outcome.DECLINED).reason == 0


def test_unknown_product_customer_or_attempt_is_not_found(counter: Counter) -> None:
    with pytest.raises(NotFound, match="product"):
        counter.log(small.ZHANG, "XX", Outcome.DECLINED)
    with pytest.raises(NotFound, match="customer"):
        counter.log("C77", small.CD, Outcome.DECLINED)
    with pytest.raises(NotFound, match="attempt"):
        counter.correct(uuid4(), Outcome.DECLINED)
    assert counter.status().unsent == 0


def test_a_service_that_is_no_product_is_logged_like_one(counter: Counter) -> None:
    service = next(code for code in shown(counter) if code.startswith("SVC-"))
    assert counter.log(small.ZHANG, service, Outcome.ACCEPTED).product_code == service


@pytest.mark.parametrize(
    ("customer_no", "product", "code"),
    [
        (small.ZHANG, small.FUND, "FUND_RISK"),
        (small.ZHANG, small.TRUST, "PRIVATE_PLACEMENT"),
        (small.BARE, small.WEALTH, "AGE_UNKNOWN"),
        (small.GONE, small.CD, "DECEASED"),
        (small.MINOR, small.CD, "MINOR"),
        (small.OUYANG, small.FUND, "ELDERLY_EXTRA_STEP"),
    ],
)
def test_what_the_law_blocks_cannot_be_logged_as_accepted(
    counter: Counter, customer_no: str, product: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        counter.log(customer_no, product, Outcome.ACCEPTED, recording_ref="AV-1")
    assert refused.value.facts["code"] == code
    assert counter.status().unsent == 0
    assert counter.log(customer_no, product, Outcome.UNSUITABLE).outcome is Outcome.UNSUITABLE


def test_an_agent_takes_out_what_was_entrusted_but_no_investment_and_no_debt(counter: Counter) -> None:
    counter.begin_visit(small.ZHANG, "search")
    considering = counter.log(small.ZHANG, small.WEALTH, Outcome.CONSIDERING, recording_ref="AV-1")
    counter.note_agent()
    for product in (small.WEALTH, small.LOAN):
        with pytest.raises(Refused, match="in person") as refused:
            counter.log(small.ZHANG, product, Outcome.ACCEPTED, recording_ref="AV-1")
        assert (refused.value.key, refused.value.facts["code"]) == ("in_person", "AGENT")
    with pytest.raises(Refused, match="in person"):
        counter.correct(considering.attempt_id, Outcome.ACCEPTED)
    assert counter.log(small.ZHANG, small.CD, Outcome.ACCEPTED).outcome is Outcome.ACCEPTED
    counter.note_agent(present=False)
    assert counter.correct(considering.attempt_id, Outcome.ACCEPTED).outcome is Outcome.ACCEPTED


def test_a_sale_in_the_recorded_zone_needs_its_recording(counter: Counter) -> None:
    with pytest.raises(Refused, match="recording"):
        counter.log(small.ZHANG, small.WEALTH, Outcome.ACCEPTED)
    considering = counter.log(small.ZHANG, small.WEALTH, Outcome.CONSIDERING)
    with pytest.raises(Refused, match="recording"):
        counter.correct(considering.attempt_id, Outcome.ACCEPTED)
    sold = counter.log(small.ZHANG, small.WEALTH, Outcome.ACCEPTED, recording_ref="AV-20261123-7")
    assert (sold.attempt_id, sold.recording_ref) == (considering.attempt_id, "AV-20261123-7")


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("product SET on_sale = 0", "SOLD_OUT"),
        ("product SET valid_to = '2026-11-22'", "NOT_VALID_TODAY"),
        ("product SET valid_from = '2026-11-24'", "NOT_VALID_TODAY"),
        ("branch SET not_offered = 'large_cd wealth'", "NOT_OFFERED_HERE"),
    ],
)
def test_what_is_not_sold_here_today_cannot_be_logged_as_accepted(
    data: Path, opened: Callable[..., Counter], told: str, code: str
) -> None:
    small.retell(data, told)
    counter = opened()
    for product in (small.CD, small.WEALTH):
        with pytest.raises(Refused) as refused:
            counter.log(small.ZHANG, product, Outcome.ACCEPTED, recording_ref="AV-1")
        assert refused.value.facts["code"] == code
    assert counter.status().unsent == 0
    assert counter.log(small.ZHANG, small.CD, Outcome.CONSIDERING).outcome is Outcome.CONSIDERING


def test_what_is_sold_from_today_to_today_is_sold_today(data: Path, opened: Callable[..., Counter]) -> None:
    small.retell(data, "product SET valid_from = '2026-11-23', valid_to = '2026-11-23'")
    assert opened().log(small.ZHANG, small.CD, Outcome.ACCEPTED).outcome is Outcome.ACCEPTED


def test_no_recording_makes_up_for_a_branch_without_a_zone(data: Path, opened: Callable[..., Counter]) -> None:
    small.retell(data, "branch SET sales_zone = 0")
    with pytest.raises(Refused, match="B1 has none"):
        opened().log(small.ZHANG, small.WEALTH, Outcome.ACCEPTED, recording_ref="AV-1")


def test_a_blank_is_no_recording_and_blanks_around_one_are_not_kept(counter: Counter) -> None:
    for blank in (" ", "\t\n", "\u3000"):
        with pytest.raises(Refused, match="recording"):
            counter.log(small.ZHANG, small.WEALTH, Outcome.ACCEPTED, recording_ref=blank)
    assert counter.status().unsent == 0
    sold = counter.log(small.ZHANG, small.WEALTH, Outcome.ACCEPTED, recording_ref="  AV-7 ")
    assert sold.recording_ref == "AV-7"


def test_texts_have_a_longest_length(counter: Counter) -> None:
    kept = counter.log(small.ZHANG, small.WEALTH, Outcome.ACCEPTED, note="备" * 500, recording_ref="A" * 64)
    assert (len(kept.note), len(kept.recording_ref)) == (500, 64)
    with pytest.raises(BadInput, match="500"):
        counter.log(small.ZHANG, small.WEALTH, Outcome.ACCEPTED, note="备" * 501, recording_ref="A")
    with pytest.raises(BadInput, match="64"):
        counter.log(small.ZHANG, small.WEALTH, Outcome.ACCEPTED, recording_ref="A" * 65)


def test_a_clock_set_back_takes_nobodys_undo_away(counter: Counter, clock: Clock) -> None:
    counter.log(small.ZHANG, small.CD, Outcome.CONSIDERING)
    clock.pass_(seconds=-30)
    assert counter.undo() is None
    assert counter.attempts_today() == ()


def test_without_the_qualification_a_sale_is_refused_and_a_referral_is_not(opened: Callable[..., Counter]) -> None:
    counter = opened(small.UNLICENSED)
    with pytest.raises(Refused, match="refer"):
        counter.log(small.ZHANG, small.WEALTH, Outcome.ACCEPTED, recording_ref="AV-1")
    assert counter.log(small.ZHANG, small.WEALTH, Outcome.REFERRED).outcome is Outcome.REFERRED


def test_a_qualification_is_valid_on_its_last_day(opened: Callable[..., Counter], clock: Clock) -> None:
    clock.pass_(days=-1)
    counter = opened(small.UNLICENSED)
    sold = counter.log(small.ZHANG, small.WEALTH, Outcome.ACCEPTED, recording_ref="AV-1")
    assert sold.outcome is Outcome.ACCEPTED


def test_two_windows_on_one_desk_both_log_and_the_chain_holds(opened: Callable[..., Counter], data: Path) -> None:
    from threading import Thread

    counters = [opened(small.TELLER), opened(small.UNLICENSED)]
    logged: list[Attempt] = []

    def work(counter: Counter, customer_no: str) -> None:
        for turn in range(20):
            outcome = (Outcome.CONSIDERING, Outcome.ALREADY_HAS)[turn % 2]
            logged.append(counter.log(customer_no, small.CD, outcome))

    threads = [Thread(target=work, args=pair) for pair in zip(counters, (small.ZHANG, small.OUYANG), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verified = verify_journal(data)
    assert (len(logged), verified.faults) == (40, ())
    assert verified.rows == 42  # two visits began
