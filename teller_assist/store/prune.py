"""Makes room: empties rows that every backup of the hub has and that are old. Hash and place stay for ever.

Nothing goes by the clock alone: what is not durable above stays however old it seems.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from teller_assist.domain.days import midnight
from teller_assist.store.journal import LIVE
from teller_assist.store.views import NOUNS, time_text

if TYPE_CHECKING:
    from sqlite3 import Connection

    from teller_assist.store.engine import Session

KEPT_DAYS = 90  # design §6: never before
MOST = 5_000  # nouns in one transaction: a log never waits for more than a moment

# One noun's rows, also those behind a cut: all of them old, durable where they are live.
_RIPE = f"""
SELECT noun, noun_id FROM {LIVE} WHERE noun != '' AND payload != X'' GROUP BY noun_id, noun
HAVING max(occurred_at) < ? AND min(journal.seq <= chain.durable_seq) = 1 LIMIT ?
"""
_LOOKS = f"""
SELECT journal.epoch, seq FROM {LIVE}
WHERE noun = '' AND payload != X'' AND occurred_at < ? AND journal.seq <= chain.durable_seq LIMIT ?
"""
_ROWS = f"SELECT journal.epoch, seq, event_id FROM {LIVE} WHERE noun_id = ? AND noun = ? AND payload != X''"
_EMPTY = (
    "UPDATE journal SET payload = X'' WHERE device = (SELECT value FROM meta WHERE key = 'device') "
    "AND epoch = ? AND seq = ?"
)
_BASE = "UPDATE chain SET base_seq = max(base_seq, ?) WHERE epoch = ?"


class Pruned(NamedTuple):
    """``more``: there may be more; call again in a new transaction."""

    rows: int
    nouns: int
    more: bool


def prune(session: "Session", today: date, most: int = MOST) -> Pruned:
    """Empties at most so many nouns and looks whose every row is durable and older than 90 days.

    Their view rows go too. Of a shared noun the branch's own copy (``received``) stays, and with it the view: a
    withdrawn consent is never forgotten.
    """
    con = session.con
    before = time_text(midnight(today - timedelta(days=KEPT_DAYS)))
    ripe = con.execute(_RIPE, (before, most)).fetchall()
    looks = con.execute(_LOOKS, (before, most)).fetchall()
    places: list[tuple[int, int]] = list(looks)
    gone = 0
    for noun, noun_id in ripe:
        rows = con.execute(_ROWS, (noun_id, noun)).fetchall()
        if noun not in NOUNS:
            continue  # a newer program's: it knows whether it is shared
        if NOUNS[noun].shared:
            rows = [row for row in rows if _came_back(con, row[2])]
        else:
            con.execute(f"DELETE FROM {noun} WHERE {NOUNS[noun].key} = ?", (noun_id,))
        gone += bool(rows)
        places += [(epoch, seq) for epoch, seq, _ in rows]
    con.executemany(_EMPTY, places)
    for epoch in {epoch for epoch, _ in places}:
        con.execute(_BASE, (max(seq for e, seq in places if e == epoch), epoch))
    return Pruned(len(places), gone, bool(places) and most in (len(ripe), len(looks)))


def _came_back(con: "Connection", event_id: str) -> bool:
    return con.execute("SELECT 1 FROM received WHERE event_id = ?", (event_id,)).fetchone() is not None
