"""Who serves: a member of staff and the qualifications they hold."""

from datetime import date
from typing import NamedTuple


class Staff(NamedTuple):
    staff_no: str
    name: str
    branch_no: str
    role: str  # teller | lobby_manager | rm | branch_manager
    licences: tuple[tuple[str, date], ...]  # (licence, last valid day)

    def may_sell(self, licence: str, today: date) -> bool:
        """True if no licence is needed or it is valid today, its last day included (Article 33)."""
        return not licence or any(name == licence and today <= last for name, last in self.licences)


class Branch(NamedTuple):
    branch_no: str
    name: str
    name_en: str
    region: str
    sales_zone: bool  # has a recorded sales zone
    not_offered: frozenset[str]  # categories this branch does not offer
