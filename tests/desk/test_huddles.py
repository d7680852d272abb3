"""The huddle at a real desk: the card from its records, and that it was held once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.desk.floor import Floor
from teller_assist.desk.huddles import Huddles
from teller_assist.desk.quality import Quality
from teller_assist.errors import BadInput, NotFound, Refused
from tests.desk import small


def test_yesterdays_visits_are_on_this_mornings_card(opened: Callable[..., Counter], clock: small.Clock) -> None:
    counter = opened(small.MANAGER)
    counter.begin_visit(small.ZHANG, "scan")
    clock.pass_(minutes=2)
    counter.end_visit()
    clock.at += timedelta(days=1)
    card = Huddles(counter).card("morning")
    assert [line.text.zh for line in card.of("well")] == ["限时内办结 1 笔，共 1 笔"]
    assert card.back == small.TODAY
    assert Huddles(counter).card("evening").of("well") == ()
    assert Huddles(counter).card("evening", small.TODAY).of("well") == card.of("well")


def test_a_huddle_is_held_once_and_by_who_may(opened: Callable[..., Counter]) -> None:
    huddles = Huddles(opened(small.LOBBY))
    assert huddles.held("morning") is None
    huddles.hold("morning", present=[small.TELLER], note="先取号后接待")
    held = huddles.hold("morning", present=[small.TELLER, small.LOBBY])
    assert huddles.held("morning") == held
    assert (held.present, held.staff_no, held.day) == ("T1 L1", small.LOBBY, small.TODAY)
    yesterday = small.TODAY - timedelta(days=1)
    assert huddles.hold("evening", yesterday).day == yesterday
    for day in (yesterday - timedelta(days=1), small.TODAY + timedelta(days=1)):
        with pytest.raises(BadInput, match="on its day"):
            huddles.hold("evening", day)
        assert huddles.held("evening", day) is None
    with pytest.raises(NotFound):
        huddles.hold("morning", present=["X9"])
    with pytest.raises(BadInput, match="morning or evening"):
        huddles.card("noon")
    with pytest.raises(Refused):
        Huddles(opened()).hold("morning")


def test_what_was_recorded_is_on_the_card(opened: Callable[..., Counter], clock: small.Clock) -> None:
    counter = opened(small.MANAGER)
    quality, floor = Quality(counter), Floor(counter)
    kept = quality.promise(small.ZHANG, "回电", small.TODAY)
    quality.promise(small.ZHANG, "送卡", small.TODAY + timedelta(days=1))
    quality.end_promise(kept.promise_id, "kept")
    floor.report_incident("power")
    codes = {line.code: line.n for line in Huddles(counter).card("evening").lines}
    assert codes == {"incidents": 1, "incidents_open": 1, "promises_due": 1, "maturing": 1, "kept": 1}


def test_what_matures_is_counted_from_the_day_of_the_card(opened: Callable[..., Counter]) -> None:
    huddles = Huddles(opened(small.MANAGER))
    codes = [{line.code for line in huddles.card("morning", day).lines} for day in (small.TODAY, date(2030, 1, 2))]
    assert ["maturing" in of_day for of_day in codes] == [True, False]
