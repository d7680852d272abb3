"""The selling pane: bundles whose parts stand alone, banner, objections, marks, and what is shown where nothing is."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.domain.attempt import Outcome
from teller_assist.domain.card import Card
from teller_assist.domain.model import EXPIRED, MISMATCH, UNSIGNED
from teller_assist.domain.words import BANNERS
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui import texts, theme
from teller_assist.ui.window import MainWindow
from tests.ui import look, samples
from tests.ui.look import assert_sound
from tests.ui.standin import Clock, StandIn
from tests.ui.standin_window import StandInWindow
from tests.ui.windows import away

Opens = Callable[..., MainWindow]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opens]:
    windows: list[MainWindow] = []

    def open_(card: Card, high: int = 768) -> MainWindow:
        desk = StandIn(Clock(), card)
        window = MainWindow.whole(desk, AtOnce(), desk._clock, StandInWindow(desk))  # type: ignore[arg-type]
        windows.append(window)
        window.resize(1366, high)
        window.show()
        window.presenter.pop("customer", card.customer_no)
        QApplication.processEvents()
        return window

    yield open_
    for window in windows:
        away(window)


def keys(window: MainWindow, text: str) -> None:
    for letter in text:
        window.presenter.press(letter)
        window.deeds._release()
    for _ in range(3):
        QApplication.processEvents()


def logged(window: MainWindow) -> dict[str, Outcome]:
    return {a.product_code: a.outcome for a in window._counter.attempts_today()}


def shown(window: MainWindow) -> list[str]:
    return [o.title.text() for o in window.view.pane.offers if not o.isHidden()]  # type: ignore[union-attr]


# --- bundles


def test_a_bundle_says_which_numbers_and_that_each_stands_alone(opened: Opens) -> None:
    window = opened(samples.BUNDLE)
    pane = window.view.pane
    assert pane.bundle.words.text() == "工资卡套餐 · 每样都可单独办、单独谢绝"
    assert pane.bundle.reason.whole() == "第 3、4、5 条 · 工资在本行，这几样常配着用"
    assert pane.offers[2].reason.whole() == "套餐 · 最近三次来都是转账，手机上就能办"
    assert [o.buttons.isHidden() for o in pane.offers] == [False, True, True, True, True]
    assert len(shown(window)) == 5


def test_each_part_has_its_own_letters_and_declining_one_changes_no_other(opened: Opens) -> None:
    window = opened(samples.BUNDLE)
    before, codes = shown(window), [s.product_code for s in samples.BUNDLE.slate.suggestions]
    told = {
        "4N2": Outcome.DECLINED, "5A": Outcome.ACCEPTED, "3R": Outcome.REFERRED, "5L": Outcome.CONSIDERING,
        "5H": Outcome.ALREADY_HAS, "3U": Outcome.UNSUITABLE,
    }  # fmt: skip
    expected: dict[str, Outcome] = {}
    for text, outcome in told.items():
        keys(window, text)
        expected[codes[int(text[0]) - 1]] = outcome
        assert logged(window) == expected
        assert shown(window) == before
        done = [o.number for o in window.view.pane.offers if not o.stamp.isHidden()]  # type: ignore[union-attr]
        assert done == sorted(codes.index(code) + 1 for code in expected)
        assert not window.view.pane.bundle.isHidden()  # type: ignore[union-attr]


def test_no_time_covers_the_parts_too(opened: Opens) -> None:
    window = opened(samples.BUNDLE)
    keys(window, "0T")
    assert set(logged(window)) == {s.product_code for s in samples.BUNDLE.slate.suggestions}


def test_a_part_that_is_chosen_comes_into_sight(opened: Opens) -> None:
    window = opened(samples.BUNDLE, 696)
    keys(window, "5")
    QApplication.processEvents()
    pane = window.view.pane
    card, port = pane.offers[4], pane.area.viewport()
    assert not card.buttons.isHidden()
    top = card.mapTo(port, card.rect().topLeft()).y()
    assert top >= 0
    assert top + card.height() <= port.height()
    assert window.view.card.say.words.text() == samples.TRACK.sentence.zh  # type: ignore[union-attr]


def test_a_bundle_of_what_is_suggested_anyway_stands_under_it(opened: Opens) -> None:
    slate = samples.BUNDLE.slate
    together = slate.together._replace(parts=("WM_R2", "MOBILE"))  # type: ignore[union-attr]
    window = opened(replace(samples.BUNDLE, slate=replace(slate, suggestions=samples.OFFERS, together=together)))
    pane = window.view.pane
    assert pane.bundle.reason.whole().startswith("第 2、3 条")
    assert pane.bundle.y() > pane.offers[2].y()


def test_the_next_customer_has_no_bundle(opened: Opens) -> None:
    window = opened(samples.BUNDLE)
    window._counter._cards[samples.CARD.customer_no] = samples.CARD  # type: ignore[attr-defined]
    window.presenter.pop("customer", samples.CARD.customer_no)
    assert window.view.pane.bundle.isHidden()  # type: ignore[union-attr]
    assert len(shown(window)) == 3


def test_the_dock_has_the_parts_and_says_the_same(opened: Opens) -> None:
    window = opened(samples.BUNDLE)
    window.show_dock()
    dock = window.dock
    assert dock is not None
    assert dock.bundle.whole() == "3、4、5 工资卡套餐 · 可单独谢绝"
    assert [row.number.digit.text() for row in dock.folded if not row.isHidden()] == ["2", "3", "4", "5"]
    keys(window, "4N2")
    assert logged(window) == {"SMS01": Outcome.DECLINED}
    assert sum(not row.isHidden() for row in dock.folded) == 4


# --- banner, marks, objections


def test_a_model_that_may_not_be_used_is_told_in_window_and_dock(opened: Opens) -> None:
    window = opened(samples.BANNER)
    assert not window.view.pane.banner.isHidden()  # type: ignore[union-attr]
    assert window.view.pane.banner.word.text() == "模型已过期，按规则排序"  # type: ignore[union-attr]
    assert window.view.pane.banner.property("tone") == "warn"  # type: ignore[union-attr]
    window.show_dock()
    assert window.dock is not None
    assert window.dock.banner.word.text() == "模型已过期，按规则排序"
    assert {texts.banner(code) for code in (EXPIRED, MISMATCH, UNSIGNED)} == {told.zh for told in BANNERS.values()}


def test_without_a_fault_there_is_no_banner(opened: Opens) -> None:
    window = opened(samples.CARD)
    assert window.view.pane.banner.isHidden()  # type: ignore[union-attr]
    window.show_dock()
    assert window.dock is not None
    assert window.dock.banner.isHidden()


def test_what_is_special_stands_before_the_reason_and_the_second_reason_under_it(opened: Opens) -> None:
    window = opened(samples.BUNDLE)
    offers = window.view.pane.offers
    assert offers[0].marks.whole() == "近三个月活期余额较稳定"
    assert offers[1].reason.whole() == "先答题 · 新品 · 活期里常年有 5 万以上没动过"
    keys(window, "2")
    assert (offers[1].reason.whole(), offers[1].marks.whole()) == ("活期里常年有 5 万以上没动过", "先答题 · 新品")
    window.show_dock()
    assert window.dock is not None
    assert window.dock.live.when.text().startswith("先答题 · ")


def test_o_unfolds_the_lines_and_the_objections_of_the_chosen_one(opened: Opens) -> None:
    window = opened(samples.CARD)
    keys(window, "2O")
    offer = window.view.pane.offers[1]
    lines = [line.text() for line in offer.folded.lines if line.isVisible()]
    assert lines[3:] == ["利率太低", "同期里已是较高一档", "要用钱", "可以分两笔存"]
    assert window.view.pane.offers[0].folded.lines[3].isVisible() is False  # type: ignore[union-attr]
    keys(window, "o")
    assert not offer.folded.lines[3].isVisible()
    assert logged(window) == {}


def test_the_same_number_again_unfolds_as_ever(opened: Opens) -> None:
    window = opened(samples.CARD)
    keys(window, "22")
    assert window.view.pane.offers[1].folded.lines[6].isVisible()  # type: ignore[union-attr]


def test_f8_and_why_mean_the_part_that_was_chosen(opened: Opens) -> None:
    window = opened(samples.BUNDLE)
    keys(window, "4")
    assert window.presenter.live_product() == "SMS01"


# --- where nothing is suggested


def test_the_control_group_reads_a_calm_line(opened: Opens) -> None:
    window = opened(samples.CONTROL)
    assert window.view.pane.note.words.text() == "今天不安排推荐"  # type: ignore[union-attr]
    assert window.view.card.say.property("tone") == "alt"  # type: ignore[union-attr]


def test_who_wants_nothing_chosen_gets_the_notices_that_everybody_gets(opened: Opens) -> None:
    window = opened(samples.OPTED_OUT)
    note = window.view.pane.note
    assert [line.text() for line in note.lines if not line.isHidden()] == [
        "给每位客户的告知都一样，不排序：", "个人养老金、通知存款、国债",
    ]  # fmt: skip


# --- look

BOTH = replace(samples.BUNDLE, slate=replace(samples.BUNDLE.slate, banner="MODEL_EXPIRED"))


@pytest.mark.parametrize(("scheme", "large", "language", "high"), [
    ("light", False, "zh", 768), ("dark", False, "en", 696), ("contrast", True, "en", 768),
])  # fmt: skip
def test_it_looks_sound(opened: Opens, qapp: QApplication, scheme: str, large: bool, language: str, high: int) -> None:
    """What the pane scrolls out of sight is not looked at; nothing is ever wider than the pane."""
    texts.install_language(qapp, language)
    theme.apply(qapp, scheme, large)
    window = opened(BOTH, high)
    pane = window.view.pane
    for pressed in ("O", "1A4"):
        keys(window, pressed)
        assert pane.inner.width() <= pane.area.viewport().width()
        assert_sound(pane.head)
        texts_ = look.painted_texts(pane.inner)
        assert not [*look.too_wide(texts_, pane.inner), *look.overlapping(texts_)]
        assert_sound(window.view.card)  # type: ignore[union-attr]


@pytest.mark.parametrize(("scheme", "language"), [("light", "zh"), ("contrast", "en")])
def test_the_dock_is_sound_and_no_higher_than_its_screen(
    opened: Opens, qapp: QApplication, scheme: str, language: str
) -> None:
    texts.install_language(qapp, language)
    theme.apply(qapp, scheme)
    window = opened(samples.BUNDLE)
    window.show_dock()
    dock = window.dock
    assert dock is not None
    dock.resize(320, 768)
    keys(window, "1A")  # the toast is there too
    assert dock.size().toTuple() == (320, 768)
    assert_sound(dock)
