"""Bundles of a branch node: for a whole branch without a line, one stick carries what its desks brought to the node."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from sqlalchemy import select

from teller_assist import __version__
from teller_assist.errors import DeskNotReady, Expected
from teller_assist.hub import node, node_duties, tables
from teller_assist.hub.engine import Hub, note_about
from teller_assist.hub.relay import NodeOutbox
from teller_assist.sync.bundle_state import Known, old, opened, time_in
from teller_assist.sync.offline import Chain, hear, pushes
from teller_assist.wire import bundle
from teller_assist.wire.bundle import BadBundle, Bundle, Header, Piece, Sample
from teller_assist.wire.bundle_keys import hub_name, identity_of, recipient_of
from teller_assist.wire.messages import Chunk, Cursor, Hello, Refusal, Reply, Stream, WantChunk, Welcome
from teller_assist.wire.told_rows import chunk_name

MOST_BYTES = bundle.MOST_PLAIN // 4  # of events in one bundle up; the rest goes with the next
KEY = "bundles"  # of ``about``
T = TypeVar("T")


class WrittenUp(NamedTuple):
    """``events`` of ``devices`` desks; they wait for their receipt until a bundle down is read."""

    number: int
    events: int
    devices: int
    bytes: int


class ReadDown(NamedTuple):
    """As ``sync.bundles.ReadDown``: ``taken`` False, nothing of it was, and ``sentence`` says why."""

    number: int
    taken: bool
    acknowledged: int
    unsent: int
    pulled: int
    sentence: str


def write(hub: Hub, file: Path, now: datetime) -> WrittenUp:
    """Everything the hub above is not known to have. Raises ``DeskNotReady``, ``Refused``, ``OSError``."""
    me, box, hub_key, known = _node(hub, now)
    known = known._replace(written=known.written + 1)
    with hub.writing() as connection:
        note_about(connection, KEY, known.text())
    header = Header(
        "up", me.device, hub_name(hub_key), me.branch_no, known.written, known.heard(),
        now.isoformat(timespec="seconds"), "", __version__, cursor=box.cursor() or Cursor(),
    )  # fmt: skip
    items = list(pushes(box, _root(hub), MOST_BYTES))
    made = bundle.closed(header, items, me.key.sign, recipient_of(hub_key))
    bundle.write(file, made)
    events = sum(len(push.records) for push in items)
    return WrittenUp(known.written, events, len({push.device for push in items}), len(made))


def read(hub: Hub, file: Path, now: datetime) -> ReadDown:
    """Takes in what the hub above wrote for this node; its desks hear of it at their next sync.

    Raises ``BadBundle``, ``BundleRefused``: then nothing has changed.
    """
    me, box, hub_key, known = _node(hub, now)
    found = opened(file, me.device, me.key, hub_key, now)
    header = found.header
    if why := old(header, known):
        return ReadDown(header.number, False, 0, box.unsent(), 0, why)
    welcome = _welcome(found)
    stale = bool(known.made_at) and known.incarnation == header.incarnation and _before(header, known.made_at)
    stale |= _before(header, hub.about().get("up_reached_at", ""))
    if not stale:
        box.welcomed(welcome)
    samples, streams = _all(found, Sample), _all(found, Stream)
    box.hello()  # what is claimed from here on is what stands now
    heard = hear(box, welcome, samples, header.cursor, streams, stale=stale, acked=_root(hub))
    said = [heard.sentence] if heard.sentence else []
    try:
        node_duties.take_told(hub, me, Stick(found), welcome)
    except Expected as error:
        said.append(str(error))
    with hub.writing() as connection:
        note_about(connection, KEY, known.after(header, wholly=not said).text())
    return ReadDown(header.number, True, heard.acknowledged, box.unsent(), heard.pulled, "; ".join(said))


def is_for(hub: Hub, file: Path) -> bool:
    """True if the file is a bundle down and this a node. Raises ``BadBundle``, ``BundleRefused``."""
    return node.node_of(hub) is not None and Bundle.of_file(file, identity_of(hub.key.raw)).header.kind == "down"


class Stick:
    """Gives chunks and packs out of a bundle, as a line does."""

    def __init__(self, found: Bundle) -> None:
        self._chunks = {chunk_name(item.bytes): item for item in _all(found, Chunk)}
        self._files = {item.path: item.bytes for item in _all(found, Piece)}

    def ask(self, request: WantChunk | Hello) -> Reply:
        chunk = self._chunks.get(request.chunk) if isinstance(request, WantChunk) else None
        return chunk or Refusal("not_found", "the bundle lacks a piece of the new data: have it written again")

    def pack(self, path: str) -> bytes | Refusal:
        return self._files.get(path) or Refusal("not_found", f"no {path} in the bundle")


def _node(hub: Hub, now: datetime) -> tuple[node.Node, NodeOutbox, bytes, Known]:
    me, told = node.node_of(hub), hub.about()
    if me is None or not told.get("up_key"):
        raise DeskNotReady(
            "this node is not enrolled at a hub: bundles are closed for a hub's key; run `teller-assist hub serve "
            "--role branch --up URL --code CODE` once where there is a line"
        )
    return me, NodeOutbox(hub, me, lambda: now), bytes.fromhex(told["up_key"]), Known.of(told.get(KEY, ""))


def _root(hub: Hub) -> dict[Chain, int]:
    c = tables.chain.c
    with hub.reading() as connection:
        found = connection.execute(select(c.device, c.epoch, c.root_seq))
        return {(device, epoch): seq for device, epoch, seq in found}


def _welcome(found: Bundle) -> Welcome:
    for item in found.items():
        if isinstance(item, Welcome):
            return item
    raise BadBundle("the bundle says nothing of what the hub has: have it written again")


def _before(header: Header, at: str) -> bool:
    return bool(at) and time_in(header.made_at) < time_in(at)


def _all(found: Bundle, kind: type[T]) -> list[T]:
    return [item for item in found.items() if isinstance(item, kind)]
