"""The transaction in hand, as the core terminal's screen-pop tells it (feature 32). Nothing else may tell it."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from teller_assist.errors import BadInput

_YES, _THERE = ("yes", "no"), ("elsewhere", "here")
# What may stand beside the customer of a screen-pop, and the words for it; the first of two says true.
TOLD: Mapping[str, tuple[str, ...]] = {
    "business": (), "amount": (), "early": _YES, "payee": ("new", "known"), "payee_place": _THERE, "received": _THERE,
    "waiting": _YES,
}  # fmt: skip
_YUAN = re.compile(r"(\d{1,10})(?:\.(\d{1,2}))?", re.ASCII)


class Hand(NamedTuple):
    """None and "" are not told. ``first_here`` and ``booked`` the desk finds out itself.

    ``early``: before its term; ``payee_elsewhere``: in another province; ``received_elsewhere``: money came in today
    from another province; ``waiting``: the terminal waits for an authorisation.
    """

    business: str = ""
    amount_fen: int | None = None
    early: bool | None = None
    payee_new: bool | None = None
    payee_elsewhere: bool | None = None
    received_elsewhere: bool | None = None
    first_here: bool | None = None
    booked: bool | None = None
    waiting: bool = False


EMPTY = Hand()


def hand_from(told: Mapping[str, object]) -> Hand:
    """What a screen-pop says of the transaction, by the names of ``TOLD``; the amount in yuan, 200000 or 200000.50.

    Raises ``BadInput`` for a name or a word that is none of them; ``business`` the standards check.
    """
    for name, value in told.items():
        if name not in TOLD:
            raise BadInput(f"{name[:40]!r} is not known of a transaction: use one of {', '.join(TOLD)}")
        words = TOLD[name]
        if not isinstance(value, str) or not value or (words and value not in words):
            raise BadInput(f"{name} is {' or '.join(words)}" if words else f"{name} is a text that says something")
    return Hand(
        str(told.get("business", "")), _fen(told.get("amount")), _first(told, "early"), _first(told, "payee"),
        _first(told, "payee_place"), _first(told, "received"), waiting=told.get("waiting") == "yes",
    )  # fmt: skip


def _first(told: Mapping[str, object], name: str) -> bool | None:
    return told[name] == TOLD[name][0] if name in told else None


def _fen(yuan: object) -> int | None:
    if yuan is None:
        return None
    match = _YUAN.fullmatch(str(yuan))
    if match is None:
        raise BadInput(f"amount {str(yuan)[:20]!r} is not yuan as 200000 or 200000.50")
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
