"""The kiosk: three touches at most from the first page to the ticket, and nothing of the guest before."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.desk.bookings import Booking
from teller_assist.desk.counter import Counter
from teller_assist.desk.floor import Floor
from teller_assist.desk.queue import Queue
from teller_assist.domain.packs import load_packs
from teller_assist.domain.standards import standards_of
from teller_assist.domain.ticket import Ticket
from teller_assist.errors import Refused
from teller_assist.paths import RESOURCES
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui import texts, theme
from teller_assist.ui.kiosk import KioskPresenter, make
from teller_assist.ui.kiosk_view import KioskView, Shown
from teller_assist.ui.ticket_print import Printer
from tests.desk import small
from tests.desk.small import Clock
from tests.ui import look


class Kept:
    """A kiosk with its presenter, a teller's program beside it."""

    def __init__(self, qtbot: QtBot, data: Path, clock: Clock, printer: Printer | None = None) -> None:
        self.qtbot, self.clock, self.view = qtbot, clock, KioskView()
        qtbot.addWidget(self.view)
        self.counter, self.teller = Counter.open(data, now=clock), Counter.open(data, now=clock)
        self.presenter = KioskPresenter(self.view, self.counter, AtOnce(), clock, printer)
        self.view.show()

    def touch(self, tile: object) -> None:
        self.qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)

    def tickets(self) -> tuple[Ticket, ...]:
        return Queue(self.teller).tickets()

    def wait(self, seconds: float) -> str:
        self.clock.pass_(seconds=seconds)
        self.presenter.tick()
        return self.view.page()

    def said(self) -> str:
        return " ".join(t.text for t in look.painted_texts(self.view))

    def book(self, customer_no: str) -> None:
        due = self.clock.at + timedelta(hours=1)
        Floor(self.teller).book(Booking("account_open", due, customer_no, business_type="account_open"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = small.with_numbers(small.make_desk(tmp_path_factory.mktemp("kiosk")))
    Counter.open(data).close()
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "desk"))


@pytest.fixture
def kept(qtbot: QtBot, data: Path, clock: Clock) -> Iterator[Kept]:
    kiosk = Kept(qtbot, data, clock)
    yield kiosk
    kiosk.counter.close()
    kiosk.teller.close()


def test_one_touch_is_a_ticket_for_eight_seconds(kept: Kept) -> None:
    kept.touch(kept.view.start.tiles["transfer"])
    assert kept.view.page() == "ticket"
    [ticket] = kept.tickets()
    assert (ticket.number, ticket.business_type, ticket.source, ticket.tier) == ("A001", "transfer", "kiosk", "")
    assert "A001" in kept.said()
    assert kept.wait(7.9) == "ticket"
    assert kept.wait(0.1) == "start"


def test_language_need_business_are_three_touches(kept: Kept) -> None:
    kept.touch(kept.view.start.language)
    assert "What can we do for you?" in kept.said()
    kept.touch(kept.view.start.needs["elderly"])
    kept.touch(kept.view.start.tiles["corporate"])
    [ticket] = kept.tickets()
    assert (ticket.number, ticket.needs) == ("B001", "elderly")
    assert "Your number" in kept.said()
    assert kept.wait(8) == "start"
    assert "请选择要办理的业务" in kept.said(), "the next guest begins in the bank's language"
    assert kept.view.start.chosen_needs() == ()


def test_how_many_are_ahead_and_about_how_long(kept: Kept) -> None:
    for _ in range(3):
        Queue(kept.teller).take_ticket("transfer")
    kept.touch(kept.view.start.tiles["transfer"])
    assert "前面还有 3 位" in kept.said()
    assert kept.view.wait.text().startswith("约 ")
    assert "误差" not in kept.said(), "no error is claimed that was not measured"
    kept.view.show_ticket(Shown("A029", 7, 12, 3))
    assert "约 12 分钟，误差 ±3" in kept.said()


def test_a_card_gives_the_place_by_its_tier_and_no_name(kept: Kept) -> None:
    kept.presenter.scan(small.CARD_NO)
    shown = kept.said()
    assert "已识别，请选择业务" in shown
    kept.touch(kept.view.start.tiles["wealth"])
    shown += kept.said()
    [ticket] = kept.tickets()
    assert (ticket.customer_no, ticket.tier) == (small.ZHANG, "platinum")
    for secret in ("张", "丽", small.ZHANG, "8812", "6222", "白金", "platinum", "Platinum", "贵宾"):
        assert secret not in shown, secret
    kept.wait(8)
    kept.touch(kept.view.start.tiles["wealth"])
    assert kept.tickets()[-1].customer_no == "", "the card was the guest's before"


def test_a_card_nobody_knows_takes_a_ticket_all_the_same(kept: Kept) -> None:
    kept.presenter.scan("6222999999999999999")
    assert "没有识别到，请直接选择业务" in kept.said()
    kept.touch(kept.view.start.tiles[""])
    assert kept.tickets()[0].business_type == ""


def test_a_booking_is_signed_in_by_the_tail_of_the_telephone(kept: Kept) -> None:
    kept.book(small.ZHANG)
    kept.touch(kept.view.start.booked)
    for digit in "1234":
        kept.touch(kept.view.digits[digit])
    assert "没有找到今天的预约" in kept.said()
    kept.qtbot.keyClicks(kept.view, "56")
    assert "5678" not in kept.said()
    kept.touch(kept.view.rub_out)
    kept.qtbot.keyClicks(kept.view, "678")
    kept.qtbot.waitUntil(lambda: kept.view.page() == "ticket")
    [ticket] = kept.tickets()
    assert (ticket.source, ticket.customer_no) == ("appointment", small.ZHANG)
    assert "张" not in kept.said()


def test_a_card_swiped_at_the_keypad_is_no_telephone_number(qtbot: QtBot, data: Path, clock: Clock) -> None:
    """Its digits come as keys: the first four are nobody's tail, also where somebody's tail is just that."""
    small.retell(data, "customer SET mobile = '13800006222' WHERE o = 7")
    with closing(Counter.open(data, now=clock)) as counter, closing(Counter.open(data, now=clock)) as teller:
        due = clock.at + timedelta(hours=1)
        for customer_no in (small.ZHANG, small.OUYANG):
            Floor(teller).book(Booking("account_open", due, customer_no, business_type="account_open"))
        station = make(counter, AtOnce(), clock)
        view = station.view
        assert isinstance(view, KioskView)
        qtbot.addWidget(view)
        view.show()
        qtbot.mouseClick(view.start.needs["child"], Qt.MouseButton.LeftButton)
        qtbot.mouseClick(view.start.booked, Qt.MouseButton.LeftButton)
        view.setFocus()
        qtbot.keyClicks(view, small.CARD_NO)
        qtbot.keyClick(view, Qt.Key.Key_Return)
        assert view.page() == "ticket"
        [ticket] = Queue(teller).tickets()
        assert (ticket.customer_no, ticket.needs) == (small.ZHANG, "child")


def test_the_card_of_somebody_who_booked_signs_them_in_at_once(kept: Kept) -> None:
    kept.book(small.ZHANG)
    kept.presenter.scan(small.CARD_NO)
    assert kept.view.page() == "ticket"
    assert kept.tickets()[0].appointment_id is not None


def test_left_alone_it_forgets_whoever_began(kept: Kept) -> None:
    kept.touch(kept.view.start.booked)
    assert kept.wait(29.9) == "booking"
    assert kept.wait(0.1) == "start"
    kept.presenter.scan(small.CARD_NO)
    kept.touch(kept.view.start.needs["child"])
    kept.wait(30)
    assert kept.view.start.chosen_needs() == ()
    kept.touch(kept.view.start.tiles["transfer"])
    assert (kept.tickets()[0].customer_no, kept.tickets()[0].needs) == ("", "")


def test_two_fast_touches_are_one_ticket(kept: Kept) -> None:
    tile = kept.view.start.tiles["transfer"]
    kept.touch(tile)
    kept.touch(tile)
    assert len(kept.tickets()) == 1


def test_with_the_clock_set_back_it_still_goes_back_to_the_start(kept: Kept) -> None:
    kept.touch(kept.view.start.tiles["transfer"])
    kept.wait(-3600)
    assert kept.wait(8) == "start"


def test_when_nothing_can_be_recorded_the_guest_is_sent_to_the_lobby(kept: Kept) -> None:
    kept.presenter._failed(Refused("the disk is full"))
    assert kept.view.page() == "trouble"
    assert "请找大堂经理" in kept.said()
    assert "disk" not in kept.said()
    assert kept.wait(8) == "start"


def test_the_paper_ticket_is_a_pdf_with_number_and_no_name(
    qtbot: QtBot, data: Path, tmp_path: Path, clock: Clock
) -> None:
    made = Kept(qtbot, data, clock, Printer(folder=tmp_path))
    made.presenter.scan(small.CARD_NO)
    made.touch(made.view.start.tiles["transfer"])
    pdf = (tmp_path / "A001.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert b"/MediaBox" in pdf
    assert "请取走小票" in made.said()
    made.counter.close()
    made.teller.close()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_said(qtbot: QtBot, data: Path, tmp_path: Path, clock: Clock) -> None:
    made = Kept(qtbot, data, clock, Printer(folder=tmp_path / "nowhere"))
    made.touch(made.view.start.tiles["transfer"])
    assert "小票没有打出来，请记住号码" in made.said()
    assert len(made.tickets()) == 1
    made.counter.close()
    made.teller.close()


@pytest.mark.parametrize(
    ("scheme", "large", "language", "size"),
    [
        ("light", False, "zh", (1280, 800)),
        ("light", True, "en", (1280, 800)),
        ("dark", True, "zh", (1080, 1920)),
        ("contrast", False, "en", (1080, 1920)),
    ],
)
def test_it_looks_right(
    qtbot: QtBot, qapp: QApplication, scheme: str, large: bool, language: str, size: tuple[int, int]
) -> None:
    theme.apply(qapp, scheme, large)
    texts.install_language(qapp, language)
    view = KioskView()
    qtbot.addWidget(view)
    view.start.show_businesses(tuple(standards_of(load_packs(RESOURCES / "packs")["standards"]).business.values()))
    view.start.show_bank(texts.pick("滨江支行", "Riverside Branch"))
    view.resize(*size)
    view.show()
    view.start.needs["disabled"].setChecked(True)
    for show in (
        lambda: view.start.show_card("unknown"),
        lambda: view.show_booking(wrong=True),
        lambda: view.show_ticket(Shown("A029", 117, 112, 13, "failed")),
        view.show_trouble,
    ):
        show()
        look.assert_sound(view)
        assert (view.width(), view.height()) == size
    tiles = (
        *view.start.tiles.values(),
        *view.start.needs.values(),
        *view.digits.values(),
        view.start.language,
        view.done,
    )
    assert all(tile.height() >= 56 and tile.sizeHint().width() >= 56 for tile in tiles)


def test_it_goes_back_to_the_language_it_was_started_in(qtbot: QtBot, data: Path, clock: Clock) -> None:
    texts.install_language(QApplication.instance(), "en")
    kiosk = Kept(qtbot, data, clock)
    assert texts.language() == "en"
    kiosk.presenter.speak("zh")
    kiosk.wait(31)
    assert texts.language() == "en"
    texts.install_language(QApplication.instance(), "zh")
