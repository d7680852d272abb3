"""The main window: keeps every presenter, the actions behind the keys, and the windows beside the work.

It stands in two steps. Made over a ``Lookup`` it can be shown, typed into and searched. ``furnish`` brings
the card, the lanes and the keys, and imports them: ``app`` calls it after the first paint.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from teller_assist.errors import Expected
from teller_assist.ui import texts, theme
from teller_assist.ui.counter_view import CounterView, look_up

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from teller_assist.desk.counter import Counter
    from teller_assist.desk.grounds import Ground
    from teller_assist.desk.lookup import Lookup
    from teller_assist.desk.window import Window
    from teller_assist.domain.found import Found
    from teller_assist.domain.suggestion import Why
    from teller_assist.ui.counter import Runs
    from teller_assist.ui.dock_face import DockFace
    from teller_assist.ui.follower import Follower
    from teller_assist.ui.sheet import SheetView
    from teller_assist.ui.sync_view import SyncView
    from teller_assist.ui.why import WhyPresenter, WhyView

SIZE = (1366, 768)
FRAMED_MS = 100  # a window manager has put its frame on by then
TWICE_MS = 500  # two Esc within this draw the curtain
# Keys that are read by the view, not by a QAction, and work here; for the F1 sheet.
SPOKEN = (
    "choose", "open", "reveal", "scroll", "number", "accepted", "referred", "considering", "declined", "already_has",
    "unsuitable", "wrong", "not_offered", "objections", "blank", "excuse", "selfcheck", "selfcheck_missed",
)  # fmt: skip


class MainWindow(QMainWindow):
    """One counter. Nothing here is modal and nothing takes the focus from another program."""

    rest_wanted = Signal()  # once after the first paint, and by whatever needs the rest before that

    def __init__(self, lookup: "Lookup") -> None:
        super().__init__()
        self._lookup = lookup
        self._painted = self.furnished = False
        self.actions_: Mapping[str, QAction] = {}
        self._escaped = QElapsedTimer()
        self._why: tuple[WhyView, WhyPresenter] | None = None
        self._sheet: SheetView | None = None
        self._keys: QWidget | None = None
        self._sync: SyncView | None = None
        self.dock: DockFace | None = None
        self.resize(*SIZE)
        self.view: CounterView | DockFace = self._open_view()
        self.view.searched.connect(self._on_searched)
        self.view.chosen.connect(self._on_chosen)

    @classmethod
    def whole(
        cls, counter: "Counter", tasks: "Runs", now: Callable[[], datetime], at: "Window | None" = None
    ) -> "MainWindow":
        """Both steps at once, for whoever waits for no first paint."""
        window = cls(counter)
        window.furnish(counter, tasks, now, at)
        return window

    def furnish(
        self, counter: "Counter", tasks: "Runs", now: Callable[[], datetime], at: "Window | None" = None
    ) -> None:
        """The rest, on the counter made over the lookup; ``at`` its window, None: the counter's own."""
        from teller_assist.desk.selfchecks import SelfChecks
        from teller_assist.desk.window import Window
        from teller_assist.ui.counter import CounterPresenter
        from teller_assist.ui.deeds import DeedKeys
        from teller_assist.ui.panels import Panels
        from teller_assist.ui.selfcheck_strip import SelfCheckPresenter
        from teller_assist.ui.sync import SyncPresenter
        from teller_assist.ui.wedge import Wedge

        view = self.view
        assert isinstance(view, CounterView)
        self._lookup = self._counter = counter
        texts.tell_business(counter.standards)
        texts.tell_wrong(counter.wrong_reasons)
        self.deeds, self.wedge = DeedKeys(self), Wedge(self)
        self._at, self._tasks = at or Window(counter), tasks
        self.presenter = CounterPresenter(counter, tasks, self.deeds, now, self._at)
        self.sync = SyncPresenter(counter, now, self.presenter.line_is, self.presenter.fail)
        self.selfcheck = SelfCheckPresenter(SelfChecks(counter), tasks, self.presenter.fail)
        self.presenter.when_begun, self.presenter.when_ended = self._visit_begun, self.selfcheck.ended
        self.presenter.when_stopped = self._close_products
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.presenter.tick)
        self._clock.timeout.connect(self.sync.tick)
        self.panels = Panels(self, counter, tasks, self.presenter)
        self.wedge.scanned.connect(self.presenter.scan)
        view.searched.disconnect(self._on_searched)
        view.chosen.disconnect(self._on_chosen)
        self._furnish_view(view)
        self.furnished = True

    def rebuild(self) -> None:
        """A new view in the present language and look; the presenter shows it all again."""
        self.view = view = self._open_view()
        self._furnish_view(view)
        if self.dock is not None:
            before, self.dock = self.dock, None
            self.show_dock()
            before.deleteLater()

    def _open_view(self) -> CounterView:
        self.setWindowTitle(self.tr("柜面助手"))
        view = CounterView()
        view.found.art.tiers = self._tiers()
        view.found.art.branches = {
            no: texts.pick(branch.name, branch.name_en) for no, branch in self._lookup.snapshot.branches.items()
        }
        self.setCentralWidget(view)
        return view

    def _furnish_view(self, view: CounterView) -> None:
        from teller_assist.ui import shortcuts

        view.furnish()
        view.tiers = self._tiers()
        view.acted.connect(self._on_acted)
        view.escaped.connect(self._on_escaped)
        for action in self.actions():
            self.removeAction(action)
        self.actions_ = shortcuts.make_actions(self, self._handlers())
        shortcuts.make_numbered(self, "Alt", self._excuse)
        self.presenter.attach(view)
        self.selfcheck.attach(view)

    # --- before the rest is there

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not (self._painted or self.furnished):
            self._painted = True
            QTimer.singleShot(0, self.rest_wanted.emit)

    def _on_searched(self, text: str) -> None:
        look_up(self._lookup, self.view, text)

    def _on_chosen(self, found: "Found") -> None:
        self.rest_wanted.emit()
        self.presenter.choose(found)

    def _early(self, event: QKeyEvent) -> None:
        """A key before the rest is there: brings it, and then does what it always does."""
        self.rest_wanted.emit()
        pressed = QKeySequence(event.keyCombination())
        action = next((a for a in self.actions_.values() if pressed in a.shortcuts()), None)
        if action is not None:
            action.trigger()
        else:
            QApplication.sendEvent(QApplication.focusWidget() or self, event.clone())

    def start(self) -> None:
        """After the first paint: the clock, the readers, and the visit that a restart interrupted."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self.wedge.watch(app)
        self._clock.start()
        self.presenter.resume()
        self._tasks.run(self._at.arrive, _nothing, self.presenter.fail)

    def follow(self, follower: "Follower") -> None:
        """The sync that runs beside this window."""
        self.sync.follow(follower)

    def come_up(self) -> None:
        """Above other windows, without the keyboard."""
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
            self.show()
        self.raise_()

    def _tiers(self) -> dict[str, str]:
        return {code: texts.pick(*names) for code, names in self._lookup.snapshot.tiers.items()}

    def _handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "find": self._find, "details": self.presenter.details,
            "recent_older": self._older, "recent_newer": self._newer, "sheet": self._show_sheet,
            "agent": self.presenter.note_agent, "why": self._show_why, "end": self.presenter.end,
            "undo": self.presenter.undo, "scheme": self._next_scheme, "large": self._other_print,
            "language": self._other_language, "keys": self._show_keys, "dock": self._other_place,
            "sync": self._show_sync, "next": self.presenter.service.call_next,
            "recall": self.presenter.service.recall, "missed": self.presenter.service.missed,
            "guest": self.presenter.service.guest, "lobby": self.presenter.service.ask,
            "supervisor": self.presenter.service.ask_supervisor, "staff": self._change_staff,
            "complaint": self.panels.show_complaint, "promise": self.panels.show_promise,
            "standards": self.panels.show_standards, "huddle": self.panels.show_huddle,
            "release": self.panels.show_care, "knowledge": self.panels.show_knowledge,
        }  # fmt: skip

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.furnished:
            self._early(event)
        else:
            self.view.keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.view.keyReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Exact figures go with the focus: the key's release may reach another program."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow() and self.furnished:
            self.presenter.hold(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What waits for a reason is logged; the visit stays open and comes back at the next start."""
        if self.furnished:
            self.deeds.flush()
            if self._clock.isActive():
                self._clock.stop()
                with suppress(Expected):
                    self._at.leave()
        super().closeEvent(event)

    def _on_escaped(self) -> None:
        if self._escaped.isValid() and self._escaped.elapsed() < TWICE_MS:
            self._escaped.invalidate()
            self.presenter.blank()
            for beside in (self._why[0] if self._why else None, self._sync, *self.panels.shown()):
                if beside is not None:
                    beside.close()
            return
        self._escaped.start()
        self.presenter.escape()

    def _on_acted(self, name: str) -> None:
        if name == "unblank":
            self.presenter.unblank()
        elif name in self.actions_:
            self.actions_[name].trigger()

    def _find(self) -> None:
        self.presenter.unblank()
        self.view.focus_field()

    def _older(self) -> None:
        self.presenter.step(+1)

    def _newer(self) -> None:
        self.presenter.step(-1)

    def _excuse(self) -> None:
        self.presenter.service.excuse(int(self.sender().data()))  # type: ignore[attr-defined]

    def _change_staff(self) -> None:
        from teller_assist.ui.staff_panel import StaffPanel

        if self.view.blanked():
            return
        panel = StaffPanel(self.view)
        panel.typed.connect(self.presenter.service.act_as)
        panel.closed.connect(self.view.focus_field)
        panel.closed.connect(panel.deleteLater)
        panel.open()

    # --- beside the work

    def _show_why(self) -> None:
        from teller_assist.ui.why import WhyPresenter, WhyView

        card = self.presenter.card
        if card is None or self.view.blanked() or not (card.slate.suggestions or card.slate.blocked):
            return
        if card.alerts:  # no product is named
            return
        if self._why is None:
            view = WhyView(self)
            view.sheet_wanted.connect(self._open_sheet)
            self._why = (view, WhyPresenter(view, self._ask_why, self._ask_ground, self.presenter))
        self._why[1].open(card.salutation, card.slate, self.presenter.live_product())

    def _ask_why(self, code: str) -> "Why":
        card = self.presenter.card
        assert card is not None
        return self._counter.why(card.customer_no, code)

    def _ask_ground(self) -> "Ground":
        card = self.presenter.card
        assert card is not None
        return self._counter.ground(card.customer_no)

    def _show_sheet(self) -> None:
        product = self.presenter.live_product()
        if product and not self.view.blanked():
            self._open_sheet(product)

    def _open_sheet(self, product_code: str) -> None:
        from teller_assist.ui.sheet import SheetView

        try:
            sheet = self._counter.sheet(product_code)
        except Expected as error:
            self.view.bar.say_failed(texts.error(error))
            return
        if self._sheet is None:
            self._sheet = SheetView(self)
        card = self.presenter.card
        self._sheet.open(sheet, large=card is not None and card.elderly)

    def _visit_begun(self) -> None:
        self.selfcheck.begun()
        self.panels.put_quiz_aside()

    def _close_products(self) -> None:
        """Selling has stopped: what names a product is closed."""
        for beside in (self._why[0] if self._why else None, self._sheet):
            if beside is not None:
                beside.close()

    def _show_sync(self) -> None:
        from teller_assist.ui.sync_view import SyncView

        if self.view.blanked():
            return
        if self._sync is None:
            self._sync = SyncView(self)
        self._place_sync()
        self.sync.open(self._sync)
        QTimer.singleShot(FRAMED_MS, self._place_sync)

    def _place_sync(self) -> None:
        """The visit bar and the status line stay in sight."""
        if self._sync is not None and isinstance(self.view, CounterView):
            self._sync.stand_above(self.geometry().topLeft(), self.view.bar.mapTo(self, QPoint()).y())

    def _show_keys(self) -> None:
        from teller_assist.ui import shortcuts

        if self._keys is not None:
            self._keys.close()
        self._keys = shortcuts.KeySheet((*self.actions_, *SPOKEN), self)
        self._keys.show()

    def show_dock(self) -> None:
        """The dock in place of this window; the same presenter drives it."""
        from teller_assist.ui import shortcuts
        from teller_assist.ui.dock_face import DockFace

        dock = DockFace()
        dock.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
        dock.found.delegate.tiers = self._tiers()
        dock.acted.connect(self._on_acted)
        dock.escaped.connect(self._on_escaped)
        handlers = self._handlers()
        del handlers["details"]  # the dock has no room for it
        self.dock_actions = shortcuts.make_actions(dock, handlers)
        shortcuts.make_numbered(dock, "Alt", self._excuse)
        self.dock, self.view = dock, dock
        self.presenter.attach(dock)
        self.selfcheck.attach(None)
        dock.stand_at_edge()
        self.hide()

    def _other_place(self) -> None:
        """Window or dock."""
        if self.dock is None:
            self.show_dock()
            return
        dock, self.dock = self.dock, None
        self.rebuild()
        self.show()
        dock.deleteLater()

    # --- look and language

    def _next_scheme(self) -> None:
        now = theme.now()
        self._restyle(theme.SCHEMES[(theme.SCHEMES.index(now.scheme) + 1) % len(theme.SCHEMES)], now.large)

    def _other_print(self) -> None:
        self._restyle(theme.now().scheme, not theme.now().large)

    def _restyle(self, scheme: str, large: bool) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, scheme, large)
        self.rebuild()
        QTimer.singleShot(0, self._place_sync)

    def _other_language(self) -> None:
        app = QApplication.instance()
        assert app is not None
        texts.install_language(app, "zh" if texts.language() == "en" else "en")
        self.rebuild()


def _nothing(_answer: object) -> None:
    """Who comes and goes is recorded without a word."""
