"""What the sync page says of the demo desk's morning, as if the desk were enrolled and the line had gone."""

from dataclasses import replace
from datetime import datetime, timedelta

from teller_assist.desk.delivery import Delivery, Run
from teller_assist.desk.status import Link


def offline(told: Delivery, now: datetime) -> Delivery:
    """The desk's own counts; the last few deeds are still on the way."""
    runs = (
        Run(now - timedelta(minutes=2), "hub", 0, 0, 0, "lost", "", ()),
        Run(now - timedelta(minutes=9), "branch", 14, 2, 0, "", "", ()),
        Run(now - timedelta(minutes=26), "branch", 31, 0, 0, "", "", ()),
        Run(now - timedelta(hours=11), "hub", 3, 12, 0, "", "", ()),
    )
    today = tuple(kind._replace(delivered=kind.recorded - (kind.recorded > 1)) for kind in told.today)
    left = sum(kind.recorded - kind.delivered for kind in today)
    return replace(
        told, link=Link("down", runs[1].started_at), today=today, unsent=left,
        oldest_unsent_at=now - timedelta(minutes=7) if left else None, runs=runs,
    )  # fmt: skip


def delivered(told: Delivery, now: datetime) -> Delivery:
    """The same day at its end: everything is above."""
    evening = offline(told, now)
    today = tuple(kind._replace(delivered=kind.recorded) for kind in evening.today)
    runs = (Run(now - timedelta(minutes=1), "hub", evening.unsent, 0, 0, "", "", ()), *evening.runs)
    link = Link("up", runs[0].started_at)
    return replace(evening, link=link, today=today, unsent=0, oldest_unsent_at=None, runs=runs)
