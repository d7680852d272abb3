"""The one place that asks whether somebody may do something; every deed names its action."""

from teller_assist.domain import policy
from teller_assist.domain.staff import Staff
from teller_assist.errors import Refused


def require(staff: Staff, action: str) -> None:
    """Raises ``Refused`` if their role may not. The action is one of ``domain/policy.py``."""
    if not policy.may(staff.role, action):
        allowed = ", ".join(sorted(policy.MAY[action]))
        raise Refused(
            f"{staff.staff_no} ({staff.role}) may not do {action}: ask one of {allowed}; nothing was recorded"
        )
