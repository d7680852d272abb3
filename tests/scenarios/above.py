"""A hub over a real database, and how a test makes desks known to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from teller_assist.hub.engine import Hub, open_hub
from teller_assist.sync.enrol import enrol
from tests.scenarios.hubs import free_port
from tests.scenarios.zygote import Child, Zygote
from tests.sync.served import code


class Above:
    """``hub serve`` over a database as a process; ``hub`` looks at the same database beside it."""

    def __init__(self, zygote: Zygote, data: Path, db: str, port: int = 0) -> None:
        self._zygote, self.data, self._db = zygote, data, db
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.hub: Hub = open_hub(data, db)
        self._child: Child | None = None

    def start(self) -> None:
        self._child = self._zygote.start(self.data, "hub", "serve", "--db", self._db, "--port", self.port, "--json")
        assert "listening" in self._child.first_line(), self._child.err

    def kill(self) -> None:
        """As when the power goes."""
        if self._child:
            self._child.kill()
            self._child = None

    def desk(self, data: Path) -> Path:
        """A new desk that is known here."""
        enrol(data, self.url, code(self.hub))
        return data

    def close(self) -> None:
        self.kill()
        self.hub.close()


@contextmanager
def above(zygote: Zygote, data: Path, db: str) -> Iterator[Above]:
    made = Above(zygote, data, db)
    try:
        made.start()
        yield made
    finally:
        made.close()
