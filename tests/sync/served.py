"""A real hub behind real HTTP in a thread of the test, and desks that enrol at it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn
from sqlalchemy import func, select

from teller_assist.hub import tables
from teller_assist.hub.engine import Hub, note_about
from teller_assist.hub.enrolment import make_code
from teller_assist.hub.node import Node
from teller_assist.hub.routes import Doors, Server
from teller_assist.sync.enrol import enrol
from teller_assist.sync.run import Result, sync
from teller_assist.sync.sender import Sender, utc_now
from teller_assist.wire.identity import Certificate, certify

BRANCH = "1001"


@contextmanager
def served(hub: Hub, port: int = 0, role: str = "hub", node: Node | None = None, **tls: Any) -> Iterator[str]:
    """The address of the hub while it answers; on the way out it is gone at once."""
    if (
        role == "branch" and node is None and not hub.about().get("up_certificate")
    ):  # stands for a node, by the word of the very hub it is
        shown = Certificate("the node", BRANCH, "branch", hub.key.public, datetime.now(UTC).isoformat())
        with hub.writing() as con:
            note_about(con, "up_certificate", certify(hub.key, shown))
    doors = Doors(hub, role, node)
    program = Server(doors)
    config = uvicorn.Config(
        program.program, host="127.0.0.1", port=port, log_config=None, lifespan="off",
        timeout_graceful_shutdown=1, **tls,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
        assert thread.is_alive(), "the hub did not come up"
    made = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{made}"
    finally:
        doors.bells.close()
        server.should_exit = True
        thread.join()
        program.close()


def code(hub: Hub, branch_no: str = BRANCH) -> str:
    return make_code(hub, branch_no, "desk", 1, datetime.now(UTC)).code


@contextmanager
def enrolled(hub: Hub, url: str, data: Path, **more: Any) -> Iterator[Sender]:
    """A new desk that the hub knows, open."""
    enrol(data, url, code(hub), **more)
    with opened(data) as desk:
        yield desk


@contextmanager
def opened(data: Path, now: Callable[[], datetime] = utc_now) -> Iterator[Sender]:
    desk = Sender.open(data, now)
    try:
        yield desk
    finally:
        desk.close()


def synced(desk: Sender, stop: threading.Event | None = None) -> Result:
    return sync(desk, lambda step, done, of: None, stop or threading.Event())


def in_ledger(hub: Hub) -> int:
    """Events the hub counts: each once."""
    with hub.reading() as con:
        return int(con.scalar(select(func.count()).select_from(tables.ledger).where(tables.ledger.c.again == 0)) or 0)
