"""The evidence of a decision: what was shown, by which versions, from which inputs (their hash)."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from hashlib import sha256
from typing import Any, NamedTuple

from teller_assist.domain.suggestion import Slate


class Evidence(NamedTuple):
    """The fields of ``DecisionMade`` that follow from slate and situation. Chances and scores per mille."""

    packs: str
    generation: str
    input_hash: str
    today: str
    shown: tuple[tuple[int, str, str, int, int, str], ...]
    blocked: tuple[tuple[str, str], ...]
    nothing_because: str


def evidence_of(slate: Slate, situation: object, generation: str, today: date) -> Evidence:
    """What is kept of a slate. The hash lets the same inputs be recognised without keeping them."""
    shown = tuple(
        (s.rank, s.product_code, s.verb, round(s.p * 1000), round(s.score * 1000), s.slot) for s in slate.suggestions
    )
    blocked = tuple((b.product_code, b.code) for b in slate.blocked)
    return Evidence(
        slate.packs, generation, digest(situation), today.isoformat(), shown, blocked, slate.nothing_because
    )


def digest(value: object) -> str:
    """SHA-256 (hex) of a value's canonical JSON: the same on every machine and run."""
    text = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {str(k): _plain(v) for k, v in value.items()}
        case frozenset() | set():
            return sorted(_plain(v) for v in value)
        case tuple() | list():
            return [_plain(v) for v in value]
    return value
