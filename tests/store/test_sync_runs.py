"""The history of syncs: a day of small pushes does not drive the nights out of it."""

from datetime import timedelta

from teller_assist.store import sync_runs
from teller_assist.store.engine import Work
from tests.store.deeds import AT


def test_the_last_good_run_of_each_day_stays_however_many_follow(work: Work) -> None:
    with work.writing() as session:
        for day in range(5):
            for minute in range(sync_runs.KEPT // 2):
                at = AT + timedelta(days=day, minutes=minute)
                run = sync_runs.begin(session.con, at, "hub")
                trouble = "" if minute % 3 else "lost"
                ended = sync_runs.SyncRun(run.run_id, at, at, "hub", pushed=minute, trouble=trouble)
                sync_runs.end(session.con, ended)
        kept = sync_runs.last_runs(session.con, 10_000)
    days = {run.started_at.date() for run in kept if not run.trouble}
    assert len(days) == 5
    assert sync_runs.KEPT <= len(kept) <= sync_runs.KEPT + 5
