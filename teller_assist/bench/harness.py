"""Timing that can be trusted on a shared machine: variants take turns on each input.

For each input every variant runs ``rounds`` times, in a new order each time (drawn by a fixed seed, so
that no variant always follows the same neighbour), and its best time counts; the percentiles are then
taken over the inputs. A drifting clock or a noisy neighbour hits all variants
alike. A twin of the first variant runs beside it: if the two medians differ by more than 3 % the
run says "too noisy" and nothing is judged. Only ratios are judged, never milliseconds.
"""

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from time import perf_counter_ns
from typing import Any

QUIET = (0.97, 1.03)
_SLOW_NS = 2_000_000  # a rival slower than this is run once on a few inputs: it is no near thing
_SLOW_INPUTS = 8


@dataclass(frozen=True, slots=True)
class Times:
    """Best times of one variant in nanoseconds, one an input, in the order of the inputs."""

    best: tuple[int, ...]

    def at(self, share: float) -> float:
        """The percentile ``share`` (0..1) over the inputs, nearest rank."""
        ordered = sorted(self.best)
        return float(ordered[min(len(ordered) - 1, int(share * len(ordered)))])

    @property
    def median(self) -> float:
        return self.at(0.5)

    @property
    def p99(self) -> float:
        return self.at(0.99)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Times by variant, and the ratio of the first variant's twin to itself."""

    times: Mapping[str, Times]
    twin: float

    @property
    def quiet(self) -> bool:
        return QUIET[0] <= self.twin <= QUIET[1]

    def ratio(self, over: str, under: str, share: float = 0.5) -> float:
        """``over`` to ``under`` at a percentile, on the inputs both were run on."""
        n = min(len(self.times[over].best), len(self.times[under].best))
        a, b = (Times(self.times[name].best[:n]).at(share) for name in (over, under))
        return a / b


def compare(
    variants: Mapping[str, Callable[[Any], object]],
    inputs: Sequence[Any],
    rounds: int = 7,
    *,
    slow_ns: int = _SLOW_NS,
) -> Comparison:
    """Runs all variants on all inputs in rotation. The first variant is the one with a twin.

    Raises ``ValueError`` without variants or inputs. Garbage collection is off while timing.
    """
    if not variants or not inputs:
        raise ValueError("nothing to compare")
    first = next(iter(variants))
    runs: dict[str, Callable[[Any], object]] = {**variants, "\0twin": variants[first]}
    slow = _slow(runs, inputs[0], slow_ns)
    best: dict[str, list[int]] = {name: [] for name in runs}
    drawn = Random(7)
    was_on = gc.isenabled()
    gc.disable()
    try:
        for index, given in enumerate(inputs):
            todo = [n for n in runs if n not in slow or index < _SLOW_INPUTS]
            for name, took in _one_input(runs, todo, given, rounds, slow, drawn).items():
                best[name].append(took)
    finally:
        if was_on:
            gc.enable()
    times = {name: Times(tuple(took)) for name, took in best.items()}
    twin = times.pop("\0twin")
    return Comparison(times, twin.median / times[first].median)


def _one_input(
    runs: Mapping[str, Callable[[Any], object]],
    todo: Sequence[str],
    given: Any,
    rounds: int,
    slow: frozenset[str],
    drawn: Random,
) -> dict[str, int]:
    """The fast variants take turns; the slow ones come last and once, for they empty the caches."""
    best = dict.fromkeys(todo, 1 << 62)
    fast, late = [n for n in todo if n not in slow], [n for n in todo if n in slow]
    for turn in range(rounds):
        drawn.shuffle(fast)
        for name in fast if turn < rounds - 1 else (*fast, *late):
            run = runs[name]
            began = perf_counter_ns()
            run(given)
            best[name] = min(best[name], perf_counter_ns() - began)
    return best


def _slow(runs: Mapping[str, Callable[[Any], object]], given: Any, limit_ns: int) -> frozenset[str]:
    """Variants that need more than ``limit_ns`` for the first input; running each once also warms it."""
    found = set()
    for name, run in runs.items():
        began = perf_counter_ns()
        run(given)
        if perf_counter_ns() - began > limit_ns:
            found.add(name)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: a ratio, the bound it should keep, and the two times behind it.

    ``at_most`` True: the ratio should not exceed the bound; False: it should reach it. ``bound``
    None is a figure for information. ``judged`` False: the run was too noisy to say.
    """

    part: str
    name: str
    ratio: float
    bound: float | None = None
    at_most: bool = True
    ours: str = ""
    theirs: str = ""
    judged: bool = True

    @property
    def verdict(self) -> str:
        if self.bound is None:
            return ""
        if not self.judged:
            return "too noisy"
        kept = self.ratio <= self.bound if self.at_most else self.ratio >= self.bound
        return "reached" if kept else "missed"


def spoken(ns: float) -> str:
    """A time for people: 840 ns, 12.3 µs, 4.1 ms, 2.0 s."""
    for size, unit in ((1e9, "s"), (1e6, "ms"), (1e3, "µs")):
        if ns >= size:
            return f"{ns / size:.1f} {unit}"
    return f"{ns:.0f} ns"
