"""The pack ``tiers``."""

from teller_assist.domain.checks import Check, pack
from teller_assist.domain.pack_need import (
    Body,
    Mistake,
    Mistakes,
    code,
    free,
    many,
    named,
    one_of,
    table,
    text,
    unique,
    whole,
    yes_or_no,
)
from teller_assist.domain.product import CATEGORIES

_TIER = table({"code": code, "name": text, "name_en": text, "from_fen": whole(), "grace_months": whole(0, 120)})
_SHAPE = pack(
    {
        "tier": many(_TIER, least=1),
        "effect": one_of("same_month", "next_month"),
        "down_to": one_of("reached", "one_step"),
    },
    {"weights": free(whole(0, 1000), CATEGORIES, "category"), "watch": yes_or_no},
)


def _sense(body: Body) -> Mistakes:
    tiers = body["tier"]
    yield from unique(tiers, ("tier",))
    before = -1
    for nth, tier in enumerate(tiers):
        path = ("tier", nth)
        yield from named(tier, path)
        if nth == 0 and tier["from_fen"]:
            yield Mistake((*path, "from_fen"), "the lowest tier starts at 0")
        if tier["from_fen"] <= before:
            yield Mistake((*path, "from_fen"), f"bounds must rise from tier to tier: above {before} is needed")
        if nth and not tier["grace_months"]:
            yield Mistake((*path, "grace_months"), "at least one month of grace is needed")
        before = tier["from_fen"]


TIERS = Check(_SHAPE, _sense)
