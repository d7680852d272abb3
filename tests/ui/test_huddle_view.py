"""The huddle's card on the screen: morning and evening, printed, held; and looked at."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from teller_assist.desk.counter import Counter
from teller_assist.desk.huddles import Huddles
from teller_assist.domain.huddle import HuddleCard, Line
from teller_assist.domain.suggestion import Text
from teller_assist.ui import texts, theme
from teller_assist.ui.huddle_view import HuddlePresenter, HuddleView
from tests.desk import small
from tests.desk.conftest import clock, data, made, opened  # noqa: F401 (fixtures)
from tests.ui import look

Key = Qt.Key
VISITS = Text("来访时钟", "visits' clock")
LINES = (
    Line("back", "over", 3, Text("代缴费超时 3 笔，共 9 笔，限时 3 分", "Bill payment: 3 of 9 over the limit"), VISITS),
    Line("back", "waits", 60, Text("等候：10 分以内 41，10–20 分 12，20–30 分 5，30 分以上 2",
                                   "Waits: under 10 min 41, 10–20 12, 20–30 5, over 30 2"), VISITS),
    Line("owed", "bad", 2, Text("差评 2 个还没有处理", "2 bad evaluations not handled yet"), VISITS),
    Line("ahead", "cash", 2, Text("大额取现 2 笔，人民币共 24.7 万", "2 large withdrawals, CNY 246,912"), VISITS),
    Line("new", "edition", 5, Text("服务标准 2027-01-01 起改 5 处", "Standards from 2027-01-01, 5 changes"), VISITS),
    Line("well", "good", 8, Text("好评 8 个，共 9 个", "8 good evaluations of 9"), VISITS),
)  # fmt: skip


def said(view: HuddleView) -> list[str]:
    return [label.text() for label in view.page.widget().findChildren(QLabel) if label.text()]


@pytest.fixture
def shown(qtbot: QtBot, opened: Callable[..., Counter], tmp_path: Path) -> Callable[[str], HuddleView]:  # noqa: F811
    kept = []

    def show(staff_no: str) -> HuddleView:
        counter, view = opened(staff_no), HuddleView()
        qtbot.addWidget(view)
        kept.append(HuddlePresenter(Huddles(counter), counter.now, tmp_path / "paper"))
        kept[-1].open(view)
        return view

    return show


def test_the_morning_opens_first_and_2_shows_the_evening(shown: Callable[[str], HuddleView], qtbot: QtBot) -> None:
    view = shown(small.LOBBY)
    assert said(view)[:3] == ["晨会 2026-11-23", "看 2026-11-20，备 2026-11-23", "往前看"]
    assert said(view)[3:] == ["一周内有到期的客户 1 位", "来自行里数据"]
    qtbot.keyClick(view, Key.Key_2)
    assert said(view)[0] == "夕会 2026-11-23"
    qtbot.keyClick(view, Key.Key_Escape)
    assert not view.isVisible()


def test_h_notes_it_as_held_and_a_teller_has_no_such_key(shown: Callable[[str], HuddleView], qtbot: QtBot) -> None:
    view = shown(small.LOBBY)
    qtbot.keyClick(view, Key.Key_H)
    assert "已开" in said(view)
    assert not view.hold.isVisible()
    teller = shown(small.TELLER)
    assert not teller.hold.isVisible()
    assert "已开" in said(teller), "the whole branch sees it"


def test_p_writes_a_pdf_and_says_where(shown: Callable[[str], HuddleView], qtbot: QtBot, tmp_path: Path) -> None:
    view = shown(small.LOBBY)
    qtbot.keyClick(view, Key.Key_P)
    written = tmp_path / "paper" / "huddle-2026-11-23-morning.pdf"
    assert written.read_bytes().startswith(b"%PDF")
    assert str(written) in view.said.whole()
    written.unlink()
    written.mkdir()
    qtbot.keyClick(view, Key.Key_P)
    assert view.said.whole() == "存不下来，请看磁盘"


@pytest.mark.parametrize(
    ("scheme", "large", "language"),
    [("light", False, "zh"), ("dark", True, "zh"), ("contrast", False, "en"), ("light", True, "en")],
)
def test_it_looks_right(qtbot: QtBot, qapp: QApplication, scheme: str, large: bool, language: str) -> None:
    theme.apply(qapp, scheme, large)
    texts.install_language(qapp, language)
    view = HuddleView()
    qtbot.addWidget(view)
    view.show_card(HuddleCard("morning", small.TODAY, small.AS_OF, small.TODAY, LINES, False), True, True)
    view.show()
    view.resize(view.width(), 2000)
    look.assert_sound(view)
