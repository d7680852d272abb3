"""Stars (星级) awarded to a teller, or to the branch itself."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from teller_assist.desk.deed import Deed, new_id, short
from teller_assist.domain.days import day_at
from teller_assist.domain.quality import Award, StarAwarded
from teller_assist.errors import BadInput, Refused
from teller_assist.store.states import find, read

if TYPE_CHECKING:
    from sqlite3 import Connection

FIRST = date(2000, 1, 1)
AHEAD = timedelta(days=31)


def award(deed: Deed, teller_no: str, stars: int, from_day: date, note: str = "") -> Award:
    """1–5 stars from a day on; a blank ``teller_no`` is the branch. Raises ``BadInput``,
    ``Refused`` for one's own."""
    last = day_at(deed.at) + AHEAD
    if not FIRST <= from_day <= last:
        raise BadInput(f"{from_day}: stars begin on a day from {FIRST} to {last}")
    if stars not in range(1, 6):
        raise BadInput(f"{stars} stars: 1 to 5 are awarded")
    if teller_no == deed.staff_no:
        raise Refused("nobody awards stars to himself: another manager does")
    short(note)
    made = deed.record(StarAwarded, award_id=new_id(), teller_no=teller_no, stars=stars, from_day=from_day, note=note)
    found = find(deed.con, Award, made.award_id)
    assert found is not None
    return found


def listed(con: "Connection", only: str = "") -> tuple[Award, ...]:
    """Newest first. ``only``: this teller's and the branch's."""
    return read(con, Award, "(? = '' OR teller_no IN (?, '')) ORDER BY from_day DESC, at DESC, award_id", only, only)
