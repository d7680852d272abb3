"""What the sync page shows on some evenings. Invented."""

from dataclasses import replace
from datetime import date, timedelta

from teller_assist.desk.delivery import Delivery, Differs, Run
from teller_assist.desk.status import Link
from teller_assist.store.delivered import Delivered
from tests.ui.samples import NOW

GOOD = NOW - timedelta(minutes=3)
FINE = Run(GOOD, "hub", 12, 4, 0, "", "", ())
RUNS = (
    FINE,
    Run(NOW - timedelta(minutes=24), "branch", 9, 0, 0, "", "", ()),
    Run(NOW - timedelta(minutes=51), "hub", 0, 0, 0, "lost", "no answer", ()),
    Run(NOW - timedelta(hours=12), "hub", 213, 31, 0, "cancelled", "", ()),
    Run(NOW - timedelta(days=1), "bundle", 5, 0, 0, "busy", "", ()),
)
ALL = Delivery(
    Link("up", GOOD),
    (Delivered("attempt.logged", 9, 9), Delivered("card.opened", 14, 14), Delivered("visit.started", 14, 14)),
    0, None, RUNS, "3f9c21aa77", date(2026, 11, 22), 20_413, date(2026, 11, 22),
)  # fmt: skip
OFFLINE = replace(
    ALL,
    link=Link("down", GOOD),
    today=(
        Delivered("attempt.logged", 9, 4), Delivered("attempt.undone", 1, 0), Delivered("card.opened", 14, 12),
        Delivered("visit.started", 13, 13),
    ),
    unsent=8, oldest_unsent_at=NOW - timedelta(minutes=51),
    runs=(RUNS[2], *RUNS[:2]),
)  # fmt: skip
WORST = replace(
    OFFLINE,
    link=Link("trouble", GOOD, "rows down by 12 %", 7 * 60 + 20, 2, "the server's answer cannot be read"),
    runs=(
        replace(
            FINE, result="differ", parked=3,
            differ=tuple(Differs(date(2026, 11, 22 - n), kind, 5 + n, 4)
                         for n, kind in enumerate(("attempt.logged", "card.opened", "visit.ended", "decision.made",
                                                   "figure.revealed", "consent.given"))),
        ),
        *RUNS,
    ),
    offered_as_of=date(2026, 11, 23), waiting_at_node=21,
)  # fmt: skip
ALONE = replace(
    ALL, link=Link("alone"), today=(Delivered("card.opened", 6, 0),), unsent=6,
    oldest_unsent_at=NOW - timedelta(hours=2), runs=(), offered_as_of=None,
)  # fmt: skip
NEW = replace(ALONE, link=Link("new"))
REVOKED = replace(OFFLINE, link=Link("refused", GOOD), runs=(replace(FINE, result="refused"), *RUNS))
TOO_OLD = replace(OFFLINE, link=Link("too_old", GOOD), runs=(replace(FINE, result="too_old"), *RUNS))
BUSY = replace(OFFLINE, link=Link("busy", GOOD), runs=(replace(FINE, result="busy"), *RUNS))
EVENINGS = {
    "all": ALL, "offline": OFFLINE, "worst": WORST, "alone": ALONE, "new": NEW, "revoked": REVOKED,
    "too_old": TOO_OLD, "busy": BUSY,
}  # fmt: skip
