"""Which customers change their place: the fewest that must be named so that the others only close or open ranks."""

from bisect import bisect_left
from collections.abc import Sequence


def moved(before: Sequence[str], now: Sequence[str]) -> list[tuple[int, str]]:
    """(place from 1, customer) of those who are new or overtook; all others stand in the order of ``before``.

    The others are a longest increasing subsequence of the old places. Source: patience sorting, Fredman 1975.
    """
    was = {number: place for place, number in enumerate(before)}
    stay = _longest_rising([was.get(number, -1) for number in now])
    return [(o, number) for o, number in enumerate(now, 1) if o - 1 not in stay]


def _longest_rising(places: Sequence[int]) -> set[int]:
    """Indexes of a longest rising run among the places that are not -1."""
    ends: list[int] = []  # smallest last place of a run of each length
    at: list[int] = []  # and its index
    back = [-1] * len(places)
    for i, place in enumerate(places):
        if place < 0:
            continue
        length = bisect_left(ends, place)
        back[i] = at[length - 1] if length else -1
        ends[length : length + 1] = [place]
        at[length : length + 1] = [i]
    kept, i = set(), at[-1] if at else -1
    while i >= 0:
        kept.add(i)
        i = back[i]
    return kept
