import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from teller_assist.domain.card import Card
from teller_assist.ui import texts, theme
from teller_assist.ui.dock import DockView
from tests.ui import look, samples


def shown(qtbot: QtBot, card: Card, high: int = 768, receipts: dict[str, str] | None = None) -> DockView:
    view = DockView()
    qtbot.addWidget(view)
    view.resize(theme.now().px(320), high)
    view.show_card(card, receipts)
    view.show_visit("02:10", "限时 5 分", "A037", 0.43, "转账汇款")
    view.show()
    qtbot.waitExposed(view)
    return view


def said(view: DockView) -> list[str]:
    return [t.text for t in look.painted_texts(view)]


def test_the_card_stands_in_one_column(qtbot: QtBot) -> None:
    view = shown(qtbot, samples.CARD)
    words = said(view)
    for text in (
        "张女士",
        "白金",
        "定期 11-25 到期 20万",
        "50–100万",
        "大额存单 · 1 年",
        "理财签约 · R2",
        "02:10",
        "A037",
    ):
        assert text in words
    assert view.height() == 768


def test_the_live_one_is_the_first_not_yet_logged(qtbot: QtBot) -> None:
    view = shown(qtbot, samples.CARD, receipts={"LCD12": "已接受"})
    assert view.live.number.digit.text() == "2"
    assert "已接受" in said(view)


def test_a_low_dock_drops_the_second_lines_and_keeps_the_rest(qtbot: QtBot) -> None:
    high, low = (said(shown(qtbot, samples.CARD, h)) for h in (768, 690))
    assert any("最近三次" in text for text in high)
    assert not any("最近三次" in text for text in low)
    assert {"手机银行激活", "理财签约 · R2", "勿打电话  可发微信"} <= set(low)


def test_an_alert_takes_the_selling_away(qtbot: QtBot) -> None:
    words = said(shown(qtbot, samples.ALERT))
    assert "防诈关注" in words
    assert "这笔钱是转给谁的？您认识对方多久了？" in words
    assert "接受" not in words


def test_nothing_today_gives_its_reason(qtbot: QtBot) -> None:
    assert "近期提过，今天不再打扰" in said(shown(qtbot, samples.NOTHING))


def test_a_letter_pressed_with_the_mouse_is_news(qtbot: QtBot) -> None:
    view = shown(qtbot, samples.CARD)
    with qtbot.waitSignal(view.pressed) as news:
        qtbot.mouseClick(view.live.keys["R"], Qt.MouseButton.LeftButton)
    assert news.args == ["R"]


def test_showing_it_leaves_the_focus_where_it_was(qtbot: QtBot) -> None:
    core = QLineEdit()
    qtbot.addWidget(core)
    core.show()
    core.activateWindow()
    core.setFocus()
    qtbot.waitUntil(core.hasFocus)
    view = DockView()
    qtbot.addWidget(view)
    view.stand_at_edge()
    qtbot.waitExposed(view)
    assert view.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert core.hasFocus()
    room = view.screen().availableGeometry()
    assert (view.geometry().right(), view.height()) == (room.right(), room.height())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("scheme", theme.SCHEMES)
def test_it_looks_right(qtbot: QtBot, qapp: QApplication, scheme: str, large: bool, language: str) -> None:
    theme.apply(qapp, scheme, large)
    texts.install_language(qapp, language)
    for card in (samples.CARD, samples.ALERT, samples.NOTHING, samples.MINIMAL, samples.LONG):
        view = shown(qtbot, card)
        look.assert_sound(view)
        view.close()
