"""Four questions that a manager may want to check (51, 56).

Who asks for evaluations selectively, who presses them themself, whose visits nobody else saw, whose star is above what
is measured. A finding is a hint with the cases to look at, never a judgement: each detector looks at plain shares
(``traces.py``) that stand out from the branch's own tellers (``outliers.py``), several looks are put together by Simes'
rule, and a teller is flagged where the chance is below ``FLAG`` and the share is more than ``LEAST`` above the usual
one: what is sure but tiny is nothing.

``FLAG`` is 1 in 500 for one detector. It was chosen on the seeds 1000–1019 of the simulation in
``tests/domain/cheaters.py`` and is tested on others: there false flags begin at 0.02 and reach 1 % at 0.05.
"""

from collections.abc import Callable, Mapping
from math import log10
from typing import NamedTuple
from uuid import UUID

from teller_assist.domain import stars
from teller_assist.domain.outliers import difference, excess, middle, share, tail, together
from teller_assist.domain.shrink import Seen
from teller_assist.domain.traces import Traces

FLAG = 0.002
LEAST = 0.02
FEWEST = 30  # cases of a share without which it says nothing
SHOWN = 60  # newest cases that come with a finding
DETECTORS = ("selective", "self_press", "ghost", "star")


class Signal(NamedTuple):
    """One look: ``hits`` of ``of``, two marks.

    ``beside`` and ``beside_of``: the share it is held against, of the teller's own other cases. ``telling`` False:
    shown beside the others, but no reason for a flag: there are many innocent ones (no tickets, a worn screen).
    """

    name: str
    hits: str
    of: str
    beside: str = ""
    beside_of: str = ""
    telling: bool = True


SIGNALS: Mapping[str, tuple[Signal, ...]] = {
    "selective": (
        Signal("missed_in_trouble", "trouble_missed", "trouble", "fine_missed", "fine"),
        Signal("by_hand", "hand", "visit", telling=False),
    ),
    "self_press": (
        Signal("fast", "fast", "given"),
        Signal("late", "late", "given"),
        Signal("again", "again", "given", telling=False),
        Signal("burst", "burst", "given"),
        Signal("even", "even", "pair"),
        Signal("response", "given", "asked", telling=False),
    ),
    "ghost": (
        Signal("bare", "bare", "visit", telling=False),
        Signal("bare_short", "bare_short", "visit"),
        Signal("bare_close", "bare_close", "visit"),
        Signal("bare_again", "bare_again", "visit"),
        Signal("bare_outside", "bare_outside", "visit"),
    ),
}


class Look(NamedTuple):
    """``hits`` of ``of`` of this teller; ``usual`` is the branch's share, ``excess`` in standard deviations."""

    name: str
    hits: int
    of: int
    usual: float
    excess: float


class Finding(NamedTuple):
    """``chance`` that an honest teller looks so; ``score`` is its negative logarithm.

    ``cases``: visits or evaluations to look at, newest first.
    """

    teller_no: str
    detector: str
    chance: float
    score: float
    flagged: bool
    looks: tuple[Look, ...]
    cases: tuple[UUID, ...] = ()


def find(traces: Mapping[str, Traces]) -> dict[str, tuple[Finding, ...]]:
    """Per teller the first three detectors; nothing is said of a branch with too few tellers."""
    looks = {signal: _look(signal, traces) for signals in SIGNALS.values() for signal in signals}
    return {
        who: tuple(_finding(who, name, {s: looks[s][who] for s in signals if who in looks[s]}, mine)
                   for name, signals in SIGNALS.items())
        for who, mine in traces.items()
    }  # fmt: skip


def says_something(finding: Finding) -> bool:
    """Whether there were cases enough for a look that could raise a flag."""
    telling = {signal.name for signal in SIGNALS.get(finding.detector, ()) if signal.telling}
    return any(look.name in telling for look in finding.looks)


def star_finding(who: str, awarded: int, measured: stars.Measured | None) -> Finding | None:
    """The award beside what is measured; None where nothing is."""
    if measured is None:
        return None
    beyond = (awarded - stars.MARGIN - measured.stars) / measured.sd
    flagged = stars.bears_out(awarded, measured) == "not_borne_out"
    look = Look("awarded", awarded, 5, measured.stars, beyond)
    return Finding(who, "star", tail(beyond), _score(tail(beyond)), flagged, (look,))


def _look(signal: Signal, traces: Mapping[str, Traces]) -> dict[str, Look]:
    seen, plain = {}, {}
    for who, mine in traces.items():
        value = _seen(signal, mine.counts.__getitem__)
        if value is not None:
            seen[who] = value
            plain[who] = mine.counts[signal.hits] / mine.counts[signal.of]
    far = excess(seen)
    if not far:
        return {}
    usual = middle(plain, dict.fromkeys(plain, 1.0))
    counts = {who: traces[who].counts for who in far}
    return {who: Look(signal.name, counts[who][signal.hits], counts[who][signal.of], usual, far[who]) for who in far}


def _seen(signal: Signal, count: Callable[[str], int]) -> Seen | None:
    n, beside = count(signal.of), count(signal.beside_of) if signal.beside_of else FEWEST
    if min(n, beside) < FEWEST:
        return None
    own = share(count(signal.hits), n)
    return difference(own, share(count(signal.beside), beside)) if signal.beside else own


def _finding(who: str, name: str, looks: Mapping[Signal, Look], mine: Traces) -> Finding:
    chance = together([tail(look.excess) for signal, look in looks.items() if signal.telling])
    hits = [signal.hits for signal, look in looks.items() if signal.telling and _is_odd(look)]
    cases = {case for mark in hits for case in mine.cases.get(mark, ())}
    newest = tuple(sorted(cases, key=lambda case: case.int, reverse=True))[:SHOWN]
    return Finding(who, name, chance, _score(chance), chance < FLAG and bool(hits), tuple(looks.values()), newest)


def _is_odd(look: Look) -> bool:
    """It alone would do, and is not tiny."""
    return tail(look.excess) < FLAG and look.hits / look.of - look.usual > LEAST


def _score(chance: float) -> float:
    return -log10(max(chance, 1e-300))
