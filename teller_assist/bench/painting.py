"""From a keystroke to the painted list, in the real window, beside repainting a window with nothing on it.

Both windows are 1366 × 768. The blank one has its whole area filled and flushed; the other is typed
into, searches, and is done when the field and every line that changed have been painted. On a real
screen (or Xvfb) flushing costs what it costs; without one Qt's offscreen platform flushes nothing,
which flatters the blank window. The list keeps pictures of the lines it showed last; a list in which
no line was shown before is measured apart.
"""

import os
import sys
from itertools import pairwise
from time import perf_counter_ns
from typing import Any

from teller_assist.bench.classes import CLASSES, people, probes
from teller_assist.bench.desk import Bench
from teller_assist.bench.harness import Comparison, Figure, Times, compare, spoken

SLOW_NS = 50_000_000  # so that a busy machine's hiccup does not have a variant run once only
TURNS = 100  # of the event loop, within which a paint must come


def measure(bench: Bench) -> list[Figure]:
    """Each input types one of two texts, whichever does not stand there, and waits until it is painted.

    Raises ``RuntimeError`` if a window is not painted: then nothing was measured.
    """
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "xcb;offscreen" if os.environ.get("DISPLAY") else "offscreen")
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication, QWidget

    from teller_assist.store.search import search
    from teller_assist.ui import theme
    from teller_assist.ui.counter_view import CounterView

    class Painted(QObject):
        """Which of the watched widgets have been painted since ``seen`` was emptied."""

        def __init__(self) -> None:
            super().__init__()
            self.seen: set[QObject] = set()

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                self.seen.add(watched)
            return False

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light", large=False)
    view, blank, painted = CounterView(), QWidget(), Painted()
    view.furnish()
    lines = view.found.rows.lines
    for widget in (blank, view.field.edit):
        widget.installEventFilter(painted)

    def await_paint(widget: QWidget) -> None:
        """Until it and all lines of the list show what they were told."""
        for _ in range(TURNS):
            app.processEvents()
            if widget in painted.seen and (widget is blank or all(line.painted == line.shown for line in lines)):
                return
        raise RuntimeError("not painted: nothing was measured")

    searches: dict[str, int] = {}

    def look(text: str) -> None:
        began = perf_counter_ns()
        found = search(bench.snapshot.conn, text)
        took = perf_counter_ns() - began
        searches[text] = min(took, searches.get(text, took))
        view.show_found(found, text)

    def keystroke(pair: Any) -> None:
        first, second = pair
        painted.seen.clear()
        view.field.edit.setText(second if view.field.edit.text() == first else first)
        await_paint(view.field.edit)

    def strangers(pair: Any) -> None:
        view.found.art.pictures.clear()
        keystroke(pair)

    def repaint(_: Any) -> None:
        painted.seen.clear()
        blank.update()
        await_paint(blank)

    for widget in (blank, view):  # ours lies on top: what is hidden is flushed for less
        widget.resize(1366, 768)
        widget.show()
    view.searched.connect(look)
    drawn = people(bench.snapshot.conn, 400, bench.seed)
    pairs = list(pairwise(dict.fromkeys(p.text for kind in CLASSES for p in probes(kind, drawn, 4))))
    for pair in pairs:
        keystroke(pair)
    searches.clear()
    run = compare({"blank": repaint, "keystroke": keystroke, "strangers": strangers}, pairs, slow_ns=SLOW_NS)
    search_ns = Times(tuple(searches.values())).median
    view.close()
    blank.close()
    ours, where = run.times["keystroke"].median, f"({app.platformName()})"
    return [
        _figure(f"keystroke to painted list, to a blank repaint {where}", "keystroke", run),
        _figure(f"the same, every line in it drawn anew {where}", "strangers", run),
        Figure(
            "screen", "share of the search in it", search_ns / ours, 0.05,
            ours=spoken(search_ns), theirs=spoken(ours), judged=run.quiet,
        ),
    ]  # fmt: skip


def _figure(name: str, variant: str, run: Comparison) -> Figure:
    ours, theirs = run.times[variant].median, run.times["blank"].median
    return Figure("screen", name, ours / theirs, 6.0, ours=spoken(ours), theirs=spoken(theirs), judged=run.quiet)
