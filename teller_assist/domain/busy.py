"""The busy light (忙闲灯) and quiet mode: the longer the queue, the fewer suggestions.

The light is the worse of two: those waiting per open window, and the longest wait. Bounds belong to the busier colour:
three a window are ``busy``, 20:00 minutes are ``saturated``. Practice; the numbers are the standards' ``[busy]``.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from teller_assist.domain.queue_rules import Busy

IDLE, NORMAL, BUSY, SATURATED = "idle", "normal", "busy", "saturated"
LIGHTS = (IDLE, NORMAL, BUSY, SATURATED)
SUGGESTIONS: Mapping[str, int] = {IDLE: 3, NORMAL: 3, BUSY: 1, SATURATED: 0}
T = TypeVar("T")


def light_of(waiting: int, windows: int, longest_s: int, busy: Busy) -> str:
    """A word of ``LIGHTS``. ``windows``: how many are open; with none open, anybody waiting saturates the hall.

    ``longest_s``: seconds that the longest waiting one has waited, 0 if nobody waits.
    """
    if not waiting:
        return IDLE
    by_queue = _reached(waiting, [windows * each for each in (busy.normal, busy.busy, busy.saturated)])
    by_wait = _reached(longest_s, [60 * busy.busy_minutes, 60 * busy.saturated_minutes])
    return LIGHTS[max(by_queue, by_wait + 1 if by_wait else 0)]


def most_suggestions(light: str) -> int:
    """How many suggestions may be shown: all three, one while it is busy, none while the hall is saturated."""
    return SUGGESTIONS[light]


def quiet(items: Sequence[T], is_service: Callable[[T], bool], light: str) -> tuple[T, ...]:
    """What of a slate is shown. Services (what the customer needs done) always are, and first once it is busy."""
    most = most_suggestions(light)
    services, offers = [i for i in items if is_service(i)], [i for i in items if not is_service(i)][:most]
    if most == SUGGESTIONS[IDLE]:
        return tuple(i for i in items if i in services or i in offers)
    return (*services, *offers)


def _reached(value: int, bounds: Sequence[int]) -> int:
    """How many of the rising bounds it has reached."""
    return sum(value >= bound for bound in bounds)
