"""Bundles on the hub: what a stick brought up goes into the ledger, what a desk should know goes back on it.

Rows from a bundle take the same way as rows from a line: ``intake.answer`` over the ledger, which knows what it has.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, literal, select

from teller_assist import __version__
from teller_assist.errors import NotFound, Refused
from teller_assist.hub import devices, greeting, offers, packs, rows, streams, tables
from teller_assist.hub.devices import Device
from teller_assist.hub.engine import Hub, about_of, note_about
from teller_assist.hub.ledger import SqlLedger
from teller_assist.hub.node import node_of
from teller_assist.sync.intake import answer
from teller_assist.wire import bundle
from teller_assist.wire.bundle import Bundle, BundleRefused, Header, Item, Piece, Sample
from teller_assist.wire.bundle_keys import hub_name, identity_of, recipient_of
from teller_assist.wire.messages import (
    PROTOCOL,
    Ack,
    Chunk,
    Cursor,
    Forked,
    Gap,
    Hello,
    Pull,
    Push,
    Refusal,
    Standing,
    Stream,
    Welcome,
)

LASTS = timedelta(days=14)  # a bundle down
GRID = 256  # rows of a chain whose hashes go along, over its length
TAIL = 256  # and the last ones


class ReadUp(NamedTuple):
    """What a bundle came to. ``events`` stood in it, ``taken`` were new. ``again``: read before. ``missing``: numbers
    of bundles that have not come. ``sentence`` "" or why rows were not taken; nothing of them is lost."""

    device: str
    number: int
    events: int
    taken: int
    parked: int
    again: bool
    missing: tuple[int, ...]
    sentence: str


class WrittenDown(NamedTuple):
    device: str
    number: int
    acknowledged: int
    shared: int
    generation: str
    chunks: int
    packs: str
    expires_at: str


class _Known(NamedTuple):
    """What the hub remembers of a device's bundles. ``unread``: numbers below ``read`` that have not come."""

    read: int = 0
    written: int = 0
    unread: tuple[int, ...] = ()
    cursor: tuple[int, str] = (0, "")


def read_up(hub: Hub, file: Path, now: datetime) -> ReadUp:
    """Takes in what a desk wrote. Raises ``BadBundle``, ``BundleRefused``; what was taken before then stays."""
    found = Bundle.of_file(file, identity_of(hub.key.raw))
    header = found.header
    if header.kind != "up":
        raise BundleRefused("a bundle for a desk, not for the hub: read it where it belongs")
    if header.addressee != hub_name(hub.key.public):
        raise BundleRefused("the bundle is addressed to another hub: nothing was taken")
    with hub.reading() as connection:
        sender = devices.find(connection, header.sender)
        keys = devices.keys_before(connection, header.sender)
    if sender is None:
        raise BundleRefused(f"no device {header.sender} is enrolled here: enrol it, then read the bundle again")
    found.check(sender.public_key, *keys)  # one written before a change of keys is no worse for it
    if sender.revoked_at:
        raise BundleRefused(f"device {header.sender} was revoked: nothing was taken; its events wait on the desk")
    pushes = (item for item in found.items() if isinstance(item, Push))
    events, taken, parked, sentence = _take(hub, sender, pushes, now)
    with hub.writing() as connection:
        known = _known(connection, header.sender)
        skipped = range(known.read + 1, header.number)
        unread = tuple(n for n in (*known.unread, *skipped[-50:]) if n != header.number)
        _note(
            connection, header.sender,
            _Known(
                max(known.read, header.number), max(known.written, header.heard), unread[-50:],
                (header.cursor.pos, header.cursor.check.hex()) if header.number >= known.read else known.cursor,
            ),
        )  # fmt: skip
    again = header.number <= known.read and header.number not in known.unread
    return ReadUp(header.sender, header.number, events, taken, parked, again, unread, sentence)


def _take(hub: Hub, sender: Device, pushes: Iterator[Push], now: datetime) -> tuple[int, int, int, str]:
    """Each push as from a line; one that does not fit ends its chain, not the others."""
    events = taken = parked = 0
    sentence, ended = "", set()
    role, node = hub.about()["role"], node_of(hub)
    for push in pushes:
        events += len(push.records)
        chain = (push.device, push.epoch)
        if chain in ended:
            continue
        if why := _not_its_own(hub, sender, push.device):
            sentence = why
            ended.add(chain)
            continue
        before = _head(hub, *chain)
        ledger = SqlLedger(hub, now, role, node=node)
        match reply := answer(ledger, push):
            case Ack():
                taken += max(0, reply.acked_seq - before)
                parked += reply.parked
                continue
            case Gap():
                sentence = f"rows before {push.first_seq} have not come: the next bundle begins with them"
            case Forked():
                sentence = "the desk was restored from an older image: it learns so from the next bundle down"
            case Refusal():
                sentence = reply.sentence
        ended.add(chain)
    return events, taken, parked, sentence


def _not_its_own(hub: Hub, sender: Device, device: str) -> str:
    """Why the sender may not speak for this device: only a node may for another, one of its branch. "" it may."""
    if device == sender.device:
        return ""
    with hub.reading() as connection:
        other = devices.find(connection, device)
    if other is None:
        return f"device {device} is not known here: its node has to vouch for it once over a line"
    if not sender.may_send(other):
        return f"rows of device {device} came from one that does not speak for it"
    return ""


def write_down(hub: Hub, device: str, file: Path, now: datetime, lasts: timedelta = LASTS) -> WrittenDown:
    """Writes what a desk should know. Raises ``NotFound``, ``Refused`` for a revoked device."""
    with hub.writing() as connection:
        row = devices.find(connection, device)
        if row is None:
            raise NotFound("device", device)
        if row.revoked_at:
            raise Refused(f"device {device} was revoked: nothing is written for it")
        known = _known(connection, device)
        known = known._replace(written=known.written + 1)
        _note(connection, device, known)
        incarnation = about_of(connection)["incarnation"]
    welcome, samples = _welcome(hub, row, now)
    begins, pieces = _streams(hub, row.branch_no, Cursor(known.cursor[0], bytes.fromhex(known.cursor[1])))
    header = Header(
        "down", hub_name(hub.key.public), device, row.branch_no, known.written, known.read, _text(now),
        _text(now + lasts), __version__, incarnation, begins,
    )  # fmt: skip
    chunks = list(_chunks(hub, row.branch_no, welcome))
    files = [Piece(path, body) for path, body in packs.carried(hub.data, now)]
    items: list[Item] = [welcome, *samples, *pieces, *chunks, *files]
    bundle.write(file, bundle.closed(header, items, hub.key.sign, recipient_of(row.public_key)))
    return WrittenDown(
        device, known.written, sum(one.acked_seq for one in welcome.standings), sum(len(p.items) for p in pieces),
        welcome.offer.generation if welcome.offer else "", len(chunks), packs.version(hub.data), header.expires_at,
    )  # fmt: skip


def addressees(hub: Hub) -> list[str]:
    """For whom a bundle can be written."""
    with hub.reading() as connection:
        found = select(tables.device.c.device).where(tables.device.c.revoked_at.is_(None))
        return sorted(connection.scalars(found))


def _welcome(hub: Hub, device: Device, now: datetime) -> tuple[Welcome, list[Sample]]:
    """The answer to a hello that names every chain of the device (of a node: of who is or was of its branch) as it
    stands here and holds no generation; and hashes of each chain."""
    chain, known = tables.chain.c, tables.device.c
    with hub.reading() as connection:
        was_there = (literal(" ") + known.branches_before + " ").contains(f" {device.branch_no} ")
        of_branch = select(known.device).where((known.branch_no == device.branch_no) | was_there)
        ours = chain.device.in_(of_branch) if device.role == devices.NODE else chain.device == device.device
        chains = connection.execute(select(tables.chain).where(ours).order_by(chain.device, chain.epoch)).all()
        hung = [(c.device, c.parent_epoch, c.parent_seq) for c in chains]
        samples = [_sample(connection, c, [seq for *at, seq in hung if at == [c.device, c.epoch]]) for c in chains]
        root = about_of(connection)["role"] != devices.NODE
        standings = tuple(
            Standing(
                c.device, c.epoch, c.head_seq, bytes(c.head_hash), c.durable_seq, c.head_seq if root else c.root_seq,
                c.forked_at,
            )
            for c in chains
        )  # fmt: skip
        hello = Hello(device.device, device.branch_no, PROTOCOL, __version__, "", _text(now), (), "", 0)
        return greeting.welcome(connection, hub, hello, standings, now), [one for one in samples if one.seqs]


def _sample(connection: Connection, chain: Any, parents: Sequence[int]) -> Sample:
    """Hashes of rows at places that stay the same while the chain grows, of its end, and where others hang on it."""
    step = 1
    while step * GRID < chain.head_seq:
        step *= 2
    wanted = {*range(step, chain.head_seq + 1, step), *range(max(1, chain.head_seq - TAIL), chain.head_seq + 1)}
    row = tables.ledger.c
    found = connection.execute(
        select(row.seq, row.hash)
        .where(row.device == chain.device, row.epoch == chain.epoch, row.seq.in_(wanted | set(parents)))
        .order_by(row.seq)
    ).all()
    return Sample(chain.device, chain.epoch, tuple(r.seq for r in found), tuple(bytes(r.hash) for r in found))


def _streams(hub: Hub, branch_no: str, cursor: Cursor) -> tuple[Cursor, list[Stream]]:
    """The branch's shared events behind the cursor, or all of them if it is not of this stream; where they start."""
    begins, pieces = cursor, list[Stream]()
    while not pieces or pieces[-1].more:
        with hub.reading() as connection:
            piece = streams.piece(connection, Pull(branch_no, cursor))
        if piece.reset:
            begins, pieces = Cursor(), []
            cursor = begins
            continue
        pieces.append(piece)
        cursor = piece.cursor
    return begins, pieces


def _chunks(hub: Hub, branch_no: str, welcome: Welcome) -> Iterator[Chunk]:
    for name in welcome.offer.chunks if welcome.offer else ():
        with hub.reading() as connection:
            body = offers.chunk_of(connection, branch_no, name)
        if body is None:
            raise Refused("a newer generation has just taken this one's place: write the bundle again")
        yield Chunk(body)


def _head(hub: Hub, device: str, epoch: int) -> int:
    with hub.reading() as connection:
        chain = rows.chain_of(connection, device, epoch)
    return chain.head_seq if chain is not None else 0


def _known(connection: Connection, device: str) -> _Known:
    text = about_of(connection).get(f"bundle {device}")
    if not text:
        return _Known()
    told = json.loads(text)
    return _Known(told["read"], told["written"], tuple(told["unread"]), tuple(told["cursor"]))


def _note(connection: Connection, device: str, known: _Known) -> None:
    note_about(connection, f"bundle {device}", json.dumps(known._asdict()))


def _text(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
