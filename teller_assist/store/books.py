"""The books that decisions name: what an engine was made of, kept once and for as long as the journal.

They are told data, not recorded: content-addressed, so that a copy from anywhere is the same or is none. A session's
``con`` writes in its transaction.
"""

import zlib
from datetime import datetime
from typing import TYPE_CHECKING

from teller_assist.domain.book import PACKS, Book, name_of
from teller_assist.store.views import time_text

if TYPE_CHECKING:
    from sqlite3 import Connection

    from teller_assist.domain.staff import Branch
    from teller_assist.store.snapshot import Snapshot

MOST_BYTES = 16 << 20  # of a book unpacked; the shipped one has a tenth of it


def book_of(snapshot: "Snapshot", branch: "Branch") -> Book:
    """What the engine of a generation is made of in a branch: the same for a desk that has it and the hub that built
    it."""
    packs = {name: snapshot.pack(name) for name in PACKS}
    model = snapshot.pack("model")
    return Book(packs, tuple(snapshot.products.values()), branch, model.get("artifact"), bool(model.get("trusted")))


def keep(con: "Connection", book: str, body: bytes, at: datetime) -> None:
    """Keeps a book that is not here yet; "" names none."""
    if book and con.execute("SELECT 1 FROM book WHERE book = ?", (book,)).fetchone() is None:
        con.execute("INSERT INTO book(book, kept_at, body) VALUES(?, ?, ?)", (book, time_text(at), packed(body)))


def body(con: "Connection", book: str) -> bytes | None:
    """The bytes of a book, None if it is not here. Raises ``ValueError`` if it is not the one of that name."""
    row = con.execute("SELECT body FROM book WHERE book = ?", (book,)).fetchone()
    return unpacked(book, row[0]) if row else None


def packed(body: bytes) -> bytes:
    return zlib.compress(body, 9)


def unpacked(book: str, kept: bytes) -> bytes:
    """Raises ``ValueError``."""
    raw = opened(book, kept)
    if name_of(raw) != book:
        raise ValueError(f"the book {book[:8]} is not the one of that name")
    return raw


def opened(book: str, kept: bytes) -> bytes:
    """What was packed, as far as it is no larger than a book may be. Raises ``ValueError``."""
    try:
        return zlib.decompressobj().decompress(kept, MOST_BYTES)
    except zlib.error as error:
        raise ValueError(f"the book {book[:8]} is damaged ({error})") from error
