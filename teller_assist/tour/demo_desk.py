"""The demo desk: 2,000 invented customers, yesterday's data, made once and used again while it is fresh."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

from teller_assist.domain.days import day_at
from teller_assist.errors import Expected

CUSTOMERS, SEED = 2_000, 2026


def demo_desk(desk: Path, today: date | None = None, customers: int = CUSTOMERS) -> Path:
    """A desk whose data is of yesterday; loads a new night's feed into it if it is older. Takes seconds."""
    today = today or _today()
    wanted = today - timedelta(days=1)
    if _as_of(desk) == wanted:
        return desk
    from teller_assist.hub.bank import generate
    from teller_assist.hub.loading import load_feed

    print(f"准备演示网点 · preparing the demo branch: {customers:,}", flush=True)
    desk.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="feed-") as feed:
        generate(Path(feed), customers, SEED, wanted)
        load_feed(Path(feed), desk)
    return desk


def _today() -> date:
    from teller_assist.desk.counter import utc_now

    return day_at(utc_now())


def _as_of(desk: Path) -> date | None:
    """The night of the desk's data; None if it has none that opens."""
    from teller_assist.desk.counter import Counter

    try:
        counter = Counter.open(desk)
    except (Expected, OSError):
        return None
    try:
        return counter.status().as_of
    finally:
        counter.close()
