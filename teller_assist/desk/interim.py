"""Stands in until domain/engine.py lands; then this file goes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from teller_assist.domain.customer import Contact, Profile
from teller_assist.domain.product import Product
from teller_assist.domain.staff import Branch, Staff
from teller_assist.domain.suggestion import Slate, Text, Why


class Situation(NamedTuple):
    today: date
    profile: Profile
    staff: Staff
    contacts: tuple[Contact, ...]
    agent: bool
    queue_waiting: int | None
    shown_this_visit: tuple[str, ...]
    generation: str


class Engine:
    def __init__(self, packs: Mapping[str, dict[str, Any]], products: Sequence[Product], branch: Branch) -> None:
        pass

    def suggest(self, situation: Situation) -> Slate:
        return Slate((), (), "NOTHING", {}, True, "")

    def why(self, situation: Situation, product_code: str) -> Why:
        blank = Text("", "")
        return Why(product_code, blank, False, "", blank, (), blank, blank, {}, "")
