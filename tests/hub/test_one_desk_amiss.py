"""One desk whose rows the hub does not take keeps no other desk of the branch from it."""

from datetime import UTC, datetime

import pytest

from teller_assist.hub import devices
from teller_assist.hub.ledger import SqlLedger
from teller_assist.hub.upward import Upward
from teller_assist.sync.address import address_of
from teller_assist.sync.http import Line, Who
from teller_assist.sync.intake import answer
from teller_assist.wire.messages import Ack, Gap, Push, Refusal, Reply, Request
from tests.hub.belows import Below
from tests.hub.branches import BRANCH, ledger_of
from tests.hub.pushing import Device, started
from tests.scenarios.branch import eventually


def test_a_desk_that_the_hub_has_in_another_branch_stops_no_other_desks_rows(below: Below) -> None:
    """A hub brought back to before the desk moved here, say."""
    moved, good = _in_order(Device("B2").enrol(below.above), Device(BRANCH).enrol(below.above))
    elsewhere = moved if moved.branch_no == "B2" else good
    elsewhere.branch_no = BRANCH
    _bring(below, moved, good)
    upward = Upward(below.hub, below.me, dice=lambda: 0.0)
    upward.start()
    eventually(lambda: set(ledger_of(below.above)), lambda seen: bool(seen - {below.me.device}))
    upward.stop()
    assert elsewhere.device not in ledger_of(below.above)


@pytest.mark.parametrize("said", [Gap(1), Refusal("bad_message", ""), Refusal("too_large", "")])
def test_whatever_the_hub_has_against_one_desks_rows_the_others_go_up(below: Below, said: Reply) -> None:
    amiss, good = _in_order(*(Device(BRANCH).enrol(below.above) for _ in range(2)))
    _bring(below, amiss, good)
    upward = Upward(below.hub, below.me, dice=lambda: 0.0)
    upward._line = _Stubborn(below, amiss.device, said)
    upward.start()
    eventually(lambda: ledger_of(below.above), lambda seen: good.device in seen)
    upward.stop()
    assert amiss.device not in ledger_of(below.above)


class _Stubborn(Line):
    """The line to the hub, which answers the pushes of one device otherwise than the hub would."""

    def __init__(self, below: Below, device: str, said: Reply) -> None:
        told = below.hub.about()
        who = Who(below.me.device, below.me.key, told["up_certificate"], bytes.fromhex(told["up_key"]))
        super().__init__(address_of(told["up_url"]), who)
        self.device, self.said = device, said

    def ask(self, request: Request) -> Reply:
        mine = isinstance(request, Push) and request.device == self.device
        return self.said if mine else super().ask(request)


def _in_order(*devices_: Device) -> list[Device]:
    """As a node sends them."""
    return sorted(devices_, key=lambda one: one.device)


def _bring(below: Below, *desks: Device) -> None:
    """What each has recorded is taken by the node."""
    for desk in desks:
        with below.hub.writing() as con:
            devices.learn(con, desk.certified())
        desk.record(started())
        reply = answer(SqlLedger(below.hub, datetime.now(UTC), "branch", desk.device, below.me), desk.push())
        assert isinstance(reply, Ack)
