"""Bundles on the desk: what waits goes onto a stick, what the hub says comes from one.

One is never needed for another: a bundle up begins at what the hub is known to have, and a bundle down says what it
has. A kill at any moment is harmless, and so is the same bundle again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, TypeVar

from teller_assist import __version__
from teller_assist.errors import BadInput, DeskNotReady, Expected
from teller_assist.store import engine, keyfile, link, sync_runs
from teller_assist.store.journal import unsent
from teller_assist.sync import fetch, packs
from teller_assist.sync.bundle_state import Known, old, opened, time_in
from teller_assist.sync.lock import only_sender
from teller_assist.sync.offline import Chain, Heard, hear, pushes
from teller_assist.sync.outbox import DeskOutbox
from teller_assist.wire import bundle
from teller_assist.wire.bundle import Bundle, Header, Item, Piece, Sample
from teller_assist.wire.bundle_keys import hub_name, recipient_of
from teller_assist.wire.messages import Chunk, Cursor, Stream, Welcome
from teller_assist.wire.signing import DeviceKey
from teller_assist.wire.told_rows import chunk_name

MOST_BYTES = bundle.MOST_PLAIN // 4  # of events in one bundle up; the rest goes with the next
T = TypeVar("T")


class WrittenUp(NamedTuple):
    """``events`` wait for their receipt until a bundle down is read."""

    number: int
    events: int
    first_at: str
    bytes: int


class ReadDown(NamedTuple):
    """``taken`` False: nothing of it was, and ``sentence`` says why; True: ``sentence`` is what else is to be said."""

    number: int
    taken: bool
    acknowledged: int
    unsent: int
    pulled: int
    forks: int
    generation: str
    packs: str
    sentence: str


class _Desk(NamedTuple):
    data: Path
    key: bytes
    work: engine.Work
    box: DeskOutbox
    device_key: DeviceKey
    hub_key: bytes
    branch_no: str

    def known(self) -> Known:
        return Known.of(link.get(self.work.reading, "bundle"))

    def note(self, known: Known) -> None:
        with self.work.writing() as session:
            link.put(session.con, "bundle", known.text())

    def chains(self, column: str) -> dict[Chain, int]:
        rows = self.work.reading.execute(f"SELECT epoch, {column} FROM chain")
        return {(self.box.device, epoch): seq for epoch, seq in rows}


def write(data: Path, file: Path, now: datetime) -> WrittenUp:
    """Everything the hub is not known to have, into ``file``. Raises ``DeskNotReady``, ``Refused``, ``OSError``."""
    with _desk(data) as desk:
        known = desk.known()
        known = known._replace(written=known.written + 1)
        desk.note(known)
        header = Header(
            "up", desk.box.device, hub_name(desk.hub_key), desk.branch_no, known.written,
            known.heard(), now.isoformat(timespec="seconds"), "", __version__,
            cursor=desk.box.cursor() or Cursor(), generation=fetch.held(data, desk.key),
        )  # fmt: skip
        items = list(pushes(desk.box, desk.chains("root_seq"), MOST_BYTES))
        made = bundle.closed(header, items, desk.device_key.sign, recipient_of(desk.hub_key))
        bundle.write(file, made)
        times = [record.occurred_at for push in items for record in push.records]
        return WrittenUp(known.written, len(times), min(times, default=""), len(made))


def read(data: Path, file: Path, now: datetime) -> ReadDown:
    """Takes in what the hub wrote for this desk. Raises ``BadBundle``, ``BundleRefused``: then nothing has changed."""
    with _desk(data) as desk:
        found = opened(file, desk.box.device, desk.device_key, desk.hub_key, now)
        header, known = found.header, desk.known()
        if why := old(header, known):
            waiting = unsent(desk.work.reading)[0]
            return ReadDown(header.number, False, 0, waiting, 0, 0, fetch.held(data, desk.key), "", why)
        with desk.work.writing() as session:
            run = sync_runs.begin(session.con, now, "bundle")
        try:
            taken = _take(desk, found, _stale(desk, header, known))
        except Expected as error:
            run = replace(run, trouble=error.key, sentence=str(error))
            raise
        else:
            run = replace(
                run, acknowledged=taken.acknowledged, pulled=taken.pulled, generation=taken.generation,
                sentence=taken.sentence,
            )  # fmt: skip
        finally:
            with desk.work.writing() as session:
                sync_runs.end(session.con, replace(run, ended_at=max(now, datetime.now(UTC))))
        desk.note(known.after(header, wholly=not taken.sentence))
        return taken


@contextmanager
def _desk(data: Path) -> Iterator[_Desk]:
    """The enrolled desk of a folder, as its only sender."""
    key = keyfile.KeyFile(data / keyfile.NAME).key()
    with only_sender(data):
        work = engine.Work(data / engine.NAME, key)
        try:
            told = link.get_all(work.reading)
            if not told.get("hub_key") or not told.get("device_key"):
                raise DeskNotReady(
                    "this desk is not enrolled at a hub: bundles are closed for a hub's key; run "
                    "`teller-assist desk enrol` once where there is a line"
                )
            yield _Desk(
                data, key, work, DeskOutbox(work, data), DeviceKey(bytes.fromhex(told["device_key"])),
                bytes.fromhex(told["hub_key"]), told.get("branch_no", ""),
            )  # fmt: skip
        finally:
            work.close()


def _stale(desk: _Desk, header: Header, known: Known) -> bool:
    """True if this desk has heard from its hub since the bundle was made."""
    heard = [time_in(known.made_at)] if known.made_at and known.incarnation == header.incarnation else []
    if (last := sync_runs.last_good(desk.work.reading)) is not None and last.via != "bundle":
        heard.append(last.started_at - timedelta(milliseconds=last.skew_ms))
    return any(at > time_in(header.made_at) for at in heard)


def _take(desk: _Desk, found: Bundle, stale: bool) -> ReadDown:
    welcome, heard, said = _receipts(desk, found, stale)
    publication = _try(said, lambda: _packs(desk, found))
    generation = _try(said, lambda: _generation(desk, found, welcome)) or fetch.held(desk.data, desk.key)
    return ReadDown(
        found.header.number, True, heard.acknowledged, unsent(desk.work.reading)[0], heard.pulled, heard.forks,
        generation, str(publication.version) if publication else "", "; ".join(said),
    )  # fmt: skip


def _try(said: list[str], deed: Callable[[], T]) -> T | None:
    """Packs that are refused keep no receipt and no data from being taken, nor the other way round."""
    try:
        return deed()
    except Expected as error:
        said.append(str(error))
        return None


def _receipts(desk: _Desk, found: Bundle, stale: bool) -> tuple[Welcome, Heard, list[str]]:
    welcome = _only(found, Welcome)
    if welcome is None:
        raise bundle.BadBundle("the bundle says nothing of what the hub has: have it written again")
    skew = int(link.get(desk.work.reading, "server_skew_ms") or 0)
    here = datetime.now(UTC) - timedelta(milliseconds=skew)  # the clock's skew is not to be seen by a stick's age
    if not stale:
        desk.box.welcomed(replace(welcome, server_time=here.isoformat(timespec="microseconds")))
    samples = [item for item in found.items() if isinstance(item, Sample)]
    streams = [item for item in found.items() if isinstance(item, Stream)]
    heard = hear(
        desk.box, welcome, samples, found.header.cursor, streams, stale=stale, acked=desk.chains("acked_seq")
    )  # fmt: skip
    return welcome, heard, [heard.sentence] if heard.sentence else []


def _packs(desk: _Desk, found: Bundle) -> packs.Packs | None:
    """The hub signed the bundle: its root is trusted by a desk that trusts none yet."""
    files = {item.path: item.bytes for item in found.items() if isinstance(item, Piece)}
    if not files:
        return None
    roots = sorted((path for path in files if path.endswith(".root.json")), key=lambda path: (len(path), path))
    return packs.renew(desk.work, desk.data, files.get, files[roots[-1]].decode() if roots else "")


def _generation(desk: _Desk, found: Bundle, welcome: Welcome) -> str:
    offer = welcome.offer
    if offer is None or not offer.generation:
        return ""
    chunks = {chunk_name(item.bytes): item.bytes for item in found.items() if isinstance(item, Chunk)}

    def chunk(name: str) -> bytes:
        if name not in chunks:
            raise BadInput("the bundle lacks a piece of the new data; the present data stay, have it written again")
        return chunks[name]

    return fetch.fetch(offer, chunk, desk.data, desk.key)


def _only(found: Bundle, kind: type[T]) -> T | None:
    items: Iterator[Item] = found.items()
    return next((item for item in items if isinstance(item, kind)), None)
