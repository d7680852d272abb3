"""Scenarios (代发日, 开学季, 养老金日 …): named days that lift what is wanted then; and launches of new products."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from teller_assist.domain.suggestion import Text


class Scenario(NamedTuple):
    """On when every condition that is named holds; an empty one names none. ``lift``: context by category."""

    code: str
    name: Text
    say: Text
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]  # 1 is Monday
    first: date | None
    last: date | None
    lift: Mapping[str, float]

    def on(self, day: date) -> bool:
        return (
            (not self.days or day.day in self.days)
            and (not self.months or day.month in self.months)
            and (not self.weekdays or day.isoweekday() in self.weekdays)
            and (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
        )


class Launch(NamedTuple):
    """From ``first`` to ``last`` this product or category may take the third slot with the chance ``share``."""

    target: str
    first: date
    last: date
    share: float


def scenarios_of(pack: Mapping[str, Any]) -> tuple[Scenario, ...]:
    return tuple(_scenario(body) for body in pack.get("scenario", ()))


def _scenario(body: Mapping[str, Any]) -> Scenario:
    return Scenario(
        body["code"], Text(*body["name"]), Text(*body["say"]), frozenset(body.get("days", ())),
        frozenset(body.get("months", ())), frozenset(body.get("weekdays", ())), day_of(body, "from"),
        day_of(body, "until"), {k: float(v) for k, v in body.get("lift", {}).items()},
    )  # fmt: skip


def launches_of(pack: Mapping[str, Any]) -> tuple[Launch, ...]:
    return tuple(
        Launch(b["for"], day_of(b, "from") or date.min, day_of(b, "until") or date.max, float(b["share"]))
        for b in pack.get("launch", ())
    )


def day_of(body: Mapping[str, Any], name: str) -> date | None:
    """A day of a pack, as ISO text; None where it is not named."""
    return date.fromisoformat(body[name]) if name in body else None


def lift_of(on: Sequence[Scenario], category: str) -> float:
    """What today's scenarios add to a category's context."""
    return sum(scenario.lift.get(category, 0.0) for scenario in on)
