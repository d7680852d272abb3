"""Keys that log: a number, then a letter, then perhaps a reason. Nothing else on the desk is so short."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from teller_assist.domain.attempt import LETTERS, Outcome
from teller_assist.domain.reasons import DECLINE_REASONS, NOT_OFFERED_REASONS, WRONG_REASONS

HOLD_MS = 40  # longer than a reader's gap: a letter inside a burst never becomes a deed
REASON_MS = 4000  # without a digit the attempt is logged with no reason
REASONS: Mapping[Outcome | None, tuple[str, ...]] = {
    Outcome.DECLINED: DECLINE_REASONS, Outcome.NOT_OFFERED: NOT_OFFERED_REASONS, None: WRONG_REASONS,
}  # fmt: skip
WRONG, WRONG_KEY = "wrong", "W"  # 这条不对: no outcome
NO_TIME = 1 + NOT_OFFERED_REASONS.index("no_time")


@dataclass(frozen=True, slots=True)
class Deed:
    """``number`` 1–5 is the place on the slate, 0 is every one not yet logged. ``outcome`` None: the suggestion is
    called wrong."""

    number: int
    outcome: Outcome | None
    reason: int = 0

    @property
    def code(self) -> str:
        """By which ``ui/texts.py`` knows it."""
        return self.outcome.value if self.outcome is not None else WRONG


class DeedKeys(QObject):
    """Turns key presses into deeds. ``numbered`` says which suggestion the keys now mean; ``asked`` opens the
    strip of reasons (None closes it); ``done`` is the deed."""

    numbered = Signal(int)
    asked = Signal(object)
    done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 1
        self._held: Deed | None = None
        self._waiting: Deed | None = None
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(HOLD_MS)
        self._hold.timeout.connect(self._release)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(REASON_MS)
        self._patience.timeout.connect(self.flush)

    def start(self, number: int) -> None:
        """Keys now mean this suggestion; used when a card opens and after each deed."""
        self._number = number

    def waiting(self) -> Deed | None:
        return self._waiting

    def press(self, key: str) -> bool:
        """True if the key meant something here. A key right after a letter shows a reader at work: the letter
        is dropped with it."""
        if self._held is not None:
            self._hold.stop()
            self._held = None
            return True
        if self._waiting is not None:
            return self._reason(self._waiting, key)
        if key.isdecimal() and key.isascii() and key <= "5":
            self._number = int(key)
            self.numbered.emit(self._number)
            return True
        outcome = LETTERS.get(key.upper())
        wrong = key.upper() == WRONG_KEY and self._number > 0
        if outcome is None and not wrong:
            return False
        self._held = Deed(self._number, outcome)
        self._hold.start()
        return True

    def burst(self) -> None:
        """A reader was at work: its own last key is no deed; what was asked before it is logged."""
        self._hold.stop()
        self._held = None
        self.flush()

    def flush(self) -> None:
        """Logs what waits for a reason, without one. Before anything that leaves the card."""
        self._release()
        if self._waiting is not None:
            self._finish(0)

    def drop(self) -> None:
        """Forgets what was begun: Esc, or a reader's burst."""
        self._hold.stop()
        self._patience.stop()
        asked, self._held, self._waiting = self._waiting, None, None
        if asked is not None:
            self.asked.emit(None)

    def _release(self) -> None:
        self._hold.stop()
        deed, self._held = self._held, None
        if deed is None:
            return
        if self._waiting is not None:
            self._finish(deed.reason)
            return
        if deed.number == 0 or deed.outcome not in REASONS:
            reason = NO_TIME if deed.outcome is Outcome.NOT_OFFERED else 0
            self.done.emit(Deed(deed.number, deed.outcome, reason))
            return
        self._waiting = deed
        self._patience.start()
        self.asked.emit(deed)

    def _reason(self, waiting: Deed, key: str) -> bool:
        if key in ("\r", "\n"):
            self._finish(0)
            return True
        if key.isascii() and key.isdecimal():
            self._held = Deed(waiting.number, waiting.outcome, int(key))
            self._hold.start()
            return True
        self.flush()  # another letter: the answer stands, the key starts anew
        return self.press(key)

    def _finish(self, reason: int) -> None:
        self._patience.stop()
        deed, self._waiting = self._waiting, None
        self.asked.emit(None)
        if deed is not None:
            self.done.emit(Deed(deed.number, deed.outcome, reason))
