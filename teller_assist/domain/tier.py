"""Tiers (客户等级): where a customer stands, how far the next tier is, and what would reach it.

How a bank moves its customers is told by the tier pack:

- A tier is *reached* in a month whose weighted average is at or over its ``from_fen``.
- ``effect`` says when a decision counts: ``same_month`` or ``next_month`` (渤海银行: up the month after).
- Up: to the highest tier reached. Down: the tier bears ``grace_months`` months below in a row; the
  lower one counts from the month after them (3 → the 4th month, 渤海银行; 6 → the 7th, ICBC 2024).
- ``weights`` are per cent of each category's average (兴业银行 weighs kinds of asset); default 100.

One decision is taken a month, so a tier changes at most once a month whatever the numbers do.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from teller_assist.domain.card import TierStanding


class Standing(NamedTuple):
    """``since``: first month (YYYY-MM) of the tier; ``months_below``: months in a row under its bound."""

    code: str
    since: str
    months_below: int


@dataclass(frozen=True, slots=True)
class Tier:
    code: str
    name: str
    name_en: str
    from_fen: int
    grace_months: int


@dataclass(frozen=True, slots=True)
class TierPack:
    """The tiers of a bank, lowest first, and its rule of moving."""

    version: str
    tiers: tuple[Tier, ...]
    weights: Mapping[str, int]  # category -> per cent
    effect: str  # same_month | next_month
    down_to: str  # reached | one_step
    watch: bool  # a customer below their tier's bound is shown as watched

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "TierPack":
        """The pack from its validated body (``domain/packs.py``)."""
        tiers = tuple(
            Tier(t["code"], t["name"], t["name_en"], int(t["from_fen"]), int(t["grace_months"])) for t in body["tier"]
        )
        return cls(
            str(body["version"]), tiers, dict(body.get("weights", {})), body.get("effect", "next_month"),
            body.get("down_to", "reached"), bool(body.get("watch", False)),
        )  # fmt: skip

    def weighted(self, averages: Mapping[str, int]) -> int:
        """One month's average in fen from the averages per category, rounded down."""
        return sum(fen * self.weights.get(category, 100) for category, fen in averages.items()) // 100

    def index(self, code: str) -> int:
        """Place of a tier, lowest 0; -1 for a tier this pack does not know."""
        return next((i for i, tier in enumerate(self.tiers) if tier.code == code), -1)

    def reached(self, average_fen: int) -> int:
        """Place of the highest tier whose bound the average reaches; the lowest takes everybody."""
        return max((i for i, tier in enumerate(self.tiers) if average_fen >= tier.from_fen), default=0)


def next_month(month: str) -> str:
    """The month after ``YYYY-MM``."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}"


def standing(pack: TierPack, months: Iterable[tuple[str, int | None]], before: str | None = None) -> Standing:
    """Fold whole months, oldest first, into a standing.

    The first month places the customer. A month without a figure neither counts as below nor ends
    a row. ``before`` leaves out that month and later ones: a running month's average is not yet
    decided and must not count. Without any month: the lowest tier, since "".
    """
    state: Standing | None = None
    for month, average in sorted(months, key=lambda row: row[0]):
        if average is None or (before is not None and month >= before):
            continue
        state = _step(pack, state, month, average)
    return state or Standing(pack.tiers[0].code, "", 0)


def _step(pack: TierPack, state: Standing | None, month: str, average: int) -> Standing:
    """One month's single decision: up, stay or down."""
    reached = pack.reached(average)
    if state is None:
        return Standing(pack.tiers[reached].code, month, 0)
    now = pack.index(state.code)
    counts_from = month if pack.effect == "same_month" else next_month(month)
    if reached > now:
        return Standing(pack.tiers[reached].code, counts_from, 0)
    if reached == now:
        return Standing(state.code, state.since, 0)
    below = state.months_below + 1
    # Same month: this month is itself the one after the grace. Next month: the decision is a month ahead.
    over = below > pack.tiers[now].grace_months - (pack.effect == "next_month")
    if not over:
        return Standing(state.code, state.since, below)
    lower = reached if pack.down_to == "reached" else now - 1
    still_below = int(reached < lower)  # one step down may still be over what was reached
    return Standing(pack.tiers[lower].code, counts_from, still_below)


def outlook(
    pack: TierPack,
    now: tuple[str, str, int],
    months: Sequence[tuple[str, int | None]],
    today: date,
) -> TierStanding:
    """The standing with the way up and the danger of going down.

    What-if, exactly by the averaging rule: the running month has D days. Its average so far, A,
    stands for every day of it (without one: the last month's average), and X more from today on
    lies there for the r days that are left, today included. The month reaches the bound T when
    (A·D + X·r) / D ≥ T, so X = ceil((T − A)·D / r). ``what_if_month`` is the month in which the
    tier then counts. All in fen.

    ``downgrade_in_months`` counts from this month to the first month of the lower tier if the
    customer stays below; None when not below, or when there is no lower tier.
    """
    code, since, below = now
    place = pack.index(code)
    if place < 0:
        return TierStanding(code, code, code, since, "", "", "", None, None, None, "", None)
    tier = pack.tiers[place]
    this_month = f"{today:%Y-%m}"
    average = _so_far(months, this_month)
    danger = None
    if place > 0 and average is not None and average < tier.from_fen:
        soonest = int(pack.effect == "next_month")  # what this month decides counts from the next
        danger = max(soonest, tier.grace_months - below)
    if place + 1 == len(pack.tiers):
        return TierStanding(code, tier.name, tier.name_en, since, "", "", "", None, None, None, "", danger)
    above = pack.tiers[place + 1]
    gap = None if average is None else max(0, above.from_fen - average)
    more = None if gap is None else _more(gap, today)
    counts_from = this_month if pack.effect == "same_month" else next_month(this_month)
    return TierStanding(
        code, tier.name, tier.name_en, since, above.code, above.name, above.name_en, above.from_fen, gap, more,
        "" if more is None else counts_from, danger,
    )  # fmt: skip


def _so_far(months: Sequence[tuple[str, int | None]], this_month: str) -> int | None:
    """The running month's average so far, else the newest month's that is known; later ones are ignored."""
    known = [(month, fen) for month, fen in months if fen is not None and month <= this_month]
    return max(known)[1] if known else None


def _more(gap_fen: int, today: date) -> int:
    """ceil(gap · days of the month / days left, today included)."""
    days = monthrange(today.year, today.month)[1]
    left = days - today.day + 1
    return -(-gap_fen * days // left)
