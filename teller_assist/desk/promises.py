"""A promise (承诺) to a customer: made with its day, ended as kept, broken or withdrawn."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from teller_assist.desk.deed import Deed, found, new_id, short
from teller_assist.domain.word_given import PROMISE_ENDS, Promise, PromiseEnded, PromiseMade
from teller_assist.errors import BadInput, Refused
from teller_assist.store.states import read

if TYPE_CHECKING:
    from sqlite3 import Connection

FARTHEST = timedelta(days=366)  # nobody remembers a word for longer


class Word(NamedTuple):
    """What is promised to whom, and who owes it until which day."""

    customer_no: str
    what: str
    due_on: date
    owner_no: str
    visit_id: UUID | None = None


def make(deed: Deed, word: Word, today: date) -> Promise:
    """Raises ``BadInput`` for a blank or too long promise, a day that is over, or one more than ``FARTHEST`` ahead."""
    what = word.what.strip()
    if not what:
        raise BadInput("say what is promised")
    short(what)
    if word.due_on < today:
        raise BadInput(f"{word.due_on} is over: give a day from {today} on")
    if word.due_on - today > FARTHEST:
        raise BadInput(f"{word.due_on} is more than a year ahead: give a day up to {today + FARTHEST}")
    made = deed.record(PromiseMade, promise_id=new_id(), **word._replace(what=what)._asdict())
    return existing(deed.con, made.promise_id)


def end(deed: Deed, promise_id: UUID, how: str, note: str, floor: bool) -> Promise:
    """By who owes or made it, or on the floor. Raises ``NotFound``, ``BadInput``, ``Refused`` if it has ended."""
    if how not in PROMISE_ENDS:
        raise BadInput(f"{how!r} is no end of a promise; use one of {', '.join(PROMISE_ENDS)}")
    short(note)
    before = existing(deed.con, promise_id)
    if before.how == how:
        return before
    if before.how:
        raise Refused(f"promise {promise_id} was ended by {before.ended_by}: {before.how}")
    if deed.staff_no not in (before.owner_no, before.made_by) and not floor:
        raise Refused(f"{before.owner_no} owes it: they, or the lobby or branch manager, say what became of it")
    deed.record(PromiseEnded, promise_id=promise_id, how=how, note=note)
    return existing(deed.con, promise_id)


def existing(con: "Connection", promise_id: UUID) -> Promise:
    """As it now stands. Raises ``NotFound``."""
    return found(con, Promise, promise_id, "promise")


def of_customer(con: "Connection", customer_no: str) -> tuple[Promise, ...]:
    """What this customer was promised, newest first."""
    return read(con, Promise, "customer_no = ? ORDER BY made_at DESC, promise_id", customer_no)


def listed(con: "Connection", only: str = "") -> tuple[Promise, ...]:
    """The branch's, the one that is due first in front. ``only``: those this member of staff owes or made."""
    where = "(? = '' OR owner_no = ? OR made_by = ?) ORDER BY due_on, made_at, promise_id"
    return read(con, Promise, where, only, only, only)
