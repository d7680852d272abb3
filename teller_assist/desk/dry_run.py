"""A draft of the packs, tried on the decisions that this desk made on one day; nothing is recorded."""

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from teller_assist.desk import policy
from teller_assist.desk.drafts import packs_in
from teller_assist.domain.days import midnight
from teller_assist.domain.dry_run import DryRun, Trial
from teller_assist.store import books, decisions

if TYPE_CHECKING:
    from sqlite3 import Connection

    from teller_assist.desk.counter import Counter


def dry_run(counter: "Counter", folder: Path, day: date | None = None) -> DryRun:
    """What the packs of ``folder`` would have changed. ``day``: default yesterday.

    Raises ``NotAllowed``, ``BadInput``, ``BadPack``; ``Damaged`` where a row of the journal was changed.
    """
    policy.require(counter.staff, "packs.try", counter.branch.branch_no)
    on = day or counter.today() - timedelta(days=1)
    trial = Trial(on, packs_in(folder))
    with counter.reading() as con:
        made = list(decisions.between(con, midnight(on), midnight(on + timedelta(days=1))))
        kept = {book: _body(con, book) for book in {one.book for one in made}}
    for one in made:
        trial.add(one, kept[one.book])
    return trial.result()


def _body(con: "Connection", book: str) -> bytes | None:
    """None for one that is not here, or damaged: its decisions are left out, and said."""
    try:
        return books.body(con, book)
    except ValueError:
        return None
