"""Room is made only of what is old and safe above; what hangs on it stays whole."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import DatabaseError
from uuid_utils.compat import uuid7

from teller_assist.domain.consent import ConsentWithdrawn
from teller_assist.domain.visit import CardOpened
from teller_assist.errors import Refused
from teller_assist.store import chains, received
from teller_assist.store.engine import Work
from teller_assist.store.journal import count_kinds, rebuild_views
from teller_assist.store.prune import Pruned, prune
from teller_assist.store.verify import faults_of
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
    from teller_assist.domain.chain import Entry

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
