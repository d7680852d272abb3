"""The journal keeps everything, changes nothing, and says where it was touched."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DatabaseError
from uuid_utils.compat import uuid7

from teller_assist.domain.attempt import AttemptCorrected, AttemptLogged, Outcome
from teller_assist.domain.visit import CardOpened, VisitEnded
from teller_assist.store import journal, raw
from teller_assist.store.engine import Work
from teller_assist.store.journal import events_of, rebuild_views, unsent
from teller_assist.store.verify import Fault, faults_of
from tests.store.conftest import KEY
from tests.store.deeds import AT, corrected, happened, logged, morning, started, undone, write


def faults(work: Work) -> list[Fault]:
    return faults_of(work.reading)[1]


def tampered(work: Work, *statements: str) -> None:
    """What somebody with the key and a tool would do: the triggers go first and come back."""
    con = raw.connect(work.path, KEY)
    triggers = con.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        con.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        con.execute(statement)
    for _, sql in triggers:
        con.execute(sql)
    con.close()


_ROW = "SELECT device, epoch, {seq}, {event}, occurred_at, 'X', kind, v, payload, prev_hash, hash, noun, noun_id"
REPLACED = "INSERT OR REPLACE INTO journal " + _ROW + " FROM journal WHERE seq = 2"


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE journal SET staff_no = 'X'", "DELETE FROM journal WHERE seq = 1",
        REPLACED.format(seq="seq", event="event_id"), REPLACED.format(seq="seq", event="'other'"),
        REPLACED.format(seq="99", event="event_id"),
    ],
)  # fmt: skip
def test_the_database_itself_refuses_to_change_the_journal(work: Work, deed: str) -> None:
    morning(work)
    with pytest.raises(DatabaseError, match="append-only"), work.writing() as session:
        session.connection.exec_driver_sql(deed)
    assert faults(work) == []


def test_every_event_comes_back_as_it_was(work: Work) -> None:
    events = morning(work)
    read = [
        e
        for noun, id_ in work.reading.execute("SELECT noun, noun_id FROM journal ORDER BY seq")
        for e in events_of(work.reading, noun, id_)
    ]
    assert read == events


def test_the_chain_has_no_gaps(work: Work) -> None:
    visit_id = uuid7()
    assert write(work, started(visit_id)) == [1]
    assert write(work, logged(visit_id, "A"), logged(visit_id, "B")) == [2, 3]
    with pytest.raises(AttributeError):  # the second is no event: the first goes with it
        write(work, logged(visit_id, "C"), None)  # type: ignore[arg-type]
    assert write(work, logged(visit_id, "D")) == [4]
    assert faults(work) == []
    assert unsent(work.reading)[0] == 4


def test_event_and_view_stand_or_fall_together(work: Work) -> None:
    visit_id = uuid7()
    write(work, started(visit_id), logged(visit_id, "A"))
    with pytest.raises(raw.Error, match="UNIQUE"):  # a second attempt for the same product: the view has no room
        write(work, logged(visit_id, "A"))
    assert unsent(work.reading)[0] == 2
    assert faults(work) == []


def test_a_float_is_not_recorded(work: Work) -> None:
    with pytest.raises(TypeError, match="float"):
        write(work, happened(CardOpened, customer_no="C1", how=1.5))
    assert unsent(work.reading)[0] == 0


CONTENT = "event_id, occurred_at, staff_no, kind, v, payload, noun, noun_id"


def exchanged(a: int, b: int, columns: str) -> list[str]:
    """Two rows change places: the numbers with everything, or only the contents."""
    if columns == "all":
        return [
            f"UPDATE journal SET seq = -1 WHERE seq = {a}",
            f"UPDATE journal SET seq = {a} WHERE seq = {b}",
            f"UPDATE journal SET seq = {b} WHERE seq = -1",
        ]
    sets = ", ".join(f"{c} = (SELECT {c} FROM t WHERE t.seq = {a} + {b} - journal.seq)" for c in columns.split(", "))
    return [
        "CREATE TEMP TABLE t AS SELECT * FROM journal",
        "UPDATE journal SET event_id = 'x' || seq",
        f"UPDATE journal SET event_id = (SELECT event_id FROM t WHERE t.seq = journal.seq) WHERE seq NOT IN ({a}, {b})",
        f"UPDATE journal SET {sets} WHERE seq IN ({a}, {b})",
    ]


@pytest.mark.parametrize(
    ("statements", "named"),
    [
        (["UPDATE journal SET payload = replace(payload, 'declined', 'accepted') WHERE seq = 3"], {(3, "changed")}),
        (["UPDATE journal SET staff_no = 'T9' WHERE seq = 2"], {(2, "changed")}),
        (["UPDATE journal SET occurred_at = '2026-11-22T01:00:00.000000+00:00' WHERE seq = 6"], {(6, "changed")}),
        (["UPDATE journal SET prev_hash = zeroblob(32) WHERE seq = 4"], {(4, "broken"), (4, "changed")}),
        (["UPDATE journal SET hash = zeroblob(32) WHERE seq = 4"], {(4, "changed"), (5, "broken")}),
        (["DELETE FROM journal WHERE seq = 4"], {(4, "missing")}),
        (["DELETE FROM journal WHERE seq IN (3, 4)"], {(3, "missing")}),
        (["DELETE FROM journal WHERE seq = 1"], {(1, "missing")}),
        (["DELETE FROM journal WHERE seq >= 5"], {(5, "missing")}),
        (["UPDATE journal SET noun_id = 'elsewhere' WHERE seq = 3"], {(3, "misfiled")}),
        (["UPDATE journal SET payload = x'7b' WHERE seq = 3"], {(3, "changed"), (3, "unreadable")}),
        (["UPDATE journal SET epoch = 2 WHERE seq = 6"], {(6, "changed"), (6, "broken"), (1, "missing")}),
        (exchanged(3, 4, "all"), {(3, "swapped"), (4, "swapped")}),
        (exchanged(2, 5, "all"), {(2, "swapped"), (5, "swapped")}),
        (exchanged(3, 4, CONTENT), {(3, "swapped"), (4, "swapped")}),
    ],
)  # fmt: skip
def test_verify_names_the_place_that_was_touched(
    work: Work, statements: list[str], named: set[tuple[int, str]]
) -> None:
    events = morning(work)
    tampered(work, *statements)
    found = [f for f in faults(work) if f.what != "view"]
    assert {(f.seq, f.what) for f in found} == named
    if next(iter(named))[1] == "changed" and len(named) == 1:
        seq = next(iter(named))[0]
        assert [f.event_id for f in found] == [str(events[seq - 1].id)]


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE attempt SET outcome = 'accepted'", "differs"),
        ("DELETE FROM attempt", "missing"),
        ("UPDATE visit SET ended_by = 'key'", "ended_by"),
        ("INSERT INTO decision VALUES ('d', 'v', '2026', '[]', '')", "not in the journal"),
    ],
)
def test_a_view_that_differs_from_the_journal_is_named_and_made_again(work: Work, statement: str, what: str) -> None:
    morning(work, attempts=1)
    con = raw.connect(work.path, KEY)
    con.execute(statement)
    con.close()
    [fault] = faults(work)
    assert fault.what == "view"
    assert what in str(fault)
    with work.writing() as session:
        rebuild_views(session)
    assert faults(work) == []


@pytest.mark.parametrize("name", ["journal_refuses_update", "journal_refuses_delete", "journal_refuses_replace"])
def test_a_trigger_that_is_gone_or_does_nothing_is_named(work: Work, name: str) -> None:
    for more in ([], [f"CREATE TRIGGER {name} BEFORE INSERT ON journal BEGIN SELECT 1; END"]):
        con = raw.connect(work.path, KEY)
        for statement in [f"DROP TRIGGER IF EXISTS {name}", *more]:
            con.execute(statement)
        con.close()
        [fault] = faults(work)
        assert (fault.what, fault.event_id) == ("trigger", name)


@pytest.mark.parametrize(
    ("statements", "named"),
    [
        (["UPDATE journal SET kind = 'attempt.undone' WHERE seq = 3"], "epoch 1 seq 3"),
        (["UPDATE journal SET kind = x'ff' WHERE seq = 3"], "epoch 1 seq 3"),
        (["UPDATE journal SET epoch = 'abc' WHERE seq = 3"], "epoch -1 seq 3"),
        (["UPDATE journal SET v = 'abc' WHERE seq = 3"], "epoch 1 seq 3"),
        (["UPDATE journal SET payload = '[]' WHERE seq = 3"], "epoch 1 seq 3"),
        (["UPDATE journal SET occurred_at = 'then' WHERE seq = 3"], "epoch 1 seq 3"),
        (["UPDATE meta SET value = 'garbage' WHERE key = 'head'"], "meta"),
        (["UPDATE meta SET value = 'a:b:c' WHERE key = 'head'"], "meta"),
        (["DELETE FROM meta WHERE key = 'head'"], "meta.head"),
        (["DELETE FROM meta WHERE key = 'device'"], "meta.device"),
        (["DROP TABLE visit"], "views"),
        (["DELETE FROM journal WHERE seq = 6", "DELETE FROM meta WHERE key = 'head'"], "epoch 1 seq 6"),
    ],
)  # fmt: skip
def test_verify_names_what_it_cannot_read_and_goes_on(work: Work, statements: list[str], named: str) -> None:
    morning(work)
    tampered(work, *statements)
    found = [str(f) for f in faults(work)]
    assert any(named in f for f in found), found


def test_a_journal_that_is_gone_is_one_fault(work: Work) -> None:
    con = raw.connect(work.path, KEY)
    con.execute("DROP TABLE journal")
    con.close()
    assert [(f.what, f.event_id) for f in faults(work)] == [("unreadable", "journal")]


def test_a_tail_cut_off_with_its_note_rewritten_is_missing(work: Work) -> None:
    events = morning(work)
    head = "SELECT epoch || ':' || seq || ':' || lower(hex(hash)) FROM journal WHERE seq = 5"
    tampered(work, "DELETE FROM journal WHERE seq = 6", f"UPDATE meta SET value = ({head}) WHERE key = 'head'")
    assert ("missing", 6, str(events[-1].id)) in {(f.what, f.seq, f.event_id) for f in faults(work)}


def test_a_new_epoch_hangs_on_the_one_before(work: Work) -> None:
    events = morning(work)
    con = raw.connect(work.path, KEY)
    con.execute("UPDATE meta SET value = '2' WHERE key = 'epoch'")
    con.execute("INSERT INTO chain SELECT 2, 1, 6, hash, 0, NULL, 0, 0, 0 FROM journal WHERE seq = 6")
    con.close()
    visit_id = events[0].visit_id  # type: ignore[attr-defined]
    assert write(work, logged(visit_id, "Z")) == [1]
    assert faults(work) == []
    tampered(work, "DELETE FROM journal WHERE epoch = 1 AND seq = 6")
    assert {(f.epoch, f.seq, f.what) for f in faults(work) if f.what != "view"} == {(2, 1, "epoch")}


def test_an_event_of_a_newer_program_is_kept_and_is_no_fault(work: Work) -> None:
    class Later(CardOpened):
        kind = "card.danced"

    newer = happened(CardOpened, customer_no="C1", how="scan")
    write(work, Later(**{n: getattr(newer, n) for n in ("id", "at", "staff_no", "customer_no", "how")}))
    assert work.reading.execute("SELECT kind FROM journal").fetchone() == ("card.danced",)
    assert faults(work) == []


class Verified(AttemptCorrected):
    kind = "attempt.verified"


class Later(AttemptCorrected):
    version = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Richer(AttemptCorrected):
    mood: str = "good"


@pytest.mark.parametrize(
    ("newer", "noun", "outcome"),
    [
        (Verified, "attempt", "declined"), (Verified, "wish", "declined"), (Later, "attempt", "declined"),
        (Richer, "attempt", "accepted"),
    ],
)  # fmt: skip
def test_events_of_a_newer_program_stop_nothing(work: Work, newer: type[Any], noun: str, outcome: str) -> None:
    visit_id = uuid7()
    attempt = logged(visit_id)
    write(work, started(visit_id), attempt)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "noun_of", lambda _: (noun, str(attempt.attempt_id)))
        patch.setattr(journal, "_fold_into_view", lambda *_: None)
        patch.setitem(journal.NOUNS, noun, journal.NOUNS["attempt"])
        write(work, happened(newer, 1, attempt_id=attempt.attempt_id, outcome=Outcome.ACCEPTED))
    write(work, happened(CardOpened, 2, customer_no="C1", how="scan"))
    assert [f for f in faults(work) if f.what != "view"] == []
    with work.writing() as session:
        rebuild_views(session)
    assert faults(work) == []
    assert work.reading.execute("SELECT outcome FROM attempt").fetchall() == [(outcome,)]


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["visit", "log", "correct", "undo", "end"]), st.integers(0, 5), st.sampled_from(list(Outcome))
    ),
    max_size=30,
)  # fmt: skip


def play(work: Work, deeds: list[tuple[str, int, Outcome]]) -> None:
    """Any order of deeds the desk could do; what makes no sense then is left out, as the desk refuses it."""
    visits: list[Any] = [started(uuid7())]
    events: list[Any] = []
    write(work, visits[0])
    for minute, (deed, which, outcome) in enumerate(deeds):
        mine = [e for e in events if isinstance(e, AttemptLogged)]
        if deed == "visit":
            visits.append(started(uuid7(), minute))
            write(work, visits[-1])
        elif deed == "end":
            write(work, happened(VisitEnded, minute, visit_id=visits[-1].visit_id, by="key"))
        elif deed == "log":
            taken = work.reading.execute(
                "SELECT 1 FROM attempt WHERE visit_id = ? AND product_code = ?", (str(visits[-1].visit_id), f"P{which}")
            ).fetchone()
            if taken is None:
                events.append(logged(visits[-1].visit_id, f"P{which}", minute, outcome=outcome))
                write(work, events[-1])
        elif mine and deed == "correct":
            events.append(corrected(mine[which % len(mine)].attempt_id, outcome, minute))
            write(work, events[-1])
        elif events and deed == "undo":
            target = events.pop(which % len(events))
            write(work, undone(target.attempt_id, target.id, minute))


@settings(max_examples=50)
@given(DEEDS)
def test_views_equal_a_rebuild_whatever_was_done(
    fresh: Path, tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, int, Outcome]]
) -> None:
    work = Work(Path(shutil.copy(fresh, tmp_path_factory.mktemp("played") / "work.db")), KEY)
    try:
        play(work, deeds)
        assert faults(work) == []
        before = _views(work)
        with work.writing() as session:
            rebuild_views(session)
        assert _views(work) == before
    finally:
        work.close()


def _views(work: Work) -> list[Any]:
    return [sorted(map(str, work.reading.execute(f"SELECT * FROM {v}"))) for v in ("attempt", "visit", "decision")]


def test_time_is_kept_in_utc(work: Work) -> None:
    write(work, started(uuid7()))
    assert work.reading.execute("SELECT occurred_at FROM journal").fetchone()[0] == AT.isoformat(
        timespec="microseconds"
    )
