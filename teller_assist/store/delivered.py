"""Counts for the status line and the sync page: own events above, kind by kind; colleagues' referrals waiting."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from teller_assist.store.views import time_text

if TYPE_CHECKING:
    from sqlite3 import Connection


BLOCK = 4_000  # rows: more than a busy counter records in days
# The live rows of each chain: where they end, and how far they are above.
_CHAINS = (
    "SELECT epoch, coalesce(cut_seq, (SELECT max(seq) FROM journal WHERE journal.epoch = chain.epoch AND device = "
    "(SELECT value FROM meta WHERE key = 'device')), 0), acked_seq FROM chain ORDER BY epoch DESC"
)
_BLOCK = (
    "SELECT kind, sum(today), sum(today AND seq <= ?), sum(newer) FROM (SELECT kind, seq, "
    "occurred_at >= ? AND occurred_at < ? AS today, occurred_at >= ? AS newer FROM journal WHERE device = "
    "(SELECT value FROM meta WHERE key = 'device') AND epoch = ? AND seq > ? AND seq <= ?) GROUP BY kind"
)


class Delivered(NamedTuple):
    """Events of one kind, each once, and how many of them the server has committed."""

    kind: str
    recorded: int
    delivered: int


def delivered_between(con: "Connection", since: datetime, until: datetime) -> tuple[Delivered, ...]:
    """Own events that happened in [since, until), each once, by kind.

    Each chain is read from its end in blocks of ``BLOCK`` rows, until a whole block holds nothing from ``since`` on:
    the journal has no index by time, and three months of it would take 150 ms.
    """
    window = time_text(since), time_text(until)
    found: dict[str, tuple[int, int]] = {}
    for epoch, end, acked in con.execute(_CHAINS).fetchall():
        while end > 0:
            later = 0
            block = con.execute(_BLOCK, (acked, *window, window[0], epoch, end - BLOCK, end))
            for kind, recorded, delivered, newer in block:
                before = found.get(kind, (0, 0))
                found[kind] = before[0] + recorded, before[1] + delivered
                later += newer
            end = end - BLOCK if later else 0
    return tuple(Delivered(kind, *found[kind]) for kind in sorted(found) if found[kind][0])


def referred_to(con: "Connection", staff_no: str, role: str) -> int:
    """Referrals for this role, or for anybody, that others of the branch made and nobody has taken up yet."""
    row = con.execute(
        "SELECT count(*) FROM referral "
        "WHERE claimed_by = '' AND closed_at IS NULL AND made_by <> ? AND to_role IN ('', ?)",
        (staff_no, role),
    ).fetchone()
    return int(row[0])
