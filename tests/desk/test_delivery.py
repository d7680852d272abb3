"""What the desk says of its own delivery, on a real work.db."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.store import link, sync_runs
from tests.desk import small
from tests.desk.small import Clock

Differ = tuple[tuple[str, str, int, int], ...]


def put(counter: Counter, **values: str) -> None:
    with counter._work.writing() as session:
        link.put_all(session.con, values)


def run(counter: Counter, clock: Clock, trouble: str = "", differ: Differ = (), **counts: int) -> None:
    """One finished run of history."""
    with counter._work.writing() as session:
        begun = sync_runs.begin(session.con, clock(), "hub")
        over = replace(begun, ended_at=clock(), trouble=trouble, differ=differ, sentence=f"said {trouble}", **counts)  # type: ignore[arg-type]
        sync_runs.end(session.con, over)


def ack(counter: Counter, upto: int, epoch: int = 1) -> None:
    with counter._work.writing() as session:
        session.con.execute("UPDATE chain SET acked_seq = ? WHERE epoch = ?", (upto, epoch))


def counts(counter: Counter) -> dict[str, tuple[int, int]]:
    return {kind: (recorded, delivered) for kind, recorded, delivered in counter.delivery().today}


def test_todays_deeds_are_counted_by_kind_and_delivered_as_they_are_acknowledged(counter: Counter) -> None:
    counter.begin_visit(small.ZHANG, "scan")
    recorded = counts(counter)
    total = sum(n for n, _ in recorded.values())
    assert recorded["visit.started"] == (1, 0)
    assert counter.delivery().unsent == total
    ack(counter, total - 1)
    assert sum(sent for _, sent in counts(counter).values()) == total - 1
    assert counter.delivery().unsent == 1


def test_yesterdays_deeds_are_not_todays(counter: Counter, clock: Clock) -> None:
    counter.begin_visit(small.ZHANG, "scan")
    clock.pass_(days=1)
    assert counts(counter) == {}
    assert counter.delivery().unsent > 0


def test_a_row_behind_its_chains_cut_is_not_counted_twice(counter: Counter) -> None:
    counter.begin_visit(small.ZHANG, "scan")
    before = counts(counter)
    with counter._work.writing() as session:
        session.con.execute("UPDATE chain SET cut_seq = 1 WHERE epoch = 1")
    assert sum(n for n, _ in counts(counter).values()) == 1 < sum(n for n, _ in before.values())


def test_a_desk_alone_says_so(counter: Counter) -> None:
    assert counter.status().link.state == "alone"
    assert counter.delivery().runs == ()


@pytest.mark.parametrize(
    ("trouble", "state", "result"),
    [
        ("", "up", ""),
        ("lost", "down", "lost"),
        ("busy", "busy", "busy"),
        ("revoked", "refused", "refused"),
        ("unknown_device", "refused", "refused"),
        ("too_old", "too_old", "too_old"),
        ("cancelled", "up", "cancelled"),
        ("data", "up", "data"),
        ("packs", "up", "data"),
        ("wiped", "refused", "refused"),
        ("unreachable", "down", "lost"),
        ("bad_message", "trouble", "trouble"),
        ("restless", "trouble", "trouble"),
    ],
)
def test_the_last_run_says_how_the_line_is(
    counter: Counter, clock: Clock, trouble: str, state: str, result: str
) -> None:
    put(counter, hub_url="https://hub.example")
    assert counter.status().link.state == "new"
    run(counter, clock, trouble)
    assert counter.status().link.state == state
    assert counter.delivery().runs[0].result == result


def test_a_run_that_was_killed_is_not_told(counter: Counter, clock: Clock) -> None:
    put(counter, hub_url="https://hub.example")
    run(counter, clock, pushed=7)
    good_at = clock()
    clock.pass_(minutes=5)
    with counter._work.writing() as session:
        sync_runs.begin(session.con, clock(), "hub")
    told = counter.delivery()
    assert [r.pushed for r in told.runs] == [7]
    assert told.link.last_good_at == good_at


def test_differences_are_told_by_day_and_kind(counter: Counter, clock: Clock) -> None:
    put(counter, hub_url="https://hub.example")
    run(counter, clock, differ=(("2026-11-20", "attempt.logged", 5, 4),), parked=2)
    (last,) = counter.delivery().runs
    assert last.result == "differ"
    assert last.parked == 2
    assert [(d.day, d.kind, d.here, d.there) for d in last.differ] == [(date(2026, 11, 20), "attempt.logged", 5, 4)]


@pytest.mark.parametrize(("skew_ms", "shown_s"), [(0, 0), (300_000, 0), (301_000, 301), (-3_600_000, -3600)])
def test_a_clock_is_wrong_from_five_minutes_on(counter: Counter, skew_ms: int, shown_s: int) -> None:
    put(counter, hub_url="https://hub.example", server_skew_ms=str(skew_ms))
    assert counter.status().link.skew_s == shown_s


def test_a_generation_that_is_held_and_one_on_its_way_are_told(counter: Counter) -> None:
    offer = {"generation": "g", "as_of": "2026-11-30", "held": "rows down by 12 %"}
    put(counter, hub_url="https://hub.example", offer=json.dumps(offer))
    told = counter.delivery()
    assert told.link.held == "rows down by 12 %"
    assert told.offered_as_of == date(2026, 11, 30)
    assert told.customers == counter.snapshot.conn.execute("SELECT count(*) FROM customer").fetchone()[0]


def test_a_day_of_nine_thousand_deeds_is_counted_whole(counter: Counter, clock: Clock) -> None:
    """The journal is read from its end in blocks; what is older than the day ends the search, not the count."""
    counter.begin_visit(small.ZHANG, "scan")
    already = sum(n for n, _ in counts(counter).values())
    row = ", ".join(("?",) * 13)
    with counter._work.writing() as session:
        head = session.con.execute("SELECT * FROM journal ORDER BY epoch, seq DESC LIMIT 1").fetchone()
        for n in range(1, 9001):
            after = (
                *head[:2],
                head[2] + n,
                f"e{n}",
                head[4],
                "T001",
                "figure.revealed",
                1,
                b"{}",
                bytes(32),
                bytes(32),
            )
            session.con.execute(f"INSERT INTO journal VALUES({row})", (*after, "", ""))
    ack(counter, already + 8_500)
    assert counts(counter)["figure.revealed"] == (9000, 8500)
    clock.pass_(days=1)
    assert counts(counter) == {}


def test_referrals_of_colleagues_for_this_role_or_anybody_are_counted_until_taken_up(
    counter: Counter, opened: Callable[..., Counter]
) -> None:
    put(counter, hub_url="https://hub.example")
    colleague = opened(next(no for no in counter.snapshot.staff if no != counter.staff.staff_no))
    product = next(iter(counter.snapshot.products))
    counter.refer(small.ZHANG, product)
    assert counter.status().link.referred == 0, "one's own is no news"
    colleague.refer(small.ZHANG, product, to_role="rm")
    assert counter.status().link.referred == 0, "for another role"
    colleague.refer(small.OUYANG, product)
    mine = colleague.refer(small.ZHANG, product, to_role=counter.staff.role)
    assert counter.status().link.referred == 2
    counter.claim_referral(mine.referral_id)
    assert counter.status().link.referred == 1
