"""The queue as teller, lobby and kiosk meet it: real store, two counters on one desk's data where two people act."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.desk.queue import Queue
from teller_assist.domain.ticket import CALLED, DONE, NO_SHOW, PARKED, SERVING, WAITING
from teller_assist.errors import BadInput, NotFound, Refused
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
    assert [teller.take_ticket("term", source="staff").number for _ in range(2)] == ["W101", "W102"]
    assert [lobby.take_ticket("term", source="staff").number for _ in range(2)] == ["L001", "L002"]
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
