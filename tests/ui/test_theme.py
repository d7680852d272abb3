import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from teller_assist.ui import icons, theme
from teller_assist.ui.controls import Key
from teller_assist.ui.field import Field
from teller_assist.ui.theme import PAIRS, SCHEMES, STEPS, TABLE, Theme, contrast
from teller_assist.ui.widgets import Frame, Number, Tag, Text
from tests.ui import look


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_can_be_read_on_every_ground(scheme: str) -> None:
    drawn = Theme(scheme, large=False)
    faint = [
        (ink, ground, round(contrast(drawn.colour(ink), drawn.colour(ground)), 2))
        for ink, ground, least in PAIRS
        if contrast(drawn.colour(ink), drawn.colour(ground)) < least
    ]
    assert not faint
    assert {token for pair in PAIRS for token in pair[:2]} >= set(TABLE) - {"track"}


def test_contrast_is_reckoned_as_the_standard_does() -> None:
    assert contrast(QColor("#000"), QColor("#fff")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_style_sheet_leaves_no_blank(scheme: str) -> None:
    assert "$" not in Theme(scheme, large=True).style_sheet


def test_large_print_is_a_quarter_larger() -> None:
    large = Theme("light", large=True)
    assert [large.font(step).pixelSize() for step in STEPS] == [15, 18, 20, 22, 30, 35, 50, 64, 96, 128]


def test_every_glyph_has_the_same_form() -> None:
    assert len(icons.names()) >= 40
    for name in icons.names():
        source = (icons.FOLDER / f"{name}.svg").read_text()
        for form in (
            'viewBox="0 0 24 24"',
            'stroke="currentColor"',
            'stroke-width="2"',
            'stroke-linecap="round"',
        ):
            assert form in source, (name, form)


def test_a_glyph_is_drawn_in_the_theme_s_colour(qtbot: QtBot) -> None:
    for name in icons.names():
        image = icons.pixmap(name, "acc", 24, 2).toImage()
        inked = [image.pixelColor(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() == 255]
        assert inked, name
        assert image.width() == 48
        assert {c.name() for c in inked} == {theme.now().colour("acc").name()}, name


def kit() -> QWidget:
    page = QWidget()
    rows = QVBoxLayout(page)
    card = Frame("card")
    row = QHBoxLayout(card)
    for part in (
        Text("张女士", "name", bold=True), Tag("badge", "白金", "gem"), Number(1, live=True), Number(2),
        Tag("pill", "定期 11-25 到期", "clock", "warn"), Tag("pill", "防诈关注", "alert", "bad"),
        Tag("tag", "办理", "stamp"), Key("A", "接受"), Key("F8", "给客户看", "flat"),
        Key("F10", "请主管来", "urgent"), Key("", "接", "main"),
    ):  # fmt: skip
        row.addWidget(part)
    rows.addWidget(card)
    rows.addWidget(Field("找客户"))
    return page


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_kit_looks_right_in_every_theme(qtbot: QtBot, qapp: object, scheme: str, large: bool) -> None:
    theme.apply(qapp, scheme, large)
    page = kit()
    qtbot.addWidget(page)
    page.show()
    look.assert_sound(page)
    assert len(look.painted_texts(page)) == 16


def test_a_text_wider_than_its_place_is_seen(qtbot: QtBot) -> None:
    page = kit()
    qtbot.addWidget(page)
    page.show()
    page.findChildren(Text)[0].setFixedWidth(40)
    assert any("wider than its place" in f and "张女士" in f for f in look.faults(page))


def test_a_centred_text_cut_at_both_ends_is_seen(qtbot: QtBot) -> None:
    page = kit()
    qtbot.addWidget(page)
    page.show()
    page.findChildren(Number)[0].digit.setText("100000")
    assert any("wider than its place" in f and "100000" in f for f in look.faults(page))


def test_a_text_off_the_canvas_is_seen(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(200, 60)
    text = Text("三月四月五月", parent=page)
    text.adjustSize()
    text.move(150, 20)
    page.show()
    assert any("off the canvas" in f for f in look.faults(page))


def test_text_over_text_is_seen(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(300, 60)
    for words, x in (("存款三十万", 10), ("贷款二十万", 60)):
        text = Text(words, parent=page)
        text.adjustSize()
        text.move(x, 20)
    page.show()
    assert any("text over text" in f for f in look.faults(page))


def test_faint_text_is_seen(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    text = Text("看不清", parent=page)
    text.setStyleSheet("color: #B0B6BE")
    text.adjustSize()
    page.show()
    assert any("too faint" in f for f in look.faults(page))
