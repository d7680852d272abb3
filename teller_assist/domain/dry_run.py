"""Packs tried on decisions that were made: each slate again with the draft in the place of what it was made with.

A decision's inputs and book are all that is needed; catalogue, branch and model stay those of the book. So do the
draws, which a new version would shuffle anew: what changes, the draft has changed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from teller_assist.domain.book import Book, engine_of
from teller_assist.domain.compiled import VERSIONED
from teller_assist.domain.engine import Engine
from teller_assist.domain.evidence import slate_bytes
from teller_assist.domain.replaying import Line, book_of, engine_from, lines, situation_of, why_not
from teller_assist.domain.suggestion import Slate, Text
from teller_assist.domain.visit import DecisionMade
from teller_assist.errors import Damaged, Refused

SHOWN = "SUGGESTED"
Packs = Mapping[str, Mapping[str, Any]]


class Coded(NamedTuple):
    """A product of which the draft says something else; ``SHOWN`` where it is on the slate."""

    product_code: str
    name: Text
    was: str
    would_be: str


class Change(NamedTuple):
    """One decision that would have come out otherwise. ``words``: products whose talk track would read otherwise."""

    decision_id: UUID
    visit_id: UUID
    at: datetime
    customer_no: str
    was: tuple[Line, ...]
    would_be: tuple[Line, ...]
    nothing_was: str
    nothing_would_be: str
    codes: tuple[Coded, ...]
    words: tuple[str, ...]


class OfProduct(NamedTuple):
    """Over all decisions: shown before, shown with the draft; gained, lost, and shown at another place."""

    product_code: str
    name: Text
    was: int
    would_be: int
    gained: int
    lost: int
    moved: int


class DryRun(NamedTuple):
    """``decisions`` = ``unchanged`` + ``changed`` + ``left_out``. ``stopped``: by which code how often what was shown
    would be stopped. ``left_out``: (decision, why it cannot be made again)."""

    day: date
    versions: tuple[tuple[str, str], ...]  # of the draft
    decisions: int
    unchanged: int
    changed: tuple[Change, ...]
    products: tuple[OfProduct, ...]
    stopped: tuple[tuple[str, int], ...]
    left_out: tuple[tuple[UUID, str], ...]


class Trial:
    """Adds decisions up. ``packs`` were checked."""

    def __init__(self, day: date, packs: Packs) -> None:
        self._day, self._packs = day, packs
        self._engines: dict[str, tuple[Engine, Engine]] = {}
        self._names: dict[str, Text] = {}
        self._decisions = self._unchanged = 0
        self._changed: list[Change] = []
        self._left_out: list[tuple[UUID, str]] = []
        self._counts: dict[str, Counter[str]] = {}
        self._stopped: Counter[str] = Counter()

    def add(self, made: DecisionMade, body: bytes | None) -> None:
        """One decision with the bytes of its book, None where it is not here."""
        self._decisions += 1
        try:
            was, would_be = self._slates(made, body)
        except (Refused, Damaged) as error:
            self._left_out.append((made.decision_id, str(error)))
            return
        self._count(was, would_be)
        before, after, words = lines(was), lines(would_be), _words(was, would_be)
        if not words and (before, was.nothing_because) == (after, would_be.nothing_because):
            self._unchanged += 1
            return
        codes = tuple(self._coded(was, would_be))
        self._changed.append(
            Change(
                made.decision_id, made.visit_id, made.at, made.customer_no, before, after, was.nothing_because,
                would_be.nothing_because, codes, words,
            )
        )  # fmt: skip

    def result(self) -> DryRun:
        products = tuple(
            OfProduct(code, self._names[code], *(counted[what] for what in OfProduct._fields[2:]))
            for code, counted in sorted(self._counts.items())
        )
        versions = tuple((name, str(body.get("version", ""))) for name, body in sorted(self._packs.items()))
        return DryRun(
            self._day, versions, self._decisions, self._unchanged, tuple(self._changed), products,
            tuple(sorted(self._stopped.items(), key=lambda one: (-one[1], one[0]))), tuple(self._left_out),
        )  # fmt: skip

    def _slates(self, made: DecisionMade, body: bytes | None) -> tuple[Slate, Slate]:
        """Raises ``Refused``, ``Damaged``."""
        if why := why_not(made):
            raise Refused(why)
        if body is None:
            raise Refused(f"the book {made.book[:8]} is not on this desk")
        if made.book not in self._engines:
            self._engines[made.book] = engine_from(body), engine_of(self._drafted(book_of(body)))
        present, draft = self._engines[made.book]
        situation = situation_of(made)
        was = present.suggest(situation)
        if sha256(slate_bytes(was)).hexdigest() != made.slate_hash:
            raise Refused("made again it does not agree with what was shown: see `replay`")
        return was, draft.suggest(situation)

    def _drafted(self, book: Book) -> Book:
        """The draft in the place of the book's packs, under the versions that seed the draws."""
        seeded = {name: {**self._packs[name], "version": book.packs[name]["version"]} for name in VERSIONED}
        return book._replace(packs={**self._packs, **seeded})

    def _count(self, was: Slate, would_be: Slate) -> None:
        before, after = ({s.product_code: s for s in slate.suggestions} for slate in (was, would_be))
        stopped = {b.product_code: b.code for b in would_be.blocked}
        for code in {*before, *after}:
            self._names[code] = (before.get(code) or after[code]).name
            counted = self._counts.setdefault(code, Counter())
            counted["was"] += code in before
            counted["would_be"] += code in after
            counted["gained"] += code not in before
            counted["lost"] += code not in after
            counted["moved"] += code in before and code in after and before[code].rank != after[code].rank
            if code not in after:
                self._stopped[stopped.get(code) or would_be.nothing_because or "NO_OCCASION"] += 1

    def _coded(self, was: Slate, would_be: Slate) -> Iterable[Coded]:
        names = {b.product_code: b.name for slate in (was, would_be) for b in slate.blocked}
        names |= {s.product_code: s.name for slate in (was, would_be) for s in slate.suggestions}
        before, after = _codes(was), _codes(would_be)
        for code in sorted(names):
            pair = before.get(code, "NO_OCCASION"), after.get(code, "NO_OCCASION")
            if pair[0] != pair[1]:
                yield Coded(code, names[code], *pair)


def _codes(slate: Slate) -> dict[str, str]:
    """Of services that are not shown nothing is said."""
    shown = dict.fromkeys((s.product_code for s in slate.suggestions), SHOWN)
    return {**{b.product_code: b.code for b in slate.blocked}, **shown}


def _words(was: Slate, would_be: Slate) -> tuple[str, ...]:
    """Products that both show, with another talk track."""
    before = {s.product_code: s.talk_track for s in was.suggestions}
    return tuple(
        s.product_code for s in would_be.suggestions if before.get(s.product_code, s.talk_track) != s.talk_track
    )
