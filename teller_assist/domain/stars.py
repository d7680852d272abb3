"""What the service of a teller and of a branch is measured to be, on the scale of the stars, with its interval (56).

Four parts, each 1–5 stars by a line between two anchors, weighted (practice; change them here):

| part | weight | 1 star | 5 stars | own figure |
|---|---|---|---|---|
| time | 0.35 | 70 % within the limit | 100 % | median of the tellers' + (expected − seen over it) / judged visits |
| evaluation | 0.30 | mean 4.0 | mean 5.0 | mean of those requested by the end of a visit |
| inspection | 0.20 | mean 1 | mean 5 | mean of the attributes, then of the inspections |
| complaint | 0.15 | 4 upheld in 1,000 visits | none | upheld, a partly upheld one counts half |

Fair by construction. *Expected* over the limit is, visit by visit, the share of the **other** tellers in the same
business type under the same press of the queue (``Case``): hard business is not held against anybody, and what too
few others do (< ``COMPARED``) is left out. Excused seconds are off the clock before a visit is judged. Each part is
drawn to what the other tellers show as far as it rests on few cases (``shrink``); more of the same narrows the
interval and moves the estimate only towards the own value. There is no order and no rank here. The interval covers in
at least 90 of 100 cases: the parts are taken to err together.
"""

from collections.abc import Mapping, Sequence
from math import fsum, sqrt
from typing import NamedTuple

from teller_assist.domain.measures import OWN, Measures, Own, cases, rate_of, share
from teller_assist.domain.shrink import Seen, drawn, learned

WEIGHTS = {"time": 0.35, "evaluation": 0.30, "inspection": 0.20, "complaint": 0.15}
BRANCH_WEIGHTS = {"wait": 0.20, "time": 0.25, "evaluation": 0.25, "inspection": 0.15, "complaint": 0.15}
Z = 1.645  # 90 % at least
ENOUGH = {"time": 100, "evaluation": 20}  # own cases without which no flag is raised
MARGIN = 0.75  # stars: awards are whole numbers, and somebody gave them in good faith


class Part(NamedTuple):
    """``own``: stars by itself, None: no estimate yet; ``n``: the cases behind it; ``left_out``: not compared."""

    name: str
    weight: float
    n: int
    own: float | None
    stars: float
    low: float
    high: float
    variance: float
    left_out: int = 0


class Measured(NamedTuple):
    stars: float
    low: float
    high: float
    parts: tuple[Part, ...]

    def part(self, name: str) -> Part | None:
        return next((p for p in self.parts if p.name == name), None)

    @property
    def sd(self) -> float:
        return _sd(self.parts)


def measure(branch: Mapping[str, Measures]) -> dict[str, Measured | None]:
    """Every teller of a branch; None: nothing is known of them yet."""
    own = {name: OWN[name](branch) for name in WEIGHTS}
    there = {name: weight for name, weight in WEIGHTS.items() if any(s is not None for s in own[name].values())}
    whole = fsum(there.values())
    return {
        who: _measured([_part(name, weight / whole, who, branch, own[name]) for name, weight in there.items()])
        for who in branch
    }


def measure_branch(branch: Mapping[str, Measures]) -> Measured | None:
    """The branch by itself, waits too; its own figures against the anchors, drawn to nobody but the usual."""
    tellers = branch.values()
    waits, late = (sum(m.waits[i] for m in tellers) for i in (0, 1))
    n, over = (sum(m.judged[i] for m in tellers) for i in (0, 1))
    scores = [sum(m.scores[i] for m in tellers) for i in range(5)]
    inspections = tuple(mean for m in tellers for mean in m.inspections)
    together = Measures({("", ""): (n, over)}, tuple(scores), inspections)  # type: ignore[arg-type]
    alone = {"": together}
    visits, upheld = sum(m.visits for m in tellers), sum(m.upheld for m in tellers) / 2
    seen = {
        "wait": share("wait", waits, late), "time": share("time", n, over), "evaluation": OWN["evaluation"](alone)[""],
        "inspection": OWN["inspection"](alone)[""],
        "complaint": rate_of(upheld / visits, max(upheld, 1) / visits**2) if visits else None,
    }  # fmt: skip
    counts = {"wait": waits, "time": n, "evaluation": sum(scores), "inspection": len(inspections), "complaint": visits}
    whole = fsum(weight for name, weight in BRANCH_WEIGHTS.items() if seen[name] is not None)
    parts = [
        _of(name, weight / whole, counts[name], own, drawn(own, learned(())))
        for name, weight in BRANCH_WEIGHTS.items() if (own := seen[name]) is not None
    ]  # fmt: skip
    return _measured(parts)


def is_enough(measured: Measured) -> bool:
    """Whether there are cases enough to hold an award against."""
    return all((part := measured.part(name)) is not None and part.n >= least for name, least in ENOUGH.items())


def bears_out(awarded: int, measured: Measured | None) -> str:
    """Blank: the award stands or too little is known; ``not_borne_out``: above what is measured; ``better``: below."""
    if measured is None or not is_enough(measured):
        return ""
    if awarded > measured.high + MARGIN:
        return "not_borne_out"
    return "better" if awarded < measured.low - MARGIN else ""


# --- together


def _part(name: str, weight: float, who: str, branch: Mapping[str, Measures], own: Own) -> Part:
    """What is thought of them before comes from the others among themselves, as if this teller were not there."""
    others = {other: m for other, m in branch.items() if other != who}
    before = learned([seen for seen in OWN[name](others).values() if seen is not None])
    n, left_out = cases(name, who, branch)
    return _of(name, weight, n if own[who] is not None else 0, own[who], drawn(own[who], before), left_out)


def _of(name: str, weight: float, n: int, own: Seen | None, after: Seen, left_out: int = 0) -> Part:
    wide = Z * sqrt(after.variance)
    low, high = max(1.0, after.value - wide), min(5.0, after.value + wide)
    return Part(name, weight, n, own.value if own else None, after.value, low, high, after.variance, left_out)


def _sd(parts: Sequence[Part]) -> float:
    """As if the parts erred together: who is good in one is so in the others, and each is drawn to the mean."""
    return fsum(p.weight * sqrt(p.variance) for p in parts)


def _measured(parts: list[Part]) -> Measured | None:
    if all(p.own is None for p in parts):
        return None
    stars = fsum(p.weight * p.stars for p in parts)
    wide = Z * _sd(parts)
    return Measured(stars, max(1.0, stars - wide), min(5.0, stars + wide), tuple(parts))
