"""One line of the search list."""

from enum import StrEnum
from typing import NamedTuple


class Match(StrEnum):
    """How well the typed text met the key: the whole of it, its beginning, or a part inside or at its end."""

    EXACT = "exact"
    PREFIX = "prefix"
    INSIDE = "inside"


class Found(NamedTuple):
    """A customer that matches. ``by`` names the key that matched, ``shown`` is that key, masked but for the match."""

    o: int
    customer_no: str
    name: str
    sex: str
    birth_year: int | None
    id_masked: str
    branch_no: str
    own_branch: bool
    tier: str
    match: Match
    by: str  # name | pinyin | initials | id | mobile | card | account | customer_no | ticket
    shown: str
    possible_duplicate: bool
    minimal: bool  # another branch's customer, known by tier and flags only
