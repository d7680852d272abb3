"""Start to the first paint with one lookup done, beside a bare PySide6 window: CPU and memory."""

from teller_assist.bench.desk import Bench
from teller_assist.bench.harness import Figure
from teller_assist.bench.startup import BARE, best_of

# The program's own start, stopped when the window has been painted and one customer was looked up.
FIRST = """
import sys
from pathlib import Path
from teller_assist import app
from teller_assist.desk.counter import Counter, utc_now
from teller_assist.ui.tasks import Tasks
from teller_assist.ui.window import MainWindow
from PySide6.QtCore import QTimer
application = app.make_app()
counter = Counter.open(Path(sys.argv[1]))
app.dress(application, counter.language, "light", False)
window = MainWindow(counter, Tasks(), utc_now)
window.show()
application.processEvents()
assert counter.find(sys.argv[2]), "the first lookup found nobody"
QTimer.singleShot(0, application.quit)
application.exec()
"""
# The same, then everything that waits for the first paint, a card, and a logged attempt.
LOADED = (
    FIRST
    + """
import uuid
window.start()
customer_no = counter.find(sys.argv[2])[0].customer_no
card = counter.card(customer_no)
counter.begin_visit(customer_no, "search", card)
counter.end_visit()
application.processEvents()
"""
)


def measure(bench: Bench) -> list[Figure]:
    """Best of 15 children each, in turn."""
    text = bench.snapshot.conn.execute("SELECT name FROM customer LIMIT 1").fetchone()[0]
    arguments = [str(bench.data), text]
    spent = best_of({"bare": (BARE, ()), "first": (FIRST, arguments), "loaded": (LOADED, arguments)})
    bare, first, loaded = spent["bare"], spent["first"], spent["loaded"]
    return [
        _figure("CPU to first paint and lookup, to a bare window", first.cpu_s, bare.cpu_s, 1.7, "s"),
        _figure("memory then, to a bare window", first.resident / 1e6, bare.resident / 1e6, 1.6, "MB"),
        _figure(
            "memory with everything loaded, to a bare window", loaded.resident / 1e6, bare.resident / 1e6, 2.3, "MB"
        ),
    ]


def _figure(name: str, ours: float, theirs: float, bound: float, unit: str) -> Figure:
    shape = "{:.2f} s" if unit == "s" else "{:.0f} MB"
    return Figure("start", name, ours / theirs, bound, ours=shape.format(ours), theirs=shape.format(theirs))
