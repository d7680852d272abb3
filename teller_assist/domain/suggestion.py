"""What to suggest next, and why and why not: the values. The engine is ``domain/engine.py``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

Facts = Mapping[str, Any]


class Text(NamedTuple):
    """A sentence in the two languages of the counter."""

    zh: str
    en: str

    def of(self, language: str) -> str:
        return self.en if language == "en" else self.zh


class TalkTrack(NamedTuple):
    """What the teller may say: one sentence of at most 25 characters, three lines, two objections answered."""

    sentence: Text
    convenience: Text
    benefit: Text
    risk: Text
    objections: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One offer of the slate. ``p`` is the chance of acceptance; it is never shown to the customer.

    ``propensity``: the chance (0..1) with which it would have stood here, given everything but the draws.
    """

    rank: int
    slot: str  # best | explore | launch | service | bundle
    product_code: str
    name: Text
    verb: str
    reason: Text
    reason_code: str
    talk_track: TalkTrack
    p: float
    se: float
    score: float
    factors: Facts  # every factor of the score by name, for "why"
    propensity: float = 1.0
    also: Text | None = None  # a second reason, of the model's strongest bin that may be said


@dataclass(frozen=True, slots=True)
class Blocked:
    """An offer that dropped out: at which gate, with which code, and the facts that decided."""

    product_code: str
    name: Text
    gate: str  # one of GATES
    code: str
    facts: Facts


# The five gates in the order in which the "why" page shows them: 准入 适用 适当性 打扰 排序.
GATES = ("admission", "suitability", "applicability", "contact", "ranking")


class Together(NamedTuple):
    """A bundle (套餐) that is shown: its parts are suggestions of the slate, each declined by its own number."""

    code: str
    name: Text
    reason: Text
    parts: tuple[str, ...]  # product codes


@dataclass(frozen=True, slots=True)
class Slate:
    """The whole answer for one customer on one day: at most three, five with a bundle; all others with their code.

    ``banner``: why the order is by rules only (``domain/model.py``), "" usually.
    """

    suggestions: tuple[Suggestion, ...]
    blocked: tuple[Blocked, ...]
    nothing_because: str  # a code, "" when there are suggestions
    nothing_facts: Facts
    personalised: bool  # False: opted out, an unranked notice list at most
    packs: str  # versions of the packs used, "rules 2026.11.1 · priors 2026.11.1"
    arm: str = ""
    model: str = ""  # its version, "" the prior sheet
    banner: str = ""
    together: Together | None = None


@dataclass(frozen=True, slots=True)
class GateStep:
    """One line of the "why" page: passed, stopped, or not computed because an earlier one stopped."""

    gate: str
    state: str  # passed | stopped | skipped
    code: str
    sentence: Text
    article: str  # the law behind it, "" none


@dataclass(frozen=True, slots=True)
class Why:
    """Why, or why not, for one product."""

    product_code: str
    name: Text
    suggested: bool
    code: str
    sentence: Text
    steps: tuple[GateStep, ...]
    would_change: Text  # never a target grade (Article 13-1)
    may_do: Text
    facts: Facts
    packs: str
    also: Text | None = None  # the second reason
    model: str = ""  # its version, "" the prior sheet
    banner: str = ""  # why the order is by rules only, "" usually
