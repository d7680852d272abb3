"""Whether suggestions do anything: who was suggested to beside the control group, with the interval of the difference.

Both groups came to the counter; the arm is by hash, so nothing else tells them apart. What counts is what the core's
data say the customer has opened since, not what was logged.
"""

from math import sqrt
from typing import NamedTuple

from teller_assist.domain.interval import wilson


class Arm(NamedTuple):
    """``took``: customers who opened something within the days that count."""

    customers: int
    took: int

    @property
    def rate(self) -> float:
        return self.took / self.customers if self.customers else 0.0


class Uplift(NamedTuple):
    """``low`` and ``high``: the 95 % interval of main minus control, in shares of customers (-1..1)."""

    main: Arm
    control: Arm
    low: float
    high: float

    @property
    def more(self) -> float:
        return self.main.rate - self.control.rate

    @property
    def sure(self) -> bool:
        """Whether the interval leaves out no difference at all."""
        return self.low > 0 or self.high < 0


def uplift_of(main: Arm, control: Arm) -> Uplift:
    """Newcombe's hybrid score interval (1998, method 10); (-1, 1) where one of both groups is empty."""
    if not main.customers or not control.customers:
        return Uplift(main, control, -1.0, 1.0)
    low_m, high_m = wilson(main.took, main.customers)
    low_c, high_c = wilson(control.took, control.customers)
    more = main.rate - control.rate
    low = more - sqrt((main.rate - low_m) ** 2 + (high_c - control.rate) ** 2)
    high = more + sqrt((high_m - main.rate) ** 2 + (control.rate - low_c) ** 2)
    return Uplift(main, control, low, high)
