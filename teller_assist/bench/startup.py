"""Start-up: CPU and memory of the program in a fresh process, beside a bare window in another."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
from PySide6.QtCore import QTimer
class Bare(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, QApplication.quit)
app = QApplication(sys.argv)
window = Bare()
window.resize(1366, 768)
window.show()
app.exec()
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """User and system seconds of a whole process, and its greatest resident memory in bytes."""

    cpu_s: float
    resident: int


# The kernel hands a parent's peak on to its child, so the child reads its own from /proc and tells it.
_TELL_PEAK = """
import os
with open("/proc/self/status") as status:
    peak = status.read().split("VmHWM:")[1].split()[0]
os.write(int(os.environ["TELLER_BENCH_PEAK"]), peak.encode())
"""


def spend(code: str, arguments: Sequence[str] = (), env: Mapping[str, str] | None = None) -> Spent:
    """Runs ``python -c code`` as a child; its CPU is the kernel's account of it and of its own children.

    Raises ``RuntimeError`` if the child fails: a start that did not happen is not timed.
    """
    reading, writing = os.pipe()
    os.set_inheritable(writing, True)
    command = [sys.executable, "-c", code + _TELL_PEAK, *arguments]
    around = {"QT_QPA_PLATFORM": "offscreen", "TELLER_BENCH_PEAK": str(writing), **(env or {})}
    try:
        pid = os.posix_spawn(sys.executable, command, {**os.environ, **around})
        _, status, usage = os.wait4(pid, 0)
        if status:
            raise RuntimeError(f"the child ended with {os.waitstatus_to_exitcode(status)}")
        peak_kb = int(os.read(reading, 32))
    finally:
        os.close(reading)
        os.close(writing)
    return Spent(usage.ru_utime + usage.ru_stime, peak_kb * 1024)


def best_of(runs: Mapping[str, tuple[str, Sequence[str]]], rounds: int = 15) -> dict[str, Spent]:
    """The least CPU and the least memory of each child over ``rounds``, children taking turns."""
    seen: dict[str, list[Spent]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, (code, arguments) in runs.items():
            seen[name].append(spend(code, arguments))
    return {n: Spent(min(s.cpu_s for s in all_), min(s.resident for s in all_)) for n, all_ in seen.items()}
