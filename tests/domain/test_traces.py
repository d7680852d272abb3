"""Marks and measures from real states: their bounds, and that the simulation's fast sums are the same."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest

from teller_assist.domain.editions import Editions
from teller_assist.domain.evaluation_rates import pressed_at
from teller_assist.domain.integrity import find
from teller_assist.domain.measures import Measures
from teller_assist.domain.quality import Evaluation, Inspection
from teller_assist.domain.standards import Business
from teller_assist.domain.star_cases import cases_of, mean_of, press_of
from teller_assist.domain.traces import Traces, is_bare, traces_of
from teller_assist.domain.visit import Visit, VisitEnded, VisitEvent, VisitMerged, VisitResumed, VisitStarted, fold
from teller_assist.domain.word_given import FiledComplaint
from tests.domain.cheater_days import Tally, editions, standards, states_of
from tests.domain.cheaters import EXCUSE, KINDS, days, rows_of, tellers_of

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)  # ten in the morning


@pytest.mark.parametrize("leaves", [False, True])
@pytest.mark.parametrize("kind", ["", *KINDS])
def test_the_simulations_sums_are_those_of_real_states(kind: str, leaves: bool) -> None:
    """In whatever order the states come."""
    teller = next(t for t in tellers_of(3) if t.cheat == kind)._replace(leaves=leaves)
    random, tally = Random(f"days 3 {teller.staff_no}"), Tally()
    period = [(day, rows_of(teller, day, random)) for day in days(12)]
    for day, rows in period:
        tally.take(day, rows)
    visits, evaluations, complaints = states_of(teller, period)
    for states in (visits, evaluations, complaints):
        Random(5).shuffle(states)

    counts = traces_of(visits, evaluations, complaints, editions())[teller.staff_no].counts
    measures = cases_of(visits, evaluations, (), complaints, editions())[teller.staff_no].measures

    assert counts == +tally.marks
    assert measures == tally.measures(())
    assert counts["visit"] > 400
    assert counts["given"] > 100
    assert {"bare", "trouble", "pair", "fine_missed"} <= set(counts)


def visit(n: int = 1, at: datetime = AT, seconds: int = 170, **told: object) -> Visit:
    made = Visit(UUID(int=n), "C1", "search", "", "current", at, "T1", at + timedelta(seconds=seconds), "key")
    return replace(made, **told)  # type: ignore[arg-type]


def evaluation(n: int = 1, at: datetime = AT, **told: object) -> Evaluation:
    made = Evaluation(UUID(int=100 + n), UUID(int=n), "1", "T1", "visit", at, 5, 6000, "screen", "", 1)
    return replace(made, **told)  # type: ignore[arg-type]


def marks(visits: list[Visit], evaluations: list[Evaluation] | None = None, *complaints: FiledComplaint) -> Traces:
    return traces_of(visits, evaluations or [], complaints, editions())["T1"]


def has(traces: Traces, mark: str) -> bool:
    return traces.counts[mark] > 0


def complaint(of: int) -> FiledComplaint:
    return FiledComplaint(UUID(int=900), "C1", "wait", "", AT.date(), "T1", UUID(int=of), "", AT, "L1")


def test_a_visit_is_trouble_from_the_first_second_beyond_its_limit() -> None:
    assert not has(marks([visit(seconds=180)]), "trouble")
    assert has(marks([visit(seconds=181)]), "trouble")
    assert not has(marks([visit(seconds=200, excuse=EXCUSE, excused_s=20)]), "trouble")
    assert has(marks([visit(seconds=201, excuse=EXCUSE, excused_s=20)]), "trouble")
    assert not has(marks([visit(seconds=360, excuse=EXCUSE, excused_s=500)]), "trouble")
    assert has(marks([visit(seconds=361, excuse=EXCUSE, excused_s=500)]), "trouble"), "twice the limit, excused or not"
    assert has(marks([visit()], [], complaint(1)), "trouble")
    assert not has(marks([visit()], [], complaint(2)), "trouble")


def test_each_visit_is_judged_by_the_standards_of_its_day() -> None:
    strict = standards()._replace(
        business={"current": Business("current", "", "", 1, "A")}, effective_from=AT.date().isoformat()
    )
    both = Editions((*editions().all, strict))
    before, since = visit(at=AT - timedelta(days=1)), visit(2)
    assert traces_of([before, since], [], [], both)["T1"].cases["trouble_missed"] == [UUID(int=2)]
    assert cases_of([before, since], [], [], [], both)["T1"].over == [UUID(int=2)]


def test_a_request_by_hand_does_not_make_up_for_the_one_that_was_missed() -> None:
    missed = marks([visit(seconds=181)], [evaluation(by="hand")])
    assert missed.cases["trouble_missed"] == [UUID(int=1)]
    assert (missed.counts["hand"], missed.counts["asked"]) == (1, 0)
    assert not has(marks([visit(seconds=181)], [evaluation(score=0, presses=0)]), "trouble_missed")


def test_a_visit_that_was_found_open_leaves_no_mark_and_parts_what_lies_around_it() -> None:
    left = visit(seconds=9000, ended_by="restart")
    assert not any(marks([left], [], complaint(1)).counts.values())
    told = replace(left, begun_at=AT, finished_at=AT + timedelta(seconds=400))
    assert not any(marks([told]).counts.values()), "whoever knows how long it took: nobody was there to be asked"
    after = marks([left, visit(2, AT + timedelta(seconds=9001))])
    assert (after.counts["visit"], after.counts["bare_close"], after.counts["bare_again"]) == (1, 0, 0)
    pressed = [evaluation(at=AT + timedelta(seconds=170), after_ms=20_000)]
    gone = marks([visit(), visit(2, AT + timedelta(seconds=180), ended_by="restart")], pressed)
    assert has(gone, "late"), "somebody else was there, however that ended"


def test_honest_tellers_who_leave_without_ending_the_last_visit_are_not_flagged() -> None:
    """The clerk of twelve: a thousand good visits each, and for one of them ten nights that nothing ended."""
    visits = [
        replace(visit(1000 * who + n, AT + timedelta(minutes=20 * n), 200 if n < 40 else 150), staff_no=f"T{who:02d}")
        for who in range(12) for n in range(400)
    ]  # fmt: skip
    visits += [visit(n, AT + timedelta(days=n), 13 * 3600, staff_no="T00", ended_by="restart") for n in range(1, 11)]
    asked = [
        evaluation(v.visit_id.int, v.ended_at or AT, teller_no=v.staff_no, score=0, presses=0)
        for v in visits if v.ended_by == "key"
    ]  # fmt: skip
    found = find(traces_of(visits, asked, [], editions()))
    assert not [who for who, findings in found.items() if any(f.flagged for f in findings)]


def test_one_that_was_taken_up_again_counts_once_by_its_real_end() -> None:
    one = uuid(1)
    happened: list[VisitEvent] = [
        VisitStarted(id=uuid(11), at=AT, staff_no="T1", visit_id=one, customer_no="", how="guest",
                     business_type="活期存取款"),
        VisitEnded(id=uuid(12), at=AT + timedelta(seconds=100), staff_no="T1", visit_id=one),
        VisitResumed(id=uuid(13), at=AT + timedelta(seconds=150), staff_no="T1", visit_id=one),
        VisitMerged(id=uuid(14), at=AT + timedelta(seconds=160), staff_no="T1", visit_id=one, customer_no="C1"),
        VisitEnded(id=uuid(15), at=AT + timedelta(seconds=181), staff_no="T1", visit_id=one),
    ]  # fmt: skip
    state = fold(happened)
    assert state is not None
    again = visit(2, AT + timedelta(days=1), business_type="current")
    found = traces_of([state, again], [evaluation(score=0, presses=0)], [], named())["T1"]
    assert found.cases["bare_again"] == [uuid(2)], "the guest was C1 after all"
    assert (found.counts["visit"], found.counts["trouble"], found.counts["trouble_missed"]) == (2, 1, 0)
    assert cases_of([state, again], [], [], [], named())["T1"].measures.cells == {("current", ""): (2, 1)}


def test_a_visit_under_way_leaves_no_mark() -> None:
    assert traces_of([visit(ended_at=None)], [], [], editions()) == {}
    assert cases_of([visit(ended_at=None)], [], [], [], editions()) == {}


@pytest.mark.parametrize(
    ("told", "bare"),
    [
        ({}, True),
        ({"how": "guest"}, True),
        ({"how": "scan"}, False),
        ({"how": "pop"}, False),
        ({"how": "ticket"}, False),
        ({"ticket": "A001"}, False),
        ({"ticket_id": UUID(int=5)}, False),
        ({"sources": "begun:screen"}, True),
        ({"sources": "begun:core finished:core"}, False),
        ({"sources": "called:queue"}, False),
    ],
)
def test_bare_is_what_nobody_else_saw(told: dict[str, object], bare: bool) -> None:
    assert is_bare(visit(**told)) is bare


def test_bare_ones_that_are_short_close_again_or_outside() -> None:
    assert has(marks([visit(seconds=59)]), "bare_short")
    assert not has(marks([visit(seconds=60)]), "bare_short")
    assert not has(marks([visit(seconds=5, how="scan")]), "bare_short")
    end = AT + timedelta(seconds=170)
    for after, close in ((60, True), (61, False)):
        assert has(marks([visit(), visit(2, end + timedelta(seconds=after))]), "bare_close") is close
    assert not has(marks([visit(how="scan"), visit(2, end)]), "bare_close")
    for days_after, again in ((14, True), (15, False)):
        assert has(marks([visit(), visit(2, AT + timedelta(days=days_after))]), "bare_again") is again
    assert not has(marks([visit(customer_no=""), visit(2, AT + timedelta(days=1), customer_no="")]), "bare_again")
    for hour, outside in ((-0.01, False), (7.99, False), (8, True), (-2.01, True), (-2, False)):  # 8:00 to 18:00
        assert has(marks([visit(at=AT + timedelta(hours=hour))]), "bare_outside") is outside


def test_presses_that_are_fast_late_again_or_in_a_burst() -> None:
    def given(**told: object) -> Traces:
        return marks(
            [visit(), visit(2, AT + timedelta(seconds=260))], [evaluation(at=AT + timedelta(seconds=170), **told)]
        )

    assert has(given(after_ms=1499), "fast")
    assert not has(given(after_ms=1500), "fast")
    assert has(given(after_ms=45_000), "late")
    assert not has(given(after_ms=44_999), "late")
    assert has(marks([visit(), visit(2, AT + timedelta(seconds=180))], [evaluation(after_ms=180_001)]), "late")
    early = marks([visit(), visit(2, AT + timedelta(seconds=20))], [evaluation(after_ms=20_000)])
    assert not has(early, "late"), "in the very moment the next one came"
    assert has(marks([visit(), visit(2, AT + timedelta(seconds=20))], [evaluation(after_ms=20_001)]), "late")
    assert has(given(presses=2), "again")
    assert not has(given(presses=2, score=2), "again"), "somebody angry"
    assert not has(given(score=0, presses=0), "given")
    for apart, burst in ((25, True), (26, False)):
        two = [evaluation(), evaluation(2, AT + timedelta(seconds=apart))]
        assert has(marks([visit()], two), "burst") is burst


def test_even_are_two_fives_after_the_same_delay() -> None:
    def pair(one: int, other: int, score: int = 5) -> Traces:
        two = [evaluation(after_ms=one), evaluation(2, AT + timedelta(minutes=5), after_ms=other, score=score)]
        return marks([visit()], two)

    assert has(pair(900, 1000), "even")
    assert not has(pair(899, 1000), "even")
    assert has(pair(1000, 900), "even")
    assert not has(pair(900, 1000, score=4), "pair")
    assert pressed_at(evaluation(after_ms=1500)) == AT + timedelta(seconds=1.5)


# --- the cases behind the stars


def test_the_press_of_the_queue_turns_where_the_standard_ends() -> None:
    for waited, press in ((599, "calm"), (600, "busy"), (-5, "calm")):
        taken = AT - timedelta(seconds=waited)
        assert press_of(visit(taken_at=taken, called_at=AT), standards()) == press
    assert press_of(visit(), standards()) == ""


def test_a_business_with_a_limit_of_its_own_is_late_and_busy_by_it() -> None:
    own = standards()._replace(business={"loss": Business("loss", "挂失", "Loss", 5, "A", wait=5)})
    for waited, late, press in ((299, 0, "calm"), (300, 0, "busy"), (301, 1, "busy"), (420, 1, "busy")):
        one = visit(business_type="挂失", taken_at=AT - timedelta(seconds=waited), called_at=AT)
        cases = cases_of([one], [], [], [], Editions((own,)))["T1"]
        assert cases.waits == (1, late)
        assert list(cases.cells) == [("loss", press)]


def test_whatever_queue_or_core_call_it_a_business_is_one_cell() -> None:
    words = ("current", "活期存取款", "Current account", "CUR", "nobody knows")
    visits = [visit(n, business_type=word) for n, word in enumerate(words, 1)]
    assert cases_of(visits, [], [], [], named())["T1"].measures.cells == {
        ("current", ""): (4, 0), ("nobody knows", ""): (1, 0),
    }  # fmt: skip


def named() -> Editions:
    current = Business("current", "活期存取款", "Current account", 3, "A", ("CUR",))
    return Editions((standards()._replace(business={"current": current}),))


def uuid(n: int) -> UUID:
    return UUID(int=n)


def test_excused_minutes_are_off_the_clock_and_shown() -> None:
    cases = cases_of([visit(seconds=200, excuse=EXCUSE, excused_s=20), visit(2, seconds=200)], [], [], [], editions())
    mine = cases["T1"]
    assert mine.measures.cells == {("current", ""): (2, 1)}
    assert (mine.excused, mine.excused_s, mine.over) == ([UUID(int=1)], 20, [UUID(int=2)])


def test_a_visit_that_a_crash_left_open_is_not_timed_unless_the_core_says_when_it_was_over() -> None:
    crashed = visit(seconds=9000, ended_by="restart")
    told = replace(crashed, begun_at=AT, finished_at=AT + timedelta(seconds=100))
    assert cases_of([crashed], [], [], [], editions())["T1"].measures == Measures(visits=1)
    assert cases_of([told], [], [], [], editions())["T1"].measures.cells == {("current", ""): (1, 0)}


def test_only_what_the_end_of_a_visit_asked_counts_and_what_was_decided() -> None:
    asked = [evaluation(score=2), evaluation(2, score=5, by="hand"), evaluation(3, score=0)]
    filed = [replace(complaint(1), complaint_id=UUID(int=n), decision=d)
             for n, d in enumerate(("upheld", "partly", "not_upheld", "withdrawn", ""))]  # fmt: skip
    seen = Inspection(UUID(int=1), "inspection", "T1", "", "courteous:4 swift:3", "", "", "", AT, "L1")
    blank = replace(seen, inspection_id=UUID(int=2), scores="")
    mine = cases_of([], asked, [seen, blank], filed, editions())["T1"]
    assert (mine.asked, mine.by_hand, [e.evaluation_id for e in mine.bad]) == (2, 1, [UUID(int=101)])
    assert mine.measures == Measures(scores=(0, 1, 0, 0, 0), inspections=(3.5,), upheld=3)
    assert (mean_of(seen), mean_of(blank)) == (3.5, None)
    assert len(mine.complaints) == 5
