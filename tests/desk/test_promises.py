"""A promise: on the card until it is ended, overdue the day after its day, and in the rate of who owes it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.desk.quality import Quality
from teller_assist.errors import BadInput, NotFound, Refused
from tests.desk.small import LOBBY, MANAGER, TELLER, TODAY, UNLICENSED, ZHANG, Clock

Open = Callable[..., Counter]
FRIDAY = TODAY + timedelta(days=4)


def test_it_stands_on_the_card_and_in_the_timeline_until_it_is_kept(opened: Open, clock: Clock) -> None:
    counter = opened()
    quality = Quality(counter)
    made = quality.promise(ZHANG, "把存单利率表寄给她", FRIDAY)
    assert (made.owner_no, made.made_by, made.how) == (TELLER, TELLER, "")
    card = counter.card(ZHANG)
    assert ("promise", "warn", FRIDAY) in [(f.code, f.tone, f.on) for f in card.flags]
    (item,) = [i for i in card.timeline if i.kind == "promise"]
    assert (item.facts["what"], item.facts["due_on"], item.facts["how"]) == (made.what, FRIDAY, "")
    clock.pass_(days=5)
    assert ("promise_overdue", "bad", FRIDAY) in [(f.code, f.tone, f.on) for f in counter.card(ZHANG).flags]
    assert quality.promises("overdue") == (made,)
    quality.end_promise(made.promise_id, "kept")
    card = counter.card(ZHANG)
    assert not [f for f in card.flags if f.code.startswith("promise")]
    (item,) = [i for i in card.timeline if i.kind == "promise"]
    assert (item.facts["how"], item.facts["late"]) == ("kept", True)
    assert quality.promises() == ()


def test_its_last_day_is_in_time_and_one_far_away_is_no_flag_yet(opened: Open, clock: Clock) -> None:
    counter = opened()
    quality = Quality(counter)
    quality.promise(ZHANG, "年底回访", TODAY + timedelta(days=31))
    assert not [f for f in counter.card(ZHANG).flags if f.code.startswith("promise")]
    made = quality.promise(ZHANG, "回电", TODAY)
    assert quality.promises("overdue") == ()
    assert not quality.end_promise(made.promise_id, "kept").is_late()


def test_who_owes_it_or_the_floor_says_what_became_of_it_once(opened: Open) -> None:
    made = Quality(opened(TELLER)).promise(ZHANG, "回电", FRIDAY)
    with pytest.raises(Refused, match="T1 owes it"):
        Quality(opened(UNLICENSED)).end_promise(made.promise_id, "kept")
    ended = Quality(opened(LOBBY)).end_promise(made.promise_id, "withdrawn", "客户自己办了")
    assert (ended.ended_by, ended.note) == (LOBBY, "客户自己办了")
    assert Quality(opened(TELLER)).end_promise(made.promise_id, "withdrawn") == ended, "said twice, recorded once"
    with pytest.raises(Refused, match="withdrawn"):
        Quality(opened(TELLER)).end_promise(made.promise_id, "kept")


def test_everybody_sees_their_own_rate_and_the_branchs_managers_all(opened: Open) -> None:
    one, two = Quality(opened(TELLER)), Quality(opened(UNLICENSED))
    one.end_promise(one.promise(ZHANG, "回电", FRIDAY).promise_id, "kept")
    two.end_promise(two.promise(ZHANG, "寄资料", FRIDAY).promise_id, "broken")
    two.promise(ZHANG, "请主管回电", FRIDAY, owner_no=LOBBY)
    assert [(r.owner_no, r.due, r.kept) for r in one.kept_rates()] == [("", 2, 1), (TELLER, 1, 1)]
    everyone = Quality(opened(MANAGER)).kept_rates()
    assert [(r.owner_no, r.due, r.kept, r.ahead) for r in everyone] == [
        ("", 2, 1, 1), (LOBBY, 0, 0, 1), (TELLER, 1, 1, 0), (UNLICENSED, 1, 0, 0),
    ]  # fmt: skip
    assert [r.due for r in Quality(opened(MANAGER)).kept_rates(since=FRIDAY + timedelta(days=1))] == [0]
    assert len(two.promises()) == 1
    assert one.promises() == ()


def test_who_serves_the_customer_knows_the_promise_but_not_what_a_colleague_noted(opened: Open) -> None:
    made = Quality(opened(TELLER)).promise(ZHANG, "回电", FRIDAY)
    Quality(opened(LOBBY)).end_promise(made.promise_id, "broken", "他忘了")
    (told,) = Quality(opened(UNLICENSED)).promises_of(ZHANG)
    assert (told.what, told.due_on, told.owner_no, told.how, told.note) == ("回电", FRIDAY, TELLER, "broken", "")
    for who in (TELLER, LOBBY, MANAGER):
        assert Quality(opened(who)).promises_of(ZHANG)[0].note == "他忘了"


def test_a_promise_needs_words_and_a_day_to_come(opened: Open) -> None:
    quality = Quality(opened())
    with pytest.raises(BadInput, match="what is promised"):
        quality.promise(ZHANG, " ", FRIDAY)
    with pytest.raises(BadInput, match="is over"):
        quality.promise(ZHANG, "回电", TODAY - timedelta(days=1))
    with pytest.raises(BadInput, match="at most 500"):
        quality.promise(ZHANG, "字" * 501, FRIDAY)
    with pytest.raises(NotFound):
        quality.promise("nobody", "回电", FRIDAY)
    made = quality.promise(ZHANG, "回电", FRIDAY)
    with pytest.raises(BadInput, match="kept, broken, withdrawn"):
        quality.end_promise(made.promise_id, "forgotten")


def test_a_day_more_than_a_year_ahead_is_a_slip_of_the_hand(opened: Open) -> None:
    quality = Quality(opened())
    with pytest.raises(BadInput, match="more than a year ahead"):
        quality.promise(ZHANG, "回电", TODAY.replace(year=TODAY.year + 100))
    quality.promise(ZHANG, "回电", TODAY.replace(year=TODAY.year + 1))
    with pytest.raises(BadInput, match="earlier one first"):
        quality.kept_rates(FRIDAY, TODAY)
