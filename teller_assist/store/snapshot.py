"""The present generation of this desk: one immutable file, found by a one-line pointer.

The file ``snapshot`` names ``snap-<hash>.db``. A swap writes a new pointer beside it and renames;
the generation before stays, for Windows cannot replace an open file and a bad feed may be taken back.
"""

import os
import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from teller_assist.domain.staff import Branch, Staff
from teller_assist.errors import DeskNotReady
from teller_assist.store import raw
from teller_assist.store.snapshot_schema import VERSION

if TYPE_CHECKING:
    from sqlite3 import Connection

    from teller_assist.domain.product import Product

POINTER = "snapshot"
KEPT = 2
_NAME = re.compile(r"snap-[0-9a-f]{8,64}\.db")
_FIRST = "run `teller-assist feed load`"


class Snapshot:
    """Told data of one generation, open for reading until ``close``. Parts load when asked for."""

    def __init__(self, path: Path, conn: "Connection") -> None:
        self.path = path
        self.conn = conn
        self.meta: Mapping[str, str] = dict(conn.execute("SELECT key, value FROM meta"))

    @classmethod
    def open(cls, data_dir: Path, key: bytes | None, cache_mb: int = 64) -> "Snapshot":
        """The generation the pointer names. Raises ``DeskNotReady``, ``WrongKey``, ``LibraryTooOld``."""
        return cls.of(present(data_dir), key, cache_mb)

    @classmethod
    def of(cls, path: Path, key: bytes | None, cache_mb: int = 64) -> "Snapshot":
        """One generation file by its path; raises as ``open`` does."""
        conn = raw.connect(path, key, immutable=True, cache_mb=cache_mb)
        try:
            snapshot = cls(path, conn)
        except Exception as error:
            conn.close()
            raise DeskNotReady(f"{path.name} is no generation: {_FIRST} again", file=path.name) from error
        if snapshot.meta.get("schema") != str(VERSION):
            conn.close()
            raise DeskNotReady(f"{path.name} was built for another version: {_FIRST} again", file=path.name)
        return snapshot

    @property
    def generation(self) -> str:
        """The content hash: the same for the same told data."""
        return self.meta["generation"]

    @property
    def home_branch(self) -> str:
        return self.meta["home_branch"]

    @cached_property
    def as_of(self) -> date:
        """The day the feed speaks of."""
        return date.fromisoformat(self.meta["as_of"])

    @cached_property
    def products(self) -> "Mapping[str, Product]":
        """The catalogue by product code."""
        from teller_assist.domain.product import CATALOGUE

        rows = self.conn.execute(f"SELECT {', '.join(CATALOGUE)} FROM product")
        return {row[0]: _product(row) for row in rows}

    @cached_property
    def staff(self) -> Mapping[str, Staff]:
        """Everyone who serves, by staff number."""
        rows = self.conn.execute("SELECT staff_no, name, branch_no, role, licences FROM staff")
        return {row[0]: Staff(row[0], row[1], row[2], row[3], _licences(row[4])) for row in rows}

    @cached_property
    def branches(self) -> Mapping[str, Branch]:
        """Branches by number."""
        rows = self.conn.execute("SELECT branch_no, name, name_en, region, sales_zone, not_offered FROM branch")
        return {
            number: Branch(number, name, name_en, region, bool(zone), frozenset(not_offered.split()))
            for number, name, name_en, region, zone, not_offered in rows
        }

    def branch(self, number: str) -> Branch:
        """One branch; without a name where the feed names none of this number."""
        return self.branches.get(number) or Branch(number, number, number, "", False, frozenset())

    @cached_property
    def tiers(self) -> Mapping[str, tuple[str, str]]:
        """Names of the tiers (zh, en) by code, lowest first."""
        rows = self.conn.execute(
            "SELECT value ->> 'code', value ->> 'name', value ->> 'name_en' "
            "FROM pack, json_each(body, '$.tier') WHERE pack.name = 'tiers'"
        )
        return {code: (name or code, name_en or "") for code, name, name_en in rows}

    def pack(self, name: str) -> dict[str, Any]:
        """The body of a pack, {} where this generation has none of that name."""
        if name not in self._packs:
            import json  # not for the first lookup

            row = self.conn.execute("SELECT body FROM pack WHERE name = ?", (name,)).fetchone()
            self._packs[name] = json.loads(row[0]) if row else {}
        return self._packs[name]

    @cached_property
    def _packs(self) -> dict[str, dict[str, Any]]:
        return {}

    def outdated(self) -> bool:
        """True once the pointer names another generation than this one."""
        return _named(self.path.parent) not in ("", self.path.name)

    def close(self) -> None:
        self.conn.close()


def present(data_dir: Path) -> Path:
    """The file the pointer names. Raises ``DeskNotReady`` when there is none yet or it is gone."""
    try:
        name = (data_dir / POINTER).read_text("utf-8").strip()
    except (UnicodeDecodeError, IsADirectoryError, PermissionError) as error:
        raise DeskNotReady(
            f"{data_dir / POINTER} cannot be read ({error}): remove it and {_FIRST} again", folder=str(data_dir)
        ) from error
    except FileNotFoundError:
        raise DeskNotReady(f"no customers on this desk yet: {_FIRST}", folder=str(data_dir)) from None
    if not _NAME.fullmatch(name):
        raise DeskNotReady(f"the pointer {POINTER} is unreadable: {_FIRST} again", folder=str(data_dir))
    if not (data_dir / name).is_file():
        raise DeskNotReady(f"{name} is missing: {_FIRST} again", folder=str(data_dir))
    return data_dir / name


def swap(data_dir: Path, name: str) -> None:
    """Make ``name`` the present generation, durably and whole or not at all, then drop all but two."""
    if not _NAME.fullmatch(name) or not (data_dir / name).is_file():
        raise ValueError(f"{name} is no generation in {data_dir}")
    before = _named(data_dir)
    temporary = data_dir / f"{POINTER}.tmp"
    with temporary.open("w", encoding="utf-8") as pointer:
        pointer.write(name + "\n")
        pointer.flush()
        os.fsync(pointer.fileno())
    temporary.replace(data_dir / POINTER)
    sync_folder(data_dir)
    _keep_two(data_dir, name, before)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable; Windows has no such thing and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _named(data_dir: Path) -> str:
    pointer = data_dir / POINTER
    return pointer.read_text("utf-8", "replace").strip() if pointer.is_file() else ""


def _keep_two(data_dir: Path, name: str, before: str) -> None:
    """Keep the present generation and the one before it (the newest other, if that is the same again)."""
    others = [p for p in data_dir.glob("snap-*.db") if p.name != name and _NAME.fullmatch(p.name)]
    others.sort(key=lambda p: (p.name == before, p.stat().st_mtime_ns), reverse=True)
    for old in others[KEPT - 1 :]:
        try:
            old.unlink()
        except PermissionError:  # Windows: a window still has it open; the next swap gets it
            continue


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _licences(text: str) -> tuple[tuple[str, date], ...]:
    pairs = (word.rpartition(":") for word in text.split())
    return tuple((name, date.fromisoformat(last)) for name, _, last in pairs)


def _product(row: tuple[Any, ...]) -> "Product":
    from teller_assist.domain.product import Lane, Product

    code, name, name_en, lane, category, issuer, seller, placement, zone, *rest = row
    licence, currency, term, least, since, until, on_sale, manager, fee, loss = rest
    return Product(
        code, name, name_en, Lane(lane), category, issuer, seller, placement, bool(zone), licence, currency,
        term, least, _day(since), _day(until), bool(on_sale), manager, fee, loss,
    )  # fmt: skip
