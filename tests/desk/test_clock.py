"""The visit's clock fills itself: from the ticket called here, the scan, the core terminal, the end."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from teller_assist.desk.bookings import Booking
from teller_assist.desk.counter import Counter
from teller_assist.desk.tickets import call
from teller_assist.desk.window import Window
from teller_assist.domain.attempt import Outcome
from teller_assist.domain.days import day_at
from teller_assist.domain.ticket import Ticket
from teller_assist.domain.visit import Visit
from teller_assist.domain.visit_clock import excused_s, handling_s, over_limit_s, waiting_s
from teller_assist.errors import BadInput, NotFound, Refused
from teller_assist.store.states import read
from teller_assist.store.verify import faults_of
from tests.desk import small
from tests.desk.small import Clock


@pytest.fixture
def window(counter: Counter) -> Window:
    return Window(counter)


def visits(counter: Counter) -> tuple[Visit, ...]:
    with counter.reading() as con:
        return read(con, Visit, "1 ORDER BY started_at, visit_id")


def tickets(counter: Counter) -> dict[str, Ticket]:
    with counter.reading() as con:
        return {ticket.number: ticket for ticket in read(con, Ticket)}


def took(window: Window, *business: str) -> list[str]:
    return [window.queue.take_ticket(one).number for one in business or ("",)]


def test_from_the_ticket_to_the_end_no_key_is_pressed_for_the_clock(
    window: Window, counter: Counter, clock: Clock
) -> None:
    [number] = took(window, "term")
    times = [clock.at]
    for deed in (
        window.call_next,
        lambda: counter.begin_visit(small.ZHANG, "scan"),
        lambda: counter.begin_visit(small.ZHANG, "pop", business_type="transfer"),
        counter.end_visit,
    ):
        clock.pass_(minutes=2)
        times.append(clock.at)
        deed()
    [visit] = visits(counter)
    seen = [visit.taken_at, visit.called_at, visit.greeted_at, visit.begun_at, visit.ended_at]
    assert seen == times
    assert (visit.ticket, visit.business_type) == (number, "transfer")
    assert visit.sources == "begun:pop called:queue greeted:scan taken:queue type:pop"
    assert (waiting_s(visit), handling_s(visit)) == (120, 240)
    served = tickets(counter)[number]
    assert (served.state, served.how, served.visit_id) == ("done", "served", visit.visit_id)
    assert visit.ticket_id == served.ticket_id
    assert faults_of(counter._work.reading)[1] == []


def test_the_wait_ends_with_the_first_call_however_often_it_is_called(
    window: Window, counter: Counter, clock: Clock
) -> None:
    took(window)
    clock.pass_(minutes=3)
    window.call_next()
    clock.pass_(minutes=1)
    window.recall()
    counter.begin_visit(small.ZHANG, "search")
    assert waiting_s(visits(counter)[0]) == 180


def test_calling_the_next_ends_the_visit_and_its_ticket(window: Window, counter: Counter) -> None:
    first, second = took(window, "", "")
    window.call_next()
    counter.begin_visit(small.ZHANG, "scan")
    called = window.call_next()
    assert called is not None
    assert called.number == second
    [visit] = visits(counter)
    assert visit.ended_by == "call"
    assert tickets(counter)[first].how == "served"
    assert counter.begin_visit(small.OUYANG, "scan").ticket == second


def test_calling_again_before_they_come_calls_nobody_over_them_and_ends_nothing(
    window: Window, counter: Counter
) -> None:
    counter.begin_visit(small.ZHANG, "scan")
    counter.end_visit()
    first, _ = took(window, "", "")
    assert window.call_next() == window.call_next()
    window.missed()
    assert tickets(counter)[first].state == "no_show"


def test_while_nobody_waits_calling_the_next_ends_nothing(window: Window, counter: Counter) -> None:
    """The customer may still be here, and is asked nothing yet."""
    [number] = took(window)
    window.call_next()
    counter.begin_visit(small.ZHANG, "scan")
    before = counter.status().unsent
    assert window.call_next() is None
    assert counter.open_visit() is not None
    assert tickets(counter)[number].state == "serving"
    assert counter.status().unsent == before


class Slow(Counter):
    """Between its look and its deed another program does something."""

    meanwhile: Callable[[], object] | None = None

    def doing(self, action: str, not_before: datetime | None = None):  # type: ignore[no-untyped-def]
        act, self.meanwhile = self.meanwhile, None
        if act is not None:
            act()
        return super().doing(action, not_before)


@pytest.mark.parametrize("deed", [
    lambda w, c: c.end_visit(), lambda w, c: c.act_as("T2"), lambda w, c: w.call_next(), lambda w, c: c.note_agent(),
    lambda w, c: c.log_rest(Outcome.CONSIDERING),
])  # fmt: skip
def test_a_visit_that_another_program_ended_meanwhile_has_one_end(
    data: Path, counter: Counter, clock: Clock, deed: Callable[[Window, Counter], object]
) -> None:
    slow = Slow.open(data, now=clock)
    window = Window(slow)
    slow.begin_visit(small.ZHANG, "scan")
    took(window)
    slow.meanwhile = counter.end_visit
    with suppress(Refused):
        deed(window, slow)
    slow.close()
    assert [v.ended_by for v in visits(counter)] == ["key"]
    with counter.reading() as con:
        kinds = [kind for (kind,) in con.execute("SELECT kind FROM journal")]
    assert kinds.count("visit.ended") == kinds.count("evaluation.requested") == 1
    assert "visit.agent" not in kinds


def test_what_two_programs_do_at_once_is_done_once(data: Path, counter: Counter, clock: Clock) -> None:
    slow = Slow.open(data, now=clock)
    slow.begin_visit(small.ZHANG, "scan")
    floor, there = Window(slow).floor, Window(counter)
    booked = floor.book(Booking("visit", clock.at + timedelta(hours=1), small.OUYANG)).appointment_id
    slow.meanwhile = lambda: there.floor.check_in(booked)
    assert floor.check_in(booked) == there.queue.tickets()[0]
    slow.meanwhile = lambda: there.refer_once(small.ZHANG, small.FUND)
    made = Window(slow).refer_once(small.ZHANG, small.FUND)
    slow.meanwhile = lambda: there.take_back(made.referral_id)
    Window(slow).take_back(made.referral_id)
    slow.close()
    assert len(there.queue.tickets()) == len(there.floor.referrals_today()) == 1


def test_a_ticket_called_elsewhere_or_yesterday_is_not_taken(window: Window, counter: Counter, clock: Clock) -> None:
    took(window)
    window.queue.call_next("9")
    assert counter.begin_visit(small.ZHANG, "scan").ticket_id is None
    counter.end_visit()
    took(window)
    window.call_next()
    clock.pass_(hours=24)
    assert counter.begin_visit(small.OUYANG, "scan").ticket_id is None


def test_who_comes_along_goes_by_the_number_and_the_wait_counts_once(window: Window, counter: Counter) -> None:
    [number] = took(window)
    window.call_next()
    counter.begin_visit(small.ZHANG, "scan")
    second = counter.begin_visit(small.OUYANG, "scan")
    assert (second.ticket, second.ticket_id, second.taken_at) == (number, None, None)
    assert tickets(counter)[number].state == "serving"
    counter.end_visit()
    assert tickets(counter)[number].state == "done"
    assert [waiting_s(v) is None for v in visits(counter)] == [False, True]


def test_who_was_called_and_has_not_come_lends_their_number_to_nobody(
    window: Window, counter: Counter, clock: Clock
) -> None:
    """An outside machine calls another though the first has not come."""
    first, second = took(window, "term"), took(window, "term")
    for [number] in (first, second):
        clock.pass_(minutes=1)
        with window.queue.doing("ticket.call") as deed:
            call(deed, tickets(counter)[number].ticket_id, counter.window_no)
    assert window.call_next().number == second[0]  # type: ignore[union-attr]
    assert counter.begin_visit(small.ZHANG, "scan").ticket == second[0]
    along = counter.begin_visit(small.OUYANG, "search")
    assert (along.ticket, along.taken_at, tickets(counter)[first[0]].state) == (second[0], None, "called")


def test_a_ticket_that_is_served_before_the_card_opens_gives_the_visit_its_clock(
    window: Window, counter: Counter, clock: Clock
) -> None:
    """An outside machine, or the command line, says that they are at the window."""
    [number] = took(window, "term")
    taken_at = clock.at
    clock.pass_(minutes=2)
    window.queue.call(number)
    clock.pass_(minutes=1)
    window.queue.begin()
    served_at = clock.at
    clock.pass_(minutes=1)
    visit = counter.begin_visit(small.ZHANG, "scan")
    ticket = tickets(counter)[number]
    assert (visit.ticket, visit.ticket_id, visit.business_type) == (number, ticket.ticket_id, "term")
    assert (visit.taken_at, waiting_s(visit)) == (taken_at, 120)
    assert (ticket.visit_id, ticket.served_at) == (visit.visit_id, served_at)
    assert counter.begin_visit(small.OUYANG, "scan").ticket_id is None, "who comes along has the number alone"
    counter.end_visit()
    assert tickets(counter)[number].how == "served"


def test_a_forgotten_visit_ends_nobody_elses_ticket(window: Window, counter: Counter, clock: Clock) -> None:
    counter.begin_visit(small.OUYANG, "scan")
    clock.pass_(days=1)
    [number] = took(window, "term")
    window.call_next()
    window.queue.begin()
    visit = counter.begin_visit(small.ZHANG, "scan")
    assert [v.ended_by for v in visits(counter)] == ["restart", ""]
    assert (tickets(counter)[number].state, visit.ticket) == ("serving", number)


def test_one_customer_at_several_windows_has_a_visit_at_each(data: object, opened: Callable[..., Counter]) -> None:
    one, two = opened("T1"), opened("T2")
    one.begin_visit(small.ZHANG, "scan")
    two.begin_visit(small.ZHANG, "scan")
    assert {v.staff_no for v in visits(one)} == {"T1", "T2"}
    one.end_visit()
    assert (one.open_visit(), two.open_visit() is None) == (None, False)
    assert {s.customer_no for s in two.served_today()} == {small.ZHANG}


def test_visits_that_overlap_are_each_reckoned_by_themselves(opened: Callable[..., Counter], clock: Clock) -> None:
    one, two = opened("T1"), opened("T2")
    one.begin_visit(small.ZHANG, "scan")
    clock.pass_(minutes=2)
    two.begin_visit(small.OUYANG, "scan")
    clock.pass_(minutes=2)
    one.end_visit()
    clock.pass_(minutes=2)
    two.end_visit()
    assert [handling_s(v) for v in visits(one)] == [240, 240]


def test_over_midnight_a_visit_is_of_the_day_on_which_it_began(counter: Counter, clock: Clock) -> None:
    clock.at = datetime.fromisoformat("2026-11-23T23:58:00+08:00")
    visit = counter.begin_visit(small.ZHANG, "scan")
    clock.pass_(minutes=4)
    assert counter.open_visit() is not None
    counter.end_visit()
    [ended] = visits(counter)
    assert day_at(ended.started_at) == small.TODAY
    assert (handling_s(ended), ended.visit_id) == (240, visit.visit_id)
    assert counter.served_today() == ()


def test_a_business_type_nobody_knows_is_told_and_nothing_is_recorded(counter: Counter) -> None:
    with pytest.raises(BadInput, match="'dance'"):
        counter.begin_visit(small.ZHANG, "pop", business_type="dance")
    assert visits(counter) == ()


# --- over the limit


def test_a_reason_is_asked_for_from_the_second_after_the_limit_to_ten_minutes_after_the_end(
    window: Window, counter: Counter, clock: Clock
) -> None:
    counter.begin_visit(small.ZHANG, "scan")
    clock.pass_(minutes=5)
    assert window.asks_why(counter.open_visit()) is None
    clock.pass_(seconds=1)
    assert window.asks_why(counter.open_visit()) is not None
    counter.end_visit()
    clock.pass_(minutes=10)
    assert window.asks_why() is not None
    clock.pass_(microseconds=1)
    assert window.asks_why() is None
    with pytest.raises(Refused, match="no visit is over"):
        window.excuse("system_slow")


def test_within_the_limit_nothing_is_asked_and_nothing_can_be_excused(
    window: Window, counter: Counter, clock: Clock
) -> None:
    counter.begin_visit(small.ZHANG, "scan")
    clock.pass_(minutes=5)
    with pytest.raises(Refused, match="no visit is over"):
        window.excuse("system_slow")
    counter.end_visit()
    assert window.asks_why() is None


def test_a_reason_takes_off_what_it_took_too_long_and_no_more_than_is_granted(
    window: Window, counter: Counter, clock: Clock
) -> None:
    counter.begin_visit(small.ZHANG, "pop", business_type="transfer")
    clock.pass_(minutes=6)
    assert window.excuse("authorisation").excuse == "authorisation"  # 15 minutes at most
    clock.pass_(minutes=16)
    counter.end_visit()
    [visit] = visits(counter)
    assert (excused_s(visit, counter.standards), over_limit_s(visit, counter.standards)) == (15 * 60, 2 * 60)
    assert window.excuse("system_slow").excuse == "system_slow"  # the last word counts
    [visit] = visits(counter)
    assert (excused_s(visit, counter.standards), over_limit_s(visit, counter.standards)) == (17 * 60, 0)
    with pytest.raises(BadInput, match="system_slow"):
        window.excuse("weather")


def test_a_card_brought_up_by_the_call_is_a_look_and_no_visit(window: Window, counter: Counter) -> None:
    window.queue.take_ticket(customer_no=small.ZHANG)
    called = window.call_next()
    assert called is not None
    counter.look(called.customer_no, "ticket")
    assert (visits(counter), tickets(counter)[called.number].state) == ((), "called")
    with counter.reading() as con:
        assert con.execute("SELECT count(*) FROM journal WHERE kind = 'card.opened'").fetchone() == (1,)
    counter.log(small.ZHANG, small.CD, Outcome.CONSIDERING)  # whatever is done for them begins the visit
    assert tickets(counter)[called.number].state == "serving"


# --- guests


def test_a_guest_has_a_ticket_and_a_clock_and_services_only(window: Window, counter: Counter) -> None:
    [number] = took(window, "bill")
    window.call_next()
    guest = window.begin_guest()
    assert (guest.customer_no, guest.how, guest.ticket, guest.business_type) == ("", "guest", number, "bill")
    assert window.begin_guest().visit_id == guest.visit_id
    assert counter.log("", "SVC-ID", Outcome.ACCEPTED).visit_id == guest.visit_id
    with pytest.raises(Refused, match="no record"):
        counter.log("", small.CD, Outcome.CONSIDERING)
    counter.end_visit()
    with pytest.raises(Refused, match="no guest"):
        counter.log("", "SVC-ID", Outcome.ACCEPTED)
    assert tickets(counter)[number].how == "served"


def test_the_card_that_is_opened_makes_the_guest_that_customer(window: Window, counter: Counter) -> None:
    guest = window.begin_guest()
    counter.log("", "SVC-ID", Outcome.ACCEPTED)
    known = counter.begin_visit(small.ZHANG, "scan")
    assert (known.visit_id, known.customer_no, known.how) == (guest.visit_id, small.ZHANG, "guest")
    assert [a.customer_no for a in counter.attempts_today()] == [small.ZHANG]
    assert counter.begin_visit(small.OUYANG, "scan").visit_id != guest.visit_id


def test_a_guest_is_merged_later_and_a_mistake_is_corrected(window: Window, counter: Counter) -> None:
    guest = window.begin_guest()
    counter.log("", "SVC-ID", Outcome.ACCEPTED)
    counter.end_visit()
    for customer in (small.OUYANG, small.ZHANG, small.ZHANG):
        assert window.merge_guest(guest.visit_id, customer).customer_no == customer
    assert [a.customer_no for a in counter.attempts_today()] == [small.ZHANG]
    with pytest.raises(NotFound):
        window.merge_guest(guest.visit_id, "nobody")
    other = counter.begin_visit(small.ZHANG, "search")
    with pytest.raises(Refused, match="only a guest"):
        window.merge_guest(other.visit_id, small.OUYANG)
    assert faults_of(counter._work.reading)[1] == []


# --- another member of staff


def test_what_comes_after_the_change_is_theirs(window: Window, counter: Counter, clock: Clock) -> None:
    [number] = took(window)
    window.call_next()
    counter.begin_visit(small.ZHANG, "scan")
    window.floor.begin_duty()
    clock.pass_(minutes=1)
    assert counter.act_as("T2").staff_no == "T2"
    [first] = visits(counter)
    assert (first.ended_by, first.ended_at, tickets(counter)[number].state) == ("staff", clock.at, "serving")
    second = counter.begin_visit(small.ZHANG, "scan")
    assert (second.staff_no, second.ticket, second.ticket_id) == ("T2", number, None)
    assert [(d.staff_no, d.window_no) for d in window.floor.on_duty()] == [("T2", counter.window_no)]
    assert counter.status().staff_no == "T2"
    counter.end_visit()
    assert tickets(counter)[number].state == "done"


def test_what_they_may_do_follows_their_role(window: Window, counter: Counter) -> None:
    call = window.ask("fraud")
    with pytest.raises(Refused, match=r"call\.take"):
        window.floor.take_call(call.call_id)
    counter.act_as(small.LOBBY)
    assert window.floor.take_call(call.call_id, 30).taken_by == small.LOBBY
    with pytest.raises(NotFound):
        counter.act_as("X9")
    assert counter.staff.staff_no == small.LOBBY


def test_nothing_is_undone_for_somebody_else(counter: Counter) -> None:
    counter.log(small.ZHANG, small.CD, Outcome.CONSIDERING)
    counter.act_as("T2")
    with pytest.raises(Refused):
        counter.undo()


def test_the_same_number_again_changes_nothing(counter: Counter) -> None:
    visit = counter.begin_visit(small.ZHANG, "search")
    counter.act_as(counter.staff.staff_no)
    assert counter.open_visit() == visit


# --- what the window knows


def test_help_that_is_called_is_seen_to_come(window: Window, opened: Callable[..., Counter], clock: Clock) -> None:
    window.ask("help")
    lobby = Window(opened(small.LOBBY))
    [mine] = window.look(None).calls
    assert mine.name == ""
    lobby.floor.take_call(mine.call.call_id, 30)
    clock.pass_(seconds=10)
    [mine] = window.look(None).calls
    assert (mine.name, mine.eta_s) == ("孙悦", 20)
    supervisor = window.ask_supervisor()
    window.close_calls()
    assert [c.call for c in window.look(None).calls] == [supervisor]


def test_the_receipt_of_a_referral_is_there_while_the_customer_is(
    window: Window, counter: Counter, opened: Callable[..., Counter]
) -> None:
    visit = counter.begin_visit(small.ZHANG, "scan")
    made = counter.refer(small.ZHANG, small.FUND, "rm")
    assert window.look(visit).receipt is not None
    Window(opened("R1")).floor.claim(made.referral_id, 30)
    receipt = window.look(visit).receipt
    assert receipt is not None
    assert (receipt.state, receipt.name, receipt.eta_s) == ("claimed", "王强", 30)
    assert window.look(None).receipt is None


def test_the_longer_the_queue_the_fewer_offers_and_services_stay(
    window: Window, counter: Counter, clock: Clock
) -> None:
    before = counter.card(small.ZHANG).slate.suggestions
    assert any(s.slot != "service" for s in before)
    took(window, *[""] * 5)
    assert (window.look(None).light, counter.press().waiting) == ("busy", 5)
    assert sum(s.slot != "service" for s in counter.card(small.ZHANG).slate.suggestions) == 1
    took(window, "")
    assert window.look(None).light == "saturated"
    quiet = counter.card(small.ZHANG).slate
    assert all(s.slot == "service" for s in quiet.suggestions)
    assert "QUIET_MODE" in {b.code for b in quiet.blocked}
    counter.begin_visit(small.ZHANG, "scan", counter.card(small.ZHANG, steady=True))
    for ticket in window.queue.tickets():
        window.queue.end(ticket.ticket_id, "left")
    assert counter.card(small.ZHANG, steady=True).slate == quiet  # numbers keep their meaning to the end
    counter.end_visit()
    clock.pass_(minutes=1)
    assert "QUIET_MODE" not in {b.code for b in counter.card(small.ZHANG).slate.blocked}
