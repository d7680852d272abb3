"""The core terminal brings a card up, whatever else knocks at the socket."""

import json
import os
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from teller_assist.cli.open_client import TOLD, exchange, parse_link
from teller_assist.domain import hand as in_hand
from teller_assist.domain.hand import EMPTY, Hand
from teller_assist.errors import BadInput, DeskNotReady, NotFound
from teller_assist.paths import pop_address
from teller_assist.ui.screenpop import LONGEST, AlreadyRunning, ScreenPop

pytestmark = pytest.mark.skipif(os.name == "nt", reason="speaks to a Unix socket")


class Window:
    """What the socket brings."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.hands: list[Hand] = []
        self.shown = 0

    def open(self, kind: str, value: str, hand: Hand) -> None:
        if value == "404":
            raise NotFound("customer", value)
        self.asked.append((kind, value))
        self.hands.append(hand)

    def show(self) -> None:
        self.shown += 1


@pytest.fixture
def window() -> Window:
    return Window()


@pytest.fixture
def pop(qtbot: QtBot, tmp_path: Path, window: Window) -> Iterator[ScreenPop]:
    made = ScreenPop(pop_address(tmp_path), window.open, window.show)
    made.listen()
    yield made
    made.close()


def meanwhile(qtbot: QtBot, work: Callable[[], object]) -> object:
    """The answer of ``work`` in another thread while this one serves."""
    answer: list[object] = []

    def run() -> None:
        try:
            answer.append(work())
        except Exception as error:
            answer.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    qtbot.waitUntil(lambda: bool(answer), timeout=10_000)
    thread.join()
    return answer[0]


def raw(address: str, sent: bytes) -> dict[str, object]:
    with socket.socket(socket.AF_UNIX) as wire:
        wire.settimeout(8)
        wire.connect(address)
        wire.sendall(sent)
        reply = wire.makefile("rb").readline()
    answer = json.loads(reply)
    assert isinstance(answer, dict)
    return answer


@pytest.mark.parametrize("kind", ["card", "id", "ticket", "customer"])
def test_another_program_brings_a_card_up(
    qtbot: QtBot, pop: ScreenPop, window: Window, tmp_path: Path, kind: str
) -> None:
    code = "import sys; from pathlib import Path; from teller_assist.cli.open_client import send; "
    code += f"print(send(Path(sys.argv[1]), {{{kind!r}: 'A037'}})); assert 'PySide6' not in sys.modules"
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = meanwhile(qtbot, lambda: subprocess.run(command, capture_output=True, text=True, check=False))
    assert isinstance(done, subprocess.CompletedProcess)
    assert done.returncode == 0, done.stderr
    assert "'ok': True" in done.stdout
    assert window.asked == [(kind, "A037")]


def test_the_core_terminal_may_say_what_is_in_hand(
    qtbot: QtBot, pop: ScreenPop, window: Window, tmp_path: Path
) -> None:
    said = {"business": "transfer", "amount": "200000.50", "early": "yes", "payee": "new", "payee_place": "elsewhere",
            "received": "here", "waiting": "yes"}  # fmt: skip
    for asked in ({"card": "62", **said}, {"card": "62", "business": "transfer"}, {"card": "62"}):
        assert meanwhile(qtbot, lambda asked=asked: exchange(tmp_path, {"open": asked})) == {"ok": True}  # type: ignore[misc]
    assert window.asked == [("card", "62")] * 3
    assert window.hands == [
        Hand("transfer", 20_000_050, True, True, True, False, waiting=True), Hand("transfer"), EMPTY,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "said", [{"amount": "-5"}, {"amount": "1e9"}, {"amount": "12.345"}, {"payee": "friend"}, {"early": "true"}], ids=str
)
def test_what_is_wrongly_said_of_the_transaction_is_answered_in_words(
    qtbot: QtBot, pop: ScreenPop, window: Window, tmp_path: Path, said: dict[str, str]
) -> None:
    reply = meanwhile(qtbot, lambda: exchange(tmp_path, {"open": {"card": "62", **said}}))
    assert isinstance(reply, dict)
    assert (reply["error"], next(iter(said)) in reply["sentence"]) == ("bad_input", True)
    assert window.asked == []


def test_an_unknown_customer_is_answered_in_words(qtbot: QtBot, pop: ScreenPop, tmp_path: Path) -> None:
    reply = meanwhile(qtbot, lambda: exchange(tmp_path, {"open": {"card": "404"}}))
    assert reply == {"ok": False, "error": "not_found", "sentence": "no customer 404 on this desk"}


@pytest.mark.parametrize(
    "line",
    [
        b"\n", b"hello\n", b"\xff\xfe\x00\n", b"[]\n", b"{}\n", b'{"open": {}}\n', b'{"open": {"card": 7}}\n',
        b'{"open": {"card": ""}}\n', b'{"open": {"pin": "1"}}\n', b'{"open": {"card": "1", "id": "2"}}\n',
        b'{"open": {"card": "1", "colour": "red"}}\n', b'{"open": {"card": "1", "amount": 7}}\n',
        b'{"open": {"card": "1", "business": 7}}\n', b'{"open": {"business": "term"}}\n',
        b'{"open": {"card": "1"}, "run": "x"}\n', b'{"open": {"card": "' + b"9" * 65 + b'"}}\n',
        b"[" * 4000 + b"\n", b"x" * (LONGEST + 1), b"x" * 200_000,
    ],
    ids=str,
)  # fmt: skip
def test_garbage_is_refused_and_the_next_caller_is_served(
    qtbot: QtBot, pop: ScreenPop, window: Window, tmp_path: Path, line: bytes
) -> None:
    def knock() -> dict[str, object]:
        try:
            return raw(pop_address(tmp_path), line)
        except (BrokenPipeError, ConnectionResetError):
            return {"ok": False}

    refused = meanwhile(qtbot, knock)
    assert isinstance(refused, dict)
    assert refused["ok"] is False
    assert window.asked == []
    assert meanwhile(qtbot, lambda: exchange(tmp_path, {"open": {"card": "1"}})) == {"ok": True}


def test_a_line_may_come_in_pieces(qtbot: QtBot, pop: ScreenPop, window: Window, tmp_path: Path) -> None:
    def slowly() -> bytes:
        with socket.socket(socket.AF_UNIX) as wire:
            wire.connect(pop_address(tmp_path))
            for part in (b'{"open"', b': {"card"', b': "62"}}\n'):
                wire.sendall(part)
                threading.Event().wait(0.05)
            return wire.recv(100)

    assert meanwhile(qtbot, slowly) == b'{"ok": true}\n'
    assert window.asked == [("card", "62")]


def test_one_window_a_data_folder(qtbot: QtBot, pop: ScreenPop, window: Window, tmp_path: Path) -> None:
    second = ScreenPop(pop_address(tmp_path), window.open, window.show)
    with pytest.raises(AlreadyRunning):
        second.listen()
    assert meanwhile(qtbot, lambda: exchange(tmp_path, {"show": {}})) == {"ok": True}
    assert window.shown == 1


def test_the_socket_of_a_dead_window_is_taken_over(qtbot: QtBot, tmp_path: Path, window: Window) -> None:
    address = pop_address(tmp_path)
    dead = socket.socket(socket.AF_UNIX)
    dead.bind(address)
    dead.close()
    pop = ScreenPop(address, window.open, window.show)
    pop.listen()
    assert meanwhile(qtbot, lambda: exchange(tmp_path, {"open": {"card": "1"}})) == {"ok": True}
    assert stat.S_IMODE(Path(address).stat().st_mode) & 0o077 == 0
    pop.close()


def test_a_file_that_is_no_socket_is_left_alone(qtbot: QtBot, tmp_path: Path, window: Window) -> None:
    address = Path(pop_address(tmp_path))
    address.write_text("precious", encoding="utf-8")
    with pytest.raises(OSError, match="cannot listen"):
        ScreenPop(str(address), window.open, window.show).listen()
    assert address.read_text(encoding="utf-8") == "precious"


def test_no_window_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(DeskNotReady, match="no counter window runs"):
        exchange(tmp_path, {"open": {"card": "1"}})


@pytest.mark.parametrize(
    ("link", "meant"),
    [
        ("teller-assist://card/6222021234", ("card", "6222021234")),
        ("teller-assist://ticket/A037/", ("ticket", "A037")),
        ("teller-assist://open?id=11010519491231002X", ("id", "11010519491231002X")),
    ],
)
def test_a_link_names_a_card(link: str, meant: tuple[str, str]) -> None:
    assert parse_link(link) == (*meant, {})


def test_a_link_may_say_what_is_in_hand() -> None:
    said = {"amount": "200000", "payee": "new"}
    for link in ("card/62?amount=200000&payee=new", "open?payee=new&card=62&amount=200000"):
        assert parse_link(f"teller-assist://{link}") == ("card", "62", said)
    assert tuple(in_hand.TOLD) == TOLD


@pytest.mark.parametrize(
    "link",
    ["http://card/1", "teller-assist://", "teller-assist://pin/1", "teller-assist://open?card=1&id=2", "x",
     "teller-assist://card/1?colour=red", "teller-assist://card/1?amount=1&amount=2"],
)  # fmt: skip
def test_another_link_is_refused(link: str) -> None:
    with pytest.raises(BadInput):
        parse_link(link)
