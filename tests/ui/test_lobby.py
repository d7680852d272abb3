"""The lobby board as the lobby manager has it in their hands: real widgets over a real desk."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from teller_assist.desk.board import board_of
from teller_assist.desk.counter import Counter
from teller_assist.desk.floor import Floor
from teller_assist.desk.queue import Queue, row_of_device
from teller_assist.domain import call, lobby, policy, referral, ticket
from teller_assist.domain.lobby import Windows
from teller_assist.domain.suggestion import Text
from teller_assist.store.chains import device_of
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui import texts, theme
from teller_assist.ui import words_lobby as words
from teller_assist.ui.lobby import LobbyPresenter, make
from teller_assist.ui.lobby_list import ARRIVAL
from teller_assist.ui.lobby_parts import TOUCH
from teller_assist.ui.lobby_view import LobbyView
from tests.desk import small
from tests.desk.small import Clock
from tests.ui import look
from tests.ui.hall import Hall, fill, hall_of, refer

TICKETS = ["A001", "A005", "A002", "A003", "A004", "A007", "B001", "A006", "A008"]  # red, late, in time; VIPs first


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = small.make_desk(tmp_path_factory.mktemp("hall"))
    Counter.open(data).close()
    return data


@pytest.fixture
def hall(made: Path, tmp_path: Path) -> Iterator[Hall]:
    import shutil

    data, clock = Path(shutil.copytree(made, tmp_path / "desk")), Clock()
    counters: list[Counter] = []

    def opened(staff_no: str | None = None) -> Counter:
        counters.append(Counter.open(data, now=clock, staff_no=staff_no))
        return counters[-1]

    yield hall_of(opened, clock)
    for counter in counters:
        counter.close()


class Board:
    """The board of one colleague on the screen."""

    def __init__(self, qtbot: QtBot, counter: Counter, clock: Clock) -> None:
        station = make(counter, AtOnce(), clock)
        self.qtbot, self.view = qtbot, cast(LobbyView, station.view)
        self.presenter = cast(LobbyPresenter, station.presenter)
        qtbot.addWidget(self.view)
        self.view.resize(1280, 800)
        self.view.show()
        self.tick()

    def tick(self) -> None:
        self.presenter.tick()
        QApplication.processEvents()

    def numbers(self) -> list[str]:
        rows = self.view.list.rows
        return [rows.index(n).data() for n in range(rows.rowCount())]

    def choose(self, number: str) -> None:
        self.view.list.setCurrentIndex(self.view.list.rows.index(self.numbers().index(number)))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.qtbot.keyClick(self.view, key)

    def tap(self, *tiles: str) -> None:
        for word in tiles:
            tile = next(t for t in self.view.panel.tiles if word in t.accessibleName())
            self.qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)

    def tiles(self) -> list[str]:
        return [tile.accessibleName() for tile in self.view.panel.tiles]

    def toast(self) -> str:
        return self.view.toast.word.text() if self.view.toast.isVisible() else ""

    def said(self) -> set[str]:
        return {t.text for t in look.painted_texts(self.view)}


@pytest.fixture
def board(qtbot: QtBot, hall: Hall) -> Board:
    return Board(qtbot, fill(hall).lobby, hall.clock)


def test_who_waits_stands_in_the_order_in_which_it_presses(board: Board) -> None:
    assert board.numbers() == TICKETS
    assert {"23", "6", "饱和", "9", "23 分", "2/2", "9 位"} <= board.said()
    levels = [board.view.list.rows.index(n).data(ARRIVAL).level for n in range(6)]
    assert levels == ["red", "late", "late", "late", "late", "ok"], "a lost card may wait 5 minutes, not 10"


def test_only_a_vip_has_a_tier_and_a_need_stands_below_the_business(board: Board) -> None:
    texts_ = [board.view.list.rows.index(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(9)]
    assert [t for t in texts_ if "白金" in t] == ["A005 大额存单 白金 6", "A007 外汇结售汇 白金 3"]
    assert texts_[3] == "A003 个人开户 长者 12"


def test_new_arrivals_come_without_stealing_the_choice(board: Board, hall: Hall) -> None:
    board.choose("A006")
    hall.clock.pass_(seconds=1)
    Queue(hall.teller).take_ticket("transfer", customer_no=small.ZHANG)
    board.tick()
    assert len(board.numbers()) == 10
    chosen = board.view.list.chosen()
    assert chosen is not None
    assert chosen.number == board.view.list.currentIndex().data() == board.view.ticket.text() == "A006"


def test_who_is_called_at_a_window_leaves_the_list_and_the_keys_have_nobody(board: Board, hall: Hall) -> None:
    board.choose("A001")
    hall.clock.pass_(seconds=1)
    Queue(hall.teller).call("A001")
    board.tick()
    assert "A001" not in board.numbers()
    assert board.view.list.chosen() is None
    assert board.view.ticket.text() == "选一位"
    assert board.toast() == "A001 已被窗口叫走"
    assert not board.view.verbs["call"].isEnabled()
    board.press("C")
    assert not board.view.asks(), "a letter does nothing without a ticket"


def test_two_taps_call_somebody_to_a_window_and_a_third_says_that_they_did_not_come(board: Board, hall: Hall) -> None:
    board.choose("A005")
    board.qtbot.mouseClick(board.view.verbs["call"], Qt.MouseButton.LeftButton)
    assert board.tiles() == ["1 号窗", "3 号窗"]
    board.tap("3 号窗")
    called = Queue(hall.teller).find_ticket("A005")
    assert called is not None
    assert (called.state, called.window_no, called.out_of_order) == ("called", "3", "lobby")
    assert board.toast() == "A005 请到 3 号窗"
    board.press("N")
    missed = Queue(hall.teller).find_ticket("A005")
    assert missed is not None
    assert missed.state == "no_show"
    board.press("P")
    back = Queue(hall.teller).find_ticket("A005")
    assert back is not None
    assert back.state == "waiting", "back in the queue with its time"


def test_parked_stands_below_and_comes_back(board: Board, hall: Hall) -> None:
    board.choose("A001")
    board.press("P")
    assert board.numbers()[-1] == "A001"
    assert "已挂起" in board.view.list.rows.index(8).data(Qt.ItemDataRole.AccessibleTextRole)
    board.press("P")
    assert board.numbers() == TICKETS


def test_nobody_is_thrown_out_by_one_touch(board: Board, hall: Hall) -> None:
    board.choose("A001")
    board.press("N")
    assert board.tiles() == ["已离开，作废", "还在，留着"]
    board.press("2")
    assert board.numbers() == TICKETS
    board.choose("A001")
    board.press("N", "1")
    gone = Queue(hall.teller).find_ticket("A001")
    assert gone is not None
    assert (gone.state, gone.how) == ("done", "left")


def test_another_queue_or_another_window(board: Board, hall: Hall) -> None:
    board.choose("A002")
    board.press("T")
    board.tap("贷款还款")
    board.choose("A003")
    board.press("T")
    board.tap("3 号窗")
    moved = [Queue(hall.teller).find_ticket(number) for number in ("A002", "A003")]
    assert [t and (t.business_type, t.to_window) for t in moved] == [("loan", ""), ("account_open", "3")]


def test_a_diversion_is_three_taps(board: Board, hall: Hall) -> None:
    board.press("F")
    board.tap("等候中", "智能柜台", "已教会")
    made = Floor(hall.lobby).diversions_today()
    assert [(d.step, d.channel, d.result, d.staff_no) for d in made] == [(2, "self_service", "guided", "L1")]
    assert not board.view.asks()
    board.press("F", "1", "3", "1")
    assert len(Floor(hall.lobby).diversions_today()) == 2


def test_a_chosen_ticket_is_diverted_only_if_the_first_tap_says_so(board: Board, hall: Hall) -> None:
    board.choose("A006")
    board.press("F")
    assert board.tiles() == ["A006 等候中", "进门取号前", "等候中", "在窗口"]
    board.tap("进门", "手机银行", "办成了")
    assert "A006" in board.numbers(), "somebody else was meant"
    board.press("F")
    board.tap("A006", "手机银行", "办成了")
    assert "A006" not in board.numbers()
    assert board.toast() == "已记分流：手机银行 · 办成了 · A006 作废"
    noted = Floor(hall.lobby).diversions_today()
    assert [(d.step, d.business_type) for d in noted] == [(1, ""), (2, "transfer")]


def test_a_ticket_that_was_called_meanwhile_is_told_in_words(board: Board, hall: Hall) -> None:
    board.choose("A001")
    board.press("C")
    Queue(hall.teller).call("A001")
    board.tap("3 号窗")
    assert board.toast() == "A001 已被窗口叫走"


def test_the_toast_covers_no_half_word(board: Board, hall: Hall) -> None:
    board.press("J")
    assert board.toast() == "A031 由您接，柜员会看到"
    look.assert_sound(board.view.toast)
    assert board.view.toast.geometry().contains(board.view.light.geometry().adjusted(1, 1, -1, -1))


def test_back_goes_a_page_back_and_then_out(board: Board, hall: Hall) -> None:
    board.press("F", "1")
    board.qtbot.keyClick(board.view, Qt.Key.Key_Escape)
    assert board.view.panel.title.text() == "分流：在哪一步"
    board.qtbot.mouseClick(board.view.panel.leave, Qt.MouseButton.LeftButton)
    assert not board.view.asks()
    assert Floor(hall.lobby).diversions_today() == ()


def test_calling_with_nobody_chosen_calls_who_is_next(board: Board, hall: Hall) -> None:
    first = Queue(hall.teller).waiting("")[0].ticket.number
    assert board.view.list.chosen() is None
    board.press("C")
    board.tap("3")
    found = Queue(hall.teller).find_ticket(first)
    assert found is not None
    assert (found.state, found.out_of_order) == ("called", "")


def test_a_teller_is_not_offered_to_go(qtbot: QtBot, hall: Hall) -> None:
    board = Board(qtbot, fill(hall).teller, hall.clock)
    assert not [b for b in board.view.findChildren(QPushButton) if b.isVisible() and b.text().startswith("我去")]
    board.press("G")
    assert all(not call.taken_by for call in Floor(hall.lobby).calls())


def row_of(hall: Hall) -> str:
    with hall.lobby.reading() as con:
        return row_of_device(device_of(con))


def test_somebody_at_the_door_gets_a_number_of_the_lobbys_own_row(board: Board, hall: Hall) -> None:
    board.press("R")
    board.tap("个人开户", "行动不便")
    row = row_of(hall)
    assert board.toast() == f"已登记 {row}01"
    taken = Queue(hall.teller).find_ticket(f"{row}01")
    assert taken is not None
    assert (taken.business_type, taken.needs, taken.source) == ("account_open", "disabled", "staff")


def test_a_booking_is_signed_in_once_and_the_board_knows_neither_who_nor_how_much(board: Board, hall: Hall) -> None:
    board.press("S")
    assert board.tiles() == ["新预约", "09:50 大额取现 待到", "11:30 开户 待到"]
    board.tap("09:50", "到了")
    row = row_of(hall)
    assert board.toast() == f"已签到，{row}01"
    taken = Queue(hall.teller).find_ticket(f"{row}01")
    assert taken is not None
    assert (taken.business_type, taken.customer_no, taken.source) == ("cash_large", small.ZHANG, "appointment")
    board.press("S")
    assert "09:50 大额取现 已到" in board.tiles()
    board.tap("11:30", "没来")
    assert [b.how for b in Floor(hall.lobby).bookings()] == ["came", "no_show"]


def test_a_booking_is_made_with_taps_alone(board: Board, hall: Hall) -> None:
    board.press("S")
    board.tap("新预约", "大额取现", "11-24", "10:00", "20 万")
    made = Floor(hall.lobby).bookings(2)[-1]
    assert (made.what, made.amount_fen, f"{made.due_at:%m-%d %H:%M}") == ("large_cash", 20 * small.WAN, "11-24 02:00")


def test_an_incident_is_reported_with_its_place_and_ended(board: Board, hall: Hall) -> None:
    board.press("H")
    board.tap("设备坏了", "1 号取款机")
    assert [(i.what, i.place) for i in Floor(hall.lobby).incidents()] == [("machine_down", "atm1")]
    board.press("H")
    board.tap("好了")
    assert [i.closed_by for i in Floor(hall.lobby).incidents()] == ["L1"]
    board.press("H")
    board.tap("请网点负责人来")
    own = next(c for c in board.view.side.calls.values() if c.window_no.text() == "大堂")
    assert (own.reason.text(), own.button.word.text()) == ("等网点负责人来", "办完"), "nobody goes to their own call"
    assert ("", "help", "branch_manager") in [(c.window_no, c.reason, c.to_role) for c in Floor(hall.lobby).calls()]


def test_one_call_at_most_is_red_and_the_worst_stands_on_top(board: Board, hall: Hall) -> None:
    hall.clock.pass_(seconds=5)
    Floor(hall.teller).call("medical", window_no="2")
    board.tick()
    cards = list(board.view.side.calls.values())
    assert sorted(card.property("tone") for card in cards) == ["", "", "bad"]
    tops = sorted(cards, key=lambda card: card.y())
    assert [card.window_no.text() for card in tops] == ["5 号窗", "2 号窗", "3 号窗"]


def test_going_is_seen_at_the_window_and_then_nothing_is_red(board: Board, hall: Hall) -> None:
    board.press("G")
    taken = Floor(hall.teller).calls()[0]
    assert (taken.reason, taken.taken_by, taken.eta_s) == ("fraud", "L1", 30)
    card = board.view.side.calls[taken.call_id]
    assert (card.property("tone"), card.reason.text(), card.button.word.text()) == ("", "孙* 已去", "办完")
    board.press("D")
    assert [c.reason for c in Floor(hall.teller).calls()] == ["authorise"]


def test_a_colleague_was_quicker_is_told_and_nothing_is_recorded(board: Board, hall: Hall) -> None:
    call_id = Floor(hall.rm).calls()[0].call_id
    Floor(hall.rm).take_call(call_id)
    board.view.side.go.emit(call_id)  # the finger was on its way
    assert board.toast() == "5 号窗 王* 先去了"
    assert Floor(hall.lobby).calls()[0].also == ""


def test_taking_a_referral_is_the_tellers_receipt(board: Board, hall: Hall) -> None:
    card = next(c for c in board.view.side.offers.values() if c.ticket.text() == "A037")
    assert card.ring.accessibleName() == "还有 42 秒"
    board.qtbot.mouseClick(card.claim_button, Qt.MouseButton.LeftButton)
    receipt = Floor(hall.teller).receipts()[0]
    assert (receipt.state, receipt.name, receipt.role, receipt.eta_s, receipt.took_s) == (
        "claimed", "孙悦", "lobby_manager", 30, 18,
    )  # fmt: skip
    assert board.view.side.receipt_word.whole() == "A037 已接 · 孙* · 用时 18 秒"
    assert len(board.view.side.offers) == 1
    board.press("O", "1")
    assert Floor(hall.teller).receipts()[0].referral.outcome == "done"


def test_passing_on_and_a_minute_of_silence_bring_it_to_the_next(hall: Hall, board: Board) -> None:
    hall.clock.pass_(seconds=60)
    refer(hall, small.FIRM, small.CD, "", "A050", "rm")
    board.tick()
    waits = next(c for c in board.view.side.offers.values() if c.ticket.text() == "A050")
    assert (waits.claim_button.isVisible(), waits.holder.text()) == (False, "在问 王*")
    hall.clock.pass_(seconds=60)
    board.tick()
    assert waits.claim_button.isVisible(), "the only one of the role has had it: anybody may take it"


def test_a_card_stays_under_the_finger_when_a_worse_call_comes(board: Board, hall: Hall) -> None:
    first = next(iter(board.view.side.calls.values()))
    hall.clock.pass_(seconds=1)
    Floor(hall.teller).call("fraud", window_no="4")
    board.tick()
    assert board.view.side.calls[first.call_id] is first


def test_the_board_says_how_it_stands_with_the_branch_and_who_is_there(board: Board, hall: Hall) -> None:
    assert {"本机单独运行", "孙* 大堂经理"} <= board.said()
    assert any(word.startswith("未同步 ") for word in board.said())


def test_opening_the_board_says_that_its_colleague_is_on_duty_once(qtbot: QtBot, board: Board, hall: Hall) -> None:
    Board(qtbot, hall.lobby, hall.clock)
    mine = [d for d in Floor(hall.teller).on_duty() if d.staff_no == "L1"]
    assert [(d.role, d.window_no) for d in mine] == [("lobby_manager", "")]


def test_no_name_and_no_number_of_a_customer_is_in_any_text(board: Board, hall: Hall) -> None:
    secrets = [row[n] for row in small.CUSTOMERS for n in (1, 2, 6, 7) if row[n]] + ["200,000", "8 万"]
    pages: list[set[str]] = [board.said()]
    for keys in (("C",), ("T",), ("N",), ("R",), ("R", "1"), ("F",), ("S",), ("S", "2"), ("H",)):
        board.choose("A005")
        board.press(*keys)
        pages.append(board.said() | set(board.tiles()))
        while board.view.asks():
            board.qtbot.keyClick(board.view, Qt.Key.Key_Escape)
    board.press("J")
    pages.append(board.said())
    spoken = {
        " ".join((w.accessibleName(), w.accessibleDescription(), w.toolTip()))
        for w in board.view.findChildren(object)
        if hasattr(w, "accessibleName")
    }
    text = "\n".join(sorted(set().union(*pages) | spoken))
    assert "想问活期怎么打理" in text, "the note is there"
    assert [secret for secret in secrets if str(secret) in text.replace("C18", "")] == []


def test_everything_that_is_touched_is_56_px_high(board: Board) -> None:
    board.choose("A005")
    for keys in ((), ("R",), ("S",), ("C",)):
        board.press(*keys)
        for button in board.view.findChildren(QPushButton):
            if button.isVisible():
                assert button.height() >= TOUCH, button.accessibleName()
        board.qtbot.keyClick(board.view, Qt.Key.Key_Escape)
    assert board.view.list.sizeHintForRow(0) >= TOUCH


def test_an_empty_hall_says_so(qtbot: QtBot, hall: Hall) -> None:
    empty = Board(qtbot, hall.lobby, hall.clock)
    assert {"现在没有人等", "没有人呼叫", "没有待接的转介", "空闲", "–"} <= empty.said()
    look.assert_sound(empty.view)


def test_many_in_the_hall_still_show_whole_lines(qtbot: QtBot, hall: Hall) -> None:
    for _ in range(30):
        Queue(hall.lobby).take_ticket("account_open", ["elderly", "disabled"], customer_no=small.ZHANG)
    hall.clock.pass_(minutes=31)
    full = Board(qtbot, hall.lobby, hall.clock)
    full.choose("A001")
    look.assert_sound(full.view)


LOOKS = [("light", False, "en"), ("light", True, "zh")] + [
    (scheme, large, language) for scheme in theme.SCHEMES for large, language in ((False, "zh"), (True, "en"))
]


@pytest.mark.parametrize(("scheme", "large", "language"), LOOKS)
def test_it_looks_right(qtbot: QtBot, qapp: QApplication, hall: Hall, scheme: str, large: bool, language: str) -> None:
    theme.apply(qapp, scheme, large)
    texts.install_language(qapp, language)
    board = Board(qtbot, fill(hall).lobby, hall.clock)
    board.choose("A005")
    look.assert_sound(board.view)
    if scheme == "light" and large == (language == "en"):  # the shortest words and the longest
        for keys in (("C",), ("T",), ("R",), ("F",), ("S",), ("H",)):
            board.press(*keys)
            look.assert_sound(board.view)
            board.qtbot.keyClick(board.view, Qt.Key.Key_Escape)


def test_it_speaks_english_at_once(qapp: QApplication, board: Board) -> None:
    texts.install_language(qapp, "en")
    QApplication.processEvents()
    assert {"Lobby", "Arrivals", "Window calls", "I go", "Take", "Call"} <= board.said()


def test_every_code_has_a_word() -> None:
    for table, codes in (
        (words.CALLS, call.REASONS), (words.CALL_GLYPHS, call.REASONS), (words.CHANNELS, lobby.CHANNELS),
        (words.RESULTS, lobby.RESULTS), (words.STEPS, map(str, lobby.STEPS)), (words.INCIDENTS, lobby.INCIDENTS),
        (words.BOOKINGS, lobby.APPOINTMENTS), (words.CAME, lobby.CLOSINGS), (words.OUTCOMES, referral.OUTCOMES),
        (words.NEEDS, ticket.NEEDS), (words.NEED_GLYPHS, ticket.NEEDS), (words.ROLES, policy.ROLES),
    ):  # fmt: skip
        assert set(table) == set(codes)


@pytest.mark.parametrize(("large", "language"), [(True, "en"), (True, "zh"), (False, "en")])
def test_a_full_hall_of_a_branch_with_a_long_name_has_room_in_the_head(
    qtbot: QtBot, qapp: QApplication, hall: Hall, large: bool, language: str
) -> None:
    theme.apply(qapp, "light", large)
    texts.install_language(qapp, language)
    board = Board(qtbot, fill(hall).lobby, hall.clock)
    known = tuple(str(no) for no in range(1, 13))
    named = Text("城市中心新区科技园滨江支行", "Binjiang Science Park New Centre Sub-branch")
    full = replace(board_of(hall.lobby), branch=named, waiting=141, longest_s=128 * 60, windows=Windows(known, known))
    board.view.show_board(full)
    QApplication.processEvents()
    look.assert_sound(board.view)
    said = " ".join(board.said())
    assert "09:30" in said, "the time is never cut off"
    assert "128 " in said
    assert "12/12" in said
