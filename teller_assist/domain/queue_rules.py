"""What the standards say about the queue: who is called first, and when the busy light changes. Practice."""

from typing import NamedTuple

from teller_assist.domain.pack_need import Body, need, whole

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


def check_queue_rules(body: Body) -> None:
    """``[order]`` and ``[busy]`` of the pack ``standards``; one of an older form has neither."""
    for section, known, least in (("order", Order._fields, 0), ("busy", Busy._fields, 1)):
        for name, value in body.get(section, {}).items():
            need(name in known, section, f"{name} is not known; use {', '.join(known)}", name)
            whole(value, least, f"{section}: {name}", name)
    busy = Busy(**body.get("busy", {}))
    need(busy.normal <= busy.busy <= busy.saturated, "busy", "normal <= busy <= saturated is needed", "busy")
    need(busy.busy_minutes <= busy.saturated_minutes, "busy", "busy_minutes <= saturated_minutes is needed", "busy")
    for b in body["business"]:
        need(
            b["queue"] not in OWN_ROWS,
            f"business {b['code']!r}",
            f"{OWN_ROWS} number the desks' own tickets",
            b["code"],
        )
