"""How many events of each kind a desk recorded on each branch day: kept up to date, for a session follows every log.

Only claimed chains count, as the server's figures do; a day of which a row is pruned is left out, for the server may
never have held it (a new branch node).
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from teller_assist.domain.days import day_at
from teller_assist.store.rows import time_of
from teller_assist.wire.messages import Claim, Day, Reconcile, mark

if TYPE_CHECKING:
    from sqlite3 import Connection

DAYS = 45  # so many of the newest branch days are compared

_ROWS = "SELECT seq, event_id, occurred_at, kind FROM journal WHERE device = ? AND epoch = ? AND seq > ? AND seq <= ?"
_LAST = "SELECT occurred_at FROM journal WHERE device = ? ORDER BY epoch DESC, seq DESC LIMIT 1"


class Tally:
    """Counts of one device; rows never change, so each is looked at once as long as the same chains are claimed."""

    def __init__(self, device: str) -> None:
        self._device = device
        self._of: tuple[object, ...] = ()
        self._upto: dict[int, int] = {}
        self._hidden: set[str] = set()
        self._counted: dict[tuple[str, str], tuple[int, int]] = {}

    def figures(self, con: "Connection", claims: Sequence[Claim], now: datetime) -> Reconcile:
        """The counts of the claimed rows' newest days, each event once."""
        since = self._since(con, now)
        of = (since, *((c.epoch, c.base_seq, c.closed and c.head_seq) for c in claims))
        if of != self._of or any(self._upto[c.epoch] > c.head_seq for c in claims):
            self._of, self._upto = of, {c.epoch: 0 for c in claims}
            self._hidden, self._counted = set(), {}
        for claim in claims:
            self._count(con, claim, since)
        days = tuple(Day(*key, *n) for key, n in sorted(self._counted.items()) if key[0] not in self._hidden)
        return Reconcile(self._device, tuple((c.epoch, c.head_seq) for c in claims), days)

    def _since(self, con: "Connection", now: datetime) -> str:
        """The first day compared: before the newest row's, or before today if that row's clock ran ahead."""
        newest, today = con.execute(_LAST, (self._device,)).fetchone(), day_at(now).isoformat()
        latest = min(_day(newest[0]), today) if newest else today
        try:
            return (date.fromisoformat(latest) - timedelta(days=DAYS)).isoformat()
        except (ValueError, OverflowError):
            return ""

    def _count(self, con: "Connection", claim: Claim, since: str) -> None:
        place = (self._device, claim.epoch, self._upto[claim.epoch], claim.head_seq)
        for seq, event_id, at, kind in con.execute(_ROWS, place):
            day = _day(at)
            if day >= since:
                n, digest = self._counted.get((day, kind), (0, 0))
                self._counted[day, kind] = (n + 1, digest + mark(event_id))
                if seq <= claim.base_seq:
                    self._hidden.add(day)
        self._upto[claim.epoch] = claim.head_seq


def _day(at: str) -> str:
    """The branch's day; of a time that somebody damaged its beginning, so that the difference shows."""
    try:
        return day_at(time_of(at)).isoformat()
    except (ValueError, OverflowError):
        return at[:10]
