"""When the nightly sync runs. Pure: times come in, a time goes out.

The hub spreads its desks over the night by their *slot* (branch time). Each desk adds a jitter of its own, the same
desk another each night, and a desk that was off at its time catches up soon after it is on, not all at once at eight.
"""

from datetime import UTC, datetime, time, timedelta
from hashlib import sha256

from teller_assist.domain.days import BRANCH_TIME

DEFAULT_SLOT = time(20, 30)  # where no hub has said one
JITTER = timedelta(minutes=15)
CATCH_UP = timedelta(minutes=5)  # within so long after the start, where a night was missed
DAY = timedelta(days=1)


def next_run(slot: str, device: str, last_success: datetime | None, now: datetime, started: datetime) -> datetime:
    """The aware UTC time of the next nightly run; not after ``now`` means: it is due.

    ``last_success``: when everything was last delivered, None never. A success in the future of a clock that has been
    set back says nothing. ``started``: when this machine or program came up; what was missed is caught up from there.
    """
    missed = _at(slot, device, now)
    if last_success is None or not missed <= last_success <= now + DAY:
        return max(missed, started + CATCH_UP * _share(device, f"up {missed.date()}"))
    return _at(slot, device, missed + DAY + JITTER)


def due(slot: str, device: str, last_success: datetime | None, now: datetime, started: datetime) -> bool:
    return next_run(slot, device, last_success, now, started) <= now


def time_of_slot(slot: str) -> time:
    """The slot's time of day at the branch: ``HH:MM`` or an ISO time with its zone; the default for anything else."""
    try:
        if "T" in slot:
            at = datetime.fromisoformat(slot)
            return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(BRANCH_TIME).time()
        return time.fromisoformat(slot).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return DEFAULT_SLOT


def _at(slot: str, device: str, now: datetime) -> datetime:
    """The last run that was planned, not after ``now``."""
    day = now.astimezone(BRANCH_TIME).date()
    for back in (0, 1, 2):
        on = day - timedelta(days=back)
        planned = datetime.combine(on, time_of_slot(slot), BRANCH_TIME) + JITTER * _share(device, str(on))
        if planned <= now:
            break
    return planned.astimezone(UTC)


def _share(device: str, night: str) -> float:
    """0 to 1, even over devices and nights."""
    return int.from_bytes(sha256(f"{device} {night}".encode()).digest()[:4]) / 2**32
