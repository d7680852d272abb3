"""Who a branch node is and what it knows of the hub above it: rows of ``about``; its key is the folder's ``hub.key``.

``device`` and ``branch_no`` say who it is. Of the hub above: ``up_url``, ``up_tls`` (its pinned TLS certificate, PEM),
``up_key`` (hex), ``up_certificate`` (this node's), ``up_incarnation``, ``up_cursor``, ``up_reached_at`` and
``up_trouble`` (what the last session came to, "" well).
"""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.engine import Connection

from teller_assist.hub.engine import about_of, note_about
from teller_assist.hub.tables import about
from teller_assist.wire.messages import Cursor

if TYPE_CHECKING:
    from teller_assist.hub.engine import Hub
    from teller_assist.wire.signing import DeviceKey

ROLE = "branch"


@dataclass(frozen=True, slots=True)
class Node:
    """A branch node's own identity: a device of its branch, with a chain of its own."""

    device: str
    branch_no: str
    key: "DeviceKey"


def node_of(hub: "Hub") -> Node | None:
    """This folder's node; None on a hub and on a node that is not enrolled yet."""
    with hub.reading() as connection:
        return node_in(connection, hub)


def node_in(connection: Connection, hub: "Hub") -> Node | None:
    told = about_of(connection)
    if told.get("role") != ROLE or not told.get("device"):
        return None
    return Node(told["device"], told["branch_no"], hub.key)


def said(connection: Connection, key: str) -> str:
    """A value of ``about``; "" where there is none."""
    return str(connection.scalar(select(about.c.value).where(about.c.key == key)) or "")


def note(connection: Connection, **values: str) -> None:
    told = about_of(connection)
    for key, value in values.items():
        if told.get(key) != value:
            note_about(connection, key, value)


def cursor_of(connection: Connection) -> Cursor:
    """How far the stream of the hub above is known here."""
    text = said(connection, "up_cursor")
    if not text:
        return Cursor()
    pos, check = json.loads(text)
    return Cursor(pos, bytes.fromhex(check))


def note_cursor(connection: Connection, cursor: Cursor) -> None:
    note(connection, up_cursor=json.dumps([cursor.pos, cursor.check.hex()]))
