"""七步自查: after one visit in so many the teller is asked which of the seven steps were kept.

Which visits is decided by their id and the standards' seed alone: nobody picks them, every device finds the same ones,
and how many were asked can be counted later. Not answering is no answer and is recorded nowhere.
"""

from collections.abc import Collection, Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID, uuid5

from teller_assist.domain.quality import SelfCheck
from teller_assist.domain.standards import Standards

ONE_IN = 20  # practice
_CHECKS = UUID("6f1d4f0a-2f0b-5c0e-9a39-5e1f0c6b7a49")  # a check has one id for its visit: given twice it is one
_WHOLE = 2**64


class Kept(NamedTuple):
    """Of one step: kept so often, of so many answers."""

    step: str
    kept: int
    of: int


def asked(visit_id: UUID, one_in: int = ONE_IN, seed: str = "") -> bool:
    """Whether this visit is one of the sample. ``one_in`` 0: none is, 1: every one."""
    if one_in <= 0:
        return False
    drawn = int.from_bytes(sha256(f"selfcheck {seed} {visit_id}".encode()).digest()[:8], "big")
    return drawn * one_in < _WHOLE


def is_wanted(visit_id: UUID, standards: Standards, queue_is_red: bool) -> bool:
    """Whether the teller is asked: never while somebody has waited to the red, nor where there are no steps."""
    rule = standards.selfcheck
    return bool(standards.steps) and not queue_is_red and asked(visit_id, rule.one_in, rule.seed)


def check_id_of(visit_id: UUID) -> UUID:
    return uuid5(_CHECKS, str(visit_id))


def kept_of(missed: Collection[str], steps: Sequence[str]) -> tuple[str, ...]:
    """The steps that were kept, in their order. Raises ``ValueError`` naming a step that there is not."""
    unknown = sorted(set(missed) - set(steps))
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no step; use {', '.join(steps)}")
    return tuple(step for step in steps if step not in missed)


def kept_rates(checks: Iterable[SelfCheck], steps: Sequence[str]) -> tuple[Kept, ...]:
    """Per step, over the checks that were answered."""
    given = [(set(c.kept.split()), set(c.missed.split())) for c in checks]
    return tuple(
        Kept(step, sum(step in kept for kept, _ in given), sum(step in kept | missed for kept, missed in given))
        for step in steps
    )
