"""The system's timers for the night call a command that there is, in the hours in which the hub's slots lie."""

import re
import xml.etree.ElementTree as Xml
from datetime import datetime, timedelta

import click

from teller_assist.cli import cli
from teller_assist.hub.devices import WINDOW
from teller_assist.paths import PROJECT

UNITS = PROJECT / "packaging" / "systemd"
TASK = PROJECT / "packaging" / "windows" / "teller-assist-sync.xml"
TASKS = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
HOURS = [hour % 24 for hour in range(WINDOW[0], WINDOW[1] + 25)]  # the last hour: its jitter


def _understood(arguments: str) -> dict[str, object]:
    name, *options = arguments.split()
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    return command.make_context(name, options).params


def test_the_user_timer_asks_in_every_hour_of_the_night() -> None:
    service = (UNITS / "teller-assist-sync.service").read_text(encoding="utf-8")
    start = re.search(r"^ExecStart=teller-assist (.*)$", service, re.MULTILINE)
    assert start
    assert _understood(start[1])["due"] is True
    timer = (UNITS / "teller-assist-sync.timer").read_text(encoding="utf-8")
    calendar = re.search(r"^OnCalendar=\*-\*-\* ([\d,]+):00/10 Asia/Shanghai$", timer, re.MULTILINE)
    assert calendar
    assert [int(hour) for hour in calendar[1].split(",")] == HOURS


def test_the_windows_task_asks_in_every_hour_of_the_night() -> None:
    task = Xml.parse(TASK)
    arguments = task.findtext(f".//{TASKS}Arguments", "")
    assert _understood(arguments)["due"] is True
    begins = datetime.fromisoformat(task.findtext(f".//{TASKS}StartBoundary", ""))
    duration = re.fullmatch(r"PT(\d+)H", task.findtext(f".//{TASKS}Duration", ""))
    assert duration
    ends = begins + timedelta(hours=int(duration[1]))
    assert [(begins + timedelta(hours=n)).hour for n in range((ends - begins) // timedelta(hours=1))] == HOURS
    assert begins.utcoffset() == timedelta(hours=8)
    assert task.findtext(f".//{TASKS}StartWhenAvailable") == "true"
