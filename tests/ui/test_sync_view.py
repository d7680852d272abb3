"""F5: what a teller sees of sync, on good and on bad evenings."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.desk.delivery import Delivery
from teller_assist.domain.event import KINDS
from teller_assist.ui import texts, theme, words_sync
from teller_assist.ui.sync_page import Working
from teller_assist.ui.sync_view import SyncView
from tests.ui import look, sync_samples
from tests.ui.samples import NOW

AT_REST = Working()
SENDING = Working("up", "push", 120, 450)


def shown(qtbot: QtBot, told: Delivery, working: Working = AT_REST) -> SyncView:
    view = SyncView()
    qtbot.addWidget(view)
    view.resize(theme.now().px(960), min(theme.now().px(680), 768))  # as on a screen of 1366×768
    view.show_delivery(told, working, NOW)
    view.show()
    qtbot.waitExposed(view)
    return view


def said(view: SyncView) -> set[str]:
    return {t.text for t in look.painted_texts(view)}


def test_at_the_end_of_the_day_it_says_how_many_there_were_and_how_many_arrived(qtbot: QtBot) -> None:
    view = shown(qtbot, sync_samples.ALL)
    assert {"日终对账", "今日 37 条，已送达 37 条", "没有，全部送达", "已连接", "两边数目一致"} <= said(view)
    assert view.page.day_sum.fontInfo().pixelSize() == 18
    assert not view.page.way.isVisible()


def test_offline_it_says_what_is_still_on_the_way_and_that_work_goes_on(qtbot: QtBot) -> None:
    view = shown(qtbot, sync_samples.OFFLINE)
    words = said(view)
    assert {"今日 37 条，已送达 29 条", "还在路上：建议结果 6 · 看卡留痕 2", "8 条，最早的记于 09:51"} <= words
    assert any("照常可办" in w for w in words)
    assert not any(w.startswith("两边") for w in words), "what was not compared is not called equal"


def test_what_only_the_branchs_node_has_is_not_called_delivered_to_the_hub(qtbot: QtBot) -> None:
    words = said(shown(qtbot, replace(sync_samples.ALL, waiting_at_node=4)))
    assert {"在节点", "4 条已到节点，中心还没有确认收到"} <= words
    assert "没有，全部送达" not in words
    assert "8 条，最早的记于 09:51 · 在节点 21 条" in said(shown(qtbot, sync_samples.WORST))
    assert "在节点" not in said(shown(qtbot, sync_samples.ALL))


def test_the_last_runs_say_when_by_which_way_how_much_and_what_became_of_it(qtbot: QtBot) -> None:
    words = said(shown(qtbot, sync_samples.ALL))
    assert {"10:39", "行里中心", "送 12 · 收 4", "全部送达，两边数目一致"} <= words
    assert {"11-22 22:42", "中途取消，已送的算数", "网点节点", "文件包", "没有连上，记录都在本机"} <= words


def test_differences_are_told_by_day_and_kind_parked_ones_do_not_worry(qtbot: QtBot) -> None:
    words = said(shown(qtbot, sync_samples.WORST))
    assert "11-22 建议结果：本机 5，中心 4" in words
    assert "另有 2 处，请告诉管理员" in words
    assert "中心待处理 3 条，不影响您" in words
    assert "与昨日相差太大，待中心放行，仍用昨日" in words
    assert "本机快 7 分，记录照收，请校时" in words


@pytest.mark.parametrize(
    ("evening", "words"),
    [
        ("alone", "请管理员拿登记码来登记"),
        ("new", "按 S 现在就同步"),
        ("revoked", "请管理员重新登记"),
        ("too_old", "请管理员升级程序"),
        ("busy", "不用做什么"),
    ],
)
def test_each_bad_evening_says_what_to_do_and_that_nothing_is_lost(qtbot: QtBot, evening: str, words: str) -> None:
    view = shown(qtbot, sync_samples.EVENINGS[evening])
    assert words in view.page.meant.text()
    assert "在本机" in view.page.meant.text() or "一条不少" in view.page.meant.text() or evening == "new"


def test_a_busy_hub_says_when_it_is_tried_again(qtbot: QtBot) -> None:
    view = shown(qtbot, sync_samples.BUSY, Working(retry_at=NOW + timedelta(minutes=4)))
    assert "上次成功 10:39:00 · 10:46:00 自动再试" in said(view)


def test_while_it_sends_the_bar_says_which_step_and_how_far(qtbot: QtBot) -> None:
    view = shown(qtbot, sync_samples.OFFLINE, SENDING)
    assert {"正在送出记录", "120/450", "取消，已送的算数"} <= said(view)
    assert view.page.bar.accessibleName() == "正在送出记录 120/450"
    view.show_working(Working("up"))
    assert not {"正在送出记录", "120/450", "取消，已送的算数"} & said(view)


def test_s_asks_for_a_sync_c_for_its_end_and_esc_closes(qtbot: QtBot) -> None:
    view = shown(qtbot, sync_samples.OFFLINE)
    asked: list[str] = []
    view.asked.connect(asked.append)
    qtbot.keyClick(view.list, Qt.Key.Key_C)
    assert asked == [], "nothing is under way"
    qtbot.keyClick(view.list, Qt.Key.Key_S)
    view.show_working(SENDING)
    qtbot.keyClick(view, Qt.Key.Key_S)
    qtbot.keyClick(view, Qt.Key.Key_C)
    assert asked == ["sync", "cancel"]
    qtbot.keyClick(view.list, Qt.Key.Key_Escape)
    assert not view.isVisible()


def test_a_desk_that_is_not_enrolled_offers_no_sync(qtbot: QtBot) -> None:
    view = shown(qtbot, sync_samples.ALONE)
    assert "立即同步" not in said(view)
    assert {"还没有同步过", "今日 6 条，都在本机", "看卡留痕 6"} <= said(view)
    assert view.head.y() < 40, "the heading stays at the top"


def test_every_kind_of_event_has_a_tellers_word() -> None:
    assert {kind.split(".")[0] for kind in KINDS} <= set(words_sync.KINDS)
    assert set(words_sync.GLYPHS) == set(words_sync.LINKS) == set(words_sync.SHORT) == set(words_sync.MEANT)


def test_it_speaks_english_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    view = shown(qtbot, sync_samples.OFFLINE)
    texts.install_language(qapp, "en")
    qapp.processEvents()
    assert {"Today 37 records, 29 delivered", "Last syncs", "Sync now", "Offline, OK"} <= said(view)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("scheme", theme.SCHEMES)
def test_it_looks_right(qtbot: QtBot, qapp: QApplication, scheme: str, large: bool, language: str) -> None:
    theme.apply(qapp, scheme, large)
    texts.install_language(qapp, language)
    for evening in ("worst", "alone"):
        look.assert_sound(shown(qtbot, sync_samples.EVENINGS[evening], SENDING if evening == "alone" else AT_REST))
