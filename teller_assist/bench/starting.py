"""Start to the first paint with one lookup done, beside a bare PySide6 window: CPU and memory."""

from teller_assist.bench.desk import Bench
from teller_assist.bench.harness import Figure
from teller_assist.bench.startup import BARE, best_of

# The program's own start up to its first paint; then a text is typed into the field, and the list is painted.
FIRST = """
import sys
from pathlib import Path
from teller_assist import app
application = app.make_app()
lookup = app.Lookup.open(Path(sys.argv[1]))
app.dress(application, lookup.language, "light", False)
window = app.MainWindow(lookup)
reached = []
window.rest_wanted.connect(lambda: reached.append("painted"))
window.show()
while not reached:
    application.processEvents()
window.view.field.edit.setText(sys.argv[2])
application.processEvents()
assert window.view.found.current(), "the first lookup found nobody"
"""
# The same, then everything that waits for the first paint, a card with its suggestions, and a logged attempt.
LOADED = (
    FIRST
    + """
from teller_assist.domain.attempt import Outcome
found = window.view.found.current()
rest = app.Rest(Path(sys.argv[1]), lookup, window, app.utc_now, False)
rest.come()
window.presenter.choose(found)
while rest.tasks.under_way():
    application.processEvents()
code = next(iter(rest.counter.snapshot.products))  # any: what is suggested changes with what was logged
rest.counter.log(found.customer_no, code, Outcome.CONSIDERING)
rest.counter.end_visit()
application.processEvents()
rest.close()
"""
)


def measure(bench: Bench) -> list[Figure]:
    """Best of 15 children each, in turn."""
    arguments = [str(bench.data), _somebody(bench)]
    spent = best_of({"bare": (BARE, ()), "first": (FIRST, arguments), "loaded": (LOADED, arguments)})
    bare, first, loaded = spent["bare"], spent["first"], spent["loaded"]
    return [
        _figure("CPU to first paint and lookup, to a bare window", first.cpu_s, bare.cpu_s, 1.7, "s"),
        _figure("memory then, to a bare window", first.resident / 1e6, bare.resident / 1e6, 1.6, "MB"),
        _figure(
            "memory with everything loaded, to a bare window", loaded.resident / 1e6, bare.resident / 1e6, 2.3, "MB"
        ),
    ]


def _somebody(bench: Bench) -> str:
    """The customer number of the first who has suggestions today."""
    from teller_assist.desk.counter import Counter

    counter = Counter.open(bench.data)
    try:
        numbers = (row[0] for row in bench.snapshot.conn.execute("SELECT customer_no FROM customer ORDER BY o"))
        return next(str(number) for number in numbers if counter.card(number).slate.suggestions)
    finally:
        counter.close()


def _figure(name: str, ours: float, theirs: float, bound: float, unit: str) -> Figure:
    shape = "{:.2f} s" if unit == "s" else "{:.0f} MB"
    return Figure("start", name, ours / theirs, bound, ours=shape.format(ours), theirs=shape.format(theirs))
