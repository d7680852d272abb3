"""The care pause: what stops selling by itself, at which windows, who lifts it, and what the account says of it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest

from teller_assist.desk.care import CareDesk
from teller_assist.desk.counter import Counter
from teller_assist.desk.window import Window
from teller_assist.domain.attempt import Outcome
from teller_assist.domain.card import Card
from teller_assist.domain.care import CareLifted, CarePaused, fold
from teller_assist.domain.chain import Entry
from teller_assist.domain.hand import Hand, hand_from
from teller_assist.errors import BadInput, NotAllowed, NotFound, Refused
from teller_assist.store import received
from tests.desk import small
from tests.desk.small import COMPLAINS, ELSEWHERE, LOBBY, MANAGER, TELLER, UNLICENSED, ZHANG, Clock

Open = Callable[..., Counter]
RISKY = hand_from({"amount": "200000", "early": "yes", "payee": "new", "payee_place": "elsewhere"})
PLAIN = hand_from({"amount": "200"})


def pops(counter: Counter, hand: Hand, customer_no: str = ZHANG) -> Card:
    """As the window does it."""
    counter.take_hand(customer_no, hand)
    card = counter.card(customer_no, steady=True)
    counter.begin_visit(customer_no, "pop", card)
    return counter.card(customer_no, steady=True)


def cared_for(card: Card) -> bool:
    return [a.code for a in card.alerts][:1] == ["care_pause"] and not card.slate.suggestions


@pytest.fixture
def other(tmp_path: Path, clock: Clock) -> Iterator[Counter]:
    """Another window of the branch, with a database of its own."""
    desk = Counter.open(small.make_desk(tmp_path / "other"), now=clock, staff_no=UNLICENSED)
    yield desk
    desk.close()


def deliver(here: Counter, there: Counter) -> None:
    """What one desk recorded comes to the other."""
    with here.reading() as con:
        rows = con.execute("SELECT device, epoch, seq, event_id, occurred_at, staff_no, kind, v, payload FROM journal")
        sent = [Entry(*row) for row in rows]
    with there._work.writing() as session:
        received.take(session, enumerate(sent, 1))


def test_signs_of_the_transaction_stop_selling_and_are_recorded_once(counter: Counter) -> None:
    assert pops(counter, PLAIN).slate.suggestions
    assert CareDesk(counter).here(ZHANG) is None
    card = pops(counter, RISKY)
    assert cared_for(card)
    assert card.care is not None
    assert {"early_withdrawal", "new_payee"} <= set(card.care.codes)
    assert len(card.care.signs) == len(card.care.codes)
    assert card.care.asks
    made = CareDesk(counter).here(ZHANG)
    assert made is not None
    assert (made.source, set(made.signs.split())) == ("signs", set(card.care.codes))
    assert pops(counter, RISKY) == card
    assert CareDesk(counter).listed() == (made,)


def test_a_harmless_pop_after_it_does_not_take_it_back_nor_does_coming_again(counter: Counter, clock: Clock) -> None:
    pops(counter, RISKY)
    assert cared_for(pops(counter, PLAIN))
    counter.end_visit()
    clock.pass_(hours=3)
    assert cared_for(pops(counter, PLAIN))
    clock.pass_(hours=24)
    counter.end_visit()
    assert pops(counter, PLAIN).slate.suggestions, "tomorrow is another day"


def test_it_counts_at_every_window_of_the_branch(counter: Counter, other: Counter) -> None:
    before = pops(other, PLAIN)
    assert before.slate.suggestions
    pops(counter, RISKY)
    deliver(counter, other)
    after = other.card(ZHANG, steady=True)
    assert cared_for(after)
    assert (after.alerts, after.care) != (before.alerts, before.care), "by which an open card knows that it has changed"
    made = CareDesk(counter).here(ZHANG)
    assert made is not None
    more = CareDesk(other).pause(known(other)[:1])
    assert (more.pause_id, more.signs.split()[-1]) == (made.pause_id, known(other)[0]), "one pause, one sign more"
    CareDesk(counter).lift(made.pause_id, "false_alarm", MANAGER)
    deliver(counter, other)
    lifted = other.card(ZHANG, steady=True)
    assert (lifted.alerts, lifted.slate.suggestions, lifted.slate.nothing_because) == ((), (), "CARE_PAUSE")


def test_a_pause_of_another_desk_shows_no_more_signs_than_a_window_has_room_for() -> None:
    told = {
        "pause_id": UUID(int=1),
        "visit_id": UUID(int=2),
        "customer_no": ZHANG,
        "at": small.MORNING,
        "staff_no": TELLER,
    }
    many = " ".join(f"s{n}" for n in range(100_000))
    first, odd = (CarePaused(id=UUID(int=n), signs=signs, **told) for n, signs in ((3, f"x {many}"), (4, "x" * 10**6)))
    state = fold([first, odd, first])
    assert state is not None
    assert state.signs.split() == ["x", *(f"s{n}" for n in range(63))]
    wrong = CareLifted(id=UUID(int=5), pause_id=UUID(int=1), verdict="fine", authorised_by=MANAGER, at=small.MORNING,
                       staff_no=TELLER)  # fmt: skip
    assert fold([first, wrong]) == fold([first])
    assert fold([wrong]) is None


def known(counter: Counter) -> list[str]:
    return [sign.code for sign in CareDesk(counter).signs()]


def test_another_person_of_the_branch_authorises_the_lifting_and_no_offer_comes_back(opened: Open) -> None:
    counter = opened(TELLER)
    pops(counter, RISKY)
    care, made = CareDesk(counter), CareDesk(counter).here(ZHANG)
    assert made is not None
    for wrong, why in ((LOBBY, NotAllowed), (TELLER, NotAllowed), ("nobody", NotFound)):
        with pytest.raises(why):
            care.lift(made.pause_id, "false_alarm", wrong)
    with pytest.raises(BadInput):
        care.lift(made.pause_id, "fine", MANAGER)
    with pytest.raises(Refused, match="four eyes"):
        CareDesk(opened(MANAGER)).lift(made.pause_id, "false_alarm", MANAGER)
    lifted = care.lift(made.pause_id, "stopped", MANAGER, "已劝阻")
    assert (lifted.verdict, lifted.authorised_by) == ("stopped", MANAGER)
    card = counter.card(ZHANG, steady=True)
    assert (card.alerts, card.slate.suggestions) == ((), ())
    with pytest.raises(Refused, match="lifted already"):
        care.lift(made.pause_id, "false_alarm", MANAGER)


def test_no_sale_is_logged_while_a_pause_stands_and_after_it_was_lifted_it_is(counter: Counter) -> None:
    before = counter.log(ZHANG, small.CD, Outcome.CONSIDERING)
    pops(counter, RISKY)
    for sell in (
        lambda: counter.log(ZHANG, small.CD, Outcome.ACCEPTED),
        lambda: counter.correct(before.attempt_id, Outcome.ACCEPTED),
    ):
        with pytest.raises(Refused, match="supervisor") as refused:
            sell()
        assert (refused.value.key, refused.value.facts["code"]) == ("care_first", "CARE_PAUSE")
    assert counter.log(ZHANG, small.MOBILE, Outcome.DECLINED).outcome is Outcome.DECLINED
    assert counter.log(ZHANG, "SVC-ID", Outcome.ACCEPTED).outcome is Outcome.ACCEPTED, "a service is no sale"
    made = CareDesk(counter).here(ZHANG)
    assert made is not None
    CareDesk(counter).lift(made.pause_id, "false_alarm", MANAGER)
    assert counter.log(ZHANG, small.CD, Outcome.ACCEPTED).outcome is Outcome.ACCEPTED


def test_what_was_verified_is_no_alarm_again_but_a_new_sign_is(counter: Counter) -> None:
    first = hand_from({"amount": "200000", "early": "yes", "payee": "new"})
    pops(counter, first)
    made = CareDesk(counter).here(ZHANG)
    assert made is not None
    CareDesk(counter).lift(made.pause_id, "false_alarm", MANAGER)
    assert pops(counter, first).alerts == ()
    CareDesk(counter).pause(known(counter)[:1])
    assert cared_for(counter.card(ZHANG))
    again = CareDesk(counter).here(ZHANG)
    assert again is not None
    assert again.pause_id != made.pause_id


def test_a_teller_pauses_by_what_they_see_and_by_calling_for_help(counter: Counter) -> None:
    care, window = CareDesk(counter), Window(counter)
    with pytest.raises(Refused, match="nobody is at the window"):
        care.pause()
    window.ask("fraud")
    window.begin_guest()
    window.ask("fraud")
    with pytest.raises(Refused, match="guest"):
        care.pause()
    assert care.listed() == ()
    counter.begin_visit(COMPLAINS, "search")
    window.ask("help")
    assert care.here(COMPLAINS) is None
    window.ask("fraud")
    with pytest.raises(BadInput, match="no sign"):
        care.pause(["red_hat"])
    care.pause(known(counter)[:1])
    made = care.here(COMPLAINS)
    assert made is not None
    assert (made.source, made.signs.split()) == ("teller", ["reported", *known(counter)[:1]])
    assert [a.code for a in counter.card(COMPLAINS).alerts] == ["care_pause", "complaint"]


def test_who_refused_offers_or_has_the_account_elsewhere_is_looked_after_too(counter: Counter) -> None:
    counter.withdraw_consent(ZHANG)
    assert cared_for(pops(counter, RISKY))
    stranger = pops(counter, RISKY, ELSEWHERE)
    assert [a.code for a in stranger.alerts] == ["care_pause", "fraud_watch"]
    assert CareDesk(counter).here(ELSEWHERE) is not None


def test_the_account_of_false_alarms_by_sign_and_source(opened: Open, clock: Clock) -> None:
    counter = opened(TELLER)
    care = CareDesk(counter)
    for customer_no, verdict in ((ZHANG, "false_alarm"), (COMPLAINS, "stopped"), (ELSEWHERE, "")):
        pops(counter, RISKY, customer_no)
        made = care.here(customer_no)
        assert made is not None
        if verdict:
            care.lift(made.pause_id, verdict, MANAGER)
    counter.end_visit()
    with pytest.raises(NotAllowed):
        care.report()
    clock.pass_(days=1)
    counter.begin_visit(ZHANG, "search")
    care.pause()
    report = CareDesk(opened(LOBBY)).report()
    assert report.total[:6] == ("", 4, 1, 1, 0, 2)
    assert (round(report.total.low, 2), round(report.total.high, 2)) == (0.09, 0.91), "Wilson, 1 of 2"
    assert {row.of: row.pauses for row in report.by_source} == {"signs": 3, "teller": 1}
    assert all(row[1:6] == (3, 1, 1, 0, 1) for row in report.by_sign if row.of in ("early_withdrawal", "new_payee"))
    one_day = CareDesk(opened(LOBBY)).report(counter.today(), counter.today())
    assert (one_day.total.pauses, one_day.total.open) == (1, 1)
