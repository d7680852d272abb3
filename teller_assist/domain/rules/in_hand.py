"""The transaction in hand, for the care pack's signs and for occasions; unknown where the terminal tells nothing."""

from typing import Any

from teller_assist.domain.hand import Hand
from teller_assist.domain.predicate import BOOL, NUMBER, WORD, Fact
from teller_assist.domain.rules.view import View

FACTS = {
    "hand_business": Fact(WORD, "business type of the transaction in hand"),
    "hand_fen": Fact(NUMBER, "its amount in fen"),
    "hand_early": Fact(BOOL, "a term deposit is drawn before its term"),
    "payee_new": Fact(BOOL, "the customer never paid this payee before"),
    "payee_elsewhere": Fact(BOOL, "the payee is in another province"),
    "received_elsewhere": Fact(BOOL, "money came in today from another province"),
    "first_here": Fact(BOOL, "the first time at this branch"),
    "booked": Fact(BOOL, "the large sum was booked before"),
}


def read(view: View) -> dict[str, Any]:
    return facts_of(view.hand) if view.hand is not None else {}


def facts_of(hand: Hand) -> dict[str, Any]:
    """Without anything of the customer."""
    return {
        "hand_business": hand.business or None,
        "hand_fen": hand.amount_fen,
        "hand_early": hand.early,
        "payee_new": hand.payee_new,
        "payee_elsewhere": hand.payee_elsewhere,
        "received_elsewhere": hand.received_elsewhere,
        "first_here": hand.first_here,
        "booked": hand.booked,
    }
