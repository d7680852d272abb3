"""The ticket of whoever is at the window: a visit takes the one that was called here, and ends it.

Nobody presses a key for it. One that is served already when the card opens (an outside machine said so) is taken too.
Who comes along (a family, an agent) has a visit of their own under the same number; the wait is counted once, with the
first of them.
"""

from uuid import UUID

from teller_assist.desk import tickets
from teller_assist.desk.deed import Deed
from teller_assist.domain.days import day_at
from teller_assist.domain.ticket import CALLED, SERVING, Ticket
from teller_assist.domain.visit import VisitClocked, VisitTyped
from teller_assist.store.states import read


def at_window(deed: Deed, state: str) -> Ticket | None:
    """Today's ticket in this state at this window, the latest called."""
    where = "window_no = ? AND state = ? AND day = ? ORDER BY called_at DESC LIMIT 1"
    found = read(deed.con, Ticket, where, deed.window_no, state, day_at(deed.at).isoformat())
    return found[0] if found else None


def of_visit(deed: Deed, number: str) -> tuple[Ticket | None, str]:
    """The ticket a new visit takes, None for one that has none of its own; and the number it goes by.

    ``number`` "": nobody said one; then it is the one that was called last (an outside machine may call another while
    one has not come). Somebody who comes along goes by the number of whom the window serves.
    """
    called, serving = at_window(deed, CALLED), at_window(deed, SERVING)
    if called is not None and (number == called.number or (number == "" and not _is_later(serving, called))):
        return called, called.number
    if serving is None or number not in ("", serving.number):
        return None, number
    return (serving if serving.visit_id is None else None), serving.number


def _is_later(serving: Ticket | None, called: Ticket) -> bool:
    """Whom the window serves was called after one who has not come."""
    times = (serving.called_at if serving else None, called.called_at)
    return times[0] is not None and times[1] is not None and times[0] > times[1]


def take(deed: Deed, visit_id: UUID, ticket: Ticket) -> None:
    """The customer is here: the ticket is served, and what it knows goes to the visit's clock."""
    tickets.serve(deed, ticket.ticket_id, deed.window_no, visit_id, ticket.served_at)
    called_at = ticket.first_called_at or ticket.called_at or deed.at
    for step, moment in (("taken", ticket.taken_at), ("called", called_at)):
        deed.record(VisitClocked, visit_id=visit_id, step=step, moment=moment, source="queue")
    if ticket.business_type:
        deed.record(VisitTyped, visit_id=visit_id, business_type=ticket.business_type, source="queue")


def end(deed: Deed, only_of: UUID | None = None) -> None:
    """Whom the window serves has been served; ``only_of``: unless they are not of this visit."""
    serving = at_window(deed, SERVING)
    if serving is not None and only_of in (None, serving.visit_id):
        tickets.end(deed, serving.ticket_id, "served")
