"""The lobby's side of the branch as a person types it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from teller_assist.cli import cli
from teller_assist.desk.counter import Counter, utc_now
from teller_assist.domain.days import BRANCH_TIME
from teller_assist.errors import BadInput, Expected, Refused
from tests.cli.test_shared import json_of, run
from tests.desk import small


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return small.make_desk(tmp_path)


def fails(data: Path, error: type[Expected], *arguments: str) -> None:
    ran: Result = CliRunner().invoke(cli, ["--data", str(data), *arguments])
    assert isinstance(ran.exception, error), ran.output


def test_a_call_from_key_to_done(data: Path) -> None:
    made = json_of(data, "call", "make", "fraud", "--ticket", "A037", "--staff", "T1")
    assert (made["window_no"], made["reason"], made["ticket"]) == ("1", "fraud", "A037")
    assert json_of(data, "call", "make", "fraud")["call_id"] == made["call_id"], "once is enough"
    fails(data, Refused, "call", "take", made["call_id"], "--staff", "T2")
    assert json_of(data, "call", "take", made["call_id"], "--eta", "20", "--staff", "L1")["eta_s"] == 20
    assert "L1 goes" in run(data, "call", "list").stdout
    fails(data, Refused, "call", "take", made["call_id"], "--staff", "R1")
    json_of(data, "call", "close", made["call_id"])
    assert (json_of(data, "call", "list"), len(json_of(data, "call", "list", "--all"))) == ([], 1)
    fails(data, BadInput, "call", "make", "bored")


def test_a_referral_goes_from_one_to_the_next_and_is_taken(data: Path) -> None:
    for staff in ("R1", "L1"):
        json_of(data, "duty", "begin", "--staff", staff)
    made = json_of(data, "referral", "make", small.ZHANG, small.FUND, "--to", "rm", "--staff", "T1")
    assert made["tier"] == "platinum"
    (offer,) = json_of(data, "referral", "inbox", "--staff", "R1")
    assert (offer["holder"], offer["round"], offer["mine"]) == ("R1", 0, True)
    passed = json_of(data, "referral", "pass", made["referral_id"], "--staff", "R1")
    assert passed["passed_by"].startswith("R1:")
    assert json_of(data, "referral", "inbox", "--staff", "L1")[0]["mine"] is True, "all have had it"
    assert "R1" in run(data, "referral", "inbox").stdout
    taken = json_of(data, "referral", "claim", made["referral_id"], "--eta", "30", "--staff", "R1")
    assert (taken["claimed_by"], taken["eta_s"]) == ("R1", 30)
    assert json_of(data, "referral", "inbox") == []
    fails(data, Refused, "referral", "pass", made["referral_id"], "--staff", "L1")


def test_duty_opens_and_closes_a_window(data: Path) -> None:
    json_of(data, "duty", "begin", "--staff", "T1")
    json_of(data, "duty", "begin", "--staff", "T2", "--window", "3")
    json_of(data, "duty", "pause", "--reason", "用餐", "--staff", "T2")
    told = json_of(data, "duty", "list")
    assert told["windows"] == {"open": ["1"], "known": ["1", "3"]}
    assert [d["staff_no"] for d in told["on_duty"]] == ["T1", "T2"]
    assert "away 用餐" in run(data, "duty", "list").stdout
    json_of(data, "duty", "resume", "--staff", "T2")
    json_of(data, "duty", "end", "--staff", "T1")
    assert json_of(data, "duty", "list")["windows"]["open"] == ["3"]
    fails(data, Refused, "duty", "pause", "--staff", "T1")


def test_bookings_are_made_moved_signed_in_and_struck_off(data: Path) -> None:
    soon = utc_now() + timedelta(minutes=1)
    when = soon.astimezone(BRANCH_TIME).strftime("%Y-%m-%dT%H:%M:%S")
    tomorrow = (soon + timedelta(days=1)).isoformat()
    cash = ("appointment", "make", "large_cash", when, "--customer", small.ZHANG)
    fails(data, BadInput, *cash)
    made: Any = json_of(data, *cash, "--yuan", "80000")
    assert (made["amount_fen"], made["business_type"]) == (8_000_000, "cash_large")
    moved = json_of(data, "appointment", "move", made["appointment_id"], tomorrow)
    assert moved["moves"] == 1
    assert json_of(data, "appointment", "list", "--days", "3")[0]["appointment_id"] == made["appointment_id"]
    fails(data, Refused, "appointment", "check-in", made["appointment_id"])
    cancelled = json_of(data, "appointment", "cancel", made["appointment_id"], "--note", "改日再来")
    assert (cancelled["how"], cancelled["note"]) == ("cancelled", "")
    fails(data, Refused, "appointment", "no-show", made["appointment_id"])
    fails(data, BadInput, "appointment", "make", "visit", "2020-01-01T10:00")
    assert "80000 CNY" in run(data, "appointment", "list", "--days", "3").stdout


def test_diversions_and_incidents(data: Path) -> None:
    json_of(data, "diversion", "log", "2", "mobile", "guided", "--business", "transfer")
    assert [d["channel"] for d in json_of(data, "diversion", "list")] == ["mobile"]
    fails(data, BadInput, "diversion", "log", "4", "mobile")
    made = json_of(data, "incident", "report", "machine_down", "--place", "atm1", "--note", "吞卡")
    assert "open" in run(data, "incident", "list").stdout
    assert json_of(data, "incident", "close", made["incident_id"], "--note", "已修")["closing_note"] == "已修"
    fails(data, BadInput, "incident", "report", "boredom")


def test_the_board_tells_all_but_who_the_customers_are(data: Path) -> None:
    json_of(data, "duty", "begin", "--staff", "L1")
    json_of(data, "ticket", "take", "cash_large", "--customer", small.ZHANG)
    json_of(data, "referral", "make", small.ZHANG, small.FUND, "--to", "rm", "--note", "张丽 13800005678 想了解")
    soon = (utc_now() + timedelta(seconds=90)).isoformat()
    json_of(data, "appointment", "make", "large_cash", soon, "--customer", small.OUYANG, "--yuan", "654321")
    run(data, "call", "make", "help")
    told = run(data, "lobby", "board", "--json", "--staff", "L1").stdout
    for secret in ("张丽", 'C1"', "C7", "13800005678", "654321", "65432100", "customer_no"):
        assert secret not in told
    assert '"note": "*** *** 想了解"' in told
    plain = run(data, "lobby", "board", "--staff", "L1").stdout
    assert "cash_large" in plain
    assert "call 1  help" in plain


def test_a_desk_of_yesterday_has_nobody_on_duty_today(data: Path) -> None:
    clock = small.Clock()
    counter = Counter.open(data, now=clock, staff_no="T1")
    from teller_assist.desk.floor import Floor

    floor = Floor(counter)
    floor.begin_duty()
    clock.pass_(days=1)
    assert (floor.on_duty(), floor.windows().open, floor.windows().known) == ((), (), ("1",))
    floor.begin_duty()
    assert len(floor.on_duty()) == 1
    counter.close()
