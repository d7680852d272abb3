"""The one place that asks whether somebody may do something; every deed names its action."""

from teller_assist.domain import policy
from teller_assist.domain.staff import Staff
from teller_assist.errors import NotAllowed


def may(staff: Staff, action: str, branch_no: str) -> bool:
    """Whether their role may do it in this branch; the action is one of ``domain/policy.py``."""
    return policy.may(staff.role, action, staff.branch_no == branch_no)


def require(staff: Staff, action: str, branch_no: str) -> None:
    """Raises ``NotAllowed`` unless they ``may``."""
    if may(staff, action, branch_no):
        return
    allowed = ", ".join(sorted(policy.MAY[action]))
    away = staff.role in policy.MAY[action]
    whose = f" of branch {staff.branch_no}" if away else ""
    raise NotAllowed(
        f"{staff.staff_no} ({staff.role}{whose}) may not do {action} here: ask one of {allowed} of branch {branch_no};"
        " nothing was recorded",
        role=staff.role, action=action, allowed=" ".join(sorted(policy.MAY[action])), away=away,
    )  # fmt: skip


def check_stands(staff: Staff, as_role: str, branch_no: str) -> None:
    """Raises ``NotAllowed`` unless they may be on duty as this role in this branch."""
    if not policy.may_stand(staff.role, as_role, staff.branch_no == branch_no):
        raise NotAllowed(
            f"{staff.staff_no} is {staff.role} of branch {staff.branch_no}: not on duty here as {as_role};"
            " say --role with one that is theirs",
            role=staff.role, action="duty.change", allowed=as_role, away=staff.branch_no != branch_no,
        )  # fmt: skip


def standing_of(staff: Staff, branch_no: str) -> str:
    """The role in which who takes a window here is on duty: their own, a manager of another branch as a teller."""
    away = staff.branch_no != branch_no
    return staff.role if policy.may_stand(staff.role, staff.role, not away) else policy.TELLER
