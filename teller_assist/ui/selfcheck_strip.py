"""七步自查 at the end of a visit that was drawn: all kept by one key, missed ones by their digits, or nothing at all.

It stands in the empty card's place, takes no focus and asks nothing twice: the next customer's card puts it away.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from teller_assist.ui import texts
from teller_assist.ui.controls import Key
from teller_assist.ui.widgets import Frame, Text, inside, set_property

if TYPE_CHECKING:
    from teller_assist.desk.selfchecks import SelfChecks
    from teller_assist.domain.standards import Step
    from teller_assist.ui.counter_view import CounterView
    from teller_assist.ui.scene import Runs

STEPS, COLUMNS = 7, 4
KEPT = "Ctrl+0"


class StepKey(Key):
    """One step, ``missed`` once it is pressed: a cross, amber, and the word says so."""

    def __init__(self, digit: int) -> None:
        super().__init__(str(digit), "", glyph="x", tone="text", centred=False)
        self.missed = False
        self.name = ""
        self.set_missed(False)

    def set_missed(self, missed: bool) -> None:
        self.missed = missed
        assert self.glyph is not None
        self.glyph.set_glyph("x", "warn")
        self.glyph.setVisible(missed)
        self.word.set_tone("warn" if missed else "text")
        set_property(self, "ground", "base")
        self.setAccessibleName(self.tr("{step}，没做到").format(step=self.name) if missed else self.name)

    def show_step(self, name: str) -> None:
        self.name = name
        self.set_word(name)
        self.set_missed(False)


class SelfCheckStrip(Frame):
    """``answered`` carries the codes of the missed steps, () where all were kept."""

    answered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("plain", parent=parent)
        self._steps: tuple[Step, ...] = ()
        self.head, self.hint = Text("", "body", bold=True), Text("", "caption", "mut")
        self.keys = [StepKey(n) for n in range(1, STEPS + 1)]
        self.done = Key("0", "", "main", centred=False)
        self._lay_out()
        self.shortcuts = [self._shortcut(KEPT, self._on_done)]
        for n, key in enumerate(self.keys, 1):
            self.shortcuts.append(self._shortcut(f"Ctrl+{n}", key.click))
            key.clicked.connect(self._on_step)
        self.done.clicked.connect(self._on_done)
        self.put_away()

    def _lay_out(self) -> None:
        column = inside(QVBoxLayout(self), 2, 12, 8)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.head)
        row.addStretch()
        row.addWidget(self.hint)
        column.addLayout(row)
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, key in enumerate((*self.keys, self.done)):
            grid.addWidget(key, place // COLUMNS, place % COLUMNS)
            grid.setColumnStretch(place % COLUMNS, 1)
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addLayout(grid)

    def _shortcut(self, keys: str, does: Callable[[], object]) -> QShortcut:
        """Alive only while the strip is in sight."""
        made = QShortcut(QKeySequence(keys), self)
        made.activated.connect(does)
        return made

    def ask(self, steps: "Sequence[Step]") -> None:
        """The steps of the standards, the first seven of them."""
        self._steps = tuple(steps[:STEPS])
        self._say()
        self._live(True)

    def put_away(self) -> None:
        self._live(False)

    def missed(self) -> tuple[str, ...]:
        return tuple(step.code for step, key in zip(self._steps, self.keys, strict=False) if key.missed)

    def recorded(self) -> str:
        """What the toast says."""
        return self.tr("自查已记下")

    def _live(self, live: bool) -> None:
        self.setVisible(live)
        for shortcut in self.shortcuts:
            shortcut.setEnabled(live)

    def _say(self) -> None:
        self.head.setText(self.tr("刚才这位客户，七步都做到了吗？"))
        self.hint.setText(self.tr("按住 Ctrl 再按数字 · 不答也可以"))
        for n, key in enumerate(self.keys):
            key.setVisible(n < len(self._steps))
            if n < len(self._steps):
                key.show_step(texts.pick(*self._steps[n].name))
        self._say_done()

    def _say_done(self) -> None:
        n = len(self.missed())
        self.done.set_word(self.tr("记下，{n} 步没做到").format(n=n) if n else self.tr("都做到了"))

    def _on_step(self) -> None:
        key = self.sender()
        assert isinstance(key, StepKey)
        key.set_missed(not key.missed)
        self._say_done()

    def _on_done(self) -> None:
        missed = self.missed()
        self.put_away()
        self.answered.emit(missed)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "shortcuts"):
            self._say()


class SelfCheckPresenter:
    """Asks after a visit that was drawn; what was marked is recorded also when the next customer comes first."""

    def __init__(self, checks: "SelfChecks", tasks: "Runs", fail: Callable[[Exception], None]) -> None:
        self._checks, self._tasks, self._fail = checks, tasks, fail
        self._view: CounterView | None = None
        self._visit_id: UUID | None = None

    def attach(self, view: "CounterView | None") -> None:
        """The present view; None for one that has no strip (the dock)."""
        self.begun()
        self._view = view
        if view is not None:
            view.empty.selfcheck.answered.connect(self.answer)

    def ended(self, visit_id: UUID) -> None:
        """A visit is over."""
        if self._view is not None:
            self._visit_id = visit_id
            self._tasks.run(
                lambda: self._checks.is_wanted(visit_id), lambda wanted: self._ask(visit_id, wanted), _quiet
            )

    def begun(self) -> None:
        """A card is open: nothing is asked any more."""
        visit_id, self._visit_id = self._visit_id, None
        if self._view is None or visit_id is None:
            return
        strip = self._view.empty.selfcheck
        missed = strip.missed() if not strip.isHidden() else ()
        strip.put_away()
        if missed:
            self._give(visit_id, missed)

    def answer(self, missed: tuple[str, ...]) -> None:
        """What the strip was told."""
        visit_id, self._visit_id = self._visit_id, None
        if visit_id is not None:
            self._give(visit_id, missed)

    def _ask(self, visit_id: UUID, wanted: bool) -> None:
        if wanted and visit_id == self._visit_id and self._view is not None:
            self._view.empty.selfcheck.ask(self._checks.steps())

    def _give(self, visit_id: UUID, missed: tuple[str, ...]) -> None:
        self._tasks.run(lambda: self._checks.give(visit_id, missed), self._on_given, self._fail)

    def _on_given(self, _given: object) -> None:
        if self._view is not None:
            self._view.bar.say_done(self._view.empty.selfcheck.recorded(), None)


def _quiet(_error: Exception) -> None:
    """A question that cannot be put is not put; nobody has lost anything."""
