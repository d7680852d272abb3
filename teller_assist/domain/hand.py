"""The transaction in hand, as the core terminal's screen-pop tells it (feature 32). Nothing else may tell it."""

from typing import NamedTuple


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
