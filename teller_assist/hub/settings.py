"""What lies in the hub's data folder beside its database: which database it is, and the key it signs with."""

import json
import os
import tomllib
from contextlib import suppress
from pathlib import Path

from teller_assist.errors import BadInput, NoKey
from teller_assist.paths import private
from teller_assist.wire.signing import KEY_BYTES, DeviceKey

FILE = "hub.toml"
KEY_FILE = "hub.key"
VARIABLE = "TELLER_ASSIST_HUB_DB"


def database_of(data: Path, given: str | None = None) -> str:
    """The database's URL: as given, else of the environment, else as ``hub serve --db`` noted it, else "" (a file
    in the data folder)."""
    return given or os.environ.get(VARIABLE, "") or noted(data).get("db", "")


def noted(data: Path) -> dict[str, str]:
    """What ``hub serve`` noted for the other hub commands: ``db``, ``pin`` (of a TLS certificate made here)."""
    path = data / FILE
    try:
        return {key: str(value) for key, value in tomllib.loads(path.read_text(encoding="utf-8")).items()}
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f'{path} cannot be read ({error}): write db = "…" there or remove it') from None


def note(data: Path, **values: str) -> None:
    """Keeps these beside the others; "" takes one away. An URL may hold a password: the file is its owner's alone."""
    kept = {key: value for key, value in {**noted(data), **values}.items() if value}
    part = data / f"{FILE}.part"
    with open(part, "w", encoding="utf-8", opener=private) as file:
        file.write("# written by `teller-assist hub serve`\n")
        file.writelines(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in sorted(kept.items()))
        file.flush()
        os.fsync(file.fileno())
    part.replace(data / FILE)


def hub_key(data: Path) -> DeviceKey:
    """The key this hub signs certificates with, made when it is missing. Raises ``NoKey`` for a file that is none."""
    path = data / KEY_FILE
    if not path.exists():
        _make(path)
    try:
        raw = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (UnicodeDecodeError, ValueError):
        raw = b""
    if len(raw) != KEY_BYTES:
        raise NoKey(f"{path} must hold 64 hex digits: bring it back from its backup, or all desks must enrol again")
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise NoKey(f"others may read the hub's key: chmod 600 {path}")
    return DeviceKey(raw)


def _make(path: Path) -> None:
    """Whole or not at all, and never over one that another process has just made."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    with open(part, "w", encoding="ascii", opener=private) as file:
        file.write(DeviceKey().raw.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(part, path)
    part.unlink()
