"""The standards at hand: the business in hand, found by typing, read by keys; and looked at."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from teller_assist.domain.editions import editions_of
from teller_assist.domain.initials import fits, initials
from teller_assist.ui import texts, theme
from teller_assist.ui.standards_view import StandardsPresenter, StandardsView
from teller_assist.ui.words_standards import NEW, SCORES, WORDS
from tests.domain.making import packs
from tests.ui import look

Key = Qt.Key


class Desk:
    """What the page reads of the counter: the editions, and the day."""

    def __init__(self, day: date = date(2026, 11, 25)) -> None:
        self.editions = editions_of(packs()["standards"])
        self.day = day

    def today(self) -> date:
        return self.day


class Opened:
    def __init__(self, qtbot: QtBot, business: str = "", day: date = date(2026, 11, 25)) -> None:
        self.qtbot, self.view = qtbot, StandardsView()
        qtbot.addWidget(self.view)
        self.presenter = StandardsPresenter(Desk(day))  # type: ignore[arg-type]
        self.presenter.open(self.view, business)

    def said(self) -> list[str]:
        return [label.text() for label in self.view.page.widget().findChildren(QLabel) if label.text()]

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.view.field.edit, key)

    def names(self) -> list[str]:
        return [str(self.view.lines.index(n, 0).data()) for n in range(self.view.lines.rowCount())]


def test_it_opens_on_the_business_in_hand_with_limit_words_and_evidence(qtbot: QtBot) -> None:
    said = Opened(qtbot, "large_cash").said()
    assert said[:4] == ["现金≥5万", "限时 6 分", "等候 10 分，贵宾 5 分", "标准 2026.11.1，2026-11-01 起执行"]
    assert {"“现在过钞，金额较大，请您看着显示屏”", "大额取现的预约登记", "16", "送别"} <= set(said)
    assert "限时 5 分" in Opened(qtbot, "large_cash", date(2026, 10, 31)).said(), "the edition of the day"


def test_items_that_do_not_apply_are_not_there_and_the_numbers_stay(qtbot: QtBot) -> None:
    said = Opened(qtbot, "loss_report").said()
    assert not {"唱收唱付", "一句话营销", "9", "12"} & set(said)
    assert {"10", "11", "13"} <= set(said)


def test_typing_initials_finds_and_esc_clears_then_closes(qtbot: QtBot) -> None:
    opened = Opened(qtbot)
    qtbot.keyClicks(opened.view.field.edit, "gs")
    assert "书面挂失" in opened.names()
    assert "活期存取款" not in opened.names()
    assert opened.said()[0] == "书面挂失"
    opened.press(Key.Key_Escape)
    assert "活期存取款" in opened.names()
    opened.press(Key.Key_Escape)
    assert not opened.view.isVisible()


def test_a_phrase_finds_the_words_not_to_use(qtbot: QtBot) -> None:
    opened = Opened(qtbot)
    opened.view.field.edit.setText("不归我管")
    assert opened.names() == ["其他", "服务忌语"]
    assert "“我帮您联系负责的同事，请稍等”" in opened.said()
    assert "“不知道”" not in opened.said()
    opened.view.field.edit.setText("没有这样的话")
    assert opened.view.none.isVisible()


def test_arrows_walk_over_the_headings_and_page_keys_scroll(qtbot: QtBot) -> None:
    opened = Opened(qtbot, "corporate")
    opened.press(Key.Key_Down)
    assert opened.view.current() == WORDS
    opened.press(Key.Key_Down)
    assert opened.view.current() == NEW
    assert {"现金≥5万", "限时 5 → 6 分钟", "与 2026.1.1 相比，5 处不同"} <= set(opened.said())
    opened.press(Key.Key_Down)
    assert opened.view.current() == SCORES
    opened.press(Key.Key_Down)
    assert opened.view.current() == SCORES
    opened.press(Key.Key_PageDown)
    assert opened.view.page.verticalScrollBar().value() > 0
    opened.press(Key.Key_Up)
    assert opened.view.page.verticalScrollBar().value() == 0


def test_the_first_edition_has_nothing_new(qtbot: QtBot) -> None:
    opened = Opened(qtbot, day=date(2026, 10, 1))
    opened.presenter.choose(NEW)
    assert "标准 2026.1.1，2026-01-01 起执行 · 这是第一版，没有变化" in opened.said()


def test_it_speaks_english_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    opened = Opened(qtbot, "term")
    texts.install_language(qapp, "en")
    qapp.processEvents()
    assert {"Term deposit", "Limit 5 min", "Keep"} <= set(opened.said())


def test_initials_of_everyday_characters() -> None:
    assert initials("书面挂失") == "smgs"
    assert initials("现金≥5万") == "xj5w"
    assert fits("", "x")
    assert fits("ZH", "转账汇款")
    assert not fits("zhx", "转账汇款")


@pytest.mark.parametrize(
    ("scheme", "large", "language"),
    [("light", False, "zh"), ("dark", True, "zh"), ("contrast", False, "en"), ("light", True, "en")],
)
def test_it_looks_right(qtbot: QtBot, qapp: QApplication, scheme: str, large: bool, language: str) -> None:
    theme.apply(qapp, scheme, large)
    texts.install_language(qapp, language)
    opened = Opened(qtbot, "transfer")
    for code in ("cash_large", WORDS, NEW, SCORES):
        opened.presenter.choose(code)
        opened.view.resize(opened.view.width(), 4000)  # all of it: what is scrolled away is no fault
        look.assert_sound(opened.view)
