"""The branch's service standards (服务标准): what each business type asks for, in time, steps, words and evidence.

Told by the pack ``standards``, in editions: each is in force from its day, and a visit is judged by the one of its
own day (``editions.py``). A clock may not be late by a second to be in time: within the limit means seconds <= limit.
Source: domain.md, "Teller's steps", "Time limits and waits"; piece weight = standard minutes / 3.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from teller_assist.domain.queue_rules import Busy, Order
from teller_assist.domain.suggestion import Text

BUCKETS = (10, 20, 30)  # minutes: <10, 10–20, 20–30, >30; 10:00 is in the second, 30:00 in the third (see bucket_of)
USUAL_MINUTES = 5  # for a business type that the pack does not know
NOTHING = Text("", "")


class Step(NamedTuple):
    """One of the seven (七步): 站相迎 … 目相送."""

    code: str
    name: Text
    meaning: Text


class Item(NamedTuple):
    """One of the sixteen things done at the window, in this order; ``say`` is empty where nothing is said."""

    code: str
    step: str
    name: Text
    say: Text
    note: Text


class Business(NamedTuple):
    """``also``: other codes that the core or the queue use for it. ``without``: items that do not apply.

    ``wording``: what is said for it in place of the item's own words. ``wait`` and ``wait_vip``: minutes in the
    queue where this type has a limit of its own, else None.
    """

    code: str
    name: str
    name_en: str
    minutes: int
    queue: str
    also: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()
    wording: Mapping[str, Text] = {}
    evidence: tuple[Text, ...] = ()
    wait: int | None = None
    wait_vip: int | None = None

    @property
    def named(self) -> Text:
        return Text(self.name, self.name_en)


class Excuse(NamedTuple):
    """``minutes``: at most so many are excused by it."""

    code: str
    name: str
    name_en: str
    minutes: int

    @property
    def named(self) -> Text:
        return Text(self.name, self.name_en)


class Waits(NamedTuple):
    """Minutes in the queue."""

    normal: int
    vip: int
    red: int
    escalate: int


class Attribute(NamedTuple):
    """What an inspection scores; ``levels`` say what 1, 2, 3, 4 and 5 mean."""

    code: str
    group: Text
    name: Text
    levels: tuple[Text, ...]


class Avoid(NamedTuple):
    """服务忌语: not to be said, and what to say instead."""

    code: str
    avoid: Text
    instead: Text


class Cite(NamedTuple):
    """A published standard that these follow."""

    code: str
    name: Text


class SelfCheckRule(NamedTuple):
    """After one visit in ``one_in`` (0: none) the teller is asked; ``seed`` draws another sample."""

    one_in: int = 20
    seed: str = ""


class Standards(NamedTuple):
    """One edition. ``why`` says what it changed, empty for the first."""

    version: str
    effective_from: str
    business: Mapping[str, Business]
    excuses: tuple[Excuse, ...]
    waits: Waits
    vip_tiers: frozenset[str]
    piece_minutes: int
    steps: tuple[Step, ...] = ()
    items: tuple[Item, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    polite: tuple[Text, ...] = ()
    avoid: tuple[Avoid, ...] = ()
    cites: tuple[Cite, ...] = ()
    why: Text = NOTHING
    order: Order = Order()
    busy: Busy = Busy()
    selfcheck: SelfCheckRule = SelfCheckRule()

    @property
    def from_day(self) -> date:
        return date.fromisoformat(self.effective_from) if self.effective_from else date.min

    def find(self, word: str) -> Business | None:
        """By its code, another code for it, or its name in either language; a feed brings any of them."""
        known = self.business.get(word)
        if known is not None or not word:
            return known
        return next((b for b in self.business.values() if word in (*b.also, b.name, b.name_en)), None)

    def limit_s(self, business_type: str) -> int:
        """Seconds that the standard allows for it."""
        known = self.find(business_type)
        return 60 * (known.minutes if known else USUAL_MINUTES)

    def queue_of(self, business_type: str) -> str:
        """The letter of its tickets; "A" for a type that is not known."""
        known = self.business.get(business_type)
        return known.queue if known else "A"

    def wait_limit_s(self, tier: str, business_type: str = "") -> int:
        """Seconds that somebody of this tier may wait, for this business where it has a limit of its own."""
        known, vip = self.find(business_type), self.is_vip(tier)
        own = None if known is None else known.wait_vip if vip else known.wait
        return 60 * (own if own is not None else self.waits.vip if vip else self.waits.normal)

    def is_vip(self, tier: str) -> bool:
        return tier in self.vip_tiers

    def weight(self, business_type: str) -> Fraction:
        """Pieces (计件折算) that one of this type counts for."""
        return Fraction(self.limit_s(business_type), 60 * self.piece_minutes)

    def items_of(self, business_type: str) -> tuple[Item, ...]:
        """The items that apply to it, in order, each with the words said for it."""
        known = self.find(business_type)
        if known is None:
            return self.items
        return tuple(
            item._replace(say=known.wording.get(item.code, item.say))
            for item in self.items
            if item.code not in known.without
        )


def standards_of(body: Mapping[str, Any]) -> Standards:
    """Reads one edition; a generation of an older program has none, and the practice of domain.md counts."""
    wait = body.get("wait", {})
    return Standards(
        body.get("version", ""),
        body.get("effective_from", ""),
        {b["code"]: _business(b) for b in body.get("business", ())},
        tuple(Excuse(e["code"], e["name"], e["name_en"], e["minutes"]) for e in body.get("excuse", ())),
        Waits(wait.get("normal", 10), wait.get("vip", 5), wait.get("red", 20), wait.get("escalate", 30)),
        frozenset(wait.get("vip_tiers", ("platinum", "diamond", "private"))),
        body.get("piece_minutes", 3),
        tuple(Step(s["code"], Text(*s["name"]), Text(*s["meaning"])) for s in body.get("step", ())),
        tuple(_item(i) for i in body.get("item", ())),
        tuple(
            Attribute(a["code"], Text(*a["group"]), Text(*a["name"]), tuple(Text(*level) for level in a["levels"]))
            for a in body.get("attribute", ())
        ),
        tuple(Text(*pair) for pair in body.get("polite", ())),
        tuple(Avoid(a["code"], Text(*a["avoid"]), Text(*a["instead"])) for a in body.get("avoid", ())),
        tuple(Cite(c["code"], Text(*c["name"])) for c in body.get("cite", ())),
        Text(*body.get("why", NOTHING)),
        Order(**body.get("order", {})),
        Busy(**body.get("busy", {})),
        SelfCheckRule(**body.get("selfcheck", {})),
    )


def _business(b: Mapping[str, Any]) -> Business:
    return Business(
        b["code"], b["name"], b["name_en"], b["minutes"], b["queue"], tuple(b.get("also", ())),
        frozenset(b.get("without", ())), {code: Text(*pair) for code, pair in b.get("wording", {}).items()},
        tuple(Text(*pair) for pair in b.get("evidence", ())), b.get("wait"), b.get("wait_vip"),
    )  # fmt: skip


def _item(i: Mapping[str, Any]) -> Item:
    say, note = (Text(*i.get(field, NOTHING)) for field in ("say", "note"))
    return Item(i["code"], i["step"], Text(*i["name"]), say, note)


def bucket_of(seconds: int) -> int:
    """Which report bucket a wait is in, 0–3: below 10 minutes, to below 20, to 30 and 0 seconds, beyond."""
    minutes, rest = divmod(seconds, 60)
    if minutes < BUCKETS[0]:
        return 0
    if minutes < BUCKETS[1]:
        return 1
    return 2 if minutes < BUCKETS[2] or (minutes == BUCKETS[2] and rest == 0) else 3
