"""Everything a slate depends on beside the book: who, when, before whom, and what is going on at the window."""

from datetime import date
from typing import NamedTuple

from teller_assist.domain.care import Care
from teller_assist.domain.customer import Contact, Profile
from teller_assist.domain.hand import Hand
from teller_assist.domain.staff import Staff


class Situation(NamedTuple):
    """``contacts``: told and recorded, newest first. ``wrong``: products that were called wrong in this visit.
    ``passed``: topics whose quiz this member of staff has passed and which still count. ``care``: the day's pause."""

    today: date
    profile: Profile
    staff: Staff
    contacts: tuple[Contact, ...] = ()
    agent: bool = False
    queue_waiting: int | None = None
    shown_this_visit: tuple[str, ...] = ()
    generation: str = ""
    offers_left: int | None = None  # by the busy light; None where there is none
    hand: Hand | None = None
    care: Care | None = None
    wrong: frozenset[str] = frozenset()
    passed: frozenset[str] = frozenset()
