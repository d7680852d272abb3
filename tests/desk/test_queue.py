"""The queue as teller, lobby and kiosk meet it: real store, two counters on one desk's data where two people act."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.desk.floor import Floor
from teller_assist.desk.queue import Queue, row_of_device, row_of_window
from teller_assist.domain.days import midnight
from teller_assist.domain.ticket import CALLED, DONE, NO_SHOW, PARKED, SERVING, WAITING, TicketCalled
from teller_assist.errors import BadInput, NotCome, NotFound, Refused
from teller_assist.store.verify import faults_of
from tests.desk import small
from tests.desk.small import Clock


@pytest.fixture
def queue(counter: Counter) -> Queue:
    return Queue(counter)


def recorded(counter: Counter) -> int:
    return counter.status().unsent


def test_from_the_kiosk_to_the_end(counter: Counter, queue: Queue, clock: Clock) -> None:
    taken = queue.take_ticket("term")
    assert (taken.number, taken.state, taken.day) == ("A001", WAITING, small.TODAY)
    clock.pass_(minutes=4)
    assert [(w.ticket.number, w.wait_s, w.level) for w in queue.waiting()] == [("A001", 240, "ok")]
    called = queue.call_next()
    assert called is not None
    assert (called.number, called.state, called.window_no) == ("A001", CALLED, "1")
    assert [t.number for t in queue.called()] == ["A001"]
    visit = uuid4()
    assert queue.begin(visit_id=visit).visit_id == visit
    clock.pass_(minutes=3)
    assert queue.end().state == DONE
    assert queue.waiting() == []
    assert faults_of(counter._work.reading)[1] == []


def test_numbers_go_by_the_row_of_who_issues_them(opened: Callable[..., Counter]) -> None:
    teller, lobby = Queue(opened("T1")), Queue(opened("L1"))
    assert [teller.take_ticket(kind).number for kind in ("term", "corporate", "bill", "")] == [
        "A001", "B001", "A002", "A003",
    ]  # fmt: skip
    assert [teller.take_ticket("term", source="staff").number for _ in range(2)] == ["W0101", "W0102"]
    assert [lobby.take_ticket("term", source="staff").number[3:] for _ in range(2)] == ["01", "02"]
    assert lobby.take_ticket("term").number == "A004"
    with pytest.raises(BadInput, match="no business type"):
        teller.take_ticket("juggling")
    with pytest.raises(BadInput, match="elderly"):
        teller.take_ticket("term", needs=("hurry",))
    with pytest.raises(NotFound):
        teller.take_ticket("term", customer_no="nobody")


def test_a_deed_said_twice_is_recorded_once(counter: Counter, queue: Queue) -> None:
    one = queue.take_ticket("term").ticket_id
    visit = uuid4()
    calls_it = lambda: queue.call(one)  # noqa: E731 - already called by call_next
    for deed, state in (
        (lambda: queue.identify(one, small.ZHANG, ("elderly",)), WAITING),
        (queue.call_next, CALLED),
        (calls_it, CALLED),
        (lambda: queue.missed(one), NO_SHOW),
        (lambda: queue.give_back(one), WAITING),
        (lambda: queue.call("A001"), CALLED),
        (lambda: queue.park(one, "填单"), PARKED),
        (lambda: queue.transfer(one, "corporate"), WAITING),
        (lambda: queue.call(" a001 "), CALLED),
        (lambda: queue.begin(one, visit), SERVING),
        (lambda: queue.end(one), DONE),
    ):
        before = recorded(counter)
        deed()
        once = recorded(counter)
        again = deed()
        assert again is not None
        assert (again.state, recorded(counter)) == (state, once)
        assert once == before + (deed is not calls_it)


def test_a_recall_is_a_call_again_but_not_at_the_same_press(counter: Counter, queue: Queue, clock: Clock) -> None:
    queue.take_ticket("term")
    queue.call_next()
    queue.recall()
    assert queue.recall().calls == 1
    clock.pass_(seconds=3)
    assert queue.recall().calls == 2
    assert queue.call_next() is not None, "the one who was called is not called over"
    assert queue.call_next().calls == 2  # type: ignore[union-attr]
    assert queue.tickets()[0].first_called_at == small.MORNING
    assert timedelta(seconds=3) == queue.tickets()[0].called_at - small.MORNING  # type: ignore[operator]


def test_nobody_is_called_over_who_has_not_come(opened: Callable[..., Counter]) -> None:
    queue = Queue(opened())
    for _ in range(3):
        queue.take_ticket("term")
    queue.call("A001")
    with pytest.raises(NotCome, match="window 1 has called A001, who has not come: recall, miss or give back"):
        queue.call("A002")
    assert queue.call("A001").calls == 1
    queue.call("A002", window="2")
    queue.missed("A001")
    assert queue.call("A003").state == CALLED


def test_what_cannot_be_done_is_told(opened: Callable[..., Counter]) -> None:
    queue = Queue(opened())
    with pytest.raises(NotFound):
        queue.call("A001")
    with pytest.raises(NotFound, match="at window 1"):
        queue.end()
    queue.take_ticket("term")
    with pytest.raises(Refused, match="only one that has been called"):
        queue.missed("A001")
    queue.call("A001", window="2")
    with pytest.raises(Refused, match="at window 2"):
        queue.call("A001", window="3")
    with pytest.raises(Refused, match="at window 2"):
        queue.recall("A001", window="3")
    with pytest.raises(BadInput, match="served, left"):
        queue.end("A001", "gone")
    queue.end("A001", "left")
    with pytest.raises(Refused, match="over"):
        queue.begin("A001", window="2")


def test_two_windows_that_both_call_do_not_get_the_same_one(opened: Callable[..., Counter]) -> None:
    one, two = Queue(opened("T1")), Queue(opened("T2"))
    for _ in range(3):
        one.take_ticket("term")
    called = [queue.call_next(window) for queue, window in ((one, "1"), (two, "2"), (one, "3"), (two, "4"))]
    assert [t and t.number for t in called] == ["A001", "A002", "A003", None]


def test_a_call_that_lost_is_told_to_the_window_that_lost_it(counter: Counter, queue: Queue, clock: Clock) -> None:
    """Two windows called without knowing of each other; both calls have come here now, in the branch's order."""
    taken = queue.take_ticket("term")
    queue.call(taken.ticket_id, window="2")
    with counter.doing("ticket.call") as deed:
        deed.record(TicketCalled, ticket_id=taken.ticket_id, window_no="1")
    assert [t.number for t in queue.lost_calls()] == ["A001"]
    assert queue.lost_calls("2") == ()
    assert queue.at_window() is None
    queue.take_ticket("term")
    clock.pass_(seconds=5)
    following = queue.call_next()
    assert following is not None
    assert following.number == "A002"
    queue.begin("A001", window="2")
    with pytest.raises(Refused, match="window 2"):
        queue.begin("A001")
    queue.end("A001", window="2")
    assert queue.lost_calls() == ()


def test_who_came_to_the_window_that_lost_is_served_there_and_the_other_is_told(queue: Queue) -> None:
    queue.take_ticket("term")
    queue.call_next("2")
    assert queue.begin("A001").window_no == "1"
    assert [t.number for t in queue.lost_calls("2")] == ["A001"]


def test_a_window_that_calls_the_next_ends_whom_it_served(queue: Queue, clock: Clock) -> None:
    queue.walk_in(business_type="bill")
    assert [(t.number, t.state) for t in queue.serving()] == [("W0101", SERVING)]
    clock.pass_(seconds=1)
    queue.take_ticket("term")
    clock.pass_(minutes=3)
    assert queue.call_next() is not None
    assert [(t.number, t.how) for t in queue.tickets()] == [("W0101", "served"), ("A001", "")]
    queue.missed()
    assert queue.call_next() is None, "who did not come is not called by itself"
    assert queue.give_back("A001").state == WAITING
    assert queue.call_next() is not None


def test_several_people_with_one_ticket_have_a_visit_each(queue: Queue) -> None:
    queue.take_ticket("term")
    queue.call_next()
    first, second = uuid4(), uuid4()
    assert queue.begin(visit_id=first).visit_id == first
    assert queue.begin(visit_id=second).visit_id == second
    assert queue.begin(visit_id=None).visit_id == second
    assert queue.end().how == "served"
    assert len(queue.tickets()) == 1


def test_one_customer_at_several_windows_keeps_ticket_and_time(queue: Queue, clock: Clock) -> None:
    queue.take_ticket("term")
    clock.pass_(minutes=1)
    queue.take_ticket("term")
    queue.call_next()
    queue.begin()
    clock.pass_(minutes=6)
    passed_on = queue.transfer(business_type="corporate", to_window="5", reason="要签约")
    assert (passed_on.state, passed_on.number, passed_on.to_window) == (WAITING, "A001", "5")
    assert [row.ticket.number for row in queue.waiting("5")] == ["A001", "A002"]
    assert [row.ticket.number for row in queue.waiting(None)] == ["A002"]
    there = queue.call_next("5")
    assert there is not None
    assert (there.number, there.taken_at, there.first_called_at) == (
        "A001", small.MORNING, small.MORNING + timedelta(minutes=1),
    )  # fmt: skip
    queue.begin(window="5")
    assert queue.end(window="5").transfers == 1


def test_a_crash_between_call_and_service_loses_nothing(opened: Callable[..., Counter], clock: Clock) -> None:
    before = Queue(opened())
    before.take_ticket("term")
    before.take_ticket("term")
    before.call_next()
    after = Queue(opened())
    here = after.at_window()
    assert here is not None
    assert (here.number, here.state) == ("A001", CALLED)
    assert after.call_next() == here
    after.begin()
    again = Queue(opened())
    assert again.at_window() == after.at_window()
    assert again.call_next() is not None
    assert [t.state for t in again.tickets()] == [DONE, CALLED]


def test_tickets_of_yesterday_are_never_called_and_closed_by_the_first_deed(queue: Queue, clock: Clock) -> None:
    for _ in range(3):
        queue.take_ticket("term")
    queue.call_next()
    queue.begin()
    yesterday = {t.number: t.ticket_id for t in queue.tickets()}
    clock.at = midnight(small.TODAY + timedelta(days=1)) - timedelta(seconds=1)
    assert len(queue.waiting()) == 2
    clock.pass_(seconds=1)
    assert queue.waiting() == []
    assert queue.tickets() == ()
    assert queue.find_ticket("A002") is None
    assert queue.call_next() is None
    was = queue.find_ticket("A002", small.TODAY)
    assert was is not None
    assert (was.state, was.how, was.ended_at) == (DONE, "closed", midnight(small.TODAY + timedelta(days=1)))
    served = queue.find_ticket("A001", small.TODAY)
    assert served is not None
    assert served.how == "served"
    with pytest.raises(Refused, match="over"):
        queue.call(yesterday["A003"])
    assert queue.take_ticket("term").number == "A001"


def test_a_desk_whose_clock_is_a_day_ahead_ends_nobody_for_the_others(
    opened: Callable[..., Counter], clock: Clock
) -> None:
    right, ahead = Queue(opened("T1")), Queue(opened("T2"))
    for _ in range(4):
        right.take_ticket("term")
    right.call_next()
    right.begin()
    right.call("A002", window="2")
    right.park("A003")
    before = right.tickets()
    clock.pass_(days=1)
    ahead.take_ticket("term")
    assert {t.state for t in ahead.tickets()} == {WAITING}
    clock.pass_(days=-1)
    assert {t.state for t in right.tickets()} == {DONE}
    assert right.recall("A002", window="2").state == CALLED
    assert [t.state for t in right.tickets()] == [t.state for t in before]
    following = right.call_next()
    assert following is not None
    assert following.number == "A004"
    assert [(t.number, t.state, t.how) for t in right.tickets()] == [
        ("A001", DONE, "served"), ("A002", CALLED, ""), ("A003", PARKED, ""), ("A004", CALLED, ""),
    ]  # fmt: skip


def test_a_known_customer_brings_their_tier_and_goes_first(queue: Queue) -> None:
    queue.take_ticket("term")
    queue.take_ticket("term", customer_no=small.ZHANG)
    queue.take_ticket("term", customer_no=small.ELSEWHERE)
    assert [(r.ticket.number, r.ticket.tier, r.vip) for r in queue.waiting()] == [
        ("A002", "platinum", True), ("A001", "", False), ("A003", "gold", False),
    ]  # fmt: skip
    assert queue.identify("A001", needs=("disabled",)).needs == "disabled"
    assert [r.ticket.number for r in queue.waiting()] == ["A002", "A001", "A003"]
    assert queue.identify("A003", small.ZHANG).tier == "platinum"


def test_out_of_order_is_noted_with_its_reason(queue: Queue) -> None:
    for _ in range(3):
        queue.take_ticket("term")
    assert queue.call("A003", "赶火车").out_of_order == "赶火车"
    assert queue.call("A002", window="2").out_of_order == "chosen"
    assert queue.call("A001", window="3").out_of_order == ""


def test_a_window_that_takes_some_business_calls_only_that(data: Path, opened: Callable[..., Counter]) -> None:
    with (data / "desk.toml").open("a") as settings:
        settings.write('\ntakes = "corporate fx"\n')
    settled = (data / "desk.toml").read_text().replace('takes = ""\n', "")
    (data / "desk.toml").write_text(settled)
    queue = Queue(opened())
    queue.take_ticket("term")
    queue.take_ticket("corporate")
    called = queue.call_next()
    assert called is not None
    assert called.number == "B001"
    assert queue.waiting(None) == []
    assert [r.ticket.number for r in queue.waiting("2")] == ["A001"]


def test_the_hall_its_light_and_what_one_waits(queue: Queue, clock: Clock) -> None:
    assert queue.hall() == ("idle", 0, 0, (), 3)
    assert queue.estimate_s() == 0
    queue.take_ticket("term")
    assert queue.hall() == ("normal", 1, 0, (), 3)
    queue.call_next()
    for _ in range(3):
        queue.take_ticket("term")
    assert queue.hall() == ("busy", 3, 0, ("1",), 1)
    assert queue.estimate_s("A004") == 3 * 300
    assert queue.estimate_s(tier="diamond") == 300
    assert queue.estimate_s("A001") == 0
    with pytest.raises(NotFound):
        queue.estimate_s("A009")
    for strange in ({"business_type": "zz"}, {"tier": "zz"}):
        with pytest.raises(BadInput, match="'zz' is no"):
            queue.estimate_s(**strange)
    for _ in range(3):
        clock.pass_(minutes=5)
        queue.begin()
        queue.call_next()
    assert queue.hall() == ("idle", 0, 0, ("1",), 3)
    assert queue.measured().n == 4
    assert queue.measured().p90_s <= 5


def test_no_two_windows_and_no_two_tablets_number_in_one_row(opened: Callable[..., Counter]) -> None:
    rows = [row_of_window(str(no)) for no in range(1, 1200)]
    numbers = {f"{row}{n:02}" for row in rows for n in range(1, 250)}
    assert len(numbers) == len(rows) * 249
    assert (rows[0], rows[10], rows[110]) == ("W01", "W11", "X111")
    devices = [row_of_device(str(no)) for no in range(30)]
    assert all(len(one) == 3 for one in devices)
    assert len(set(devices)) > 27


def test_nobody_is_sent_to_a_window_that_there_is_not(opened: Callable[..., Counter]) -> None:
    counter = opened("T1")
    queue = Queue(counter)
    with pytest.raises(BadInput, match="window '99' is not known here; use one of 1"):
        queue.check_window("99")
    with pytest.raises(BadInput, match="no window"):
        Floor(counter).begin_duty(window_no="0")
    Floor(opened("T2")).begin_duty(window_no="4")
    queue.check_window("4")
