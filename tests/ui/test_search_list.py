"""The list under the field: what is painted, told and chosen as the teller types."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from teller_assist.domain.found import Found, Match
from teller_assist.ui import theme
from teller_assist.ui.search_list import SearchList
from teller_assist.ui.search_row import PICTURES
from tests.ui import look

PLACE, ROOM = QRect(24, 60, 864, 0), 600


def someone(o: int, by: str = "mobile", shown: str = "138****8812") -> Found:
    name = "王" + chr(0x4E00 + 7 * o)
    return Found(
        o, f"C{o:05}", name, "M", 1980, f"110***********{o:04}", "1001", True, "gold", Match.PREFIX, by, shown,
        False, False,
    )  # fmt: skip


@pytest.fixture
def scheme() -> str:
    return "light"


@pytest.fixture
def found(qtbot: QtBot, qapp: QApplication, scheme: str) -> Iterator[SearchList]:
    theme.apply(qapp, scheme)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    made = SearchList(window)
    window.show()
    qtbot.waitExposed(window)
    QTest.qWait(20)  # what the display still had to say about the window
    yield made
    window.close()


def show(found: SearchList, rows: list[Found], typed: str) -> None:
    found.show_found(rows, typed, PLACE, ROOM)
    QApplication.processEvents()


def names(found: SearchList) -> list[str]:
    return [line.accessibleName()[-4:] for line in found.rows.lines]


def accented(found: SearchList) -> set[str]:
    return {t.text for t in look.painted_texts(found.rows) if t.ink == theme.now().colour("acc")}


def test_arrows_and_pages_go_through_all_twenty(found: SearchList) -> None:
    show(found, [someone(o) for o in range(20)], "w")
    assert names(found) == [f"{n:04}" for n in range(6)]
    for _ in range(6):
        found.move_by(1)
    assert names(found)[-1] == "0006"
    for _ in range(9):
        found.move_by(6)
    last = found.current()
    assert last is not None
    assert last.o == 19
    assert names(found) == [f"{n:04}" for n in range(14, 20)]
    for _ in range(9):
        found.move_by(-6)
    assert names(found)[0] == "0000"


def test_a_click_chooses_the_line_under_it(found: SearchList, qtbot: QtBot) -> None:
    show(found, [someone(o) for o in range(20)], "w")
    found.move_by(7)
    with qtbot.waitSignal(found.chosen) as chosen:
        QTest.mouseClick(found.rows.lines[2], Qt.MouseButton.LeftButton, pos=QPoint(300, 20))
    assert chosen.args[0].o == 4


@pytest.mark.parametrize("scheme", theme.SCHEMES)
def test_what_is_painted_is_what_is_told(found: SearchList) -> None:
    """A picture kept from another list never stands for someone else."""
    lists = [[someone(o) for o in range(n, n + 6)] for n in (0, 6, 3, 12, 18, 24, 0)]
    for rows in lists:
        show(found, rows, "8812")
        found.move_by(3)
        kept = [line.grab().toImage() for line in found.rows.lines]
        pictures = dict(found.art.pictures)
        found.art.pictures.clear()
        fresh = [line.grab().toImage() for line in found.rows.lines]
        found.art.pictures.update(pictures)
        assert len(pictures) <= PICTURES
        assert kept == fresh
        QApplication.processEvents()
        assert all(line.painted == line.shown for line in found.rows.lines)


def test_the_typed_digits_stand_out_and_change_with_each_key(found: SearchList) -> None:
    rows = [someone(1), someone(2)]
    show(found, rows, "99")
    assert accented(found) == set()
    show(found, rows, "8812")
    assert accented(found) == {"8812"}
    show(found, rows, "138")
    assert accented(found) == {"138"}


def test_a_line_that_stays_is_not_painted_again(found: SearchList) -> None:
    rows = [someone(o, "name", "") for o in range(6)]
    show(found, rows, "w")
    QTest.qWait(20)  # a window's first picture may come twice
    for line in found.rows.lines:
        line.painted = None
    show(found, [*rows[:5], someone(9, "name", "")], "wa")
    assert [line.painted is not None for line in found.rows.lines] == [False] * 5 + [True]


def test_hidden_it_keeps_nobody(found: SearchList) -> None:
    show(found, [someone(o) for o in range(20)], "w")
    found.clear()
    assert names(found) == [""] * 6
    assert not found.art.pictures
    assert found.current() is None
    show(found, [], "nobody")
    assert [t.text for t in look.painted_texts(found) if "*" in t.text] == []


@pytest.mark.parametrize("scheme", theme.SCHEMES)
@pytest.mark.parametrize("large", [False, True])
def test_it_is_sound_in_each_look(qtbot: QtBot, qapp: QApplication, scheme: str, large: bool) -> None:
    theme.apply(qapp, scheme, large=large)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    found = SearchList(window)
    window.show()
    rows = [someone(o)._replace(possible_duplicate=o == 1, minimal=o == 2) for o in range(9)]
    show(found, rows, "8812")
    look.assert_sound(found)
    assert any("8812" in t.text for t in look.painted_texts(found))
