"""Which role may do what: one table, deny by default. ``desk/policy.py`` is the one function that asks it.

To add a deed that a person does: a line here, and the deed names it. A test compares the table with what the desk asks.
"""

from collections.abc import Mapping

TELLER, LOBBY, RM, MANAGER = "teller", "lobby_manager", "rm", "branch_manager"
ROLES = (TELLER, LOBBY, RM, MANAGER)
_ALL = frozenset(ROLES)
_FLOOR = frozenset({LOBBY, MANAGER})

MAY: Mapping[str, frozenset[str]] = {
    "visit.serve": _ALL,  # opens a card, clocks, types, excuses, ends
    "attempt.log": _ALL,
    "figure.reveal": _ALL,
    "consent.record": _ALL,
    "referral.make": _ALL,
    "referral.take": _ALL,
    "referral.settle": frozenset({MANAGER}),  # closes what a colleague took up
    "ticket.issue": _ALL,
    "ticket.call": _ALL,
    "ticket.sort": _ALL,  # park, return, transfer, missed, identify
    "call.make": _ALL,
    "call.take": frozenset({LOBBY, RM, MANAGER}),
    "diversion.log": _ALL,
    "appointment.keep": _ALL,
    "incident.report": _ALL,
    "duty.change": _ALL,
    "evaluation.request": _ALL,
    "evaluation.give": _ALL,  # the customer presses; the desk of the screen is somebody's
    "evaluation.see_all": _FLOOR,  # others see what was said of themselves
    "evaluation.handle": _FLOOR,
    "selfcheck.give": _ALL,
    "selfcheck.see_all": _FLOOR,  # others see their own answers, and the branch's rates
    "inspection.record": _FLOOR,
    "inspection.mend": _ALL,
    "inspection.recheck": _FLOOR,
    "inspection.see_all": _FLOOR,  # others see their own
    "complaint.file": _ALL,
    "complaint.decide": _FLOOR,
    "complaint.see_all": _FLOOR,  # others: what they took in, and what is said of them
    "promise.keep": _ALL,
    "promise.see_all": _FLOOR,
    "star.award": frozenset({MANAGER}),
    "star.see_all": frozenset({MANAGER}),  # others see their own
    "report.see_all": _FLOOR,  # others see their own line
    "huddle.hold": _FLOOR,
    "weights.simulate": _FLOOR,
    "care.pause": _ALL,
    "care.lift": _ALL,  # a supervisor authorises it by their number
    "care.authorise": frozenset({MANAGER}),
    "care.see_all": _FLOOR,
    "wrong.tell": _ALL,
    "wrong.settle": _FLOOR,
    "wrong.see_all": _FLOOR,  # others see their own
    "quiz.take": _ALL,
    "quiz.see_all": _FLOOR,  # others see their own
    "decision.replay": _FLOOR,
    "packs.try": _FLOOR,
}

LENT = frozenset({
    "visit.serve", "attempt.log", "figure.reveal", "consent.record", "referral.make", "referral.take", "ticket.issue",
    "ticket.call", "ticket.sort", "call.make", "call.take", "diversion.log", "appointment.keep", "incident.report",
    "duty.change", "evaluation.request", "evaluation.give", "selfcheck.give", "inspection.mend", "complaint.file",
    "promise.keep", "care.pause", "care.lift", "wrong.tell", "quiz.take",
})  # what staff of another branch may do who help out: serve its customers, and judge nobody  # fmt: skip

STANDS: Mapping[str, frozenset[str]] = {
    TELLER: frozenset({TELLER, LOBBY}),
    LOBBY: frozenset({LOBBY, TELLER}),
    RM: frozenset({RM, LOBBY, TELLER}),
    MANAGER: _ALL,
}  # role -> as what they may be on duty


def may(role: str, action: str, here: bool = True) -> bool:
    """False for what the table does not know; ``here``: in their own branch. Raises ``KeyError`` for an action that is
    not in it."""
    return role in MAY[action] and (here or action in LENT)


def may_stand(role: str, as_role: str, here: bool = True) -> bool:
    """Whether they may be on duty in that role; who helps out in another branch manages nothing there."""
    return as_role in STANDS.get(role, frozenset()) and (here or as_role != MANAGER)
