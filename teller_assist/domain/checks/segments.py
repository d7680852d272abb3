"""The pack ``segments``: named predicates."""

from teller_assist.domain.checks import Check, pack
from teller_assist.domain.checks.occasion import when_of
from teller_assist.domain.pack_need import Body, Mistakes, code, many, spoken, table, text, unique

_NAME = spoken("line", trait=True)
_SEGMENT = table({"code": code, "name": _NAME, "meaning": _NAME, "when": text}, {"legal_basis": text})
_SHAPE = pack({"segment": many(_SEGMENT)})


def _sense(body: Body) -> Mistakes:
    yield from unique(body["segment"], ("segment",))
    for nth, segment in enumerate(body["segment"]):
        yield from when_of(segment, ("segment", nth))


SEGMENTS = Check(_SHAPE, _sense)
