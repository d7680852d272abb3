"""What the standards say about the queue: who is called first, and when the busy light changes. Practice."""

from typing import NamedTuple

OWN_ROWS = "LWXYZ"  # letters of tickets that the lobby and the windows issue, and so no queue's


class Order(NamedTuple):
    """Who is called first (``queue.py``): head starts in minutes; after so many overtakings, or minutes of waiting,
    nobody who came later goes before."""

    vip: int = 10
    need: int = 8
    most: int = 15
    overtaken: int = 5
    never_after: int = 20


class Busy(NamedTuple):
    """From how many waiting per open window, and from how many minutes of the longest wait, the light (``busy.py``)
    changes."""

    normal: int = 1
    busy: int = 3
    saturated: int = 6
    busy_minutes: int = 10
    saturated_minutes: int = 20
