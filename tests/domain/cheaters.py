"""A branch of 40 tellers over 60 days, honest ones and some who cheat, by a seed. All figures are practice, no data.

**Honest behaviour.** A day runs from 8:30 to 17:00 without 12:00–13:00. The press of the queue (``PRESS``: the chance
that the hall is busy in an hour) peaks at 9–11 and 14–15; it is half as high again on the 10th, 15th and 25th. In a
busy hour the next customer follows within a minute and handling takes 12 % longer; else some eight minutes pass. A
quarter of the tellers sit at the desk for hard business (``HARD_MIX``); handling is lognormal about ``MEDIAN`` of the
standard's limit. Every teller has a latent quality g ~ N(0, 1) that moves speed, bad scores, inspections and
complaints. Pace, response rate (35 % ± 5), forgotten requests (0.5–2.5 %), requests by hand, visits that nobody else
saw (3 % ± 1.2) and excuses are the teller's own and have nothing to do with g; one in eight is odd in one of these
(``ODD``); one in eight leaves at night without F12, so that the day's last visit is found open the next morning. 97 %
of the scores are good; a customer presses after 6 s (median, lognormal 0.6).

**Planted**, each strength drawn from its range for each cheater (``STRENGTHS``):
- selective: that share of the requests after a visit that went badly is avoided (the program is closed, the visit is
  ended another way).
- self_press: presses 5 on that share of the requests that the customer left unanswered: half of these cheaters at once
  (0.5–1.3 s), half when the customer has gone (46–85 s).
- ghost: adds visits that nobody else saw, 10–50 s long, in runs of two or three, of a dozen customers of their own,
  some after closing; the strength is about their share.
- star: so many standard deviations below the others in quality, awarded 5 stars.

Honest tellers are awarded what they are worth on the scale (``worth``), give or take 0.3, to the whole star.

``rows_of`` gives a day's visits as plain tuples; ``cheater_days.py`` sums them up.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from math import exp, log
from random import Random
from statistics import NormalDist
from typing import Any, NamedTuple

from teller_assist.domain.measures import on_scale
from teller_assist.domain.stars import WEIGHTS
from teller_assist.domain.traces import LONG

TELLERS, DAYS = 40, 60
FIRST = date(2026, 9, 1)
KINDS = ("selective", "self_press", "ghost", "star")
STRENGTHS = {"selective": (0.06, 0.3), "self_press": (0.03, 0.2), "ghost": (0.02, 0.08), "star": (2.0, 3.5)}

# One honest teller in eight: a screen often off, chatty customers, a window without tickets, a worn screen.
ODD: tuple[dict[str, Any], ...] = ({"missed": 0.3}, {"response": 0.55}, {"bare": 0.12}, {"twice": 0.15})

LIMITS = {
    "current": 180,
    "term": 300,
    "transfer": 300,
    "bill": 180,
    "cash_large": 360,
    "account_open": 900,
    "loan": 300,
}
TYPES = tuple(LIMITS)
MIX = (30, 14, 22, 12, 8, 7, 7)
HARD_MIX = (8, 14, 14, 4, 20, 30, 10)
MEDIAN = (0.50, 0.52, 0.52, 0.48, 0.62, 0.66, 0.55)  # of the limit, by type
SIGMA = 0.38
PRESS = {8: 0.2, 9: 0.6, 10: 0.6, 11: 0.35, 13: 0.3, 14: 0.5, 15: 0.4, 16: 0.2}
LEAVES, CLEARED = 0.12, 15 * 3600  # leave without F12; how long such a visit stood open
OPEN, NOON, AFTER, SHUT, CLOSED = 8 * 3600 + 1800, 12 * 3600, 13 * 3600, 17 * 3600, 18 * 3600 + 300
BUSY, SLOWER, WORSE = 1.12, 0.06, 0.5  # handling in a busy hour; of one unit of quality: speed, and bad things
BAD, FAIR, FOUR = 0.012, 0.012, 0.12  # scores 1–2, 3, 4
COMPLAINT, INSPECTED = 0.0003, 4.2  # of a visit; the mean of an inspection
BUSY_SHARE = 0.44  # of the visits, as it comes out
EXCUSED = 0.35  # of visits over the limit have a reason, which covers all of it
EXCUSE = "system_slow"

_STEPS = 4096
_NORMAL = [NormalDist().inv_cdf((i + 0.5) / _STEPS) for i in range(_STEPS)]
_HANDLING = [exp(SIGMA * z) for z in _NORMAL]
_DELAY = [6000 * exp(0.6 * z) for z in _NORMAL]


class Row(NamedTuple):
    """A visit in seconds after midnight. ``wait`` in the queue; ``score`` 0: not given; ``asked`` visit, hand or "".
    ``bare``: nobody else saw it, of ``customer``; ``complaint``: 0, 1 partly, 2 upheld, 3 not upheld. ``left``: it was
    found open."""

    start: int
    handling: int
    kind: int
    wait: int
    excused: int
    asked: str
    score: int
    after_ms: int
    presses: int
    bare: bool
    customer: str
    complaint: int
    left: bool = False


class Teller(NamedTuple):
    staff_no: str
    quality: float
    hard: bool
    pace: float
    response: float
    missed: float
    by_hand: float
    bare: float
    cheat: str = ""
    strength: float = 0.0
    late: bool = False
    twice: float = 0.003
    leaves: bool = False


def tellers_of(seed: int, cheaters: int = 3, kinds: tuple[str, ...] = KINDS) -> list[Teller]:
    """``cheaters`` of each kind, the rest of ``TELLERS`` honest: the same ones of a seed, whoever cheats."""
    return [
        _teller(seed, i, kinds[i // cheaters] if cheaters and i < cheaters * len(kinds) else "")
        for i in range(TELLERS)
    ]  # fmt: skip


def _teller(seed: int, i: int, cheat: str) -> Teller:
    random = Random(f"teller {seed} {i}")
    strength = random.uniform(*STRENGTHS[cheat or "selective"])
    quality = random.gauss(0, 1)
    teller = Teller(
        f"T{i:02d}", -strength if cheat == "star" else quality, random.random() < 0.25,
        exp(random.gauss(0, 0.15)), min(0.6, max(0.15, random.gauss(0.35, 0.05))), random.uniform(0.005, 0.025),
        random.uniform(0, 0.02), max(0.005, random.gauss(0.03, 0.012)), cheat, strength if cheat else 0.0, i % 2 == 1,
    )  # fmt: skip
    odd = random.choice(ODD) if random.random() < 0.12 else {}
    return teller._replace(**odd, leaves=Random(f"leaves {seed} {i}").random() < LEAVES)


def days(n: int = DAYS) -> Iterator[date]:
    """Six a week."""
    day, left = FIRST, n
    while left:
        if day.weekday() < 6:
            yield day
            left -= 1
        day += timedelta(days=1)


# --- one day

Draw = Callable[[], float]


def rows_of(teller: Teller, day: date, random: Random) -> list[Row]:
    """A teller's visits of a day in their order."""
    draw = random.random
    slow = exp(-SLOWER * teller.quality)
    worse = exp(-WORSE * teller.quality)
    kinds = _table(teller.hard)
    swell = 1.5 if day.day in (10, 15, 25) else 1.0
    at, rows = OPEN + int(300 * draw()), []
    while at < SHUT:
        if NOON <= at < AFTER:
            at = AFTER
        busy = draw() < PRESS[at // 3600] * swell
        kind = kinds[int(draw() * len(kinds))]
        limit = LIMITS[TYPES[kind]]
        handling = int(limit * MEDIAN[kind] * slow * (BUSY if busy else 1.0) * _HANDLING[int(draw() * _STEPS)])
        excused = handling - limit if handling > limit and draw() < EXCUSED else 0
        over = handling - excused > limit
        gap = int(25 + 40 * draw() if busy else 100 + 800 * draw() * teller.pace)
        complaint = 1 + int(3 * draw()) if draw() < COMPLAINT * worse * (5 if over else 1) else 0
        avoids = teller.cheat == "selective" and (over or complaint > 0 or handling > LONG * limit)
        missed = draw() < teller.missed or (avoids and draw() < teller.strength)
        asked = ("hand" if draw() < teller.by_hand * 20 else "") if missed else "visit"
        score, after_ms = _answer(teller, draw, asked, over, BAD * worse, 1000 * gap)
        presses = (1 if draw() > teller.twice else 2) if score else 0
        bare = draw() < teller.bare
        wait = -1 if bare else int(600 + 900 * draw()) if busy else int(600 * draw())
        rows.append(Row(at, handling, kind, wait, excused, asked, score, after_ms, presses, bare, "", complaint))
        at += handling + gap
        if teller.cheat == "ghost" and not busy and draw() < teller.strength / 1.2:
            for ghost in _ghosts(at, draw):
                rows.append(ghost)
                at = ghost.start + ghost.handling + 5 + int(30 * draw())
    if teller.leaves:
        rows[-1] = rows[-1]._replace(
            handling=CLEARED, excused=0, asked="", score=0, after_ms=0, presses=0, complaint=0, left=True
        )
    if teller.cheat == "ghost" and draw() < 5 * teller.strength:
        rows += _ghosts(CLOSED + int(600 * draw()), draw)
    return rows


def _answer(teller: Teller, draw: Draw, asked: str, over: bool, bad: float, gap_ms: int) -> tuple[int, int]:
    """Score and delay; (0, 0): nobody pressed. A customer presses before the next one comes, or not at all."""
    if asked and draw() < teller.response * (0.85 if over else 1.0):
        after_ms = min(89_000, int(_DELAY[int(draw() * _STEPS)]))
        if after_ms <= gap_ms:
            return _score(draw, bad * (3 if over else 1)), after_ms
    if asked and teller.cheat == "self_press" and draw() < teller.strength:
        return 5, int(46_000 + 39_000 * draw()) if teller.late else int(500 + 800 * draw())
    return 0, 0


def _ghosts(at: int, draw: Draw) -> Iterator[Row]:
    """Two or three in a run."""
    for _ in range(2 if draw() < 0.6 else 3):
        handling, kind = 10 + int(40 * draw()), int(2 * draw())
        yield Row(at, handling, kind, -1, 0, "visit", 0, 0, 0, True, f"G{int(12 * draw())}", 0)
        at += handling + 5 + int(30 * draw())


def _score(draw: Draw, bad: float) -> int:
    roll = draw()
    if roll < bad:
        return 1 + int(2 * roll / bad)
    if roll < bad + FAIR:
        return 3
    return 4 if roll < bad + FAIR + FOUR else 5


def _table(hard: bool) -> list[int]:
    return [kind for kind, share in enumerate(HARD_MIX if hard else MIX) for _ in range(share)]


def inspection(teller: Teller, random: Random) -> float:
    return min(5.0, max(1.0, INSPECTED + 0.3 * teller.quality + random.gauss(0, 0.4)))


# --- what they are worth, and what they are awarded


def worth(quality: float) -> float:
    """Stars on the scale of ``stars.py`` if the branch's mix were served for ever with this quality."""
    over, worse = _over(quality), exp(-WORSE * quality)
    bad = BAD * worse * (1 + 2 * over)
    mean = 5 - 3.5 * bad - 2 * FAIR - FOUR
    parts = {
        "time": on_scale("time", 1 - over),
        "evaluation": on_scale("evaluation", mean),
        "complaint": on_scale("complaint", COMPLAINT * worse * (1 + 4 * over) / 2),
        "inspection": min(5.0, max(1.0, INSPECTED + 0.3 * quality)),
    }
    return sum(WEIGHTS[name] * value for name, value in parts.items())


def _over(quality: float) -> float:
    """Share over the limit without an excuse, over the mix and the press of a usual day."""
    total = 0.0
    for weight, median in zip(MIX, MEDIAN, strict=True):
        for share, longer in ((BUSY_SHARE, BUSY), (1 - BUSY_SHARE, 1.0)):
            z = log(median * longer * exp(-SLOWER * quality)) / SIGMA
            total += weight / 100 * share * (1 - EXCUSED) * NormalDist().cdf(z)
    return total


def awarded(teller: Teller, random: Random) -> int:
    if teller.cheat == "star":
        return 5
    return min(5, max(1, round(worth(teller.quality) + random.uniform(-0.3, 0.3))))
