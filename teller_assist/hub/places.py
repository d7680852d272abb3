"""The order of a branch: on a node, each shared event gets its place as it comes, and the node's own chain says so.

Everything here happens in the transaction that took the event, under the lock of the branch's stream.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from teller_assist.domain.chain import Entry
from teller_assist.domain.event import payload_of
from teller_assist.domain.relay import RelayOrdered
from teller_assist.hub import own_chain, streams
from teller_assist.hub.engine import Hub
from teller_assist.hub.folding import Told, read_entry
from teller_assist.hub.node import Node, node_in
from teller_assist.hub.tables import ledger, placed
from teller_assist.store.views import time_text
from teller_assist.wire.messages import Record

MOST_IDS = 500  # in one event: it stays below 20 kB
_A_QUERY = 400  # ids asked for at a time


def take_up(
    connection: Connection, hub: Hub, branch_no: str, told: Sequence[tuple[Entry, Told]], at: datetime
) -> list[Entry]:
    """Shared events into the branch's stream, once each, on a node with their places. Gives the new ones."""
    new = streams.append(connection, branch_no, told)
    node = node_in(connection, hub) if new else None
    if node is not None and node.branch_no == branch_no:
        give(connection, node, new, at)
    return new


def give(connection: Connection, node: Node, new: Iterable[Entry], at: datetime) -> None:
    """Each of these events that have just come into the stream gets the next place, if it has none."""
    ids = list(dict.fromkeys(e.event_id for e in new if e.kind != RelayOrdered.kind and _is_id(e.event_id)))
    has = _placed(connection, node.branch_no, ids)
    last = connection.scalar(select(func.max(placed.c.place)).where(placed.c.branch_no == node.branch_no))
    _say(connection, node, list(enumerate((i for i in ids if i not in has), (last or 0) + 1)), at)


def say_again(connection: Connection, node: Node, at: datetime) -> None:
    """What others' rows said of places, said by the own chain: the hub may have lost it with them."""
    own: set[tuple[int, str]] = set()
    rows = (ledger.c.device == node.device) & (ledger.c.kind == RelayOrdered.kind)
    for payload in connection.scalars(select(ledger.c.payload).where(rows)):
        said = json.loads(bytes(payload))
        own.update(enumerate(said["ids"], said["first_place"]))
    known = connection.execute(select(placed.c.place, placed.c.event_id).where(placed.c.branch_no == node.branch_no))
    _say(connection, node, [(place, event_id) for place, event_id in known if (place, event_id) not in own], at)


def _say(connection: Connection, node: Node, places: Iterable[tuple[int, str]], at: datetime) -> None:
    """Rows of the own chain for these (place, event id), a run of neighbouring places in one, and into the stream."""
    records = []
    for _, run in groupby(enumerate(sorted(places)), key=lambda numbered: numbered[1][0] - numbered[0]):
        told = [place for _, place in run]
        for start in range(0, len(told), MOST_IDS):
            part = told[start : start + MOST_IDS]
            records.append(_record(node, part[0][0], [event_id for _, event_id in part], at))
    if records:
        entries = own_chain.append(connection, node, records, at)
        streams.append(connection, node.branch_no, [(entry, read_entry(entry)) for entry in entries])


def _is_id(text: str) -> bool:
    """False for what no event of ours is called by: it is ordered by the stream alone."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _placed(connection: Connection, branch_no: str, event_ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(event_ids), _A_QUERY):
        some = placed.c.event_id.in_(event_ids[start : start + _A_QUERY])
        found.update(connection.scalars(select(placed.c.event_id).where(placed.c.branch_no == branch_no, some)))
    return found


def _record(node: Node, first: int, event_ids: Sequence[str], at: datetime) -> Record:
    from uuid_utils.compat import uuid7

    happened = RelayOrdered(
        id=uuid7(), at=at, staff_no="", branch_no=node.branch_no, first_place=first, ids=tuple(map(UUID, event_ids))
    )
    return Record(0, str(happened.id), time_text(at), "", happened.kind, happened.version, payload_of(happened))
