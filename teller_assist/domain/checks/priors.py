"""The pack ``priors``."""

from teller_assist.domain.checks import Check, pack
from teller_assist.domain.checks.targets import target
from teller_assist.domain.pack_need import Body, Mistake, Mistakes, any_text, code, free, many, number, table
from teller_assist.domain.product import CATEGORIES

_PRIOR = table({"for": target, "expected": number(0, 1, within=True)}, {"rule": code, "weight": number(0.001, 1000)})
_SHAPE = pack(
    {"value": free(number(0.5, 2), CATEGORIES, "category"), "prior": many(_PRIOR)},
    {"explore": number(0, 0.2), "holdout": number(0, 0.2), "salt": any_text, "model_key": any_text},
)


def _sense(body: Body) -> Mistakes:
    seen: set[tuple[str, str]] = set()
    for nth, row in enumerate(body["prior"]):
        key = (row["for"], row.get("rule", ""))
        if key in seen:
            yield Mistake(("prior", nth, "for"), f"{' '.join(key).strip()!r} is there twice: take out one of them")
        seen.add(key)
    for category in CATEGORIES:
        if (category, "") not in seen:
            yield Mistake(("prior",), f"{category} has no row: add [[prior]] for it")


PRIORS = Check(_SHAPE, _sense)
