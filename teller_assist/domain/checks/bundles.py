"""The pack ``bundles``: parts that are often used together."""

from teller_assist.domain.checks import Check, pack
from teller_assist.domain.checks.occasion import when_of
from teller_assist.domain.checks.targets import target
from teller_assist.domain.pack_need import (
    Body,
    Mistake,
    Mistakes,
    code,
    day,
    in_order,
    many,
    number,
    spoken,
    table,
    text,
    unique,
    whole,
)

_BUNDLE = table(
    {
        "code": code, "name": spoken("line", trait=True), "when": text, "parts": many(target, 2, 5),
        "least": whole(2, 5), "weight": number(0, 0.5), "reason": spoken("reason"),
    },
    {"legal_basis": text, "from": day, "until": day},
)  # fmt: skip
_SHAPE = pack({"bundle": many(_BUNDLE)})


def _sense(body: Body) -> Mistakes:
    yield from unique(body["bundle"], ("bundle",))
    for nth, bundle in enumerate(body["bundle"]):
        path, parts = ("bundle", nth), bundle["parts"]
        yield from when_of(bundle, path)
        yield from in_order(bundle, path)
        for at, part in enumerate(parts):
            if part in parts[:at]:
                yield Mistake((*path, "parts", at), f"{part!r} is there twice: take out one of them")
        if bundle["least"] > len(parts):
            yield Mistake((*path, "least"), f"there are only {len(parts)} parts: write at most so many")


BUNDLES = Check(_SHAPE, _sense)
