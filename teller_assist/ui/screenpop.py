"""The core terminal brings a card up: a local socket for this user only, and with it the single instance."""

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from teller_assist.domain.hand import TOLD, Hand, hand_from
from teller_assist.errors import Expected

KINDS = ("card", "id", "ticket", "customer")
LONGEST = 4096  # bytes of one message
LONGEST_VALUE = 64
PATIENCE_MS = 5000  # for a client that begins a line and never ends it
MOST_CLIENTS = 8


class AlreadyRunning(Exception):
    """Another window serves this data folder; it was asked to show itself."""


class ScreenPop(QObject):
    """Listens at ``address``. ``opens(kind, value, hand)`` brings a card and raises ``Expected`` if it cannot;
    ``shows()`` raises the window for a second start. Neither takes the keyboard."""

    def __init__(
        self,
        address: str,
        opens: Callable[[str, str, Hand], None],
        shows: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._address, self._opens, self._shows = address, opens, shows
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(MOST_CLIENTS)
        self._server.newConnection.connect(self._on_connected)

    def listen(self) -> None:
        """Raises ``AlreadyRunning`` if a living window answers there; a dead one's socket file is removed."""
        if answers(self._address):
            raise AlreadyRunning(self._address)
        path = Path(self._address)
        if not self._address.startswith("\\\\"):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if path.exists():
                if not stat.S_ISSOCK(path.stat().st_mode):
                    raise OSError(f"cannot listen at {path}: a file is there that is no socket")
                QLocalServer.removeServer(self._address)
        if not self._server.listen(self._address):
            raise OSError(f"cannot listen at {self._address}: {self._server.errorString()}")

    def close(self) -> None:
        self._server.close()

    def _on_connected(self) -> None:
        while (client := self._server.nextPendingConnection()) is not None:
            client.setReadBufferSize(LONGEST + 1)
            _Client(client, self._answer)

    def _answer(self, line: bytes) -> dict[str, Any]:
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            return _no("not a line of JSON")
        if message == {"show": {}}:
            self._shows()
            return {"ok": True}
        asked = message.get("open") if isinstance(message, dict) and len(message) == 1 else None
        told = {name: asked.pop(name) for name in TOLD if name in asked} if isinstance(asked, dict) else {}
        if not isinstance(asked, dict) or len(asked) != 1:
            return _no(f'write {{"open": {{"card": "…"}}}} with one of {", ".join(KINDS)}, and {", ".join(TOLD)}')
        [(kind, value)] = asked.items()
        if kind not in KINDS or not all(map(_fits, (value, *told.values()))):
            return _no(f"one of {', '.join(KINDS)} and texts of at most {LONGEST_VALUE} characters")
        try:
            self._opens(kind, value, hand_from(told))
        except Expected as error:
            return {**_no(str(error)), "error": error.key}
        return {"ok": True}


class _Client(QObject):
    """One caller: one line in, one line out, then goodbye."""

    def __init__(self, wire: QLocalSocket, answer: Callable[[bytes], dict[str, Any]]) -> None:
        super().__init__(wire)
        self._wire, self._answer, self._line = wire, answer, b""
        wire.readyRead.connect(self._on_bytes)
        wire.disconnected.connect(wire.deleteLater)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._on_late)
        self._late.start(PATIENCE_MS)
        self._on_bytes()

    def _on_bytes(self) -> None:
        if not self._late.isActive():
            self._wire.readAll()  # answered already
            return
        self._line += self._wire.readAll().data()
        if b"\n" in self._line[: LONGEST + 1]:
            self._say(self._answer(self._line.split(b"\n", 1)[0]))
        elif len(self._line) > LONGEST:
            self._say(_no(f"a message has at most {LONGEST} bytes"))

    def _on_late(self) -> None:
        self._say(_no("no whole line came"))

    def _say(self, reply: dict[str, Any]) -> None:
        self._late.stop()
        self._wire.write(json.dumps(reply, ensure_ascii=False).encode() + b"\n")
        self._wire.flush()
        self._wire.disconnectFromServer()


def answers(address: str, message: bytes = b"") -> bool:
    """True if somebody listens there; ``message`` is left with them."""
    wire = QLocalSocket()
    wire.connectToServer(address)
    if not wire.waitForConnected(300):
        return False
    if message:
        wire.write(message)
        wire.waitForBytesWritten(300)
        wire.waitForReadyRead(1000)
    wire.disconnectFromServer()
    return True


def _fits(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_VALUE


def _no(sentence: str) -> dict[str, Any]:
    return {"ok": False, "error": "bad_input", "sentence": sentence}
