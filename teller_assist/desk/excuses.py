"""Why a visit took longer than the standard (超时原因), by one key."""

from datetime import datetime, timedelta

from teller_assist.desk.deed import Deed
from teller_assist.domain.standards import Excuse, Standards
from teller_assist.domain.visit import Visit, VisitExcused
from teller_assist.domain.visit_clock import over_limit_s
from teller_assist.errors import BadInput, Refused

UNTIL = timedelta(minutes=10)  # after the end, for the last visit


def excuse(deed: Deed, visit: Visit | None, code: str, standards: Standards) -> None:
    """Notes the reason with all that it may account for; what is used of it the clock says. The last word counts.

    Raises ``BadInput`` for a reason the standards do not have, ``Refused`` when no visit is over its limit.
    """
    reason = reason_of(code, standards)
    if visit is None:
        raise Refused("no visit is over its limit: a reason can be given from then on to ten minutes after its end")
    if visit.excuse != code:
        deed.record(VisitExcused, visit_id=visit.visit_id, excuse=code, seconds=60 * reason.minutes)


def reason_of(code: str, standards: Standards) -> Excuse:
    """Raises ``BadInput``."""
    found = next((e for e in standards.excuses if e.code == code), None)
    if found is None:
        known = ", ".join(e.code for e in standards.excuses)
        raise BadInput(f"{code!r} is no reason for taking longer; use one of {known}")
    return found


def asks_why(present: Visit | None, last: Visit | None, standards: Standards, now: datetime) -> Visit | None:
    """The visit whose reason is wanted: the one under way beyond its limit, else the last one, for ten minutes."""
    if present is not None and over_limit_s(present, standards, now, excuses=False):
        return present
    if last is None or last.ended_at is None or now - last.ended_at > UNTIL:
        return None
    return last if over_limit_s(last, standards, excuses=False) else None
