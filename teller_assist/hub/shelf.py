"""The generations of each branch in the hub's database: one current, the one before it, at most one held back.

Chunks come in first, each on its own; one transaction then changes which generation is current. A crash in between
leaves the present one, and chunks that nobody names go with the next change.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import ColumnElement, Connection, delete, select, update

from teller_assist.errors import BadInput, Refused
from teller_assist.hub.tables import chunk, generation
from teller_assist.wire.told_rows import Line, lines_of

CURRENT, HELD, OLD = "current", "held", "old"
LEAST_NAME = 8  # digits by which a generation may be named


@dataclass(frozen=True, slots=True)
class Shelved:
    """One generation of a branch. ``full`` and ``delta`` name chunks, ``base`` is what the delta starts from."""

    branch_no: str
    generation: str
    as_of: str
    made_at: str
    state: str
    reason: str
    customers: int
    rows: dict[str, int]
    tiers: dict[str, int]
    full: tuple[str, ...]
    full_bytes: int
    base: str = ""
    delta: tuple[str, ...] = ()
    delta_bytes: int = 0


def shelved(connection: Connection, branch_no: str | None = None) -> list[Shelved]:
    """By branch, the newest first."""
    asked = select(generation).order_by(generation.c.branch_no, generation.c.made_at.desc())
    if branch_no is not None:
        asked = asked.where(generation.c.branch_no == branch_no)
    return [_read(row._asdict()) for row in connection.execute(asked)]


def current(connection: Connection, branch_no: str) -> Shelved | None:
    return next((one for one in shelved(connection, branch_no) if one.state == CURRENT), None)


def _read(row: dict[str, object]) -> Shelved:
    told = {name: json.loads(str(row[name])) for name in ("rows", "tiers", "full", "delta")}
    told |= {name: tuple(told[name]) for name in ("full", "delta")}
    return Shelved(**{**row, **told})


def has_chunk(connection: Connection, branch_no: str, name: str) -> bool:
    here = (chunk.c.branch_no == branch_no) & (chunk.c.chunk == name)
    return connection.execute(select(chunk.c.chunk).where(here)).first() is not None


def keep_chunk(connection: Connection, branch_no: str, name: str, body: bytes) -> None:
    """Nothing, if it is there already."""
    if has_chunk(connection, branch_no, name):
        return
    connection.execute(chunk.insert().values(branch_no=branch_no, chunk=name, bytes=body))


def chunk_of(connection: Connection, branch_no: str, name: str) -> bytes | None:
    """A chunk's bytes; None if this branch has no such chunk."""
    body = connection.scalar(select(chunk.c.bytes).where(chunk.c.branch_no == branch_no, chunk.c.chunk == name))
    return None if body is None else bytes(body)


def shelve(connection: Connection, new: Shelved) -> None:
    """Put ``new`` in its place: as the current one before all others, or held back beside the current one.

    Raises ``Refused`` if one of its chunks is not here: somebody swept this branch meanwhile.
    """
    if not {*new.full, *new.delta} <= set(_chunk_names(connection, new.branch_no)):
        raise Refused(f"branch {new.branch_no} was changed by another program meanwhile: load the feed again")
    connection.execute(delete(generation).where(_named(new.branch_no, new.generation)))
    values = {name: getattr(new, name) for name in Shelved.__slots__}
    values |= {name: json.dumps(values[name], ensure_ascii=False) for name in ("rows", "tiers", "full", "delta")}
    connection.execute(generation.insert().values(**values))
    _settle(connection, new.branch_no, new.generation, new.state)


def drop_held(connection: Connection, branch_no: str) -> None:
    """What was held back has been overtaken."""
    _drop(connection, [one for one in shelved(connection, branch_no) if one.state == HELD])
    _sweep(connection, branch_no)


def release(connection: Connection, branch_no: str, name: str) -> Shelved:
    """Give a generation out that was held back, or an old one again. ``name``: its first digits, 8 at least.

    Raises ``BadInput`` for one the branch does not have, ``Refused`` if it is in use already.
    """
    known = shelved(connection, branch_no)
    found = [
        one for one in known if len(name) >= LEAST_NAME and one.generation.startswith(name.lower()) and one.full
    ]  # what a node only heard of has no chunks
    if len(found) != 1:
        some = ", ".join(f"{one.generation[:12]} ({one.state})" for one in known) or "none"
        raise BadInput(f"branch {branch_no} has no generation {name} 没有该数据; it has {some}")
    if found[0].state == CURRENT:
        raise Refused(f"generation {name} of branch {branch_no} is given out already 已在用")
    connection.execute(
        update(generation).where(_named(branch_no, found[0].generation)).values(state=CURRENT)
    )  # the reason stays, so that the list says it was given out all the same
    _settle(connection, branch_no, found[0].generation, CURRENT)
    return found[0]


def _settle(connection: Connection, branch_no: str, name: str, state: str) -> None:
    """Of the others only the current one stays, as the one before if this is current; a held one leaves the old too."""
    for other in shelved(connection, branch_no):
        if other.generation == name:
            continue
        if state == CURRENT and other.state == CURRENT:
            connection.execute(update(generation).where(_named(branch_no, other.generation)).values(state=OLD))
        elif other.state == HELD or state == CURRENT:
            _drop(connection, [other])
    _sweep(connection, branch_no)


def _drop(connection: Connection, ones: list[Shelved]) -> None:
    for one in ones:
        connection.execute(delete(generation).where(_named(one.branch_no, one.generation)))


def _sweep(connection: Connection, branch_no: str) -> None:
    """Chunks that no generation names."""
    named = {name for one in shelved(connection, branch_no) for name in (*one.full, *one.delta)}
    for name in _chunk_names(connection, branch_no):
        if name not in named:
            connection.execute(delete(chunk).where(chunk.c.branch_no == branch_no, chunk.c.chunk == name))


def _chunk_names(connection: Connection, branch_no: str) -> Iterator[str]:
    yield from list(connection.scalars(select(chunk.c.chunk).where(chunk.c.branch_no == branch_no)))


def _named(branch_no: str, name: str) -> ColumnElement[bool]:
    return (generation.c.branch_no == branch_no) & (generation.c.generation == name)


def lines(con: Connection, now: Shelved) -> Iterator[Line]:
    """What a generation tells, one chunk at a time; nothing where one is missing."""
    chunks = (chunk_of(con, now.branch_no, name) for name in now.full)
    return chain.from_iterable(lines_of([packed]) for packed in chunks if packed is not None)
