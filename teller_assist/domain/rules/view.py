"""What the fact files read from."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from teller_assist.domain.customer import Profile
from teller_assist.domain.hand import Hand
from teller_assist.domain.product import Product


class View(NamedTuple):
    """One customer on one day beside the catalogue. ``age`` is None where it is not known. ``scenarios``: codes of
    those that are on today."""

    profile: Profile
    today: date
    products: Mapping[str, Product]
    age: int | None
    hand: Hand | None = None
    scenarios: frozenset[str] = frozenset()
