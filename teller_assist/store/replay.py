"""After an upgrade: what an older program kept raw is folded, once, at the first start.

``meta.kinds`` says which kinds and versions the views were folded with. A program that knows more folds the nouns
that have such events again; one that knows fewer only says so, and the next upgrade folds them.
"""

import json
from typing import TYPE_CHECKING

from teller_assist.domain.event import KINDS
from teller_assist.store.journal import refold
from teller_assist.store.received import read_raw_again
from teller_assist.store.views import NOUNS

if TYPE_CHECKING:
    from sqlite3 import Connection

    from teller_assist.store.engine import Session, Work


def catch_up(work: "Work") -> None:
    """Folds what waited for this program. Costs a look at one word where nothing did."""
    if is_due(work.reading):
        with work.writing() as session:
            replay(session)


def kinds_text() -> str:
    """What this program understands, canonical."""
    return json.dumps({kind: cls.version for kind, cls in KINDS.items()}, sort_keys=True, separators=(",", ":"))


def is_due(con: "Connection") -> bool:
    """True if the views were folded by a program that understands other kinds than this one."""
    row = con.execute("SELECT value FROM meta WHERE key = 'kinds'").fetchone()
    return row is None or row[0] != kinds_text()


def _kinds(text: str) -> dict[str, int]:
    """What stands in ``meta``; nothing where it is damaged: then all is folded again, which harms nothing."""
    try:
        told = json.loads(text)
    except ValueError:
        return {}
    return {kind: v for kind, v in told.items() if isinstance(v, int)} if isinstance(told, dict) else {}


def replay(session: "Session") -> int:
    """Folds what this program understands and the one before did not. Gives the number of nouns folded again."""
    con = session.con
    row = con.execute("SELECT value FROM meta WHERE key = 'kinds'").fetchone()
    before = _kinds(row[0]) if row else {}
    newer = [kind for kind, cls in KINDS.items() if cls.version > before.get(kind, 0)]
    touched = 0
    if newer:
        read_raw_again(session, newer)
        marks = ", ".join("?" * len(newer))
        nouns = con.execute(f"SELECT DISTINCT noun, noun_id FROM journal WHERE noun != '' AND kind IN ({marks})", newer)
        for noun, noun_id in nouns.fetchall():
            if noun in NOUNS:
                refold(session, noun, noun_id)
                touched += 1
    con.execute(
        "INSERT INTO meta(key, value) VALUES('kinds', ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        (kinds_text(),),
    )
    return touched
