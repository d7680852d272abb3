"""The pack ``names``: what lanes, categories and reasons are called."""

from collections.abc import Collection

from teller_assist.domain.checks import Check, pack
from teller_assist.domain.pack_need import Body, Mistake, Mistakes, Shape, free, named, table, text
from teller_assist.domain.product import CATEGORIES, Lane
from teller_assist.domain.reasons import DECLINE_REASONS, NOT_OFFERED_REASONS, WRONG_REASONS

WANTED: dict[str, Collection[str]] = {
    "lane": [lane.value for lane in Lane], "category": CATEGORIES, "decline_reason": DECLINE_REASONS,
    "not_offered_reason": NOT_OFFERED_REASONS, "wrong_reason": WRONG_REASONS,
}  # fmt: skip
OPTIONAL = ("wrong_reason",)
_NAME = table({"zh": text, "en": text})


def _named(section: str) -> Shape:
    return free(_NAME, WANTED[section], section.replace("_", " "))


_SHAPE = pack({s: _named(s) for s in WANTED if s not in OPTIONAL}, {s: _named(s) for s in OPTIONAL})


def _sense(body: Body) -> Mistakes:
    for section, wanted in WANTED.items():
        if section not in body:
            continue
        for name in wanted:
            if name not in body[section]:
                yield Mistake((section,), f"{name} has no name: add it")
            else:
                yield from named(body[section][name], (section, name), ("zh", "en"))


NAMES = Check(_SHAPE, _sense)
