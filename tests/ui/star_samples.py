"""A star report with one of each verdict and a finding. Invented people."""

from datetime import timedelta
from uuid import UUID

from teller_assist.domain.integrity import Finding, Look
from teller_assist.domain.star_sheet import StarMaterial, StarSheet, sheet_of
from tests.domain.cheater_days import editions
from tests.domain.star_material import PERIOD, award, material, visits_of

NAMES = {
    "T1": "陈岚",
    "T2": "赵敏",
    "T3": "欧阳修远",
    "T4": "阿不都·热西提",
    "T5": "李静",
    "T6": "周宁",
    "T7": "王强",
    "T8": "孙悦",
}
GHOST = Finding(
    "T5", "ghost", 1e-7, 7.0, True,
    (
        Look("bare", 31, 200, 0.03, 4.1), Look("bare_short", 24, 200, 0.005, 6.2),
        Look("bare_close", 18, 200, 0.0, 5.8), Look("bare_again", 20, 200, 0.0, 6.0),
        Look("bare_outside", 0, 200, 0.0, 0.0),
    ),
    tuple(UUID(int=9000 + n) for n in range(24, 0, -1)),
)  # fmt: skip


def name(teller_no: str) -> str:
    return NAMES[teller_no]


def sheet() -> StarSheet:
    told = material()
    few = visits_of("T7", 3, 1, 8000)
    service = told.service._replace(visits=[*told.service.visits, *few])
    awards = [*told.awards, award("T7", 3), award("T8", 4)]
    made = sheet_of("B1", StarMaterial(service, told.inspections, told.complaints, awards), editions(), PERIOD)
    lines = [
        line._replace(findings=tuple(GHOST if f.detector == "ghost" else f for f in line.findings))
        if line.teller_no == "T5"
        else line
        for line in made.lines
    ]
    return made._replace(lines=tuple(lines))


def nothing() -> StarSheet:
    return sheet_of("B1", StarMaterial(), editions(), PERIOD._replace(last=PERIOD.first + timedelta(days=1)))
