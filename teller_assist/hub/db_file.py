"""The file of an embedded ledger: its owner's alone, and on a branch's PC, where anybody may sit, under a key."""

import os
from pathlib import Path

from teller_assist.errors import NoKey, Refused
from teller_assist.paths import private
from teller_assist.store.keyfile import KeyFile

KEY_FILE = "node.key"
_PLAIN = b"SQLite format 3\0"  # how a file begins that is under no key


def key_of(data: Path, file: Path, role: str | None) -> bytes | None:
    """The key that opens ``file``, None for a plain one; the file is there afterwards, empty if it is new.

    ``role`` "branch" makes a key for a new file. Raises ``NoKey`` where the key is lost, ``Refused`` where a plain
    file is to serve as a node's.
    """
    source = KeyFile(data / KEY_FILE)
    if source.path.exists():
        key: bytes | None = source.key()
    elif role == "branch" and (begins := _beginning(file)):
        if begins == _PLAIN:
            raise Refused(f"{file} is not encrypted, and a branch's node keeps customers in it: use another folder")
        raise lost(data, file)
    else:
        key = source.create() if role == "branch" else None
    if not file.exists():
        with open(file, "ab", opener=private):
            pass
    elif os.name == "posix":
        file.chmod(0o600)  # not opened: closing it would drop the locks that this process holds on it
    return key


def lost(data: Path, file: Path) -> NoKey:
    return NoKey(
        f"{file} is damaged, or it is a node's and its key {data / KEY_FILE} is gone: it opens with no other, so bring "
        "both back from their backup"
    )


def _beginning(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(len(_PLAIN))
    except FileNotFoundError:
        return b""
