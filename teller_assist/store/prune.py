"""Makes room: empties rows that every backup of the hub has and that are old. Hash and place stay for ever.

Of what the branch shares, what is many and small (``Noun.goes_by``: visits, tickets, …) goes whole after 400 days; the
hub keeps it. Nothing goes by the clock alone: what is not durable above stays however old it seems, and so does a
colleague's that the server's present stream has not brought.
"""

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from teller_assist.domain.days import midnight
from teller_assist.domain.event import understood
from teller_assist.domain.relay import RelayOrdered
from teller_assist.store import link
from teller_assist.store.journal import LIVE
from teller_assist.store.views import NOUNS, time_text

if TYPE_CHECKING:
    from sqlite3 import Connection

    from teller_assist.store.engine import Session

KEPT_DAYS = 90  # design §6: never before
SHARED_DAYS = 400  # a year and its reports
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
# Whole nouns of the branch: every event old and of the present stream, nothing of an own one left to be emptied.
_GONE = f"""
SELECT {{key}} FROM {{noun}} AS kept WHERE {{goes_by}} < ?1
AND NOT EXISTS(SELECT 1 FROM received WHERE noun_id = kept.{{key}} AND noun = '{{noun}}'
  AND (occurred_at >= ?1 OR pos IS NULL))
AND NOT EXISTS(SELECT 1 FROM {LIVE} WHERE noun_id = kept.{{key}} AND noun = '{{noun}}' AND payload != X'') LIMIT ?2
"""
_ORDERS = (
    "SELECT event_id, v, payload FROM received WHERE noun_id = '' AND noun = '' AND kind = ? AND occurred_at < ? "
    "AND pos IS NOT NULL LIMIT ?"
)
_NO_PLACE = "DELETE FROM placed WHERE event_id = ?1 AND NOT EXISTS(SELECT 1 FROM received WHERE event_id = ?1)"
_OF_NOUN = "FROM received WHERE noun_id = ? AND noun = ?"
_BASE = "UPDATE chain SET base_seq = max(base_seq, ?) WHERE epoch = ?"


class Pruned(NamedTuple):
    """``more``: there may be more; call again in a new transaction."""

    rows: int
    nouns: int
    more: bool


def prune(session: "Session", today: date, most: int = MOST) -> Pruned:
    """Empties at most so many nouns and looks whose every row is durable and older than 90 days.

    Their view rows go too. Of a shared noun the branch's own copy (``received``) stays, and with it the view: a
    withdrawn consent is never forgotten. Of those that ``goes_by`` names at most so many go whole.
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
    old = _forget_old(con, today, most)
    more = bool(places) and most in (len(ripe), len(looks))
    return Pruned(len(places), gone + old, more or old == most)


def _forget_old(con: "Connection", today: date, most: int) -> int:
    """How many shared nouns went whole, by the earlier of this clock and the server's."""
    skew = max(timedelta(), timedelta(milliseconds=int(link.get(con, "server_skew_ms") or 0)))
    before = time_text(midnight(today - timedelta(days=SHARED_DAYS)) - skew)
    link.put(con, "forgotten_before", before)
    went = 0
    for name, noun in NOUNS.items():
        if noun.goes_by and went < most:
            asked = _GONE.format(key=noun.key, noun=name, goes_by=noun.goes_by)
            ids = [(id_, name) for (id_,) in con.execute(asked, (before, most - went)).fetchall()]
            con.executemany(f"DELETE FROM placed WHERE event_id IN (SELECT event_id {_OF_NOUN})", ids)
            con.executemany(f"DELETE {_OF_NOUN}", ids)
            con.executemany(f"DELETE FROM {name} WHERE {noun.key} = ?", [(id_,) for id_, _ in ids])
            went += len(ids)
    _forget_orders(con, before, most)
    return went


def _forget_orders(con: "Connection", before: str, most: int) -> None:
    """Orders whose places are learned, and the places of what is not here any more."""
    orders = con.execute(_ORDERS, (RelayOrdered.kind, before, most)).fetchall()
    for event_id, v, payload in orders:
        if not understood(RelayOrdered.kind, v):
            continue
        try:
            ids = [(str(id_),) for id_ in json.loads(payload)["ids"]]
        except (ValueError, TypeError, KeyError):
            ids = []  # none that this program could learn
        con.executemany(_NO_PLACE, ids)
        con.execute("DELETE FROM received WHERE event_id = ?", (event_id,))


def _came_back(con: "Connection", event_id: str) -> bool:
    return con.execute("SELECT 1 FROM received WHERE event_id = ?", (event_id,)).fetchone() is not None
