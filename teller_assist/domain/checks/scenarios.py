"""The pack ``scenarios``: named days, and launches."""

from teller_assist.domain.checks import Check, pack
from teller_assist.domain.checks.targets import target
from teller_assist.domain.pack_need import (
    Body,
    Mistake,
    Mistakes,
    code,
    day,
    free,
    in_order,
    many,
    number,
    spoken,
    table,
    unique,
    whole,
)
from teller_assist.domain.product import CATEGORIES

CONDITIONS = ("days", "months", "weekdays", "from", "until")
_LINE = spoken("line")
_SCENARIO = table(
    {"code": code, "name": _LINE, "say": _LINE},
    {
        "days": many(whole(1, 31), 1), "months": many(whole(1, 12), 1), "weekdays": many(whole(1, 7), 1), "from": day,
        "until": day, "lift": free(number(0, 0.3), CATEGORIES, "category"),
    },
)  # fmt: skip
_LAUNCH = table({"for": target, "from": day, "until": day, "share": number(0, 0.5)})
_SHAPE = pack({}, {"scenario": many(_SCENARIO), "launch": many(_LAUNCH)})


def _sense(body: Body) -> Mistakes:
    scenarios, launches = body.get("scenario", ()), body.get("launch", ())
    yield from unique(scenarios, ("scenario",))
    for nth, scenario in enumerate(scenarios):
        path = ("scenario", nth)
        if not any(name in scenario for name in CONDITIONS):
            yield Mistake(path, f"when it is on is missing: add one of {', '.join(CONDITIONS)}")
        yield from in_order(scenario, path)
    for nth, launch in enumerate(launches):
        yield from in_order(launch, ("launch", nth))


SCENARIOS = Check(_SHAPE, _sense)
