"""An offered generation comes to this desk: chunk by chunk, then rebuilt in a child process, proven and swapped in.

Chunks come by link, node or bundle alike. A kill at any moment is harmless: what has arrived stays in ``incoming.db``
and the present data stay in use until the pointer is renamed.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from teller_assist.errors import BadInput, DeskNotReady, StaleBase
from teller_assist.store import raw
from teller_assist.store.snapshot import Snapshot, present
from teller_assist.sync.generation import bring, file_name
from teller_assist.sync.incoming import forget, incoming
from teller_assist.wire.told_rows import MOST_PACKED, chunk_name

if TYPE_CHECKING:
    from teller_assist.wire.messages import Offer

Progress = Callable[[str, int, int], None]  # step (fetch, apply), done, of how many
_TRIES = 2  # for a chunk that is not what it is named after


def fetch(
    offer: "Offer",
    get_chunk: Callable[[str], bytes],
    data_dir: Path,
    desk_key: bytes | None,
    progress: Progress | None = None,
    anew: bool = False,
) -> str:
    """Take the offered generation into use; its hash. Chunks that have arrived before are not asked for again.
    ``anew``: also if it is in use, because its file is damaged.

    What ``get_chunk`` raises passes through. Raises ``StaleBase`` when the changes do not start from what is here
    (say hello with no generation and fetch all), ``BadInput`` when the data are not what they should be or the
    disk is full; the present data then stay.
    """
    say = progress or (lambda step, done, of: None)
    if offer.generation == held(data_dir, desk_key) and not anew:
        forget(data_dir)
        return offer.generation
    if offer.base and not (data_dir / file_name(offer.base)).is_file():
        raise StaleBase("the data that the changes start from are not on this desk: the new ones are fetched in full")
    data_dir.mkdir(parents=True, exist_ok=True)
    _collect(offer, get_chunk, data_dir, desk_key, say)
    order: dict[str, object] = {"generation": offer.generation, "chunks": list(offer.chunks)}
    try:
        bring(order, f"generation {offer.generation[:12]}", data_dir, desk_key, lambda *at: say("apply", *at))
    except BadInput as error:
        if error.facts.get("worthless"):
            forget(data_dir)
        raise
    forget(data_dir)
    return offer.generation


def held(data_dir: Path, desk_key: bytes | None) -> str:
    """The generation in use; "" if there is none or it cannot be read, so that it comes in full."""
    try:
        snapshot = Snapshot.open(data_dir, desk_key, cache_mb=2)
    except (DeskNotReady, raw.Error):
        return ""
    try:
        return snapshot.generation
    finally:
        snapshot.close()


def damage(data_dir: Path, desk_key: bytes | None) -> str:
    """What is wrong with the file in use, all of it read (a second for 200 MB); "" nothing, or there is none."""
    try:
        conn = raw.connect(present(data_dir), desk_key, immutable=True, cache_mb=2)
    except DeskNotReady:
        return ""
    try:
        wrong = conn.execute("PRAGMA cipher_integrity_check").fetchone() if desk_key else None
        return str(wrong[0]) if wrong else ""
    finally:
        conn.close()


def _collect(
    offer: "Offer", get_chunk: Callable[[str], bytes], data_dir: Path, desk_key: bytes | None, say: Progress
) -> None:
    with incoming(data_dir, desk_key) as arrived:
        arrived.only(offer.chunks)
        here, size = arrived.names(), arrived.size()
        for done, name in enumerate(offer.chunks, 1):
            if name not in here:
                chunk = _asked(get_chunk, name)
                size += len(chunk)
                if size > offer.bytes:
                    raise BadInput(f"more data come than were offered ({offer.bytes} bytes); the present data stay")
                arrived.keep(name, chunk)
                here.add(name)
            say("fetch", done, len(offer.chunks))


def _asked(get_chunk: Callable[[str], bytes], name: str) -> bytes:
    for _ in range(_TRIES):
        chunk = get_chunk(name)
        if len(chunk) <= MOST_PACKED and chunk_name(chunk) == name:
            return chunk
    raise BadInput(f"piece {name[:12]} of the new data arrived damaged twice; the present data stay, sync again later")
