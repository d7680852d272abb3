"""Where the desk's key comes from: a key file, behind an interface that sign-in can take over."""

import os
import stat
from pathlib import Path
from typing import Protocol

from teller_assist.errors import NoKey, WrongKey

NAME = "desk.key"
LENGTH = 32  # bytes: SQLCipher takes a raw 256-bit key, which spares the slow derivation


class KeySource(Protocol):
    """Something that knows the key of the desk's databases."""

    def key(self) -> bytes:
        """The 32 bytes. Raises ``NoKey``."""
        ...


class KeyFile:
    """A file of 64 hex digits that only its owner may read (mode 0600)."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def create(self) -> bytes:
        """Makes the file with a random key. Raises ``FileExistsError``: a key is never overwritten."""
        import secrets  # brings OpenSSL: only when a key is made

        self.path.parent.mkdir(parents=True, exist_ok=True)
        made = secrets.token_bytes(LENGTH)
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(made.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        return made

    def ensure(self) -> bytes:
        """The key; made now on a new desk. Raises ``NoKey`` as ``key`` does, and where a key has been lost."""
        if not self.path.exists() and self._locked():
            return self.key()  # which says what to do
        try:
            return self.create()
        except FileExistsError:
            return self.key()

    def erase(self) -> None:
        """The key is gone for good, and with it what every database under it holds."""
        with self.path.open("r+b") as file:
            file.write(os.urandom(self.path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        self.path.unlink()

    def key(self) -> bytes:
        """The key. Raises ``NoKey`` if the file is missing or others may read it, ``WrongKey`` if it is no key."""
        try:
            text = self.path.read_text(encoding="ascii")
        except FileNotFoundError:
            if self._locked():
                raise NoKey(
                    f"the key {self.path} is gone, and this folder's databases open with no other: bring it back from "
                    "its backup, or move the folder away and run `teller-assist feed load` for a new desk"
                ) from None
            raise NoKey(
                f"no key file {self.path}: run `teller-assist feed load`, or bring the key back from its backup"
            ) from None
        except PermissionError:
            raise NoKey(f"the key file {self.path} belongs to another user of this machine") from None
        except UnicodeDecodeError:
            text = ""
        self._refuse_if_others_may_read()
        try:
            key = bytes.fromhex(text.strip())
        except ValueError:
            key = b""
        if len(key) != LENGTH:
            raise WrongKey(f"{self.path} must hold 64 hex digits: bring it back from its backup")
        return key

    def _locked(self) -> bool:
        """True if something lies here that a new key would not open."""
        folder = self.path.parent
        return (folder / "work.db").exists() or any(folder.glob("snap-*.db"))

    def _refuse_if_others_may_read(self) -> None:
        if os.name != "posix":  # Windows: the profile folder's own access list
            return
        mode = stat.S_IMODE(self.path.stat().st_mode)
        if mode & 0o077:
            raise NoKey(f"others may read the key file (mode {mode:04o}): chmod 600 {self.path}")
