"""Work off the GUI thread comes back on it, in order."""

import threading

from pytestqt.qtbot import QtBot

from teller_assist.ui.tasks import Tasks


def test_answers_come_back_here_in_the_order_of_the_keys(qtbot: QtBot) -> None:
    tasks, seen, threads = Tasks(), [], set()
    for n in range(20):

        def work(n: int = n) -> int:
            threads.add(threading.current_thread())
            return n

        tasks.run(work, lambda n: seen.append((n, threading.current_thread())), lambda error: None)
    qtbot.waitUntil(lambda: len(seen) == 20)
    here = threading.current_thread()
    assert seen == [(n, here) for n in range(20)]
    assert here not in threads
    assert tasks.under_way() == 0
    tasks.close()


def test_a_failure_is_told(qtbot: QtBot) -> None:
    tasks, errors = Tasks(), []

    def work() -> None:
        raise OSError("disk full")

    tasks.run(work, lambda _: None, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert str(errors[0]) == "disk full"
    tasks.close()


def test_closing_waits_for_what_was_begun(qtbot: QtBot) -> None:
    tasks, written = Tasks(), []
    gate = threading.Event()
    tasks.run(lambda: gate.wait(5) and written.append(1), lambda _: None, lambda _: None)
    gate.set()
    tasks.close()
    assert written == [1]
