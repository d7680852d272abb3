"""The counts behind the stars of a teller, and what each part says by itself with the variance that chance gives it.

The parts' scale, weights and fairness are told in ``stars.py``. Every figure of a teller is compared with what the
*others* show.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import fsum
from statistics import median

from teller_assist.domain.shrink import Seen

ANCHORS = {  # what 1 and what 5 stars mean
    "wait": (0.70, 1.0),
    "time": (0.70, 1.0),
    "evaluation": (4.0, 5.0),
    "inspection": (1.0, 5.0),
    "complaint": (0.004, 0.0),
}
COMPARED = 20  # visits of other tellers in a cell, else it is not compared; degrees of freedom of their evaluations
SCORE_VARIANCE, SCORE_LEAST = 0.4, 0.05  # of one evaluation: where too few others have any, and at least
INSPECTION_VARIANCE = 0.25  # of one inspection's mean, in stars squared; there are too few to learn it
COMPLAINT_RATE = 0.0005  # the least rate thought of, and what one is thought of before any

Case = tuple[str, str]  # business type, press of the queue when the customer was called: calm, busy or "" (not known)


@dataclass(frozen=True)
class Measures:
    """All that counts of one teller in a period.

    ``cells``: judged visits and those over the limit; ``scores``: how many evaluations of 1, 2 … 5; ``inspections``:
    the mean of each; ``upheld``: complaints in halves (partly 1, upheld 2).
    """

    cells: Mapping[Case, tuple[int, int]] = field(default_factory=dict)
    scores: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)
    inspections: tuple[float, ...] = ()
    upheld: int = 0
    visits: int = 0
    waits: tuple[int, int] = (0, 0)  # that are known, and late; the branch's, not the teller's

    @property
    def judged(self) -> tuple[int, int]:
        return sum(n for n, _over in self.cells.values()), sum(over for _n, over in self.cells.values())

    @cached_property
    def evaluated(self) -> tuple[int, float, float]:
        """How many, their mean, and the sum of squares about it."""
        n = sum(self.scores)
        mean = sum(score * k for score, k in enumerate(self.scores, 1)) / n if n else 0.0
        return n, mean, fsum(k * (score - mean) ** 2 for score, k in enumerate(self.scores, 1))


def on_scale(name: str, value: float) -> float:
    """Stars 1–5 for a part's figure."""
    one, five = ANCHORS[name]
    return min(5.0, max(1.0, 1 + 4 * (value - one) / (five - one)))


def steepness(name: str) -> float:
    """Stars for one unit of a part's figure."""
    one, five = ANCHORS[name]
    return 4 / (five - one)


# --- teller -> own stars and their variance, None without any

Own = dict[str, Seen | None]


def times(branch: Mapping[str, Measures]) -> Own:
    totals: dict[Case, list[int]] = defaultdict(lambda: [0, 0])
    for m in branch.values():
        for case, (n, over) in m.cells.items():
            totals[case][0] += n
            totals[case][1] += over
    shares = [1 - over / n for n, over in (m.judged for m in branch.values()) if n]
    usual = median(shares) if shares else 0.0  # each teller once: neither volume nor one odd teller moves it
    return {who: _time(m, totals, usual) for who, m in branch.items()}


def _time(m: Measures, totals: Mapping[Case, list[int]], usual: float) -> Seen | None:
    gained, chance, judged = [], [], 0
    for case, (n, over) in m.cells.items():
        others, theirs = totals[case][0] - n, totals[case][1] - over
        if others < COMPARED or not n:
            continue
        p = theirs / others
        noise = (theirs + 0.5) / (others + 1)  # never 0: nobody is without chance
        gained.append(n * p - over)
        chance.append(noise * (1 - noise) * (n + n * n / others))
        judged += n
    if not judged:
        return None
    value = usual + fsum(gained) / judged
    return Seen(on_scale("time", value), fsum(chance) * (steepness("time") / judged) ** 2)


def evaluations(branch: Mapping[str, Measures]) -> Own:
    """Chance by the others' squares about their own means, each mean of which costs a degree of freedom."""
    squares = fsum(m.evaluated[2] for m in branch.values())
    freedom = sum(max(0, m.evaluated[0] - 1) for m in branch.values())
    found: Own = {}
    for who, m in branch.items():
        own, mean, about = m.evaluated
        others = freedom - max(0, own - 1)
        of_one = max(SCORE_LEAST, (squares - about) / others) if others >= COMPARED else SCORE_VARIANCE
        found[who] = Seen(on_scale("evaluation", mean), of_one * steepness("evaluation") ** 2 / own) if own else None
    return found


def inspections(branch: Mapping[str, Measures]) -> Own:
    found: Own = {}
    for who, m in branch.items():
        n = len(m.inspections)
        mean = fsum(m.inspections) / n if n else 0.0
        found[who] = Seen(on_scale("inspection", mean), INSPECTION_VARIANCE / n) if n else None
    return found


def complaints(branch: Mapping[str, Measures]) -> Own:
    """Chance by the others' rate: without a complaint so far one is not without chance."""
    visits, upheld = sum(m.visits for m in branch.values()), sum(m.upheld for m in branch.values()) / 2
    found: Own = {}
    for who, m in branch.items():
        others = visits - m.visits
        rate = max(COMPLAINT_RATE, (upheld - m.upheld / 2 + 1) / (others + 1 / COMPLAINT_RATE))
        found[who] = rate_of(m.upheld / 2 / m.visits, rate / m.visits) if m.visits else None
    return found


def rate_of(rate: float, variance: float) -> Seen:
    return Seen(on_scale("complaint", rate), variance * steepness("complaint") ** 2)


def share(name: str, n: int, bad: int) -> Seen | None:
    if not n:
        return None
    p = (bad + 0.5) / (n + 1)
    return Seen(on_scale(name, 1 - bad / n), p * (1 - p) / n * steepness(name) ** 2)


OWN = {"time": times, "evaluation": evaluations, "inspection": inspections, "complaint": complaints}


def cases(name: str, who: str, branch: Mapping[str, Measures]) -> tuple[int, int]:
    """Cases behind a part, and those left out of it."""
    m = branch[who]
    if name != "time":
        return {"evaluation": sum(m.scores), "inspection": len(m.inspections), "complaint": m.visits}[name], 0
    compared = sum(
        n for case, (n, _over) in m.cells.items()
        if sum(o.cells.get(case, (0, 0))[0] for o in branch.values()) - n >= COMPARED
    )  # fmt: skip
    return compared, m.judged[0] - compared
