"""What comes down to a branch node after a session: its desks, the branch's generation, the packs.

Each is passed on as it came: certificates, leases and packs under the signatures of those who gave them, chunks under
their SHA-256.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from time import sleep
from typing import Protocol

from sqlalchemy import Connection, select

from teller_assist import log
from teller_assist.errors import BadInput, Expected, Refused, Unreachable
from teller_assist.hub import devices, node, pack_files, shelf, tables
from teller_assist.hub.engine import Hub, now_text
from teller_assist.hub.relay import NodeOutbox
from teller_assist.sync.http import Line
from teller_assist.sync.packs import update
from teller_assist.wire.identity import certificate_of
from teller_assist.wire.joining import Desk, Desks, Vouch
from teller_assist.wire.messages import Busy, Chunk, Hello, Lost, Offer, Refusal, Reply, WantChunk, Welcome

TRIES = 3  # for a chunk whose answer was lost
MOST_WAIT = 30  # seconds that a busy hub is waited for between two tries


class Source(Protocol):
    """Where chunks and packs come from: a line, or a bundle on a stick."""

    def ask(self, request: WantChunk | Hello) -> Reply: ...
    def pack(self, path: str) -> bytes | Busy | Lost | Refusal: ...


def follow(hub: Hub, me: node.Node, line: Line, welcome: Welcome) -> None:
    """Everything that is to do; one that fails leaves the others. Raises the first ``Expected``."""
    failed: list[Expected] = []
    duties: tuple[Callable[[], None], ...] = (
        partial(take_desks, hub, me, line),
        partial(_take_generation, hub, me, line, welcome),
        partial(_take_packs, hub, line, welcome),
    )
    for duty in duties:
        try:
            duty()
        except Unreachable:
            raise
        except Expected as error:
            failed.append(error)
    if failed:
        raise failed[0]


def take_told(hub: Hub, me: node.Node, source: Source, welcome: Welcome) -> None:
    """What a stick can bring of it: the generation and the packs."""
    _take_generation(hub, me, source, welcome)
    _take_packs(hub, source, welcome)


# -- desks ----------------------------------------------------------------------------------------


def take_desks(hub: Hub, me: node.Node, line: Line) -> None:
    """Who is or was of the branch, and who is let in no longer. Desks that the hub does not know are vouched for: one
    enrolled here with a local code, or any after the hub was put back from an earlier backup."""
    told = _asked(line.desks())
    known = {desk.device for desk in told.desks}
    for row in devices.devices(hub):
        if row["role"] == devices.DESK and row["device"] not in known and not row["revoked_at"]:
            told = _asked(line.vouch(_vouch(hub, row["device"])))
    with hub.writing() as connection:
        key = bytes.fromhex(node.said(connection, "up_key"))
        for desk in told.desks:
            _take_desk(connection, desk, key)


def _take_desk(connection: Connection, desk: Desk, key: bytes) -> None:
    certificate = certificate_of(desk.certificate, [key])
    if certificate is None or certificate.device != desk.device:
        log.say("certificate refused", level=logging.WARNING, device=desk.device)
        return
    c = tables.device.c
    row = tables.device.update().where(c.device == desk.device)
    before = devices.find(connection, desk.device)
    if before is not None and before.public_key != certificate.public_key:
        connection.execute(row.values(certified_at=""))  # the hub's word counts, whatever our clock said once
    known = devices.learn(connection, certificate)
    connection.execute(row.values(orders=" ".join(desk.orders)))
    node.note(connection, **{f"lease {desk.device}": desk.lease})
    _take_revoked(connection, known, desk.revoked)


def _take_revoked(connection: Connection, known: devices.Device, revoked: bool) -> None:
    """The hub takes back what it said itself, when the desk is enrolled again; a revocation made here stays."""
    above = f"revoked above {known.device}"
    row = tables.device.update().where(tables.device.c.device == known.device)
    if revoked:
        node.note(connection, **{above: "1"})
        if not known.revoked_at:
            connection.execute(row.values(revoked_at=now_text()))
    elif node.said(connection, above):
        node.note(connection, **{above: ""})
        connection.execute(row.values(revoked_at=None))


def _vouch(hub: Hub, device: str) -> Vouch:
    with hub.reading() as connection:
        row = connection.execute(select(tables.device).where(tables.device.c.device == device)).one()
    return Vouch(device, bytes(row.public_key), row.enrolled_at, row.program or "-", row.schema or "-")


def _asked(reply: Desks | Busy | Lost | Refusal) -> Desks:
    match reply:
        case Desks():
            return reply
        case Refusal():
            raise Refused(f"the hub does not say which desks the branch has: {reply.sentence}")
    raise Unreachable("the hub does not say which desks the branch has")


# -- generation -----------------------------------------------------------------------------------


def _take_generation(hub: Hub, me: node.Node, line: Source, welcome: Welcome) -> None:
    """The chunks of the generation, in full and as changes, before the row that offers them to desks."""
    offer = welcome.offer
    if offer is None:
        return
    with hub.reading() as connection:
        before = shelf.current(connection, me.branch_no)
    if offer.chunks and (before is None or before.generation != offer.generation):
        whole = _whole_offer(hub, me, line) if offer.base else offer
        if whole is None or whole.generation != offer.generation:
            return  # another has been published meanwhile: the next round takes that
        for name in dict.fromkeys((*offer.chunks, *whole.chunks)):
            _take_chunk(hub, me.branch_no, line, name)
        with hub.writing() as connection:
            shelf.shelve(connection, _shelved(me.branch_no, whole, offer))
    with hub.writing() as connection:
        _note_held(connection, me.branch_no, offer.held)


def _whole_offer(hub: Hub, me: node.Node, line: Source) -> Offer | None:
    """Asked for by a hello that claims to hold no generation."""
    hello = NodeOutbox(hub, me, lambda: datetime.now(UTC)).hello()
    reply = line.ask(replace(hello, generation="", claims=()))
    return reply.offer if isinstance(reply, Welcome) else None


def _take_chunk(hub: Hub, branch_no: str, line: Source, name: str) -> None:
    """Kept as soon as it is here: a fetch that is cut goes on from there. Raises ``Unreachable``, ``BadInput``."""
    with hub.reading() as connection:
        if shelf.has_chunk(connection, branch_no, name):
            return
    body = _chunk(line, name)
    if sha256(body).hexdigest() != name:
        raise BadInput(f"a chunk of the new data is not what it is named after ({name[:12]}): the present data stay")
    with hub.writing() as connection:
        shelf.keep_chunk(connection, branch_no, name, body)


def _chunk(line: Source, name: str) -> bytes:
    for _ in range(TRIES):
        match line.ask(WantChunk(name)):
            case Chunk(bytes=got):
                return got
            case Busy(retry_after=seconds):
                sleep(min(seconds, MOST_WAIT))
            case Refusal(sentence=sentence):
                raise Refused(f"the new data did not come: {sentence}")
    raise Unreachable("the new data are not all here yet: the next round goes on from there")


def _shelved(branch_no: str, whole: Offer, changes: Offer) -> shelf.Shelved:
    delta = (changes.base, changes.chunks, changes.bytes) if changes.base else ("", (), 0)
    return shelf.Shelved(
        branch_no, whole.generation, whole.as_of, now_text(), shelf.CURRENT, "", whole.customers, {}, {},
        whole.chunks, whole.bytes, *delta,
    )  # fmt: skip


def _note_held(connection: Connection, branch_no: str, said: str) -> None:
    """Why a newer one is not given out, for the desks to see."""
    held = [one for one in shelf.shelved(connection, branch_no) if one.state == shelf.HELD]
    as_of, _, reason = said.partition(": ")
    if not said and held:
        shelf.drop_held(connection, branch_no)
    elif said and [(one.as_of, one.reason) for one in held] != [(as_of, reason)]:
        shelf.shelve(
            connection,
            shelf.Shelved(branch_no, "held above", as_of, now_text(), shelf.HELD, reason, 0, {}, {}, (), 0),
        )


# -- packs ----------------------------------------------------------------------------------------


def _take_packs(hub: Hub, line: Source, welcome: Welcome) -> None:
    """The packs' repository as files, checked as a desk checks it before anything points at them."""
    if not welcome.packs:
        return
    came: dict[str, bytes] = {}

    def get(path: str) -> bytes | None:
        got = line.pack(path)
        if isinstance(got, bytes):
            came[path] = got
            if not path.endswith("timestamp.json") and pack_files.read(hub.data, path) is None:
                pack_files.write(hub.data, path, got)  # a crash must not lose what is asked for once only
            return got
        if isinstance(got, Refusal):
            return None
        raise Unreachable("the packs are not all here yet")

    # A bank that had no packs when this node was enrolled: the hub is known by then, its first root is believed.
    root = hub.about().get("up_packs_root", "") or (get("metadata/1.root.json") or b"").decode()
    if not root:
        return
    update(hub.data, get, root, pack_files.version(hub.data))
    came[f"metadata/{json.loads(root)['signed']['version']}.root.json"] = root.encode()
    for path, body in sorted(came.items(), key=lambda file: file[0].endswith("timestamp.json")):
        pack_files.write(hub.data, path, body)  # the timestamp last: what it points at is there
    with hub.writing() as connection:
        node.note(connection, up_packs_root=root)
