"""The service report with the measured quality of each teller and of the branch beside it.

Measured on the period itself against the branch's other tellers (``stars.py``); few visits make a wide interval, not a
bad figure. Which awards it bears out is the star report's (``star_sheet.py``).
"""

from collections.abc import Sequence

from teller_assist.domain import stars
from teller_assist.domain.editions import Editions
from teller_assist.domain.service_report import BY, NOTHING_TOLD, Period, Quality, Report, Told, report
from teller_assist.domain.star_cases import cases_of
from teller_assist.domain.star_sheet import StarMaterial, cut_of
from teller_assist.domain.stars import Measured

PLACES = 3  # of stars


def full_report(
    branch_no: str, material: StarMaterial, editions: Editions, period: Period, by: Sequence[str] = BY,
    teller_no: str = "", told: Told = NOTHING_TOLD, stars_of: str = "",
) -> Report:  # fmt: skip
    """``stars_of``: whose quality may be told, "" everybody's; the branch's own always is."""
    made = report(branch_no, material.service, editions, period, by, teller_no, told)
    return made._replace(quality=_quality(material, editions, period, {teller_no, stars_of} - {""}))


def _quality(material: StarMaterial, editions: Editions, period: Period, only: set[str]) -> tuple[Quality, ...]:
    """The branch ("") first, then each in order of staff numbers: no rank."""
    cut = cut_of(material, period)
    cases = cases_of(cut.service.visits, cut.service.evaluations, cut.inspections, cut.complaints, editions)
    measures = {who: cases[who].measures for who in sorted(cases)}
    told = [("", stars.measure_branch(measures)), *stars.measure(measures).items()]
    return tuple(_told(who, measured) for who, measured in told if not who or only <= {who})


def _told(who: str, measured: Measured | None) -> Quality:
    if measured is None:
        return Quality(who, None, None, None)
    return Quality(who, *(round(value, PLACES) for value in (measured.stars, measured.low, measured.high)))
