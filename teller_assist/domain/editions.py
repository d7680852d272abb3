"""Editions of the standards: the pack says the first whole, each later one (``[[amendment]]``) by what it changes.

So the pack is the one source of what is in force on any day, and its history stays in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from teller_assist.domain.standards import Standards, standards_of

Body = Mapping[str, Any]
LISTS = ("business", "excuse", "step", "item", "attribute", "avoid", "cite")  # entries with a code
TABLES = ("wait", "order", "busy", "selfcheck")


class Editions(NamedTuple):
    """Oldest first; never none."""

    all: tuple[Standards, ...]

    def on(self, day: date) -> Standards:
        """In force that day; the first one for the days before it."""
        return next((s for s in reversed(self.all) if s.from_day <= day), self.all[0])

    def before(self, edition: Standards) -> Standards | None:
        """The one that it took the place of."""
        here = [s.version for s in self.all].index(edition.version)
        return self.all[here - 1] if here else None

    def after(self, day: date) -> Standards | None:
        """The next to come into force."""
        return next((s for s in self.all if s.from_day > day), None)

    def named(self, version: str) -> Standards | None:
        return next((s for s in self.all if s.version == version), None)


def editions_of(pack: Body) -> Editions:
    """Every edition that the pack tells."""
    return Editions(tuple(standards_of(body) for body in bodies_of(pack)))


def bodies_of(pack: Body) -> tuple[Body, ...]:
    """Each edition in full, as if it had been written so."""
    told: list[Body] = [{key: value for key, value in pack.items() if key != "amendment"}]
    for amendment in pack.get("amendment", ()):
        told.append(amended(told[-1], amendment))
    return tuple(told)


def amended(before: Body, amendment: Body) -> dict[str, Any]:
    """What ``amendment`` does not say stays as it was: entries by their code, tables value by value."""
    after = {key: value for key, value in before.items() if key != "why"}
    for key, value in amendment.items():
        if key in LISTS:
            after[key] = _entries(before.get(key, ()), value)
        elif key in TABLES:
            after[key] = {**before.get(key, {}), **value}
        else:
            after[key] = value
    return after


def _entries(before: Sequence[Body], changed: Iterable[Body]) -> list[Body]:
    """``gone = true`` takes an entry out; a new code comes at the end."""
    found: dict[str, Body] = {entry["code"]: entry for entry in before}
    for entry in changed:
        found[entry["code"]] = {**found.get(entry["code"], {}), **entry}
    return [entry for entry in found.values() if not entry.get("gone")]
