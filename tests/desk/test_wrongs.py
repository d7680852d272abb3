"""这条不对: what is kept of it, that the product goes for the visit only, and what the owner of the packs reads."""

from collections.abc import Callable

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.desk.wrongs import WrongDesk
from teller_assist.domain.attempt import Outcome
from teller_assist.errors import BadInput, NotAllowed, NotFound, Refused
from tests.desk.small import BARE, FUND, LOBBY, TELLER, UNLICENSED, ZHANG, Clock

Open = Callable[..., Counter]


def shown(counter: Counter, steady: bool = False) -> list[str]:
    return [s.product_code for s in counter.card(ZHANG, steady=steady).slate.suggestions]


def test_it_is_gone_for_the_visit_keeps_its_place_on_the_screen_and_comes_back(counter: Counter, clock: Clock) -> None:
    wrongs = WrongDesk(counter)
    before = shown(counter)
    visit = counter.begin_visit(ZHANG, "search")
    made = wrongs.tell(before[0], 3, "刚买过")
    assert (made.visit_id, made.reason, made.note, made.decision_id is not None) == (visit.visit_id, 3, "刚买过", True)
    assert before[0] not in shown(counter)
    assert shown(counter, steady=True) == before
    assert counter.why(ZHANG, before[0]).code == "MARKED_WRONG"
    assert wrongs.told_in(visit.visit_id) == (made,)
    counter.end_visit()
    clock.pass_(days=1)
    assert before[0] in shown(counter)


def test_said_of_what_is_not_suggested_too_and_the_later_word_counts(counter: Counter) -> None:
    wrongs = WrongDesk(counter)
    with pytest.raises(Refused, match="no visit"):
        wrongs.tell(FUND, 1)
    visit = counter.begin_visit(ZHANG, "search")
    for bad, why in (((FUND, 0), BadInput), ((FUND, 99), BadInput), (("NOTHING", 1), NotFound)):
        with pytest.raises(why):
            wrongs.tell(*bad)
    first = wrongs.tell(FUND, 1)
    assert wrongs.tell(FUND, 1) == first
    again = wrongs.tell(FUND, 2)
    assert [w.wrong_id for w in wrongs.told_in(visit.visit_id)] == [again.wrong_id]


def test_ten_seconds_take_it_back(opened: Open, clock: Clock) -> None:
    counter = opened(TELLER)
    before = shown(counter)
    visit = counter.begin_visit(ZHANG, "search")
    made = WrongDesk(counter).tell(before[0], 1)
    with pytest.raises(Refused):
        WrongDesk(opened(LOBBY)).undo(made.wrong_id)
    clock.pass_(seconds=10)
    WrongDesk(counter).undo(made.wrong_id)
    assert WrongDesk(counter).told_in(visit.visit_id) == ()
    assert shown(counter) == before
    late = WrongDesk(counter).tell(before[0], 1)
    clock.pass_(seconds=11)
    with pytest.raises(Refused, match="ten seconds"):
        WrongDesk(counter).undo(late.wrong_id)


def test_something_was_said_of_it_so_it_is_neither_no_time_nor_unrecorded(counter: Counter) -> None:
    before = shown(counter)
    assert len(before) > 1
    counter.begin_visit(ZHANG, "search")
    WrongDesk(counter).tell(before[0], 1)
    assert before[0] not in [a.product_code for a in counter.log_rest(Outcome.NOT_OFFERED, 1)]
    assert before[0] not in [a.product_code for a in counter.end_visit()]


def test_the_owner_answers_and_reads_how_often_per_opportunity(opened: Open, clock: Clock) -> None:
    counter, other = opened(TELLER), opened(LOBBY)
    before = shown(counter)
    for reason in (1, 1, 0):
        counter.begin_visit(ZHANG, "search")
        made = WrongDesk(counter).tell(before[0], reason) if reason else None
        counter.end_visit()
        clock.pass_(hours=1)
    counter.begin_visit(BARE, "search")
    WrongDesk(counter).tell(FUND, 3)
    first = WrongDesk(other).listed()[0]
    with pytest.raises(NotAllowed):
        WrongDesk(counter).settle(first.wrong_id, "mended")
    with pytest.raises(NotAllowed):
        WrongDesk(counter).report()
    with pytest.raises(BadInput):
        WrongDesk(other).settle(first.wrong_id, "thanks")
    assert WrongDesk(other).settle(first.wrong_id, "mended", "目录已改").answer == "mended"
    assert len(WrongDesk(other).listed()) == 2
    assert len(WrongDesk(other).listed(settled_too=True)) == 3
    assert WrongDesk(opened(UNLICENSED)).listed(settled_too=True) == ()
    rows = {row.product_code: row for row in WrongDesk(other).report().rows}
    assert rows[before[0]][1:6] == (3, 2, 0, {1: 2}, 1)
    assert (round(rows[before[0]].low, 2), round(rows[before[0]].high, 2)) == (0.21, 0.94), "Wilson, 2 of 3"
    assert rows[FUND][1:6] == (0, 0, 1, {3: 1}, 1)
    assert made is None
