"""A generation comes to this desk: made anew as an encrypted file in a child process, checked, then swapped in.

It is copied from a file (``apply``) or rebuilt from what was received (``fetch.py``, ``rebuild.py``).

In a thread the copy would make lookups 20 times slower; in a child they stay at idle speed. Until
the pointer is renamed nothing in use is touched, so a failure or a kill leaves yesterday's
generation. The child is this module run with ``-m``; keys go over its standard input.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from teller_assist.errors import BadInput, Expected, StaleBase
from teller_assist.store import raw
from teller_assist.store.snapshot import Snapshot, swap
from teller_assist.store.snapshot_schema import INDEXES, TABLE_NAMES, TABLES

if TYPE_CHECKING:
    from sqlite3 import Connection

NAME_DIGITS = 32  # of the generation's hash, in the file's name

Progress = Callable[[int, int], None]  # tables done, of how many


def apply(
    file: Path,
    file_key: bytes | None,
    data_dir: Path,
    desk_key: bytes | None,
    progress: Progress | None = None,
) -> str:
    """Bring the generation in ``file`` (opened by ``file_key``) into ``data_dir`` under ``desk_key``; its hash.

    Raises ``BadInput`` if the file is no whole generation or the disk is full; yesterday's then stays.
    """
    order: dict[str, object] = {"file": str(file.absolute()), "file_key": file_key.hex() if file_key else ""}
    return bring(order, file.name, data_dir, desk_key, progress)


def bring(
    order: dict[str, object], what: str, data_dir: Path, desk_key: bytes | None, progress: Progress | None = None
) -> str:
    """Have the child carry out ``order`` and swap to what it made; its hash. Raises as ``apply`` does."""
    data_dir.mkdir(parents=True, exist_ok=True)
    _sweep(data_dir)
    said, trouble = _in_child(
        {**order, "data_dir": str(data_dir.absolute()), "desk_key": desk_key.hex() if desk_key else ""}, progress
    )
    if "name" not in said:
        _sweep(data_dir)
        last = trouble.strip().splitlines()[-1] if trouble.strip() else "the copy ended early"
        kind = StaleBase if said.get("stale") else BadInput
        sentence = f"{what} was not taken in, the present data stay: {said.get('error', last)}"
        raise kind(sentence, worthless=bool(said.get("worthless")))
    swap(data_dir, said["name"])
    return said["generation"]


def _in_child(order: dict[str, object], progress: Progress | None) -> tuple[dict[str, str], str]:
    """What the child said last ({} if it did not end well) and its standard error."""
    with subprocess.Popen(
        [sys.executable, "-m", __spec__.name],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    ) as child:  # fmt: skip
        assert child.stdin
        assert child.stdout
        assert child.stderr
        child.stdin.write(json.dumps(order))
        child.stdin.close()
        said: dict[str, str] = {}
        for line in child.stdout:
            said = json.loads(line)
            if progress and "of" in said:
                progress(int(said["done"]), int(said["of"]))
        trouble = child.stderr.read()
    return said if child.returncode == 0 or "error" in said else {}, trouble


def file_name(generation: str) -> str:
    return f"snap-{generation[:NAME_DIGITS]}.db"


def copy(file: Path, file_key: bytes | None, data_dir: Path, desk_key: bytes | None, progress: Progress) -> str:
    """The child's work: the name of the checked new file in ``data_dir``. Raises ``BadInput``, ``Expected``."""
    with_meta = Snapshot.of(file, file_key, cache_mb=2)
    generation = with_meta.generation
    with_meta.close()
    return made(generation, data_dir, desk_key, lambda conn: _fill(conn, file, file_key, progress))


def made(generation: str, data_dir: Path, desk_key: bytes | None, fill: Callable[["Connection"], None]) -> str:
    """A new file in ``data_dir`` that ``fill`` has filled, checked and on the disk; its name."""
    name = file_name(generation)
    temporary = data_dir / f"{name}.{os.getpid()}.tmp"
    try:
        conn = raw.connect(temporary, desk_key, building=True)
        try:
            fill(conn)
            _check(conn, desk_key)
        finally:
            conn.close()
        _sync_file(temporary)
        temporary.replace(data_dir / name)
    finally:
        temporary.unlink(missing_ok=True)
    return name


def _fill(conn: "Connection", file: Path, file_key: bytes | None, progress: Progress) -> None:
    key = raw.key_pragma(file_key) if file_key else ""
    conn.execute("ATTACH ? AS told KEY ?", (file.absolute().as_uri() + "?mode=ro&immutable=1", key))
    conn.execute("PRAGMA told.cache_size = -8192")
    conn.executescript(TABLES)
    conn.execute("BEGIN")
    for done, table in enumerate(TABLE_NAMES, 1):
        conn.execute(f"INSERT INTO main.{table} SELECT * FROM told.{table}")
        progress(done, len(TABLE_NAMES))
    conn.execute(INDEXES)
    conn.execute("COMMIT")
    for table in TABLE_NAMES:
        here, there = (conn.execute(f"SELECT count(*) FROM {db}.{table}").fetchone()[0] for db in ("main", "told"))
        if here != there:
            raise BadInput(f"{table}: {here} rows instead of {there}")
    conn.execute("DETACH told")


def _check(conn: "Connection", key: bytes | None) -> None:
    """Every page readable and authentic, every index right, and as many customers as meta says."""
    if key is not None and (wrong := conn.execute("PRAGMA cipher_integrity_check").fetchone()):
        raise BadInput(f"the copy is damaged: {wrong[0]}")
    if (found := conn.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
        raise BadInput(f"the copy is damaged: {found}")
    counted = conn.execute("SELECT count(*) FROM customer").fetchone()[0]
    told = conn.execute("SELECT value FROM meta WHERE key = 'customers'").fetchone()[0]
    if str(counted) != told:
        raise BadInput(f"{counted} customers instead of {told}")


def _sync_file(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _sweep(data_dir: Path) -> None:
    """Remove what a killed copy left, unless that copy still runs (Windows refuses then)."""
    for left in data_dir.glob("snap-*.db.*.tmp"):
        try:
            left.unlink()
        except OSError:
            continue


def main() -> int:
    """Read the order from standard input; say progress and the outcome as JSON lines."""
    order = json.loads(sys.stdin.read())
    data_dir, desk_key = Path(order["data_dir"]), bytes.fromhex(order["desk_key"]) or None
    try:
        name = _carry_out(order, data_dir, desk_key, lambda done, of: _say(done=done, of=of))
    except (Expected, OSError, raw.Error) as error:
        _say(error=str(error), stale=isinstance(error, StaleBase), worthless=isinstance(error, BadInput))
        return 1
    with_meta = Snapshot.of(data_dir / name, desk_key, cache_mb=2)
    _say(name=name, generation=with_meta.generation)
    with_meta.close()
    return 0


def _carry_out(order: Mapping[str, Any], data_dir: Path, desk_key: bytes | None, progress: Progress) -> str:
    if "chunks" in order:
        from teller_assist.sync.rebuild import rebuild_received

        return rebuild_received(order["generation"], order["chunks"], data_dir, desk_key, progress)
    return copy(Path(order["file"]), bytes.fromhex(order["file_key"]) or None, data_dir, desk_key, progress)


def _say(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
