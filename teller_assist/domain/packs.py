"""Packs: TOML files of told rules, read and checked whole before a generation carries them.

``load_packs`` gives plain bodies (days as ISO text) for the snapshot's ``pack`` table; the desk reads
only that. A mistake anywhere refuses all: ``BadPack`` names the file, the place and the line.
A new pack is one file in ``resources/packs`` and one line in ``CHECKS`` (``pack_checks.py``).
"""

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from teller_assist.domain.pack_checks import CHECKS, CROSS_CHECKS
from teller_assist.domain.pack_need import Mistake
from teller_assist.errors import BadPack

NAMES = tuple(CHECKS)
# A folder that a bank published before they came has none.
LATER = ("standards", "calendar", "products", "segments", "scenarios", "bundles", "care", "knowledge")


def load_packs(folder: Path, on: date | None = None, usual: Path | None = None) -> dict[str, dict[str, Any]]:
    """Every pack of a folder by name. ``on``: also refuse a pack that is not yet in force that day.

    ``usual``: the folder from which one of ``LATER`` comes that this one does not have. Raises ``BadPack``.
    """
    files = {name: folder / f"{name}.toml" for name in NAMES}
    if usual is not None:
        files |= {name: usual / f"{name}.toml" for name in LATER if not files[name].exists()}
    sources = {name: _read(file) for name, file in files.items()}
    bodies = {name: _parse(name, source) for name, source in sources.items()}
    return check_packs(bodies, on, sources)


def load_pack(name: str, file: Path) -> dict[str, Any]:
    """One pack from any file, as a draft is, checked by itself. Raises ``BadPack``."""
    source = _read(file)
    body = _parse(name, source)
    return _checked(name, {name: body}, None, {name: source})


def check_packs(
    bodies: Mapping[str, Mapping[str, Any]], on: date | None = None, sources: Mapping[str, str] | None = None
) -> dict[str, dict[str, Any]]:
    """The same bodies if every check passes. ``sources`` let the sentence name a line. Raises ``BadPack``."""
    found: dict[str, dict[str, Any]] = {}
    for name in NAMES:
        found[name] = _checked(name, bodies, on, sources)
    for name, check in CROSS_CHECKS:
        try:
            check(found)
        except Mistake as e:
            raise _bad(name, e, sources) from e
    return found


def _checked(
    name: str, bodies: Mapping[str, Mapping[str, Any]], on: date | None, sources: Mapping[str, str] | None
) -> dict[str, Any]:  # fmt: skip
    try:
        body = dict(bodies[name])
        _header(body, on)
        CHECKS[name](body)
    except (Mistake, KeyError, TypeError, ValueError, AttributeError) as e:
        raise _bad(name, e, sources) from e
    return body


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as e:
        raise BadPack(f"{path.name}: cannot be read: {e}", file=path.name) from e


def _parse(name: str, source: str) -> dict[str, Any]:
    try:
        body = tomllib.loads(source)
    except tomllib.TOMLDecodeError as e:
        raise BadPack(f"{name}.toml: {e}", file=f"{name}.toml") from e
    plain: dict[str, Any] = json.loads(json.dumps(body, default=_iso))
    return plain


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} is not allowed")


def _header(body: Mapping[str, Any], on: date | None) -> None:
    version = body.get("version")
    if not isinstance(version, str) or not version.strip():
        raise Mistake("version", "every pack names its version")
    try:
        effective = date.fromisoformat(body["effective_from"])
    except (KeyError, TypeError, ValueError):
        raise Mistake("effective_from", "every pack names the day from which it is in force") from None
    if on is not None and effective > on:
        raise Mistake("effective_from", f"in force only from {effective}")


def _bad(name: str, e: Exception, sources: Mapping[str, str] | None) -> BadPack:
    file = f"{name}.toml"
    if not isinstance(e, Mistake):
        what = f"{e} is missing" if isinstance(e, KeyError) else str(e)
        return BadPack(f"{file}: {what}", file=file, place="", line=0)
    line = _line(sources.get(name, ""), e.mark, e.after) if sources is not None else 0
    where = f"{file}, line {line}" if line else file
    return BadPack(f"{where}: {e.place}: {e.sentence}", file=file, place=e.place, line=line)


def _line(source: str, mark: str, after: str = "") -> int:
    """The line on which an entry says its own code, the first one after the line that says ``after``; 0 unknown."""
    quoted, passed = f'"{mark}"', not after
    for number, line in enumerate(source.splitlines(), 1):
        left, equals, right = line.partition("=")
        passed = passed or f'"{after}"' in right
        if passed and equals and left.strip() in ("code", "for", mark) and (quoted in right or left.strip() == mark):
            return number
    return 0
