"""The sync of an open window: a child process, so that a long push never makes a lookup wait.

It lives as long as the window: it is started again when it ends, and ends when its standard input does. What it
says and hears, line by line: docs/sync.md, "The follower". Stopping it at any moment is harmless.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

FIRST_MS, MOST_MS = 2_000, 300_000  # until it is started again; doubled each time it has not lived
LIVED_MS = 60_000
PATIENCE_MS = 2_000  # for it to end by itself when the window closes


def command(data: Path) -> list[str]:
    """The follower of a data folder."""
    return [sys.executable, "-m", "teller_assist", "--data", str(data), "sync", "--follow", "--progress", "--json"]


class Follower(QObject):
    """``linked``: the line is up or down. ``stepped``: a step, done, of how many (0 not known). ``news``: so many
    shared events came. ``waiting``: seconds to the next try. ``ended``: a session did, or the child itself."""

    linked = Signal(str)
    stepped = Signal(str, int, int)
    news = Signal(int)
    waiting = Signal(int)
    ended = Signal()

    def __init__(self, command: list[str], parent: QObject | None = None, first_ms: int = FIRST_MS) -> None:
        super().__init__(parent)
        self._command, self._first_ms, self._pause_ms = command, first_ms, first_ms
        self._wanted = False
        self._child = QProcess(self)
        self._child.setStandardErrorFile(QProcess.nullDevice())
        self._child.readyReadStandardOutput.connect(self._on_lines)
        self._child.finished.connect(self._on_finished)
        self._child.errorOccurred.connect(self._on_error)
        self._again, self._lived = QTimer(self), QTimer(self)
        for timer in (self._again, self._lived):
            timer.setSingleShot(True)
        self._again.timeout.connect(self._launch)
        self._lived.timeout.connect(self._on_lived)

    def running(self) -> bool:
        return self._child.state() != QProcess.ProcessState.NotRunning

    def start(self) -> None:
        """From now on there is one, until ``stop``."""
        if not self._wanted:
            self._wanted, self._pause_ms = True, self._first_ms
            self._launch()

    def sync(self) -> None:
        """A session now; starts the child first if it is between two lives."""
        self.start()
        self._again.stop()
        self._launch()
        self._say("sync")

    def cancel(self) -> None:
        """Ends the session under way; what is delivered stays delivered."""
        if self.running():
            self._say("cancel")

    def stop(self) -> None:
        """Its input ends, and so does it; if not within two seconds it is killed, which loses nothing."""
        self._wanted = False
        self._again.stop()
        self._lived.stop()
        if self.running():
            self._child.closeWriteChannel()
            if not self._child.waitForFinished(PATIENCE_MS):
                self._child.kill()
                self._child.waitForFinished(PATIENCE_MS)

    def _launch(self) -> None:
        if self._wanted and not self.running():
            self._lived.start(LIVED_MS)
            self._child.start(self._command[0], self._command[1:])

    def _say(self, word: str) -> None:
        self._child.write(f"{word}\n".encode())

    def _on_lived(self) -> None:
        self._pause_ms = self._first_ms

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # there is no ``finished`` then
            self._on_finished()

    def _on_finished(self) -> None:
        self._lived.stop()
        if not self._wanted:
            return
        self.ended.emit()
        self.linked.emit("")
        self._again.start(self._pause_ms)
        self._pause_ms = min(MOST_MS, self._pause_ms * 2)

    def _on_lines(self) -> None:
        while self._child.canReadLine():
            try:
                said = json.loads(bytes(self._child.readLine().data()))
            except ValueError:
                continue
            if isinstance(said, dict):
                self._heard(said)

    def _heard(self, said: dict[str, object]) -> None:
        """One line. What this program does not know is passed over: the child may be newer."""
        match said:
            case {"link": "up" | "down" as state}:
                self.linked.emit(state)
            case {"step": str(step)}:
                self.stepped.emit(step, _count(said.get("done")), _count(said.get("of")))
            case {"news": int(count)}:
                self.news.emit(count)
            case {"retry": int() | float() as seconds}:
                self.waiting.emit(_count(seconds))
            case {"trouble": _}:
                self.ended.emit()


def _count(value: object) -> int:
    return min(int(value), 2**31 - 1) if isinstance(value, int | float) and value >= 0 else 0
