"""Is this desk sound? Each check says what it found; none changes anything."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from teller_assist.desk import settings
from teller_assist.domain.compose import staleness
from teller_assist.domain.days import day_at
from teller_assist.errors import BadInput, DeskNotReady, Expected
from teller_assist.store import engine, keyfile, raw
from teller_assist.store.journal import count_kinds
from teller_assist.store.snapshot import Snapshot, present
from teller_assist.store.verify import Fault, faults_of

if TYPE_CHECKING:
    from sqlite3 import Connection

LEAST_FREE_MB = 500  # a generation of a branch beside the present one, and room for the journal


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    ok: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Verified:
    """``rows`` events were read; no fault means the chain is whole and every view equals it."""

    rows: int
    faults: tuple[Fault, ...]

    def line(self) -> str:
        if self.faults:
            return f"日志有 {len(self.faults)} 处不符 the journal is wrong in {len(self.faults)} places"
        return f"日志完整 the journal is whole: {self.rows} events"


def count_journal(data: Path) -> dict[str, int]:
    """This desk's own events by kind, each once. Raises ``DeskNotReady``, ``Damaged``."""
    path = data / engine.NAME
    engine.refuse_lost(path)
    if not path.exists():
        return {}
    work = engine.Work(path, keyfile.KeyFile(data / keyfile.NAME).key())
    try:
        return count_kinds(work.reading)
    finally:
        work.close()


def verify_journal(data: Path) -> Verified:
    """Walks the whole chain and folds every view again. Raises ``Damaged`` where it is lost."""
    key = keyfile.KeyFile(data / keyfile.NAME).key()
    path = data / engine.NAME
    engine.refuse_lost(path)
    if not path.exists():
        return Verified(0, ())
    con = raw.connect(path, key, cache_mb=engine.CACHE_MB)
    con.text_factory = lambda text: text.decode("utf-8", "replace")  # what is no text any more is a fault, no end
    try:
        stored = engine.revision(con)
        if stored != engine.HEAD:
            raise DeskNotReady(
                f"{path.name} has schema {stored or 'none'}, this program {engine.HEAD}: start the window once"
            )
        con.execute("BEGIN")  # one view of the file while others write
        rows, faults = faults_of(con)
        con.execute("ROLLBACK")
    except raw.Error as error:
        return Verified(0, (Fault(0, 0, path.name, "unreadable", str(error)),))
    finally:
        con.close()
    return Verified(rows, tuple(faults))


def examine(data: Path, now: datetime | None = None) -> list[Check]:
    """Every check, in order. One that cannot be made because an earlier failed is left out."""
    checks = [_check("library", _library)]
    try:
        key = keyfile.KeyFile(data / keyfile.NAME).key()
    except Expected as error:
        return [*checks, Check("key", False, str(error)), _check("disk", lambda: _disk(data))]
    checks.append(Check("key", True, "密钥文件只有本人可读 the key file is readable by its owner only"))
    checks += _work(data, key)
    checks += _told(data, key, now or datetime.now(UTC))
    return [*checks, _check("disk", lambda: _disk(data))]


def _check(name: str, examined: Callable[[], str]) -> Check:
    try:
        return Check(name, True, examined())
    except (Expected, OSError, raw.Error) as error:
        return Check(name, False, str(error))


def _library() -> str:
    raw.refuse_old_library(raw.LIBRARY)
    return f"SQLite {'.'.join(map(str, raw.LIBRARY))}"


def _work(data: Path, key: bytes) -> Iterator[Check]:
    path = data / engine.NAME
    kept = _check("journal", lambda: str(engine.refuse_lost(path)))
    if not kept.ok:
        yield kept
        return
    if not path.exists():
        yield Check("journal", True, "还没有记录 nothing recorded yet")
        return
    opened = _check("work.db", lambda: _integrity(path, key))
    yield opened
    if opened.ok:
        yield _check("journal", lambda: _chain(data))


def _chain(data: Path) -> str:
    verified = verify_journal(data)
    if verified.faults:
        raise DeskNotReady(f"{verified.line()}; first: {verified.faults[0]}")
    return verified.line()


def _told(data: Path, key: bytes, now: datetime) -> Iterator[Check]:
    try:
        path = present(data)
        snapshot = Snapshot.of(path, key)
    except Expected as error:
        yield Check("generation", False, str(error))
        return
    try:
        yield _check("settings", lambda: _settings(data, snapshot))
        as_of = snapshot.as_of
        customers = snapshot.meta.get("customers", "?")
    finally:
        snapshot.close()
    yield _check("generation", lambda: f"{_integrity(path, key)}; {customers} customers as of {as_of}")
    age = (day_at(now) - as_of).days
    fresh = staleness(as_of, day_at(now)) == "fresh"
    yield Check(
        "age", fresh, f"数据 {age} 天前 the data is {age} days old" + ("" if fresh else ": load tonight's feed")
    )


def _settings(data: Path, snapshot: Snapshot) -> str:
    if not (data / settings.NAME).exists():
        return f"还没有 {settings.NAME} no {settings.NAME} yet: the first start makes it"
    told = settings.load_settings(data, snapshot)
    if snapshot.branches and told.branch_no not in snapshot.branches:
        raise BadInput(f"{settings.NAME}: the data know no branch {told.branch_no}; correct branch_no")
    return f"{settings.NAME}: branch {told.branch_no}, window {told.window_no}"


def _integrity(path: Path, key: bytes) -> str:
    con = raw.connect(path, key, readonly=True)
    try:
        found = _problems(con)
    finally:
        con.close()
    if found:
        raise DeskNotReady(f"{path.name} is damaged: {found[0]}")
    return f"{path.name} 完好 is whole"


def _problems(con: "Connection") -> list[str]:
    """SQLCipher's page checks (each page has its HMAC), then SQLite's own."""
    pages = [str(row[0]) for row in con.execute("PRAGMA cipher_integrity_check")]
    return pages or [str(row[0]) for row in con.execute("PRAGMA quick_check") if row[0] != "ok"]


def _disk(data: Path) -> str:
    free = shutil.disk_usage(data if data.exists() else data.parent).free // 2**20
    if free < LEAST_FREE_MB:
        raise DeskNotReady(f"only {free} MB free on this disk; {LEAST_FREE_MB} MB are needed")
    return f"{free} MB free"
