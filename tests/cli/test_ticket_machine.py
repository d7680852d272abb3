"""``ticket machine`` as a program of its own: it listens, hears, and ends when it is told to."""

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from teller_assist.cli import cli
from teller_assist.errors import BadInput
from tests.desk import small


def program(data: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "teller_assist", "--data", str(data), "ticket", *arguments]


def test_it_hears_a_machine_and_a_folder_until_it_is_told_to_stop(tmp_path: Path) -> None:
    data, drop = small.make_desk(tmp_path), tmp_path / "drop"
    drop.mkdir()
    (drop / "1.csv").write_text("verb,id,number\nTAKE,1,A001\n", encoding="utf-8")
    with subprocess.Popen(
        program(data, "machine", "--listen", "0", "--folder", str(drop)), stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        host, port = json.loads(running.stdout.readline())["listening"].split(":")
        assert host == "127.0.0.1"
        assert json.loads(running.stdout.readline()) == {"done": ["1.csv"], "bad": [], "waiting": [], "lines": 1}
        with socket.create_connection((host, int(port)), timeout=20) as door:
            door.sendall(b"CALL id=2 number=A001 window=3\n")
            assert door.recv(100) == b"OK 2 done\n"
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=20) == 0
    listed = json.loads(CliRunner().invoke(cli, ["--data", str(data), "ticket", "list", "--all", "--json"]).stdout)
    # A ticket of the day on which this test runs, by the machine's own clock.
    assert [(t["number"], t["state"], t["window_no"]) for t in listed] == [("A001", "called", "3")]


@pytest.mark.parametrize("arguments", [(), ("--listen", "here"), ("--listen", "1:99999"), ("--listen", "0", "--once")])
def test_an_address_that_is_none_is_told(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    data = small.make_desk(tmp_path)
    with pytest.raises(BadInput):
        CliRunner().invoke(cli, ["--data", str(data), "ticket", "machine", *arguments], catch_exceptions=False)


def test_it_looks_once(tmp_path: Path) -> None:
    data, drop = small.make_desk(tmp_path), tmp_path / "drop"
    drop.mkdir()
    (drop / "1.csv").write_text("verb,id,number\nTAKE,1,A001\nDANCE,,\n", encoding="utf-8")
    ran = CliRunner().invoke(cli, ["--data", str(data), "ticket", "machine", "--folder", str(drop), "--once"])
    assert json.loads(ran.stdout) == {"done": [], "bad": ["1.csv"], "waiting": [], "lines": 1}
