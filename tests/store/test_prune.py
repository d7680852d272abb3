"""Room is made only of what is old and safe above; what hangs on it stays whole."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import DatabaseError
from uuid_utils.compat import uuid7

from teller_assist.domain.chain import Entry
from teller_assist.domain.consent import ConsentWithdrawn
from teller_assist.domain.event import payload_of
from teller_assist.domain.relay import RelayOrdered
from teller_assist.domain.visit import CardOpened, VisitEnded
from teller_assist.errors import Refused
from teller_assist.store import chains, link, received
from teller_assist.store.engine import Work
from teller_assist.store.journal import count_kinds, rebuild_views
from teller_assist.store.prune import SHARED_DAYS, Pruned, prune
from teller_assist.store.verify import faults_of
from teller_assist.store.views import time_text
from tests.store.deeds import AT, happened, logged, morning, started, write
from tests.store.test_journal import tampered

LATER = AT.date() + timedelta(days=91)
FAR = AT.date() + timedelta(days=36_500)


def durable(work: Work, seq: int) -> None:
    with work.writing() as session:
        chains.note_standing(session.con, 1, seq, seq, seq)


def pruned(work: Work, today: date = LATER, most: int = 100) -> Pruned:
    with work.writing() as session:
        return prune(session, today, most)


def left(work: Work) -> list[int]:
    return [seq for (seq,) in work.reading.execute("SELECT seq FROM journal WHERE payload != X'' ORDER BY seq")]


def answers(work: Work, count: int = 6) -> None:
    """Attempts of one visit: what a device alone writes."""
    visit_id = uuid7()
    for n in range(count):
        write(work, logged(visit_id, f"P{n}", n))


def whole(work: Work) -> None:
    assert faults_of(work.reading)[1] == []
    with work.writing() as session:
        rebuild_views(session)
    assert faults_of(work.reading)[1] == []


def test_what_is_not_durable_stays_however_far_the_clock_has_run(work: Work) -> None:
    answers(work)
    assert pruned(work, FAR).rows == 0
    durable(work, 3)
    assert pruned(work, FAR).rows == 3
    assert left(work) == [4, 5, 6]
    whole(work)


def test_what_is_younger_than_ninety_days_stays(work: Work) -> None:
    answers(work)
    durable(work, 6)
    assert pruned(work, AT.date() + timedelta(days=90)).rows == 0
    assert pruned(work).rows == 6
    assert work.reading.execute("SELECT count(*) FROM attempt").fetchone() == (0,)
    whole(work)


def test_a_noun_with_one_row_that_is_not_durable_stays_whole(work: Work) -> None:
    from tests.store.deeds import corrected

    attempt = logged(uuid7())
    write(work, logged(uuid7()), attempt)
    write(work, corrected(attempt.attempt_id, attempt.outcome, 5))
    durable(work, 2)
    assert pruned(work).rows == 1  # the other attempt; this one's correction is still on its way
    assert work.reading.execute("SELECT count(*) FROM attempt").fetchone() == (1,)
    whole(work)


def test_hash_place_and_count_of_a_pruned_row_stay(work: Work) -> None:
    morning(work)
    before = count_kinds(work.reading), chains.hash_at(work.reading, 1, 3)
    durable(work, 4)
    pruned(work)
    assert (count_kinds(work.reading), chains.hash_at(work.reading, 1, 3)) == before
    assert chains.read_chains(work.reading)[0].base_seq == 4


def test_it_goes_on_in_pieces(work: Work) -> None:
    for n in range(5):
        write(work, happened(CardOpened, n, customer_no="C1", how="scan"))
    durable(work, 5)
    assert [pruned(work, LATER, 2) for _ in range(4)] == [
        Pruned(2, 0, True), Pruned(2, 0, True), Pruned(1, 0, False), Pruned(0, 0, False),
    ]  # fmt: skip
    whole(work)


def test_a_withdrawn_consent_is_never_forgotten(work: Work) -> None:
    event: Any = happened(ConsentWithdrawn, customer_no="C1", purpose="marketing")
    write(work, event)
    durable(work, 1)
    assert pruned(work).rows == 0  # it has not come back in the branch's stream
    entry = next(iter(chains.rows_between(work.reading, 1, 0, 1)))
    with work.writing() as session:
        received.take(session, [(1, Entry("d", 1, *entry[:-1]))])
    assert pruned(work).rows == 1
    assert work.reading.execute("SELECT state FROM consent").fetchall() == [("withdrawn",)]
    whole(work)


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE journal SET payload = X'' WHERE seq = 4", "UPDATE journal SET payload = '' WHERE seq = 2",
        "UPDATE journal SET payload = X'', hash = X'00' WHERE seq = 2",
        "UPDATE journal SET payload = X'7b7d' WHERE seq = 2", "UPDATE journal SET payload = X'', staff_no = 'X'",
    ],
)  # fmt: skip
def test_the_database_lets_only_a_durable_payload_be_emptied(work: Work, deed: str) -> None:
    morning(work)
    durable(work, 3)
    with pytest.raises(DatabaseError, match="append-only"), work.writing() as session:
        session.connection.exec_driver_sql(deed)
    with work.writing() as session:
        session.connection.exec_driver_sql("UPDATE journal SET payload = X'' WHERE seq = 3")


def test_a_payload_emptied_by_somebody_else_is_a_fault(work: Work) -> None:
    morning(work)
    durable(work, 2)
    pruned(work)
    tampered(work, "UPDATE journal SET payload = X'' WHERE seq = 3")
    assert (3, "changed") in {(f.seq, f.what) for f in faults_of(work.reading)[1]}


@pytest.mark.parametrize("column", ["prev_hash", "hash"])
def test_a_hash_changed_beside_a_pruned_row_is_a_fault(work: Work, column: str) -> None:
    morning(work)
    durable(work, 3)
    pruned(work)
    tampered(work, f"UPDATE journal SET {column} = zeroblob(32) WHERE seq = 2")
    assert {f.seq for f in faults_of(work.reading)[1]} & {2, 3}


def test_an_event_too_large_for_the_way_up_is_refused_in_words(work: Work) -> None:
    visit_id = uuid7()
    with pytest.raises(Refused, match="more than 262,144"):
        write(work, started(visit_id), logged(visit_id, note="x" * 300_000))
    assert count_kinds(work.reading) == {}


# -- what the branch shares, and is many ----------------------------------------------------------


def entry(event: Any, pos: int, device: str = "d") -> tuple[int, Entry]:
    return pos, Entry(
        device, 1, pos, str(event.id), time_text(event.at), event.staff_no, event.kind, 1, payload_of(event)
    )


def taken(work: Work, *items: tuple[int, Entry]) -> int:
    with work.writing() as session:
        return received.take(session, items)


def a_visit_and_a_consent(work: Work) -> tuple[Any, list[tuple[int, Entry]]]:
    """Of a colleague, placed by the node: a visit of a morning, the customer's withdrawal."""
    visit: Any = started(uuid7())
    ended: Any = happened(VisitEnded, 9, visit_id=visit.visit_id)
    consent: Any = happened(ConsentWithdrawn, 5, customer_no="C1", purpose="marketing")
    order = happened(RelayOrdered, 10, branch_no="B", first_place=1, ids=(consent.id, visit.id, ended.id))
    items = [entry(event, pos) for pos, event in enumerate((visit, consent, ended, order), 1)]
    taken(work, *items)
    return visit, items


def rows(work: Work, *tables: str) -> list[int]:
    return [work.reading.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]


KEPT = AT.date() + timedelta(days=SHARED_DAYS)
OVER = KEPT + timedelta(days=1)
ALL = ("visit", "consent", "received", "placed")


def test_a_colleagues_visit_goes_whole_after_its_days_and_a_consent_never(work: Work) -> None:
    a_visit_and_a_consent(work)
    assert pruned(work, KEPT) == Pruned(0, 0, False)
    assert rows(work, *ALL) == [1, 1, 4, 3]
    assert pruned(work, OVER) == Pruned(0, 1, False)
    assert rows(work, *ALL) == [0, 1, 1, 1]
    whole(work)
    assert pruned(work, OVER) == Pruned(0, 0, False)


def test_the_own_visit_goes_once_its_rows_are_emptied(work: Work) -> None:
    visit = started(uuid7())
    write(work, visit)
    taken(work, entry(visit, 1, work.reading.execute("SELECT value FROM meta WHERE key = 'device'").fetchone()[0]))
    pruned(work, OVER)
    assert rows(work, "visit", "received") == [1, 1], "it is not durable"
    durable(work, 1)
    pruned(work, OVER)
    assert rows(work, "visit", "received", "journal") == [0, 0, 1]
    whole(work)


def test_another_stream_brings_back_what_stays_and_nothing_that_has_gone(work: Work) -> None:
    visit, items = a_visit_and_a_consent(work)
    pruned(work, OVER)
    with work.writing() as session:
        received.forget_places(session)
    assert taken(work, *items) == 0
    assert rows(work, *ALL[:2]) == [0, 1]
    assert work.reading.execute("SELECT pos, place FROM received JOIN placed USING(event_id)").fetchall() == [(2, 1)]
    late = happened(VisitEnded, 60 * 24 * 401, visit_id=visit.visit_id)
    taken(work, entry(late, 9))
    assert rows(work, "visit") == [0], "no row without its beginning"
    pruned(work, OVER)
    assert rows(work, "consent", "placed") == [1, 1]
    whole(work)


def test_what_the_new_stream_has_not_brought_stays(work: Work) -> None:
    _, items = a_visit_and_a_consent(work)
    with work.writing() as session:
        received.forget_places(session)
    pruned(work, OVER)
    taken(work, *items[:2])
    pruned(work, OVER)
    assert rows(work, "visit", "received") == [1, 4]
    taken(work, *items[2:])
    pruned(work, OVER)
    assert rows(work, *ALL) == [0, 1, 1, 1]
    whole(work)


def test_a_clock_far_ahead_of_the_servers_forgets_nothing(work: Work) -> None:
    a_visit_and_a_consent(work)
    with work.writing() as session:
        link.put(session.con, "server_skew_ms", str(300 * 86_400_000))
    pruned(work, OVER)
    assert rows(work, "visit") == [1]


def test_an_old_beginning_of_what_is_still_here_comes_in_all_the_same(work: Work) -> None:
    visit = started(uuid7())
    ended = happened(VisitEnded, 60 * 24 * 2, visit_id=visit.visit_id)
    taken(work, entry(ended, 2))
    pruned(work, OVER)
    taken(work, entry(visit, 1))
    assert rows(work, "visit") == [1]
