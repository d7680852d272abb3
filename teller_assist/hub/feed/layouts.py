"""Layouts: how a bank's own extract becomes the canonical feed. Configuration, no code.

``layout.toml`` names the raw files (``[raw.X]``), tables shipped beside it (``[aux.X]``) and one SELECT per canonical
file (``[target.customers]``). docs/feed.md has the recipe.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from teller_assist.errors import BadFeed
from teller_assist.hub.feed.raw import Shape
from teller_assist.hub.feed.spec import FILES
from teller_assist.paths import RESOURCES

SHIPPED = RESOURCES / "feeds"
_NAME = re.compile(r"^[a-z][a-z0-9_]{0,40}$")
_SHAPE_KEYS = {
    "format",
    "encoding",
    "delimiter",
    "quote",
    "header",
    "columns",
    "skip",
    "trim",
    "pad",
    "sheet",
}


@dataclass(frozen=True, slots=True)
class RawFile:
    """``pattern``: a glob in the feed's folder; the last of several by name is taken. ``optional``: may be absent."""

    name: str
    pattern: str
    shape: Shape
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """``mains``: the raw files whose lines become its rows; their unreadable lines count as its rejects."""

    name: str
    sql: str
    mains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    name: str
    folder: Path
    raws: tuple[RawFile, ...]
    targets: tuple[Target, ...]
    aux: tuple[tuple[str, Path], ...] = ()
    codes: tuple[tuple[str, str, str], ...] = ()  # (kind, code, word), for the macro word_of
    meta: Mapping[str, Any] = field(default_factory=dict)  # bank, as_of, home_branch, or these with _sql
    limits: Mapping[str, Any] = field(default_factory=dict)


def shipped() -> list[str]:
    return sorted(p.parent.name for p in SHIPPED.glob("*/layout.toml"))


def load_layout(named: str, near: Path | None = None) -> Layout:
    """A shipped layout by name, or one by the path of its folder or file. Raises ``BadFeed`` with the mistake."""
    given = Path(named)
    places = [SHIPPED / named, given, *([near / named] if near else [])]
    folder = next(
        (p.parent if p.is_file() else p for p in places if p.is_file() or (p / "layout.toml").is_file()), None
    )
    if folder is None:
        raise BadFeed(f"no layout {named}: shipped are {', '.join(shipped())}, or give the folder of a layout.toml")
    try:
        return _parse(folder, tomllib.loads((folder / "layout.toml").read_text("utf-8")))
    except tomllib.TOMLDecodeError as wrong:
        raise BadFeed(f"layout {folder.name}: layout.toml is no TOML: {wrong}") from wrong
    except (KeyError, TypeError, AttributeError, OSError) as wrong:
        raise BadFeed(f"layout {folder.name}: {wrong} is missing or of the wrong kind in layout.toml") from wrong


def _parse(folder: Path, body: dict[str, Any]) -> Layout:
    raws = tuple(_raw(folder, name, told) for name, told in body["raw"].items())
    names = {r.name for r in raws}
    targets = []
    for name, told in body["target"].items():
        if name not in {f.name for f in FILES}:
            raise BadFeed(f"layout {folder.name}: [target.{name}] is no file of the canonical feed (docs/feed.md)")
        given = told.get("from", [])
        mains = (given,) if isinstance(given, str) else tuple(given)
        if unknown := set(mains) - names:
            raise BadFeed(f"layout {folder.name}: [target.{name}] from {', '.join(unknown)}: no such [raw.…]")
        targets.append(Target(name, told["sql"], mains))
    aux = tuple((_checked(folder, name), folder / told["file"]) for name, told in body.get("aux", {}).items())
    for _, path in aux:
        if not path.is_file():
            raise BadFeed(f"layout {folder.name}: {path.name} is not in the layout's folder")
    meta, limits = body.get("feed", {}), body.get("limits", {})
    return Layout(folder.name, folder, raws, tuple(targets), aux, _codes(folder, body.get("codes", {})), meta, limits)


def _codes(folder: Path, told: Any) -> tuple[tuple[str, str, str], ...]:
    """``[codes.KIND]`` tables of word = code, here or (``codes = "columns.toml"``) in a file beside the layout."""
    if isinstance(told, str):
        told = tomllib.loads((folder / told).read_text("utf-8"))["codes"]
    return tuple((kind, str(code), word) for kind, words in told.items() for word, code in words.items())


def _checked(folder: Path, name: str) -> str:
    if not _NAME.match(name):
        raise BadFeed(f"layout {folder.name}: {name} is no table name (small letters, digits, _)")
    return name


def _raw(folder: Path, name: str, told: dict[str, Any]) -> RawFile:
    unknown = set(told) - _SHAPE_KEYS - {"file", "optional"}
    if unknown:
        raise BadFeed(f"layout {folder.name}: [raw.{name}] has unknown keys {', '.join(sorted(unknown))}")
    columns = _columns(folder, name, told.get("columns", []))
    form = told.get("format", "csv")
    if form not in ("csv", "fixed", "xlsx"):
        raise BadFeed(f"layout {folder.name}: [raw.{name}] format is csv, fixed or xlsx, not {form}")
    if form == "fixed" and not (columns and all(width > 0 for _, width in columns)):
        raise BadFeed(f"layout {folder.name}: [raw.{name}] needs columns with a width in bytes each")
    options = {k: v for k, v in told.items() if k in _SHAPE_KEYS - {"format", "columns"}}
    shape = Shape(form=form, columns=columns, **options)
    if form == "csv" and not shape.header and not columns:
        raise BadFeed(f"layout {folder.name}: [raw.{name}] has no header, so it needs columns")
    return RawFile(_checked(folder, name), told["file"], shape, bool(told.get("optional", False)))


def _columns(folder: Path, name: str, told: Any) -> tuple[tuple[str, int], ...]:
    """``[["customer_no", 32], …]`` or ``"columns.toml"``: the table of that file named as the raw file."""
    if isinstance(told, str):
        told = tomllib.loads((folder / told).read_text("utf-8"))[name]
        told = told.get("columns", told) if isinstance(told, dict) else told
    if isinstance(told, dict):
        told = list(told.items())
    pairs = [
        (c["name"], c.get("width", 0)) if isinstance(c, dict) else (c, 0) if isinstance(c, str) else tuple(c)
        for c in told
    ]
    if len({n for n, _ in pairs}) < len(pairs):
        raise BadFeed(f"layout {folder.name}: [raw.{name}] names a column twice")
    return tuple((str(n), int(w)) for n, w in pairs)


def canonical(folder: Path) -> Layout:
    """The canonical form as a layout: one raw file each, no SELECT. A sheet (.xlsx) may stand for a CSV."""
    raws = []
    for file in FILES:
        sheet = not (folder / f"{file.name}.csv").exists() and (folder / f"{file.name}.xlsx").exists()
        shape = Shape(form="xlsx") if sheet else Shape()
        raws.append(RawFile(file.name, f"{file.name}.{'xlsx' if sheet else 'csv'}", shape, optional=True))
    return Layout("", folder, tuple(raws), ())


def find(folder: Path, raw: RawFile) -> Path | None:
    """The raw file in ``folder``, the last by name where the pattern fits several (a date in the name)."""
    return max((p for p in folder.glob(raw.pattern) if p.is_file()), default=None)


def detect(folder: Path) -> Layout | None:
    """The shipped layout all of whose files lie in ``folder``; None: none, or not exactly one."""
    fitting = [lay for lay in map(load_layout, shipped()) if all(r.optional or find(folder, r) for r in lay.raws)]
    return fitting[0] if len(fitting) == 1 else None


def guess_encoding(path: Path) -> str:
    """utf-8 or gb18030, by which of them more lines with other than ASCII characters are, in the first megabyte."""
    with path.open("rb") as file:
        lines = [line for line in file.read(1 << 20).split(b"\n")[:-1] if not line.isascii()]
    utf8 = sum(_decodes(line, "utf-8") for line in lines)
    gb = sum(_decodes(line, "gb18030") for line in lines)
    return "gb18030" if gb > utf8 and utf8 < len(lines) * 0.5 else "utf-8"


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def in_encoding(raw: RawFile, path: Path, told: str) -> RawFile:
    """The raw file with its encoding settled: ``told`` by feed.toml, else the layout's; "auto" is guessed."""
    encoding = told or raw.shape.encoding
    if encoding == "auto":
        encoding = guess_encoding(path)
    if encoding.lower().replace("_", "-") in ("gbk", "gb2312", "cp936"):
        encoding = "gb18030"  # the larger set, same bytes
    return replace(raw, shape=replace(raw.shape, encoding=encoding))
