"""A desk at a window and the lobby's tablet, each with its own data, and the branch's node between them.

The bank beyond the node cannot be reached the whole time.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from teller_assist.desk.counter import Counter
from teller_assist.desk.floor import Floor
from teller_assist.desk.queue import Queue
from teller_assist.hub import node_enrol
from teller_assist.hub.engine import open_hub
from teller_assist.hub.enrolment import make_code
from teller_assist.sync.enrol import enrol
from teller_assist.sync.sender import Sender
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui.lobby import make
from teller_assist.ui.lobby_view import LobbyView
from tests.desk import small
from tests.desk.small import Clock
from tests.sync.served import code, opened, served, synced


class Place(NamedTuple):
    """One desk, open as its screen has it and as its sync has it."""

    counter: Counter
    line: Sender


class Branch(NamedTuple):
    window: Place
    lobby: Place
    clock: Clock

    def carry(self) -> None:
        """What each has goes to the node, then to the other."""
        for place in (self.window, self.lobby, self.window):
            assert synced(place.line).via == "branch"


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    clock = Clock()
    with ExitStack() as stack:
        hub, below = open_hub(tmp_path / "hub"), open_hub(tmp_path / "node")
        stack.callback(hub.close)
        stack.callback(below.close)
        with served(hub) as url:
            me = node_enrol.settle(below, url, make_code(hub, "B1", "branch", 1, datetime.now(UTC)).code)
            node = stack.enter_context(served(below, role="branch", node=me))
            for name in ("window", "lobby"):
                enrol(small.make_desk(tmp_path / name), url, code(hub, "B1"), node_url=node, fallback="wait")
        places = []
        for name, staff in (("window", "T1"), ("lobby", "L1")):
            counter = Counter.open(tmp_path / name, now=clock, staff_no=staff)
            stack.callback(counter.close)
            places.append(Place(counter, stack.enter_context(opened(tmp_path / name))))
        yield Branch(*places, clock)


def test_a_referral_made_at_the_desk_is_on_the_board_and_its_claim_is_the_tellers_receipt(
    qtbot: QtBot, branch: Branch
) -> None:
    window, lobby = branch.window.counter, branch.lobby.counter
    station = make(lobby, AtOnce(), branch.clock)
    view = cast(LobbyView, station.view)
    qtbot.addWidget(view)
    view.show()
    station.presenter.tick()
    branch.carry()

    window.begin_visit(small.ZHANG, "search", ticket="A037")
    made = window.refer(small.ZHANG, small.WEALTH, "lobby_manager", "人还在窗口")
    Floor(window).call("authorise")
    assert Floor(window).receipts()[0].name == "孙悦", "the desk knows who is on duty in the lobby"
    branch.carry()
    branch.clock.pass_(seconds=18)
    station.presenter.tick()

    card = view.side.offers[made.referral_id]
    assert (card.ticket.text(), card.ring.accessibleName()) == ("A037", "还有 42 秒")
    assert [c.reason.text() for c in view.side.calls.values()] == ["授权"]
    qtbot.mouseClick(card.claim_button, Qt.MouseButton.LeftButton)
    view.asked.emit("go")
    branch.carry()

    receipt = Floor(window).receipts()[0]
    assert (receipt.state, receipt.name, receipt.eta_s, receipt.took_s) == ("claimed", "孙悦", 30, 18)
    assert [c.taken_by for c in Floor(window).calls()] == ["L1"]
    station.presenter.tick()
    assert view.foot.lan[1].text() == "局域网通"
    assert view.foot.wan[1].text() == "总行还没收到，排队与转介照常"


def test_who_was_later_is_told(qtbot: QtBot, branch: Branch) -> None:
    """The tablet and a window call and claim the same things while their cables are out."""
    window, lobby = branch.window.counter, branch.lobby.counter
    Queue(lobby).take_ticket("transfer")
    made = window.refer(small.ZHANG, small.FUND, "rm")
    call = Floor(lobby).call("help")
    branch.carry()
    station = make(lobby, AtOnce(), branch.clock)
    view = cast(LobbyView, station.view)
    qtbot.addWidget(view)
    view.show()
    station.presenter.tick()

    rival = Counter.open(window._data, now=branch.clock, staff_no="R1")
    Floor(rival).claim(made.referral_id)
    Floor(rival).take_call(call.call_id)
    rival.close()
    synced(branch.window.line)  # first in the branch's order
    Floor(lobby).claim(made.referral_id)
    Floor(lobby).take_call(call.call_id)
    branch.carry()
    station.presenter.tick()

    assert view.toast.word.text() == "1 号窗 王* 先去了 · 无号 王* 先接了"
    assert [c.also for c in Floor(window).calls()] == ["L1"]
    view.toast.leave()
    branch.clock.pass_(seconds=1)
    station.presenter.tick()
    assert not view.toast.isVisible(), "it is told once"
