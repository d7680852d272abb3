"""What a change of the piece weights would do (计件折算): each teller before and after, exactly.

Weights say what a kind of business counts for, not how good anybody is: the same people doing the same work get
other figures. So the answer is told in the order of staff numbers, never as a ranking.
"""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from teller_assist.domain.editions import Editions
from teller_assist.domain.service_row import Row
from teller_assist.errors import BadInput

_NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6}|/(?P<under>[0-9]{1,6}))?")
MOST = 1000  # pieces that one visit may count for
NOTE = (
    "计件权重只说业务折算多少，不说谁做得好：不是排名。",
    "Weights say what a kind of business counts for, not who works well: this is no ranking.",
)


class Changed(NamedTuple):
    """One teller: pieces, and their share of the branch's (0..1; 0 where nobody has any). ``effect`` on the share:
    gains, loses or same."""

    teller_no: str
    visits: int
    before: Fraction
    after: Fraction
    share_before: Fraction
    share_after: Fraction
    effect: str


class Simulation(NamedTuple):
    """``sum_kept``: the branch's pieces together stay what they were."""

    tellers: tuple[Changed, ...]
    before: Fraction
    after: Fraction
    sum_kept: bool
    weights: Mapping[str, Fraction]


def simulate(rows: Iterable[Row], weights: Mapping[str, Fraction]) -> Simulation:
    """``rows`` by teller and type (``service_report``); a type that ``weights`` do not name keeps its pieces."""
    visits: dict[str, int] = {}
    before: dict[str, Fraction] = {}
    after: dict[str, Fraction] = {}
    for row in rows:
        assert row.teller_no is not None
        assert row.business_type is not None
        who, counted = row.teller_no, row.visits - row.open
        new = weights.get(row.business_type)
        visits[who] = visits.get(who, 0) + counted
        before[who] = before.get(who, Fraction()) + row.pieces
        after[who] = after.get(who, Fraction()) + (row.pieces if new is None else counted * new)
    whole, then = sum(before.values(), Fraction()), sum(after.values(), Fraction())
    tellers = tuple(
        _changed(who, visits[who], before[who], after[who], whole, then) for who in sorted(before) if visits[who]
    )
    return Simulation(tellers, whole, then, whole == then, dict(weights))


def weights_of(said: Iterable[str], editions: Editions) -> dict[str, Fraction]:
    """``current=1.5`` or ``wealth=10/3`` by type, in any of its names. Raises ``BadInput`` with what is wrong."""
    found: dict[str, Fraction] = {}
    for one in said:
        name, equals, value = one.partition("=")
        known = editions.all[-1].find(name.strip())
        if not equals or known is None:
            some = ", ".join(editions.all[-1].business)
            raise BadInput(f"{one!r}: say TYPE=WEIGHT with a TYPE of the standards: {some}")
        found[known.code] = _weight(one, value)
    return found


def weights_in(draft: Editions, types: Iterable[str]) -> dict[str, Fraction]:
    """What the newest edition of a draft pack gives to each of these types; its usual weight to those it has not."""
    newest = draft.all[-1]
    return {word: newest.weight(word) for word in types}


def _weight(one: str, value: str) -> Fraction:
    """Short decimals and fractions only: "1e999999999" is a number too, and would take for ever."""
    match = _NUMBER.fullmatch(value.strip())
    if match is None or not int(match["under"] or 1):
        raise BadInput(f"{one!r}: the weight is no number; write 1.5 or 5/3")
    weight = Fraction(value.strip())
    if not 0 < weight <= MOST:
        raise BadInput(f"{one!r}: a weight is more than 0 and at most {MOST}")
    return weight


def _changed(who: str, visits: int, before: Fraction, after: Fraction, whole: Fraction, then: Fraction) -> Changed:
    had, has = (part / total if total else Fraction() for part, total in ((before, whole), (after, then)))
    effect = "same" if had == has else "gains" if has > had else "loses"
    return Changed(who, visits, before, after, had, has, effect)
