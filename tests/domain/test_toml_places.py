"""Places of a TOML file: the same leaves as ``tomllib`` reads, each where it is written."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teller_assist.domain.packs import NAMES
from teller_assist.domain.toml_places import Path, Place, Places
from teller_assist.paths import RESOURCES

TEXT = '''\
# a comment = "with [brackets]"
version = "2026" # and "more"
dotted.key."quoted ☃".'raw' = 1

[a]
"b c" = [1, # one
    [2, "x]"], { y = 3, z.w = [4] }]
[[list]]
one = """
first \\
    line "quoted" \\u4e2d文"""
[[list]]
two = \'\'\'
raw \\ 'line\'\'\'\'
[list.inner]
day = 2026-11-01 07:30:00
[[list.many]]
n = 5
[[list.many]]
n = 6
'''


def at(place: Place, source: str = TEXT) -> str:
    """What is written from that place to the end of its line."""
    return source.splitlines()[place.line - 1][place.column - 1 :]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("version",), '"2026" # and "more"'), (("dotted", "key", "quoted ☃", "raw"), "1"), (("a",), "[a]"),
        (("a", "b c"), "[1, # one"), (("a", "b c", 0), "1, # one"),
        (("a", "b c", 1), '[2, "x]"], { y = 3, z.w = [4] }]'),
        (("a", "b c", 1, 1), '"x]"], { y = 3, z.w = [4] }]'), (("a", "b c", 2), "{ y = 3, z.w = [4] }]"),
        (("a", "b c", 2, "z", "w", 0), "4] }]"), (("list", 0), "[[list]]"), (("list", 0, "one"), '"""'),
        (("list", 1, "two"), "'''"), (("list", 1, "inner", "day"), "2026-11-01 07:30:00"),
        (("list", 1, "inner"), "[list.inner]"), (("list", 1, "many", 1, "n"), "6"),
    ],
)  # fmt: skip
def test_a_value_is_found_where_it_is_written(path: Path, text: str) -> None:
    assert at(Places(TEXT).of(path)) == text


def test_a_key_is_found_and_a_missing_thing_is_where_it_should_stand() -> None:
    places = Places(TEXT)
    assert at(places.of_key(("a", "b c"))).startswith('"b c" =')
    assert at(places.of_key(("dotted", "key"))).startswith("key.")
    assert places.of(("list", 1, "inner", "month")) == places.of(("list", 1, "inner"))
    assert places.of(("nothing",)) == Place(1, 1)


def test_a_character_within_a_text_is_found_behind_folds_and_escapes() -> None:
    places, body = Places(TEXT), tomllib.loads(TEXT)
    for path, text in ((("list", 0, "one"), body["list"][0]["one"]), (("list", 1, "two"), body["list"][1]["two"])):
        for sought in ("line", "quoted", "文"):
            if sought in text:
                assert at(places.within(path, text.index(sought) + 1)).startswith(sought)
    assert at(places.within(("version",), 3)) == '26" # and "more"'
    assert places.within(("a",), 3) == places.of(("a",))


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_packs_have_a_place_for_every_leaf(name: str) -> None:
    source = (RESOURCES / "packs" / f"{name}.toml").read_text(encoding="utf-8")
    places, seen = Places(source), set()
    for path, leaf in leaves(tomllib.loads(source)):
        place = places.of(path)
        written = at(place, source)
        assert path in places.values
        assert place not in seen, path
        seen.add(place)
        if isinstance(leaf, str):
            assert written.startswith(f'"{leaf}"'.replace("\n", "\\n")) or written.startswith('"""')
        elif not isinstance(leaf, int | float):
            assert written.startswith(str(leaf))


# A document is made together with what it means: every leaf is a number of its own, written in one of TOML's ways.

KEY = st.sampled_from(["a", "b", "c-d", "7", "e f", "中文", "q'", 'w"', "t\t"])


def written_key(name: str, raw: bool) -> str:
    if name.isascii() and name.replace("-", "").isalnum():
        return name
    if raw and "'" not in name:
        return f"'{name}'"
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"'


VALUE = st.recursive(
    st.sampled_from(["number", "hex", "text", "lines", "raw", "raw lines", "day", "moment", "yes"]),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(KEY, inner, max_size=3),
    max_leaves=5,
)
TABLE = st.dictionaries(KEY, VALUE, max_size=3)


class Writer:
    def __init__(self, draw: st.DrawFn) -> None:
        self._draw, self.text, self.literals, self._n = draw, "", {}, 100  # type: ignore[var-annotated]

    def put(self, *parts: str) -> None:
        self.text += "".join(parts)

    def gap(self, lines: bool) -> None:
        self.put(self._draw(st.sampled_from(["", " ", "\t", *(["\n", " # ]}\"'\n", "\r\n"] * lines)])))

    def pair(self, base: Path, key: str, value: Any) -> None:
        self.put(written_key(key, self._draw(st.booleans())))
        self.gap(False)
        path = (*base, key)
        if isinstance(value, dict) and len(value) == 1 and self._draw(st.booleans()):
            self.put(".")
            self.gap(False)
            ((inner, more),) = value.items()
            return self.pair(path, inner, more)
        self.put("=")
        self.gap(False)
        return self.value(path, value)

    def value(self, path: Path, value: Any) -> None:
        if isinstance(value, tuple):
            self.put("[")
            for nth, one in enumerate(value):
                self.gap(True)
                self.value((*path, nth), one)
                self.gap(True)
                self.put("," * (nth < len(value) - 1 or self._draw(st.booleans())))
                self.gap(True)
            self.put("]")
        elif isinstance(value, dict):
            self.put("{")
            for nth, (key, one) in enumerate(value.items()):
                self.put("," * bool(nth))
                self.gap(False)
                self.pair(path, key, one)
                self.gap(False)
            self.put("}")
        else:
            self._n += 1
            literal = {
                "number": f"{self._n}", "hex": hex(self._n), "text": f'"]{self._n}\\"\\\\#"', "raw": f"'\\{self._n}'",
                "lines": f'"""\n"{self._n}"" = [\n"""""', "raw lines": f"'''{self._n}\n''\n'''''", "yes": "true",
                "day": f"2026-01-{self._n % 28 + 1:02}", "moment": f"2026-01-01 07:{self._n % 60:02}:00",
            }[value]  # fmt: skip
            self.literals[path] = (len(self.text), literal)
            self.put(literal)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, Mapping[Path, tuple[int, str]]]:
    writer = Writer(draw)
    for key, value in draw(TABLE).items():
        writer.pair((), f"top {key}", value)
        writer.put(draw(st.sampled_from(["\n", " # x = 1\n", "\r\n\n"])))
    for nth in range(draw(st.integers(0, 3))):
        writer.put(draw(st.sampled_from(["[[many]]", '[[ "many" ]] # one', "[[many ]]"])), "\n")
        for key, value in draw(TABLE).items():
            writer.pair(("many", nth), key, value)
            writer.put("\n")
        for inner in range(draw(st.integers(0, 2))):
            writer.put("[[many.in.ner]]\n")
            writer.pair(("many", nth, "in", "ner", inner), "k", draw(VALUE))
            writer.put("\n")
    for name in draw(st.lists(KEY, max_size=2, unique=True)):
        writer.put(f"[sub.{written_key(name, False)} . x]\n")
        for key, value in draw(TABLE).items():
            writer.pair(("sub", name, "x"), key, value)
            writer.put("\n")
    return writer.text, writer.literals


def leaves(body: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Whatever is no table and no list, by its path."""
    if isinstance(body, dict):
        for key, part in body.items():
            yield from leaves(part, (*path, key))
    elif isinstance(body, list):
        for nth, part in enumerate(body):
            yield from leaves(part, (*path, nth))
    else:
        yield path, body


@settings(max_examples=80, deadline=None)
@given(documents())
def test_the_same_leaves_as_tomllib_in_the_places_where_they_are_written(
    made: tuple[str, Mapping[Path, tuple[int, str]]],
) -> None:
    source, literals = made
    read = dict(leaves(tomllib.loads(source)))
    places = Places(source)
    assert set(read) == set(literals)
    assert set(read) <= set(places.values)
    starts = [0, *(n + 1 for n, c in enumerate(source.replace("\r\n", "\n")) if c == "\n")]
    for path, (_, literal) in literals.items():
        line, column = places.of(path)
        assert source.replace("\r\n", "\n")[starts[line - 1] + column - 1 :].startswith(literal)
