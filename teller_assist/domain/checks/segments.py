"""The pack ``segments``: named predicates."""

from teller_assist.domain.checks import Check, pack
from teller_assist.domain.checks.occasion import names_tag, when_of
from teller_assist.domain.pack_need import Body, Mistake, Mistakes, code, many, spoken, table, text, unique
from teller_assist.domain.rules.person import OPEN_FLAGS

_NAME = spoken("line", trait=True)
_SEGMENT = table({"code": code, "name": _NAME, "meaning": _NAME, "when": text}, {"legal_basis": text})
_SHAPE = pack({"segment": many(_SEGMENT)})


def _sense(body: Body) -> Mistakes:
    yield from unique(body["segment"], ("segment",))
    # A segment that asks for the tag of its own name adds to one that is told.
    reckoned = [s["code"] for s in body["segment"] if s["code"] not in OPEN_FLAGS and not names_tag(s, s["code"])]
    for nth, segment in enumerate(body["segment"]):
        yield from when_of(segment, ("segment", nth))
        for tag in reckoned:
            if column := names_tag(segment, tag):
                sentence = f"{tag!r} is a segment, and here only told tags are read: say its own condition"
                yield Mistake(("segment", nth, "when"), sentence, column)


SEGMENTS = Check(_SHAPE, _sense)
