"""The pack ``care``: signs that a payment may be a fraud, and what to say then."""

from teller_assist.domain.checks import Check, pack
from teller_assist.domain.checks.occasion import when_of
from teller_assist.domain.pack_need import Body, Mistake, Mistakes, code, many, spoken, table, text, unique, whole

_LINE = spoken("line")
_SIGN = table({"code": code, "name": _LINE, "weight": whole(1, 9)}, {"when": text, "legal_basis": text})
_SHAPE = pack(
    {
        "threshold": whole(1, 99), "say": _LINE, "do": _LINE, "sign": many(_SIGN, 1),
        "question": many(table({"ask": _LINE})),
    }
)  # fmt: skip
SEEN = 9  # signs that the teller ticks by a digit


def _sense(body: Body) -> Mistakes:
    signs = body["sign"]
    yield from unique(signs, ("sign",))
    seen = 0
    for nth, sign in enumerate(signs):
        yield from when_of(sign, ("sign", nth))
        if " " in sign["code"]:
            yield Mistake(("sign", nth, "code"), "a sign's code has no blank: write _ for it")
        seen += "when" not in sign
        if seen > SEEN and "when" not in sign:
            yield Mistake(("sign", nth), f"the teller has keys for {SEEN} signs: add a when or take it out")
    if sum(sign["weight"] for sign in signs) < body["threshold"]:
        yield Mistake(("threshold",), "all signs together do not reach it: lower it")


CARE = Check(_SHAPE, _sense)
