"""The books of the generations that this hub built: what its desks' decisions name, for as long as it has decisions.

Of a bank's books all but the branch is the same and is kept once a night at most; the row of a book says whose branch
it is and names the rest. A branch's node builds nothing and keeps none. What a desk loaded by itself is not here.
"""

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from teller_assist.domain.book import body_of, name_of
from teller_assist.hub.engine import Hub, now_text
from teller_assist.hub.tables import book as kept
from teller_assist.store import books

if TYPE_CHECKING:
    from teller_assist.store.snapshot import Snapshot


def keep_of(hub: Hub, snapshot: "Snapshot", branch_no: str) -> str:
    """Keeps the book of a generation; gives its name."""
    body = body_of(books.book_of(snapshot, snapshot.branch(branch_no)))
    with hub.writing() as con:
        return keep(con, body)


def keep(con: Connection, body: bytes) -> str:
    """Keeps a book that is not here yet; gives its name."""
    told = json.loads(body)
    branch = told.pop("branch")
    rest = _canonical(told)
    _put(con, name_of(rest), rest)
    name = name_of(body)
    _put(con, name, _canonical({"branch": branch, "rest": name_of(rest)}))
    return name


def body(con: Connection, name: str) -> bytes | None:
    """The bytes of a book, None if it is not here. Raises ``ValueError`` for what is not what was kept."""
    head = _get(con, name)
    if head is None:
        return None
    try:
        told = json.loads(head)
        rest = _get(con, told["rest"])
        whole = None if rest is None else _canonical({**json.loads(rest), "branch": told["branch"]})
    except (KeyError, TypeError) as error:
        raise ValueError(f"the book {name[:8]} is damaged ({error})") from error
    if whole is None or name_of(whole) != name:
        raise ValueError(f"the book {name[:8]} is not the one of that name")
    return whole


def _put(con: Connection, name: str, raw: bytes) -> None:
    """Two that load at once keep the same."""
    if con.scalar(select(kept.c.book).where(kept.c.book == name)) is None:
        con.execute(kept.insert().values(book=name, kept_at=now_text(), body=books.packed(raw)))


def _get(con: Connection, name: str) -> bytes | None:
    row = con.scalar(select(kept.c.body).where(kept.c.book == name))
    return None if row is None else books.opened(name, bytes(row))


def _canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
