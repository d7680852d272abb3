"""A desk of an older program: its records survive, go up, and what it kept raw is understood."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from teller_assist.domain import event as domain_event
from teller_assist.domain.attempt import AttemptCorrected, Outcome
from teller_assist.domain.chain import GENESIS, Entry
from teller_assist.domain.event import KINDS, Event, payload_of
from teller_assist.domain.referral import Referral, ReferralClaimed, ReferralMade
from teller_assist.domain.visit import Visit, VisitEnded
from teller_assist.store import journal, link, raw, received, replay, sync_runs, views
from teller_assist.store.engine import NAME, Work
from teller_assist.store.journal import unsent
from teller_assist.store.replay import catch_up, is_due
from teller_assist.store.states import read
from teller_assist.store.verify import faults_of
from teller_assist.store.views import time_text
from tests.store.conftest import KEY
from tests.store.deeds import AT, happened, logged, started, write

GOLDEN = Path(__file__).parents[1] / "data" / "golden" / "0.1.0" / NAME


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Forty days of a 0.1.0 desk, none of it above."""
    return Path(shutil.copy(GOLDEN, tmp_path / NAME))


def rows(con: Any, sql: str) -> list[Any]:
    return con.execute(sql).fetchall()  # type: ignore[no-any-return]


def test_forty_days_of_an_old_desk_are_kept_row_by_row_and_wait_to_go_up(old: Path) -> None:
    con = raw.connect(old, KEY)
    before = rows(con, "SELECT * FROM journal ORDER BY device, epoch, seq")
    con.close()
    work = Work(old, KEY)
    assert rows(work.reading, "SELECT * FROM journal ORDER BY device, epoch, seq") == before
    assert unsent(work.reading) == (len(before), before[0][4])
    assert rows(work.reading, "SELECT * FROM chain") == [(1, 0, 0, GENESIS, 0, None, 0, 0, 0)]
    assert rows(work.reading, "SELECT key FROM meta WHERE key = 'acked'") == []
    assert faults_of(work.reading) == (len(before), [])
    assert write(work, started(uuid7())) == [len(before) + 1]
    assert faults_of(work.reading)[1] == []
    work.close()


def test_what_an_old_desk_says_is_above_is_taken_over(old: Path) -> None:
    con = raw.connect(old, KEY)
    con.execute("UPDATE meta SET value = '100' WHERE key = 'acked'")
    total = rows(con, "SELECT count(*) FROM journal")[0][0]
    con.close()
    work = Work(old, KEY)
    assert unsent(work.reading)[0] == total - 100
    work.close()


def test_an_old_desk_with_two_epochs_keeps_both_chains(old: Path) -> None:
    con = raw.connect(old, KEY)
    last = rows(con, "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")[0]
    con.execute("UPDATE meta SET value = '2' WHERE key = 'epoch'")
    con.close()
    work = Work(old, KEY)
    assert rows(work.reading, "SELECT epoch, parent_epoch, parent_seq, base_hash FROM chain") == [
        (1, 0, 0, GENESIS), (2, 1, *last),
    ]  # fmt: skip
    assert write(work, started(uuid7())) == [1]
    assert faults_of(work.reading)[1] == []
    work.close()


def test_visits_and_referrals_of_the_version_before_have_blanks_for_what_is_new(tmp_path: Path) -> None:
    golden = GOLDEN.parents[1] / "0.2.0" / NAME
    path = Path(shutil.copy(golden, tmp_path / NAME))
    con = raw.connect(path, KEY)
    assert rows(con, "SELECT version_num FROM alembic_version") == [("0002",)]
    before = rows(con, "SELECT visit_id, customer_no, started_at, ended_by FROM visit ORDER BY visit_id")
    con.close()
    work = Work(path, KEY)
    visits = read(work.reading, Visit, "1 ORDER BY visit_id")
    assert before == [(str(v.visit_id), v.customer_no, time_text(v.started_at), v.ended_by) for v in visits]
    assert {(v.window_no, v.ticket_id, v.called_at, v.sources, v.excused_s) for v in visits} == {
        ("", None, None, "", 0)
    }
    referrals = read(work.reading, Referral)
    assert len(referrals) == 5
    assert {(r.window_no, r.ticket, r.eta_s, r.visit_id) for r in referrals} == {("", "", 0, None)}
    assert faults_of(work.reading)[1] == []
    work.close()


def test_colleagues_visits_that_the_version_before_kept_raw_are_taken_up_at_the_next_start(tmp_path: Path) -> None:
    path = Path(shutil.copy(GOLDEN.parents[1] / "0.2.0" / NAME, tmp_path / NAME))
    one, other = started(uuid7()), started(uuid7(), 1)
    ended: Any = happened(VisitEnded, 9, visit_id=one.visit_id)
    con = raw.connect(path, KEY)
    assert "visit.started" in rows(con, "SELECT value FROM meta WHERE key = 'kinds'")[0][0]
    for pos, event in enumerate((one, other, ended), 1):  # as 0.2.0 does: visits were no shared noun
        row = ("d", 1, pos, *_row(event, event.kind, 1)[1:], "", "", pos)
        con.execute(f"INSERT INTO received VALUES({', '.join('?' * 12)})", (str(event.id), *row))
    own = rows(con, "SELECT visit_id FROM visit ORDER BY visit_id")
    con.close()
    work = Work(path, KEY)
    assert is_due(work.reading)
    catch_up(work)
    assert not is_due(work.reading)
    found = {v.visit_id: v for v in read(work.reading, Visit)}
    assert found[one.visit_id].ended_at == ended.at
    assert found[other.visit_id].ended_at is None
    assert {str(v) for v in found} == {str(one.visit_id), str(other.visit_id), *(r[0] for r in own)}
    assert faults_of(work.reading)[1] == []
    work.close()


# -- a newer program ------------------------------------------------------------------------------


class Praised(AttemptCorrected):
    """What tomorrow's program has besides: an attempt that was praised."""


@pytest.fixture
def tomorrow() -> Iterator[pytest.MonkeyPatch]:
    """Registers ``attempt.praised`` as tomorrow's program does, and folds it."""
    patch = pytest.MonkeyPatch()

    def begin() -> None:
        patch.setattr(Praised, "kind", "attempt.praised")
        patch.setattr(Praised, "version", 1)
        patch.setitem(KINDS, "attempt.praised", Praised)
        patch.setitem(views._OF_KIND, "attempt.praised", views.NOUNS["attempt"])

    patch.begin = begin  # type: ignore[attr-defined]
    yield patch
    patch.undo()
    for cached in (domain_event._names, domain_event._readers):
        cached.cache_clear()


def _row(event: Event, kind: str, version: int) -> tuple[str, str, str, str, int, bytes]:
    return (str(event.id), time_text(event.at), event.staff_no, kind, version, payload_of(event))


def test_an_own_event_of_a_newer_kind_is_folded_once_after_the_upgrade(
    work: Work, tomorrow: pytest.MonkeyPatch
) -> None:
    visit_id = uuid7()
    attempt = logged(visit_id)
    write(work, started(visit_id), attempt)
    newer = happened(AttemptCorrected, 5, attempt_id=attempt.attempt_id, outcome=Outcome.ACCEPTED)
    with work.writing() as session:
        journal.append(session, _row(newer, "attempt.praised", 1), "attempt", str(attempt.attempt_id))
    assert not is_due(work.reading)
    tomorrow.begin()  # type: ignore[attr-defined]
    assert is_due(work.reading)
    catch_up(work)
    assert rows(work.reading, "SELECT outcome FROM attempt") == [("accepted",)]
    assert faults_of(work.reading)[1] == []
    assert not is_due(work.reading)


def test_a_branch_event_of_a_newer_version_is_folded_once_after_the_upgrade(
    work: Work, tomorrow: pytest.MonkeyPatch
) -> None:
    made: Any = happened(ReferralMade, referral_id=uuid7(), customer_no="C1", product_code="P1")
    claimed: Any = happened(ReferralClaimed, 1, referral_id=made.referral_id)
    entries = [
        Entry("d", 1, 1, *_row(made, made.kind, 1)), Entry("d", 1, 2, *_row(claimed, claimed.kind, 2)),
    ]  # fmt: skip
    with work.writing() as session:
        assert received.take(session, enumerate(entries, 1)) == 2
    assert rows(work.reading, "SELECT claimed_by FROM referral") == [("",)]
    assert faults_of(work.reading)[1] == []
    tomorrow.setattr(ReferralClaimed, "version", 2)
    catch_up(work)
    assert rows(work.reading, "SELECT claimed_by FROM referral") == [("T1",)]
    assert faults_of(work.reading)[1] == []


def test_a_program_set_back_and_brought_forward_again_folds_again(work: Work, tomorrow: pytest.MonkeyPatch) -> None:
    tomorrow.begin()  # type: ignore[attr-defined]
    catch_up(work)
    tomorrow.undo()
    catch_up(work)
    assert '"attempt.praised"' not in replay.kinds_text()
    tomorrow.begin()  # type: ignore[attr-defined]
    assert is_due(work.reading)


# -- link and runs --------------------------------------------------------------------------------


def test_the_link_keeps_one_text_a_key(work: Work) -> None:
    assert link.get(work.reading, "hub_url") == ""
    with work.writing() as session:
        link.put_all(session.con, {"hub_url": "https://a", "slot": "02:10"})
        link.put(session.con, "hub_url", "https://b")
        link.drop(session.con, "slot", "never")
    assert link.get_all(work.reading) == {"hub_url": "https://b"}


def test_a_run_says_when_it_was_and_what_came_of_it_the_newest_first(work: Work) -> None:
    with work.writing() as session:
        run = sync_runs.begin(session.con, AT, "hub")
    assert sync_runs.last_runs(work.reading, 5) == (run,)
    assert sync_runs.last_good(work.reading) is None
    from dataclasses import replace

    done = replace(
        run, ended_at=AT, pushed=3, acknowledged=3, pulled=1, parked=1, generation="g", reconciled=True,
        differ=(("2026-11-23", "visit.started", 3, 2),), skew_ms=-5,
    )  # fmt: skip
    with work.writing() as session:
        sync_runs.end(session.con, done)
        failed = sync_runs.begin(session.con, AT, "branch")
        sync_runs.end(session.con, replace(failed, ended_at=AT, trouble="lost", sentence="没有回答"))
    assert [r.trouble for r in sync_runs.last_runs(work.reading, 5)] == ["lost", ""]
    assert sync_runs.last_good(work.reading) == done


def test_old_runs_go(work: Work) -> None:
    with work.writing() as session:
        for _ in range(sync_runs.KEPT + 3):
            sync_runs.begin(session.con, AT, "hub")
    assert len(sync_runs.last_runs(work.reading, 1000)) == sync_runs.KEPT
