"""What a broken or hostile device writes stops nobody: refused alike by desk and hub, or read back without harm."""

import json
import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, get_origin, get_type_hints
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from teller_assist.domain.chain import Entry
from teller_assist.domain.evaluation_rates import pressed_at
from teller_assist.domain.event import KINDS, payload_of
from teller_assist.domain.inbox import passes
from teller_assist.domain.lobby import Duty, windows
from teller_assist.domain.quality import Evaluation, EvaluationGiven, EvaluationRequested, Inspection
from teller_assist.domain.referral import Referral, ReferralMade, ReferralPassed
from teller_assist.domain.ticket import Ticket, TicketEnded, TicketTaken
from teller_assist.domain.visit import Visit
from teller_assist.domain.visit_clock import CoreTransaction, complete
from teller_assist.errors import Refused
from teller_assist.hub.folding import read_entry
from teller_assist.store import received, states
from teller_assist.store.engine import Work
from teller_assist.store.verify import faults_of
from teller_assist.store.views import NOUNS, Noun, fitting, time_text
from tests.store.deeds import AT, happened, write

SHARED = [noun for noun in NOUNS.values() if noun.shared]
HOSTILE: list[Any] = [
    None, True, 0, -1, 3, 2**52, -(2**52), 2**53, 10**30, "", " ", "a b", "a:b", "a\0b", "\ud800", "9" * 5000, [], {},
    [None], [[1, [2]]], ["a b", "c:d"], [["courteous", 4]], [["a b", 4]], [["warm", "x"]], [["warm"]], [[["warm"], 1]],
    "2026-11-23T09:30:00", "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00", "2026-11-23T09:30:00+08:00",
    "2026-11-23", "0001-01-01", "9999-12-31", str(UUID(int=7)), "taken", "greeted", "finished", "core", "queue",
]  # fmt: skip
GOOD: dict[Any, Any] = {
    str: "a", int: 3, bool: True, UUID: str(UUID(int=9)), date: "2026-11-23", datetime: "2026-11-23T09:30:00+08:00",
    tuple: [],
}  # fmt: skip
STAFF = ("T1", "W 07", "W:7", "")


def _entry(seq: int, kind: str, payload: Any, at: str = time_text(AT), staff_no: str = "T1") -> Entry:
    text = json.dumps(payload).encode() if not isinstance(payload, bytes) else payload
    return Entry("other", 1, seq, str(uuid7()), at, staff_no, kind, KINDS[kind].version, text)


def _some(noun: Noun, rng: random.Random, count: int) -> list[tuple[str, dict[str, Any]]]:
    """Events of one of this noun: mostly sound where a field is plain, hostile elsewhere."""
    found: list[tuple[str, dict[str, Any]]] = []
    key = str(uuid7())
    for kind in [noun.kinds[0], *(rng.choice(noun.kinds) for _ in range(count))]:
        own: dict[str, Any] = {}
        for name, hint in get_type_hints(KINDS[kind]).items():
            if name not in ("id", "at", "staff_no", "kind", "version") and rng.random() < 0.95:
                plain = hint if get_origin(hint) is None else tuple if get_origin(hint) is tuple else None
                own[name] = GOOD.get(plain) if rng.random() < 0.8 else rng.choice(HOSTILE)
        if noun.key in own:
            own[noun.key] = key
        found.append((kind, own))
    return found


def _look(con: Any, noun: Noun) -> None:
    """What screens and reports reckon with a state."""
    found: Any = states.read(con, noun.state)
    if noun.state is Visit:
        complete(found, [CoreTransaction("", AT, None, "T1")])
    for state in found:
        match state:
            case Evaluation():
                pressed_at(state)
            case Inspection():
                assert all(1 <= score <= 5 for score in state.points.values())
            case Referral():
                passes(state)
                timedelta(seconds=state.eta_s)
            case Duty():
                windows([state], AT)


@pytest.mark.parametrize("noun", SHARED, ids=lambda noun: noun.name)
def test_whatever_comes_is_taken_or_left_alike_by_desk_and_hub_and_can_be_read(work: Work, noun: Noun) -> None:
    rng, seq, sound = random.Random(noun.name), 0, 0
    by_id: dict[str, list[Any]] = {}
    for _ in range(80):
        entries = []
        for kind, own in _some(noun, rng, rng.randrange(4)):
            seq += 1
            at = rng.choice([time_text(AT)] * 9 + ["0001-01-01T00:00:00+00:00", "2026-11-23T09:30:00", "x"])
            entries.append(_entry(seq, kind, own, at, rng.choice(STAFF)))
        with work.writing() as session:
            received.take(session, [(e.seq, e) for e in entries])
        told = [read_entry(e) for e in entries]
        kept = dict(work.reading.execute("SELECT event_id, noun FROM received"))
        assert [bool(kept[e.event_id]) for e in entries] == [t.event is not None for t in told]
        for one in told:
            if one.event is not None:
                by_id.setdefault(one.noun_id, []).append(one.event)
        for noun_id, events in by_id.items():
            row, _ = fitting(noun, events)
            sound += row is not None
            columns = ", ".join(row) if row else "1"
            found = work.reading.execute(f"SELECT {columns} FROM {noun.name} WHERE {noun.key} = ?", (noun_id,))
            assert found.fetchone() == (tuple(row.values()) if row else None)
    assert sound, "no event was ever sound: the test says nothing"
    _look(work.reading, noun)
    assert faults_of(work.reading)[1] == []


def test_json_that_is_none_is_left_alike(work: Work) -> None:
    payloads = (
        b"",
        b"\xff",
        b"[" * 100_000,
        b"null",
        b"[]",
        b'{"visit_id": 1' + b"0" * 5000 + b"}",
        b'{"visit_id": {}}',
    )
    entries = [_entry(n, "visit.started", payload) for n, payload in enumerate(payloads, 1)]
    with work.writing() as session:
        received.take(session, [(e.seq, e) for e in entries])
    assert all(read_entry(e).event is None for e in entries)
    assert work.reading.execute("SELECT count(*) FROM received WHERE noun = ''").fetchone() == (len(entries),)


def test_a_time_without_a_zone_closes_no_desk_for_the_day(work: Work) -> None:
    ticket_id = uuid7()
    taken = {"ticket_id": str(ticket_id), "number": "A001", "day": "2026-11-23", "moment": "2026-11-23T09:30:00"}
    ended = happened(TicketEnded, 1, ticket_id=ticket_id, how="closed")
    with work.writing() as session:
        received.take(session, [(1, _entry(1, "ticket.taken", taken))])
    assert states.find(work.reading, Ticket, ticket_id) is None
    write(work, ended)
    assert read_entry(_entry(1, "ticket.taken", taken)).reason.startswith("Unsound: moment")


def test_an_event_that_its_fold_refuses_is_passed_over_and_the_rest_of_the_piece_comes(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    noun = NOUNS["ticket"]

    def refuses(events: Any) -> Any:
        happened_all = list(events)
        if any(isinstance(e, TicketEnded) and e.how == "bad" for e in happened_all):
            raise ValueError("no such end")
        return noun.fold(happened_all)

    monkeypatch.setitem(NOUNS, "ticket", noun._replace(fold=refuses))
    ids = [uuid7(), uuid7()]
    events: list[Any] = [happened(TicketTaken, ticket_id=i, number="A001", day=AT.date()) for i in ids]
    events.insert(1, happened(TicketEnded, ticket_id=ids[0], how="bad"))
    entries = [
        Entry("other", 1, n, str(e.id), time_text(e.at), "T1", e.kind, 1, payload_of(e))
        for n, e in enumerate(events, 1)
    ]
    with work.writing() as session:
        received.take(session, [(e.seq, e) for e in entries])
    assert [t.state for t in states.read(work.reading, Ticket)] == ["waiting", "waiting"]
    with pytest.raises(ValueError, match="no such end"):
        write(work, happened(TicketEnded, 2, ticket_id=ids[1], how="bad"))
    write(work, happened(TicketEnded, 2, ticket_id=ids[0], how="left"))
    assert faults_of(work.reading)[1] == []


def test_what_no_other_device_would_take_is_not_recorded_here(work: Work) -> None:
    with pytest.raises(Refused, match="moment cannot be"):
        write(
            work, happened(TicketTaken, ticket_id=uuid7(), number="A1", day=AT.date(), moment=AT.replace(tzinfo=None))
        )
    assert work.reading.execute("SELECT count(*) FROM journal").fetchone() == (0,)


def test_bounds_of_the_folds(work: Work) -> None:
    asked = happened(EvaluationRequested, evaluation_id=uuid7(), visit_id=uuid7(), window_no="1", teller_no="T1")
    given = happened(EvaluationGiven, evaluation_id=asked.evaluation_id, score=5, after_ms=2**52, device="file")
    made = happened(ReferralMade, referral_id=uuid7(), customer_no="C1", product_code="P1")
    passed = replace(happened(ReferralPassed, 1, referral_id=made.referral_id), staff_no="W 07")
    write(work, asked, given, made, passed)
    evaluation = states.read(work.reading, Evaluation)[0]
    assert (evaluation.score, evaluation.after_ms) == (5, 86_400_000)
    assert passes(states.read(work.reading, Referral)[0]) == []
