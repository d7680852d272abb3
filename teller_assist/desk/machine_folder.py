"""The file drop, on the desk's side (docs/queue-machine.md): a machine writes files, each is taken in once.

A file comes under another name and is renamed when it is whole (``.part`` and names with a dot first are left alone).
When every line has been taken in it goes to ``done/``; with a line that cannot be, to ``bad/`` beside ``NAME.why``. One
that waits for a line of another file stays for ten minutes. Taking the same file in again does nothing.
"""

import csv
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from teller_assist.desk.machine import BAD, RETRY, Answer, Machine
from teller_assist.desk.machine_words import FIELDS, Said, decoded, said
from teller_assist.errors import BadInput, NotFound

ENDS = (".csv", ".jsonl")
PATIENCE = timedelta(minutes=10)
LARGEST = 8 * 1024 * 1024  # bytes


class Swept(NamedTuple):
    """What one look at the folder did. ``lines`` that are new; ``waiting``: files that stay for now."""

    done: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    lines: int = 0


class Line(NamedTuple):
    """``number`` from 1; what it says, or what is wrong with it."""

    number: int
    said: Said | None
    wrong: str = ""


class Folder:
    """A watched folder. Raises ``NotFound`` if it is not there."""

    def __init__(self, machine: Machine, path: Path) -> None:
        if not path.is_dir():
            raise NotFound("folder", path)
        self._machine, self._path = machine, path
        self._since: dict[str, datetime] = {}

    def sweep(self) -> Swept:
        """Takes in what is there, by name; again as long as a file helps another on."""
        done: list[str] = []
        bad: list[str] = []
        lines = 0
        left = self._files()
        moved = True
        while left and moved:
            moved = False
            for path in left:
                try:
                    wrong, early, fresh = self._take_in(path)
                    lines, moved = lines + fresh, moved or fresh > 0
                    if early and not self._waited_enough(path):
                        continue
                    wrong += early
                    self._put(path, wrong)
                except OSError:  # somebody still has it open, the disk is full, the share is away: at the next look
                    continue
                (bad if wrong else done).append(path.name)
            left = [path for path in left if path.name not in (*done, *bad)]
        return Swept(tuple(done), tuple(bad), tuple(path.name for path in left), lines)

    def _files(self) -> list[Path]:
        try:
            found = [p for p in self._path.iterdir() if p.suffix.lower() in ENDS and p.is_file() and p.name[0] != "."]
        except OSError:  # a share that is away for a moment
            return []
        return sorted(found)

    def _take_in(self, path: Path) -> tuple[list[str], list[str], int]:
        """Lines that cannot be taken in, lines that wait for others, and how many were new."""
        wrong, early, fresh = [], [], 0
        for line in _lines(path):
            answer = Answer(BAD, line.wrong) if line.said is None else self._machine.hear(line.said)
            told = f"{path.name}:{line.number}: {answer.code}: {answer.note}"
            if answer.code in RETRY:
                early.append(told)
            elif not answer.ok:
                wrong.append(told)
            fresh += answer.code == "done"
        return wrong, early, fresh

    def _waited_enough(self, path: Path) -> bool:
        now = self._machine.now()
        return now - self._since.setdefault(path.name, now) >= PATIENCE

    def _put(self, path: Path, wrong: list[str]) -> None:
        """Out of the folder; a name that is there already gets a number, so nothing is ever overwritten."""
        to = self._path / ("bad" if wrong else "done")
        to.mkdir(exist_ok=True)
        target, n = to / path.name, 1
        while target.exists():
            target, n = to / f"{path.stem}.{n}{path.suffix}", n + 1
        if wrong:
            target.with_name(f"{target.name}.why").write_text("\n".join(wrong) + "\n", encoding="utf-8")
        path.replace(target)
        self._since.pop(path.name, None)


def _lines(path: Path) -> Iterator[Line]:
    """What a file says. Never raises for what stands in it."""
    if path.stat().st_size > LARGEST:
        yield Line(0, None, f"the file has more than {LARGEST // 1024 // 1024} MB")
        return
    try:
        text = decoded(path.read_bytes())
    except BadInput as error:
        yield Line(0, None, str(error))
        return
    yield from _json_lines(text) if path.suffix.lower() == ".jsonl" else _csv_lines(text)


def _json_lines(text: str) -> Iterator[Line]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            if not isinstance(told, dict):
                raise BadInput("a line is a JSON object")
            yield Line(number, _said(told.pop("verb", ""), told))
        except (ValueError, RecursionError):
            yield Line(number, None, "no JSON: the line may have been cut")
        except BadInput as error:
            yield Line(number, None, str(error))


def _csv_lines(text: str) -> Iterator[Line]:
    rows = csv.DictReader(StringIO(text, newline=""))
    try:
        if "verb" not in (rows.fieldnames or ()):
            yield Line(1, None, f"the first line names the columns: verb, {', '.join(FIELDS)}")
            return
        for row in rows:
            number, extra = rows.line_num, row.pop(None, None)
            try:
                if extra or None in row.values():
                    raise BadInput("the line has not as many values as the first one has columns")
                yield Line(number, _said(row.pop("verb"), row))
            except BadInput as error:
                yield Line(number, None, str(error))
    except csv.Error as error:
        yield Line(rows.line_num, None, f"no CSV: {error}")


def _said(verb: object, told: dict[str, object]) -> Said:
    words = {key: " ".join(map(str, v)) if isinstance(v, list) else str(v) for key, v in told.items() if v is not None}
    return said(str(verb), words)
