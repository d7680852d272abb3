"""From a keystroke to the painted list, in the real window, beside repainting a window with nothing on it."""

import os
from itertools import pairwise
from time import perf_counter_ns
from typing import Any

from teller_assist.bench.classes import CLASSES, people, probes
from teller_assist.bench.desk import Bench
from teller_assist.bench.harness import Figure, compare, spoken


def measure(bench: Bench) -> list[Figure]:
    """Each input types one of two texts, whichever does not stand there, and waits until it is painted."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication, QWidget

    from teller_assist.store.search import search
    from teller_assist.ui import theme
    from teller_assist.ui.counter_view import CounterView

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light", large=False)
    view, blank = CounterView(), QWidget()
    view.furnish()
    for widget in (view, blank):
        widget.resize(1366, 768)
        widget.show()
    spent = {"search": 0, "calls": 0}

    def look(text: str) -> None:
        began = perf_counter_ns()
        found = search(bench.snapshot.conn, text)
        spent["search"] += perf_counter_ns() - began
        spent["calls"] += 1
        view.show_found(found, text)

    view.searched.connect(look)

    def keystroke(pair: Any) -> None:
        first, second = pair
        view.field.edit.setText(second if view.field.edit.text() == first else first)
        app.processEvents()

    def repaint(_: Any) -> None:
        blank.repaint()
        app.processEvents()

    drawn = people(bench.snapshot.conn, 400, bench.seed)
    texts = [p.text for kind in CLASSES for p in probes(kind, drawn, 4)]
    keystroke(("王", "李"))
    spent.update(search=0, calls=0)
    run = compare({"blank": repaint, "keystroke": keystroke}, list(pairwise(texts)))
    search_ns = spent["search"] / max(1, spent["calls"])
    ours, theirs = run.times["keystroke"], run.times["blank"]
    view.close()
    blank.close()
    return [
        Figure(
            "screen", "keystroke to painted list, to a blank repaint", ours.median / theirs.median, 6.0,
            ours=spoken(ours.median), theirs=spoken(theirs.median), judged=run.quiet,
        ),
        Figure(
            "screen", "share of the search in it", search_ns / ours.median, 0.05,
            ours=spoken(search_ns), theirs=spoken(ours.median), judged=run.quiet,
        ),
    ]  # fmt: skip
