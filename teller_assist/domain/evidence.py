"""The evidence of a decision: what was shown, by which book, from which inputs; enough to make it again."""

import json
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from teller_assist.domain.engine import ENGINE
from teller_assist.domain.inputs import inputs_of, packed
from teller_assist.domain.plain import plain
from teller_assist.domain.situation import Situation
from teller_assist.domain.suggestion import Slate


class Evidence(NamedTuple):
    """The fields of ``DecisionMade`` that follow from slate and situation. Chances and scores per mille."""

    packs: str
    generation: str
    input_hash: str
    today: str
    shown: tuple[tuple[int, str, str, int, int, str, int, int], ...]
    blocked: tuple[tuple[str, str], ...]
    nothing_because: str
    book: str
    inputs: str
    slate_hash: str
    arm: str
    model: str
    engine: int


def evidence_of(slate: Slate, situation: Situation, generation: str, today: date, book: str) -> Evidence:
    """What is kept of a slate. ``book``: the name of what its engine is made of."""
    shown = tuple(
        (
            s.rank, s.product_code, s.verb, round(s.p * 1000), round(s.score * 1000), s.slot, round(s.se * 1000),
            round(s.propensity * 1000),
        )
        for s in slate.suggestions
    )  # fmt: skip
    blocked = tuple((b.product_code, b.code) for b in slate.blocked)
    inputs = inputs_of(situation)
    return Evidence(
        slate.packs, generation, digest(inputs), today.isoformat(), shown, blocked, slate.nothing_because, book,
        packed(inputs), sha256(slate_bytes(slate)).hexdigest(), slate.arm, slate.model, ENGINE,
    )  # fmt: skip


def slate_bytes(slate: Slate) -> bytes:
    """The whole slate as canonical JSON, words and factors included. Chances are told to nine digits: the same sum is
    rounded alike on every machine."""
    told = {
        "suggestions": [_suggestion(s) for s in slate.suggestions],
        "blocked": [plain((b.product_code, b.gate, b.code, _rounded(b.facts))) for b in slate.blocked],
        "nothing": plain((slate.nothing_because, _rounded(slate.nothing_facts))),
        "personalised": slate.personalised,
        "packs": slate.packs,
        "arm": slate.arm,
        "model": slate.model,
        "banner": slate.banner,
        "together": plain(slate.together),
    }
    return _canonical(told)


def _suggestion(s: Any) -> dict[str, Any]:
    return {
        "rank": s.rank, "slot": s.slot, "product_code": s.product_code, "name": plain(s.name), "verb": s.verb,
        "reason": plain(s.reason), "reason_code": s.reason_code, "also": plain(s.also),
        "talk_track": plain(s.talk_track), "p": _told(s.p), "se": _told(s.se), "score": _told(s.score),
        "propensity": _told(s.propensity), "factors": _rounded(s.factors),
    }  # fmt: skip


def _told(value: float) -> str:
    return f"{value:.9f}"


def _rounded(facts: Any) -> Any:
    return {k: _told(v) if isinstance(v, float) else plain(v) for k, v in facts.items()}


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(value: object) -> str:
    """SHA-256 (hex) of a value's canonical JSON: the same on every machine and run."""
    return sha256(_canonical(plain(value))).hexdigest()
