"""Do the views say what the events say? Each is compared, row by row, with a new fold."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from teller_assist.domain.event import understood
from teller_assist.store.journal import fold_all
from teller_assist.store.views import NOUNS

if TYPE_CHECKING:
    from sqlite3 import Connection


def differences(con: "Connection") -> Iterator[tuple[str, str]]:
    """(noun and id, why) of each row that a fold would make otherwise. What a newer program folded is left out."""
    newer = _newer(con)
    folded = fold_all(con)
    for name, noun in NOUNS.items():
        cursor = con.execute(f"SELECT * FROM {name}")
        names = [d[0] for d in cursor.description]
        stored = {r[names.index(noun.key)]: dict(zip(names, r, strict=True)) for r in cursor}
        for id_ in sorted(stored.keys() | folded[name].keys()):
            if (name, id_) not in newer:
                yield from _difference(name, id_, stored.get(id_), folded[name].get(id_))


def _newer(con: "Connection") -> set[tuple[str, str]]:
    rows = con.execute(
        "SELECT DISTINCT noun, noun_id, kind, v FROM journal UNION SELECT DISTINCT noun, noun_id, kind, v FROM received"
    )
    return {(noun, noun_id) for noun, noun_id, kind, v in rows if not understood(kind, v)}


def _difference(
    name: str, id_: str, stored: dict[str, Any] | None, folded: dict[str, Any] | None
) -> Iterator[tuple[str, str]]:
    if stored is None or folded is None:
        yield (
            f"{name} {id_}",
            "is missing from the view" if stored is None else "stands in the view but not in the journal",
        )
        return
    differ = [column for column in folded if stored.get(column) != folded[column]]
    if differ:
        yield f"{name} {id_}", f"differs from the journal in {json.dumps(differ)}"
