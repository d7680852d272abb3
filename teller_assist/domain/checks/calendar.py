"""The pack ``calendar``: every holiday within the years that are known, every make-up workday on a weekend outside."""

from datetime import date, timedelta

from teller_assist.domain.calendar import LONGEST, days_of
from teller_assist.domain.checks import Check, pack
from teller_assist.domain.pack_need import Body, Mistake, Mistakes, code, day, many, named, table, text, unique
from teller_assist.domain.toml_places import Path

_SHAPE = pack(
    {
        "known_from": day, "known_until": day,
        "holiday": many(
            table({"code": code, "name": text, "name_en": text, "from": day, "to": day}, {"workdays": many(day)})
        ),
    },
    {"branch": many(table({"code": code}, {"shut": many(day), "serving": many(day)}))},
)  # fmt: skip


def _sense(body: Body) -> Mistakes:
    first, last = date.fromisoformat(body["known_from"]), date.fromisoformat(body["known_until"])
    if first >= last:
        yield Mistake(("known_until",), f"comes before known_from ({first}): correct one of the two")
    yield from unique(body["holiday"], ("holiday",))
    free: dict[date, str] = {}
    for nth, h in enumerate(body["holiday"]):
        yield from _holiday(h, ("holiday", nth), (first, last), free)
    for nth, h in enumerate(body["holiday"]):
        for at, value in enumerate(h.get("workdays", ())):
            yield from _workday(date.fromisoformat(value), ("holiday", nth, "workdays", at), free)
    yield from unique(body.get("branch", ()), ("branch",))
    for nth, branch in enumerate(body.get("branch", ())):
        for at, value in enumerate(branch.get("serving", ())):
            if value in branch.get("shut", ()):
                yield Mistake(("branch", nth, "serving", at), f"{value} is both shut and serving: choose one")


def _holiday(h: Body, path: Path, known: tuple[date, date], free: dict[date, str]) -> Mistakes:
    """Adds its days to ``free``."""
    yield from named(h, path)
    start, end = date.fromisoformat(h["from"]), date.fromisoformat(h["to"])
    if not start <= end < start + timedelta(LONGEST):
        yield Mistake((*path, "to"), f"ends {end}: 1 to {LONGEST} days from {start} are needed")
        return
    if not (known[0] <= start and end <= known[1]):
        yield Mistake((*path, "from"), "lies outside known_from … known_until: move those or correct it")
    for one in days_of(start, end):
        if one in free:
            yield Mistake((*path, "from"), f"{one} belongs to {free[one]!r} already: correct one of the two")
            return
        free[one] = h["code"]


def _workday(on: date, path: Path, free: dict[date, str]) -> Mistakes:
    if on.weekday() < 5:
        yield Mistake(path, f"{on} is no Saturday or Sunday: correct it")
    elif on in free:
        yield Mistake(path, f"{on} is a day of {free[on]!r}: correct it")


CALENDAR = Check(_SHAPE, _sense)
