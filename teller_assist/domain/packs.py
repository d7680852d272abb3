"""Packs: TOML files of told rules, read and checked whole before a generation carries them.

``load_packs`` gives plain bodies (days as ISO text) for the snapshot's ``pack`` table; the desk reads
only that. A mistake anywhere refuses all: ``BadPack`` names the file, line and column, and what to do.
A new pack is one file in ``resources/packs`` and one line in ``CHECKS`` (``pack_checks.py``).
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from teller_assist.domain.checks.across import across
from teller_assist.domain.pack_checks import CHECKS
from teller_assist.domain.pack_need import Mistake, day
from teller_assist.domain.toml_places import Path as Way
from teller_assist.domain.toml_places import Place, Places
from teller_assist.errors import BadPack

NAMES = tuple(CHECKS)
# A folder that a bank published before they came has none.
LATER = ("standards", "calendar", "products", "segments", "scenarios", "bundles", "care", "knowledge")

Bodies = Mapping[str, Mapping[str, Any]]


class Wrong(NamedTuple):
    """One mistake where it stands; ``line`` and ``column`` count from 1, 0 where the source is not known. ``place``
    says it in words: rule 'salary_no_mobile': reason."""

    file: str
    line: int
    column: int
    place: str
    sentence: str

    @property
    def said(self) -> str:
        where = f"{self.file}, line {self.line}, column {self.column}" if self.line else self.file
        return f"{where}: {f'{self.place}: ' * bool(self.place)}{self.sentence}"


def load_packs(folder: Path, on: date | None = None, usual: Path | None = None) -> dict[str, dict[str, Any]]:
    """Every pack of a folder by name. ``on``: also refuse a pack that is not yet in force that day.

    ``usual``: the folder from which one of ``LATER`` comes that this one does not have. Raises ``BadPack``.
    """
    bodies, wrong = read_folder(folder, usual)
    _refuse(wrong)
    if on is not None:
        _refuse(_not_yet(bodies, on))
    return bodies


def read_folder(folder: Path, usual: Path | None = None) -> tuple[dict[str, dict[str, Any]], list[Wrong]]:
    """Every pack that can be read, and every mistake, pack by pack in the order of the files. ``usual`` as above."""
    files = {name: folder / f"{name}.toml" for name in NAMES}
    if usual is not None:
        files |= {name: usual / f"{name}.toml" for name in LATER if not files[name].exists()}
    bodies: dict[str, dict[str, Any]] = {}
    sources: dict[str, str] = {}
    wrong: list[Wrong] = []
    for name, file in files.items():
        try:
            bodies[name], sources[name] = _read(name, file)
        except BadPack as e:
            wrong.append(Wrong(f"{name}.toml", e.line, e.column, e.place, e.what))
    return bodies, [*wrong, *_all_wrong(bodies, sources, beside=not wrong)]


def load_pack(name: str, file: Path) -> dict[str, Any]:
    """One pack from any file, as a draft is, checked by itself. Raises ``BadPack``."""
    body, source = _read(name, file)
    _refuse(_all_wrong({name: body}, {name: source}, beside=False))
    return body


def check_packs(bodies: Bodies) -> dict[str, dict[str, Any]]:
    """The same bodies if every check passes; a generation's have no lines. Raises ``BadPack``."""
    missing = [name for name in NAMES if name not in bodies]
    _refuse([Wrong(f"{name}.toml", 0, 0, "", "is missing: add it") for name in missing])
    _refuse(_all_wrong(bodies, {}, beside=True))
    return {name: dict(bodies[name]) for name in NAMES}


def first_day(folder: Path) -> date:
    """As ``in_force_from``, of a folder that was checked when it came: only the heads are read. Raises ``BadPack``."""
    heads = {name: _read(name, file)[0] for name in NAMES if (file := folder / f"{name}.toml").exists()}
    wrong = [m for head in heads.values() for m in day(head.get("effective_from"), ("effective_from",))]
    if wrong or not heads:
        raise BadPack(f"{folder}: no packs that say from when they are in force", file=folder.name)
    return in_force_from(heads)


def in_force_from(bodies: Bodies) -> date:
    """The first day on which every one of these packs is in force."""
    return max(date.fromisoformat(body["effective_from"]) for body in bodies.values())


def _not_yet(bodies: Bodies, on: date) -> list[Wrong]:
    late = [(name, body["effective_from"]) for name, body in bodies.items() if body["effective_from"] > f"{on}"]
    return [Wrong(f"{name}.toml", 0, 0, "effective_from", f"in force only from {first}") for name, first in late]


def _all_wrong(bodies: Bodies, sources: Mapping[str, str], *, beside: bool) -> list[Wrong]:
    """``beside``: also what they say of each other, once each is right by itself."""
    found = [(name, mistake) for name, body in bodies.items() for mistake in CHECKS[name].mistakes(body)]
    if not found and beside:
        found = list(across(bodies))
    places = {name: Places(sources[name]) for name in {name for name, _ in found} & set(sources)}
    return [_wrong(name, mistake, bodies[name], places.get(name)) for name, mistake in found]


def _wrong(name: str, mistake: Mistake, body: Mapping[str, Any], places: Places | None) -> Wrong:
    line, column = _place(mistake, places) if places is not None else (0, 0)
    return Wrong(f"{name}.toml", line, column, in_words(mistake.path, body), mistake.sentence)


def _place(mistake: Mistake, places: Places) -> Place:
    if mistake.key:
        return places.of_key(mistake.path)
    return places.within(mistake.path, mistake.column) if mistake.column else places.of(mistake.path)


def in_words(path: Way, body: Any) -> str:
    """A path as a person finds it: an entry by its code, a text of a pair by its language, others by their number."""
    said: list[str] = []
    for step in path:
        if isinstance(step, str):
            said.append(step)
            body = body.get(step) if isinstance(body, dict) else None
            continue
        within, body = body, body[step] if isinstance(body, list) and step < len(body) else None
        name = f" {step + 1}"
        if isinstance(body, dict):
            code = next((body[key] for key in ("code", "for", "version") if isinstance(body.get(key), str)), None)
            name = name if code is None else f" {code!r}"
        elif isinstance(body, str) and isinstance(within, list) and is_pair(within):
            name = f" ({('zh', 'en')[step]})"
        said[-1] += name
    return ": ".join(said)


def is_pair(texts: Sequence[Any]) -> bool:
    """Whether a list of two is a text in both languages: its first has Chinese, or is empty."""
    return (
        len(texts) == 2
        and isinstance(texts[0], str)
        and (not texts[0] or re.search(r"[\u3400-\u9fff]", texts[0]) is not None)
    )


def _read(name: str, path: Path) -> tuple[dict[str, Any], str]:
    file = f"{name}.toml"
    try:
        raw = path.read_bytes()
    except OSError as e:
        raise _bad(Wrong(file, 0, 0, "", f"cannot be read ({e.strerror}): put it into the folder")) from e
    try:
        source = raw.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        line = raw[: e.start].count(b"\n") + 1
        column = len(raw[: e.start].rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        raise _bad(Wrong(file, line, column, "", "is no UTF-8 text: save the file as UTF-8")) from e
    try:
        body = tomllib.loads(source)
    except tomllib.TOMLDecodeError as e:
        raise _bad(_slip(file, source, str(e))) from e
    except RecursionError as e:
        raise _bad(Wrong(file, 1, 1, "", "is nested too deep: take out brackets")) from e
    odd: list[Way] = []
    plain: dict[str, Any] = _plain(body, (), odd)
    if odd:
        no_time = Mistake(odd[0], "a day is needed, as 2026-11-01, without a time")
        raise _bad(_wrong(name, no_time, plain, Places(source)))
    return plain, source


def _slip(file: str, source: str, said: str) -> Wrong:
    """What ``tomllib`` says of a fault in the writing: its sentence ends with the place."""
    sentence, _, place = said.rpartition(" (at ")
    found = re.fullmatch(r"line (\d+), column (\d+)\)", place)
    lines = source.splitlines() or [""]
    line, column = (int(found[1]), int(found[2])) if found else (len(lines), len(lines[-1]) + 1)
    return Wrong(file, line, column, "", f"this is no TOML: {sentence or said}: correct the writing here")


def _plain(value: Any, path: Way, odd: list[Way]) -> Any:
    """Days as ISO text; what is no day but a moment or a time of day is noted in ``odd``."""
    if isinstance(value, dict):
        return {key: _plain(part, (*path, key), odd) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part, (*path, nth), odd) for nth, part in enumerate(value)]
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if not isinstance(value, str | int | float):
        odd.append(path)
        return str(value)
    return value


def _refuse(wrong: Sequence[Wrong]) -> None:
    if wrong:
        raise _bad(wrong[0], len(wrong) - 1)


def _bad(first: Wrong, more: int = 0) -> BadPack:
    return BadPack(
        first.said,
        file=first.file,
        line=first.line,
        column=first.column,
        place=first.place,
        what=first.sentence,
        more=more,
    )
