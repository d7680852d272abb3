"""Which arm a customer is in: the control group (对照组) gets no offers, so that what suggestions do can be measured.

By hash of salt and customer number: the same on every desk and day, and nobody can choose. A new salt draws anew.
"""

from teller_assist.domain.draws import draw

MAIN, CONTROL = "main", "control"


def arm_of(customer_no: str, salt: str, holdout: float) -> str:
    """``holdout`` is the control group's share, 0..1 (5–10 % is usual)."""
    return CONTROL if draw(f"{salt}|{customer_no}", "arm") < holdout else MAIN
