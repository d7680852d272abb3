"""The keys that log, counted."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from teller_assist.domain.attempt import Outcome
from teller_assist.ui.deeds import Deed, DeedKeys


@pytest.fixture
def keys(qtbot: QtBot) -> DeedKeys:
    return DeedKeys()


@pytest.fixture
def done(keys: DeedKeys) -> list[Deed]:
    deeds: list[Deed] = []
    keys.done.connect(deeds.append)
    return deeds


Wait = Callable[[Callable[[], bool]], None]


@pytest.mark.parametrize(
    ("letter", "outcome"),
    [("A", Outcome.ACCEPTED), ("r", Outcome.REFERRED), ("L", Outcome.CONSIDERING), ("h", Outcome.ALREADY_HAS),
     ("U", Outcome.UNSUITABLE)],
)  # fmt: skip
def test_a_number_and_a_letter_are_a_deed(
    qtbot: QtBot, keys: DeedKeys, done: list[Deed], letter: str, outcome: Outcome
) -> None:
    keys.press("2")
    keys.press(letter)
    qtbot.waitUntil(lambda: done == [Deed(2, outcome)])


def test_declined_takes_a_reason(qtbot: QtBot, keys: DeedKeys, done: list[Deed]) -> None:
    keys.press("1")
    keys.press("N")
    qtbot.waitUntil(lambda: keys.waiting() is not None)
    keys.press("3")
    qtbot.waitUntil(lambda: done == [Deed(1, Outcome.DECLINED, 3)])


def test_enter_declines_without_a_reason(qtbot: QtBot, keys: DeedKeys, done: list[Deed]) -> None:
    keys.press("1")
    keys.press("N")
    qtbot.waitUntil(lambda: keys.waiting() is not None)
    keys.press("\r")
    assert done == [Deed(1, Outcome.DECLINED, 0)]


def test_leaving_the_card_keeps_the_answer(keys: DeedKeys, done: list[Deed]) -> None:
    keys.press("1")
    keys.press("N")
    keys.flush()
    keys.flush()
    assert done == [Deed(1, Outcome.DECLINED, 0)]


def test_zero_and_t_mean_no_time_for_all(qtbot: QtBot, keys: DeedKeys, done: list[Deed]) -> None:
    keys.press("0")
    keys.press("T")
    qtbot.waitUntil(lambda: done == [Deed(0, Outcome.NOT_OFFERED, 1)])


def test_another_letter_lets_the_first_answer_stand(qtbot: QtBot, keys: DeedKeys, done: list[Deed]) -> None:
    keys.press("1")
    keys.press("N")
    qtbot.waitUntil(lambda: keys.waiting() is not None)
    keys.press("L")
    qtbot.waitUntil(lambda: len(done) == 2)
    assert done == [Deed(1, Outcome.DECLINED, 0), Deed(1, Outcome.CONSIDERING)]


def test_letters_in_a_readers_burst_log_nothing(qtbot: QtBot, keys: DeedKeys, done: list[Deed]) -> None:
    for key in "1A2N3R\r":
        keys.press(key)
    qtbot.wait(80)
    assert done == []
    assert keys.waiting() is None


def test_a_scan_while_a_reason_is_asked_is_no_reason(qtbot: QtBot, keys: DeedKeys, done: list[Deed]) -> None:
    keys.press("1")
    keys.press("N")
    qtbot.waitUntil(lambda: keys.waiting() is not None)
    for key in "62220":
        keys.press(key)
    keys.burst()
    assert done == [Deed(1, Outcome.DECLINED, 0)]


def test_escape_forgets_the_question(qtbot: QtBot, keys: DeedKeys, done: list[Deed]) -> None:
    keys.press("1")
    keys.press("N")
    qtbot.waitUntil(lambda: keys.waiting() is not None)
    keys.drop()
    keys.flush()
    assert done == []


def test_w_calls_one_suggestion_wrong_with_its_reason_and_never_all(
    qtbot: QtBot, keys: DeedKeys, done: list[Deed]
) -> None:
    for key in ("2", "W", "3"):
        keys.press(key)
        qtbot.wait(60)
    assert done == [Deed(2, None, 3)]
    keys.press("0")
    assert keys.press("W") is False
