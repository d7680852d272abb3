"""Where in a TOML file each value and each key stands: ``tomllib`` reads the values and forgets the places.

Only for text that ``tomllib`` has read without a fault; what a fault looks like is not known here. A path is what leads
to a value from the top: ``("rule", 3, "reason", 0)`` is the first text of the reason of the fourth rule.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_INLINE_BLANK = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\[\s\S]|[^\\])*?"""(?:"{0,2})|\'\'\'[\s\S]*?\'\'\'(?:\'{0,2})|"(?:\\.|[^"\\])*"|\'[^\']*\''
)
_PLAIN = re.compile(r"\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]+|[^\s,\]}#]+")  # a day and a time may have a blank between
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[ \t]*\n[ \t\n]*|.)")
_KEY_ESCAPES = {'\\"': '"', "\\\\": "\\", "\\b": "\b", "\\t": "\t", "\\n": "\n", "\\f": "\f", "\\r": "\r"}


class Place(NamedTuple):
    """Both count from 1; a column counts characters."""

    line: int
    column: int


class Places:
    """``of`` gives the place of a value, ``of_key`` that of its key, ``within`` one inside of a text."""

    def __init__(self, source: str) -> None:
        self._source = source.replace("\r\n", "\n")
        self._lines = [0, *(match.end() for match in re.finditer("\n", self._source))]
        scanner = _Scanner(self._source)
        scanner.document()
        self.values: Mapping[Path, int] = scanner.values  # path → characters from the top
        self.keys: Mapping[Path, int] = scanner.keys

    def of(self, path: Path) -> Place:
        """Of the value, or of the nearest thing around it that the file has."""
        while path and path not in self.values:
            path = path[:-1]
        return self._place(self.values[path]) if path else Place(1, 1)

    def of_key(self, path: Path) -> Place:
        """Of the last name of the path as it stands in the file."""
        return self._place(self.keys[path]) if path in self.keys else self.of(path)

    def within(self, path: Path, column: int) -> Place:
        """Of the ``column``-th character (from 1) of a text, escapes and line ends counted as TOML reads them."""
        start = self.values.get(path)
        match = None if start is None else _STRING.match(self._source, start)
        return self.of(path) if match is None else self._place(_inside(self._source, match.start(), column))

    def _place(self, at: int) -> Place:
        line = bisect_right(self._lines, at)
        return Place(line, at - self._lines[line - 1] + 1)


def _inside(source: str, start: int, column: int) -> int:
    """Where the ``column``-th character of the string that begins at ``start`` is written."""
    quotes = 3 if source.startswith(('"""', "'''"), start) else 1
    at = start + quotes
    at += quotes == 3 and source.startswith("\n", at)
    escapes = source[start] == '"'
    left = column - 1
    while left > 0 or (escapes and _is_fold(source, at)):
        match = _ESCAPE.match(source, at) if escapes else None
        left -= not (match and _is_fold(source, at))
        at = match.end() if match else at + 1
    return at


def _is_fold(source: str, at: int) -> bool:
    """Whether a backslash at the end of a line stands there: it and the blanks after it are no characters."""
    return re.compile(r"\\[ \t]*\n").match(source, at) is not None


class _Scanner:
    def __init__(self, source: str) -> None:
        self._source, self._at = source, 0
        self.values: dict[Path, int] = {}
        self.keys: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}  # tables so far of each [[list]]

    def document(self) -> None:
        base: Path = ()
        while self._skip(_BLANK) < len(self._source):
            if self._source[self._at] == "[":
                base = self._header()
            else:
                self._pair(base)

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self._source, self._at)
        if match is not None:
            self._at = match.end()
        return self._at

    def _header(self) -> Path:
        """``[a.b]`` or ``[[a.b]]``; gives the path of the table that begins."""
        start, many = self._at, self._source.startswith("[[", self._at)
        self._at += 2 if many else 1
        path: Path = ()
        names = self._names()
        for nth, (name, at) in enumerate(names):
            path = (*path, name)
            self.keys.setdefault(path, at)
            if many and nth == len(names) - 1:
                self.values.setdefault(path, start)
                self._counts[path] = self._counts.get(path, 0) + 1
            else:
                self.values.setdefault(path, start)
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        self.values[path] = start
        self._at += 2 if many else 1
        return path

    def _names(self) -> list[tuple[str, int]]:
        """The names of a dotted key and where each stands; stops at what follows the last."""
        found: list[tuple[str, int]] = []
        while True:
            at = self._skip(_INLINE_BLANK)
            quoted = self._source[at] in "\"'"
            match = (_STRING if quoted else _BARE_KEY).match(self._source, at)
            assert match is not None, f"no key at {at}"
            self._at = match.end()
            found.append((_unquoted(match[0]) if quoted else match[0], at))
            if not self._source.startswith(".", self._skip(_INLINE_BLANK)):
                return found
            self._at += 1

    def _pair(self, base: Path) -> None:
        path = base
        for name, at in self._names():
            path = (*path, name)
            self.keys.setdefault(path, at)
            self.values.setdefault(path, at)
        self._at += 1  # =
        self._skip(_INLINE_BLANK)
        self._value(path)

    def _value(self, path: Path) -> None:
        self.values[path] = self._at
        first = self._source[self._at]
        if first == "[":
            self._array(path)
        elif first == "{":
            self._inline_table(path)
        else:
            self._skip(_STRING if first in "\"'" else _PLAIN)

    def _array(self, path: Path) -> None:
        self._at += 1
        count = 0
        while self._source[self._skip(_BLANK)] != "]":
            if self._source[self._at] == ",":
                self._at += 1
                continue
            self._value((*path, count))
            count += 1
        self._at += 1

    def _inline_table(self, path: Path) -> None:
        self._at += 1
        while self._source[self._skip(_BLANK)] != "}":
            if self._source[self._at] == ",":
                self._at += 1
            else:
                self._pair(path)
        self._at += 1


def _unquoted(text: str) -> str:
    if text[0] == "'":
        return text[1:-1]
    return _ESCAPE.sub(lambda match: _KEY_ESCAPES.get(match[0]) or chr(int(match[0][2:], 16)), text[1:-1])
