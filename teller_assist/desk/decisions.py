"""Decisions that this desk has recorded, made again from what was kept of them. A facade over a ``Counter``."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from teller_assist.desk import policy
from teller_assist.domain.days import midnight
from teller_assist.domain.replaying import Replay, ReplayedDay, replay, why_not
from teller_assist.domain.visit import DecisionMade
from teller_assist.errors import Damaged, Refused
from teller_assist.store import books, decisions

if TYPE_CHECKING:
    from sqlite3 import Connection

    from teller_assist.desk.counter import Counter


class Decisions:
    """Of the counter's desk."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter

    def replay(self, decision: str) -> Replay:
        """Makes a decision again and says whether it comes out the same. ``decision``: its id, or the digits that the
        screen shows.

        Raises ``NotFound``, ``BadInput``, ``NotAllowed``, ``Refused`` for what cannot be made again here, ``Damaged``.
        """
        counter = self._counter
        policy.require(counter.staff, "decision.replay", counter.branch.branch_no)
        with counter.reading() as con:
            made = decisions.find(con, decision)
            body = b"" if why_not(made) else book_in(con, made)
        return replay(made, body)

    def replay_day(self, day: date) -> ReplayedDay:
        """Every decision that this desk made on a day. Raises ``NotAllowed``, ``Damaged`` where a row was changed."""
        counter = self._counter
        policy.require(counter.staff, "decision.replay", counter.branch.branch_no)
        done: list[Replay] = []
        left_out = []
        with counter.reading() as con:
            found = list(decisions.between(con, midnight(day), midnight(day + timedelta(days=1))))
            for made in found:
                try:
                    done.append(replay(made, b"" if why_not(made) else book_in(con, made)))
                except (Refused, Damaged) as error:
                    left_out.append((made.decision_id, str(error)))
        differ = tuple(one for one in done if not one.agrees)
        return ReplayedDay(day, len(found), len(done) - len(differ), differ, tuple(left_out))


def book_in(con: "Connection", made: DecisionMade) -> bytes:
    """The bytes of a decision's book. Raises ``Refused`` where it is not here, ``Damaged``."""
    try:
        body = books.body(con, made.book)
    except ValueError as error:
        raise Damaged(f"{error}: bring work.db back from its backup") from error
    if body is None:
        raise Refused(
            f"the book {made.book[:8]} that decision {made.decision_id} names is not on this desk: without it the "
            "decision cannot be made again; `hub replay` may, where the hub built the data"
        )
    return body
