"""What the hub keeps of what comes up, on a file and on PostgreSQL."""

from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import func, select
from uuid_utils.compat import uuid7

from teller_assist.domain import event as events
from teller_assist.domain.attempt import Outcome
from teller_assist.domain.event import event, payload_of
from teller_assist.domain.visit import VisitStarted
from teller_assist.hub import counting, replay, tables
from teller_assist.hub.engine import Hub
from teller_assist.hub.view_tables import VIEWS
from teller_assist.store.views import NOUNS, view_row
from teller_assist.wire.messages import Ack, Cursor, Day, Forked, Gap, Reconcile, Refusal, mark
from tests.hub.pushing import (
    NOW,
    Device,
    claimed,
    corrected,
    logged,
    ordered,
    pulled,
    referred,
    sent,
    started,
)

ledger = tables.ledger.c


def rows_of(hub: Hub, noun: str) -> list[dict[str, Any]]:
    with hub.reading() as con:
        return [dict(row._mapping) for row in con.execute(select(VIEWS[noun]))]


def events_in(hub: Hub) -> int:
    with hub.reading() as con:
        return con.scalar(select(func.count()).where(ledger.again == 0)) or 0


@pytest.fixture
def desk(hub: Hub) -> Device:
    return Device().enrol(hub)


def test_what_is_sent_again_is_there_once(hub: Hub, desk: Device) -> None:
    desk.record(*(started(f"C{i}") for i in range(40)))
    for upto, there in ((25, 25), (25, 25), (40, 40), (40, 40), (10, 40)):
        assert sent(hub, desk.push(0, upto)) == Ack(there, 0, there)
    assert events_in(hub) == 40
    assert counting.count(hub) == {"devices": [{"device": desk.device, "kinds": {"visit.started": 40}}], "parked": 0}


def test_rows_that_do_not_follow_are_asked_for(hub: Hub, desk: Device) -> None:
    desk.record(*(started() for _ in range(10)))
    assert sent(hub, desk.push(3)) == Gap(1)
    sent(hub, desk.push(0, 4))
    assert sent(hub, desk.push(6)) == Gap(5)
    assert events_in(hub) == 4


def test_other_rows_at_the_same_places_are_a_fork_and_nothing_is_taken(hub: Hub, desk: Device) -> None:
    desk.record(*(started() for _ in range(5)))
    sent(hub, desk.push())
    other = desk.rows[:3], desk.hashes[:4]
    desk.rows, desk.hashes = list(other[0]), list(other[1])
    desk.record(*(started() for _ in range(4)))
    assert sent(hub, desk.push(3)) == Forked()
    assert sent(hub, desk.push(0)) == Forked()
    assert events_in(hub) == 5


def test_after_a_fork_the_same_events_come_again_and_count_once(hub: Hub, desk: Device) -> None:
    visit = started()
    attempt = logged(visit.visit_id)
    desk.record(visit, attempt, corrected(attempt, Outcome.ACCEPTED))
    sent(hub, desk.push())
    desk.again_from(1)
    desk.record(corrected(attempt, Outcome.DECLINED))
    assert isinstance(sent(hub, desk.push()), Ack)
    assert events_in(hub) == 4
    with hub.reading() as con:
        assert con.scalar(select(func.count()).where(ledger.again == 1)) == 2
    (row,) = rows_of(hub, "attempt")
    assert row["outcome"] == "declined"
    assert counting.count(hub)["devices"][0]["kinds"] == {
        "visit.started": 1, "attempt.logged": 1, "attempt.corrected": 2,
    }  # fmt: skip


POISON = {
    "no JSON": b"{",
    "no object": b"[1]",
    "half a surrogate pair": b'{"visit_id":"0190163d-8694-739b-aea5-966c26f8ad91","customer_no":"\\ud800","how":"x"}',
    "a NUL": b'{"visit_id":"0190163d-8694-739b-aea5-966c26f8ad91","customer_no":"a\\u0000b","how":"x"}',
    "a number for a name": b'{"visit_id":"0190163d-8694-739b-aea5-966c26f8ad91","customer_no":12,"how":"x"}',
    "no visit": b'{"customer_no":"C1"}',
    "no text at all": b"\xff\xfe",
    "a deep nest": b"[" * 100_000,
}


@pytest.mark.parametrize("payload", POISON.values(), ids=POISON)
def test_an_event_that_cannot_be_read_waits_and_blocks_nothing(hub: Hub, desk: Device, payload: bytes) -> None:
    desk.record(started())
    desk.put("visit.started", 1, payload)
    desk.record(started())
    reply = sent(hub, desk.push())
    assert isinstance(reply, Ack)
    assert (reply.acked_seq, reply.parked) == (3, 1)
    assert len(rows_of(hub, "visit")) == 2
    (waiting,) = counting.parked(hub)
    assert waiting["seq"] == 2
    assert waiting["reason"]
    assert counting.count(hub)["devices"][0]["kinds"] == {"visit.started": 3}


def test_an_event_that_its_noun_refuses_waits_alone(hub: Hub, desk: Device) -> None:
    visit = started()
    desk.record(visit)
    attempt = logged(visit.visit_id)
    desk.record(attempt)
    bad = b'{"attempt_id":"%b","outcome":"declined","reason":"no number"}' % str(attempt.attempt_id).encode()
    desk.put("attempt.corrected", 1, bad)
    desk.record(corrected(attempt, Outcome.ACCEPTED))
    reply = sent(hub, desk.push())
    assert isinstance(reply, Ack)
    assert reply.parked == 1
    (row,) = rows_of(hub, "attempt")
    assert row["outcome"] == "accepted"


@pytest.mark.parametrize(
    ("at", "event_id"),
    [("yesterday", ""), ("2026-11-24T10:00:00", ""), ("", "no-uuid"), ("9999-12-31T23:59:59+00:00", "")],
)
def test_a_strange_time_or_name_parks_one_row_at_most(hub: Hub, desk: Device, at: str, event_id: str) -> None:
    desk.put("visit.started", 1, payload_of(started()), event_id, at)
    assert isinstance(sent(hub, desk.push()), Ack)
    assert events_in(hub) == 1


def test_an_unknown_kind_is_kept_and_folded_after_the_upgrade(hub: Hub, desk: Device) -> None:
    visit = started()
    known = events.KINDS.pop("visit.started")
    try:
        desk.record(visit)
        assert sent(hub, desk.push()) == Ack(1, 0, 1)
        assert rows_of(hub, "visit") == []
        replay.replay(hub)
    finally:
        events.KINDS["visit.started"] = known
    assert replay.replay_if_newer(hub) == replay.Replayed(1, 0, 0)
    assert [row["visit_id"] for row in rows_of(hub, "visit")] == [str(visit.visit_id)]
    assert replay.replay_if_newer(hub) is None


def test_a_newer_version_of_a_kind_waits_for_the_newer_program(hub: Hub, desk: Device) -> None:
    desk.put("visit.started", 7, payload_of(started()))
    assert sent(hub, desk.push()) == Ack(1, 0, 1)
    assert rows_of(hub, "visit") == []
    assert counting.count(hub)["parked"] == 0


def test_a_parked_event_is_taken_when_its_handler_has_been_mended(hub: Hub, desk: Device) -> None:
    desk.record(started())
    real = NOUNS["visit"].fold
    broken = NOUNS["visit"]._replace(fold=lambda _: 1 / 0)
    NOUNS["visit"] = broken  # type: ignore[index]
    try:
        reply = sent(hub, desk.push())
        assert isinstance(reply, Ack)
        assert reply.parked == 1
        assert replay.replay(hub, parked=True) == replay.Replayed(0, 0, 1)
    finally:
        NOUNS["visit"] = broken._replace(fold=real)  # type: ignore[index]
    assert replay.replay(hub, parked=True) == replay.Replayed(0, 1, 0)
    assert len(rows_of(hub, "visit")) == 1


def test_the_hubs_views_are_the_desks_folds(hub: Hub, desk: Device) -> None:
    visits = [started(f"C{i}", i) for i in range(30)]
    attempts = [logged(v.visit_id, minutes=1) for v in visits for _ in range(2)]
    desk.record(*visits, *attempts, *(corrected(a, Outcome.ACCEPTED) for a in attempts[::3]))
    for at in range(0, len(desk.rows), 7):
        sent(hub, desk.push(at, min(at + 7, len(desk.rows))))
    fixes = {a.attempt_id: corrected(a, Outcome.ACCEPTED) for a in attempts[::3]}
    rows = {row["attempt_id"]: row for row in rows_of(hub, "attempt")}
    assert len(rows) == 60
    for a in attempts:
        mine = [a, *([fixes[a.attempt_id]] if a.attempt_id in fixes else [])]
        folded = view_row(NOUNS["attempt"], mine)
        there = {k: v for k, v in rows[str(a.attempt_id)].items() if k not in ("owner", "last_event", "at")}
        assert there == {k: v for k, v in (folded or {}).items() if k not in ("last_event", "at")}
    before = {noun: sorted(map(str, rows_of(hub, noun))) for noun in NOUNS}
    replay.rebuild_views(hub)
    assert before == {noun: sorted(map(str, rows_of(hub, noun))) for noun in NOUNS}


def test_one_desks_referral_is_in_the_branchs_stream_and_the_first_claim_wins(hub: Hub, desk: Device) -> None:
    other = Device().enrol(hub)
    referral = referred()
    desk.record(referral, logged(uuid7()))
    sent(hub, desk.push())
    stream = pulled(hub)
    assert [(item.pos, item.record.kind) for item in stream.items] == [(1, "referral.made")]
    assert stream.cursor == Cursor(1, sha256(str(referral.id).encode()).digest())
    other.record(claimed(referral, "S2"))
    desk.record(claimed(referral, "S3"))
    sent(hub, other.push())
    sent(hub, desk.push(2))
    (row,) = rows_of(hub, "referral")
    assert (row["owner"], row["claimed_by"], row["contested_by"]) == ("B1", "S2", "S3")
    assert [item.pos for item in pulled(hub, cursor=stream.cursor).items] == [2, 3]
    assert pulled(hub, "B2").items == ()


def test_the_nodes_order_beats_the_order_of_arrival(hub: Hub, desk: Device) -> None:
    other, node = Device().enrol(hub), Device(role="branch").enrol(hub)
    referral = referred()
    first, second = claimed(referral, "S2"), claimed(referral, "S3")
    desk.record(referral, second)
    other.record(first)
    sent(hub, desk.push())
    sent(hub, other.push())
    assert rows_of(hub, "referral")[0]["claimed_by"] == "S3"
    node.record(ordered([referral.id, first.id, second.id]))
    sent(hub, node.push())
    assert rows_of(hub, "referral")[0]["claimed_by"] == "S2"
    node.record(ordered([second.id, first.id], first=8))
    sent(hub, node.push(1))
    assert rows_of(hub, "referral")[0]["claimed_by"] == "S2", "the smaller place counts"
    assert [item.record.kind for item in pulled(hub).items][-2:] == ["relay.ordered"] * 2


def test_a_desk_cannot_order_the_branch(hub: Hub, desk: Device) -> None:
    desk.record(ordered([referred().id]))
    reply = sent(hub, desk.push())
    assert isinstance(reply, Ack)
    assert reply.parked == 1
    assert pulled(hub).items == ()


def test_a_cursor_of_another_stream_begins_again(hub: Hub, desk: Device) -> None:
    desk.record(referred())
    sent(hub, desk.push())
    assert pulled(hub, cursor=Cursor(1, bytes(32))).reset
    assert pulled(hub, cursor=Cursor(5, bytes(32))).reset
    assert not pulled(hub, cursor=Cursor(0, b"")).reset


def test_both_ends_count_each_day_and_kind(hub: Hub, desk: Device) -> None:
    visits = [started(minutes=i) for i in range(6)]
    desk.record(*visits)
    sent(hub, desk.push())
    digest = sum(mark(str(v.id)) for v in visits)
    right = Day("2026-11-24", "visit.started", 6, digest)
    assert sent(hub, Reconcile(desk.device, ((1, 6),), (right,))).differ == ()
    wrong = Reconcile(desk.device, ((1, 6),), (right._replace(n=7), Day("2026-11-24", "note", 1, 1)))
    assert set(sent(hub, wrong).differ) == {right, Day("2026-11-24", "note", 0, 0)}
    less = sent(hub, Reconcile(desk.device, ((1, 4),), (right,)))
    assert less.differ[0].n == 4
    many = tuple((epoch, 6 if epoch == 1 else 0) for epoch in range(1, 1000))
    assert sent(hub, Reconcile(desk.device, many, (right,))).differ == ()


def test_a_seal_of_another_key_or_of_other_rows_is_refused(hub: Hub, desk: Device) -> None:
    desk.record(started(), started())
    push = desk.push()
    stranger = Device()
    stranger.device, stranger.rows, stranger.hashes = desk.device, desk.rows, desk.hashes
    assert isinstance(sent(hub, stranger.push()), Refusal)
    assert isinstance(sent(hub, _other_rows(push)), Refusal)
    assert events_in(hub) == 0


def _other_rows(push: Any) -> Any:
    import dataclasses

    return dataclasses.replace(push, records=(push.records[0], push.records[1]._replace(staff_no="S9")))


def test_the_standing_says_what_is_there(hub: Hub, desk: Device) -> None:
    desk.record(*(started() for _ in range(5)))
    welcome = sent(hub, desk.hello())
    assert [(s.acked_seq, s.hash_at) for s in welcome.standings] == [(0, b"")]
    sent(hub, desk.push(0, 3))
    welcome = sent(hub, desk.hello())
    assert [(s.acked_seq, s.hash_at, s.root_seq) for s in welcome.standings] == [(3, desk.hashes[3], 3)]
    assert welcome.top_epoch == 1
    with hub.reading() as con:
        row = con.execute(select(tables.device)).one()
    assert (row.program, row.schema, row.skew_ms) == ("0.2.0", "0002", 0)


def test_a_clock_years_off_is_noted_and_no_reason(hub: Hub, desk: Device) -> None:
    desk.record(started())
    sent(hub, desk.hello(NOW.replace(year=2031)))
    assert isinstance(sent(hub, desk.push()), Ack)
    with hub.reading() as con:
        assert con.scalar(select(ledger.skew_ms)) > 4 * 365 * 86_400_000


def test_a_kind_that_only_the_tests_know_is_no_trouble(hub: Hub, desk: Device) -> None:
    @event("test.seen", version=1)
    class Seen(VisitStarted):
        pass

    try:
        desk.put("test.seen", 1, payload_of(started()))
        assert sent(hub, desk.push()) == Ack(1, 0, 1)
    finally:
        events.KINDS.pop("test.seen")
