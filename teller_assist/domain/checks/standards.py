"""The pack ``standards``, edition by edition: the first one whole, then each amendment upon what it amends."""

from collections.abc import Mapping
from typing import Any

from teller_assist.domain.checks import Check, pack
from teller_assist.domain.editions import LISTS, amended
from teller_assist.domain.pack_need import (
    Body,
    Mistake,
    Mistakes,
    Shape,
    any_text,
    code,
    day,
    free,
    many,
    named,
    pair,
    table,
    text,
    unique,
    whole,
    yes_or_no,
)
from teller_assist.domain.quality import ATTRIBUTES
from teller_assist.domain.queue_rules import OWN_ROWS, Busy, Order
from teller_assist.domain.toml_places import Path

_KEYS = 9  # steps and excuses are picked by a digit, 1–9
_MINUTES = whole(1, 1000)


def _letter(value: Any, path: Path) -> Mistakes:
    if not isinstance(value, str) or len(value) != 1 or not value.isalpha():
        yield Mistake(path, "queue is a letter: write one")
    elif value in OWN_ROWS:
        yield Mistake(path, f"{OWN_ROWS} number the desks' own tickets: take another letter")


# Of each list: what an entry must have, what it may have.
ENTRIES: Mapping[str, tuple[dict[str, Shape], dict[str, Shape]]] = {
    "business": (
        {"code": code, "name": text, "name_en": text, "minutes": _MINUTES, "queue": _letter},
        {
            "also": many(code), "without": many(code), "wording": free(pair), "evidence": many(pair),
            "wait": _MINUTES, "wait_vip": _MINUTES,
        },
    ),
    "excuse": ({"code": code, "name": text, "name_en": text, "minutes": whole(0, 1000)}, {}),
    "step": ({"code": code, "name": pair, "meaning": pair}, {}),
    "item": ({"code": code, "step": code, "name": pair}, {"say": pair, "note": pair}),
    "attribute": ({"code": code, "group": pair, "name": pair, "levels": many(pair, 5, 5)}, {}),
    "avoid": ({"code": code, "avoid": pair, "instead": pair}, {}),
    "cite": ({"code": code, "name": pair}, {}),
}  # fmt: skip
_WAIT: dict[str, Shape] = dict.fromkeys(("vip", "normal", "red", "escalate"), _MINUTES)
_VIP: dict[str, Shape] = {"vip_tiers": many(code)}
_TABLES: dict[str, Shape] = {
    "order": table({}, dict.fromkeys(Order._fields, whole(0, 1000))),
    "busy": table({}, dict.fromkeys(Busy._fields, _MINUTES)),
    "selfcheck": table({}, {"one_in": whole(0, 100_000), "seed": any_text}),
}
_SAID: dict[str, Shape] = {"piece_minutes": _MINUTES, "polite": many(pair)}
_LISTED: dict[str, Shape] = {name: many(table(must, may)) for name, (must, may) in ENTRIES.items()}
_AMENDED: dict[str, Shape] = {
    name: many(table({"code": code}, {**must, **may, "gone": yes_or_no})) for name, (must, may) in ENTRIES.items()
}
_AMENDMENT = table(
    {"version": code, "effective_from": day, "why": pair},
    {**_SAID, "wait": table({}, {**_WAIT, **_VIP}), **_TABLES, **_AMENDED},
)
_EDITION = pack({**_SAID, "wait": table(_WAIT, _VIP), **_LISTED}, {**_TABLES, "why": pair})
_SHAPE = pack({**_SAID, "wait": table(_WAIT, _VIP), **_LISTED}, {**_TABLES, "amendment": many(_AMENDMENT)})


def _sense(body: Body) -> Mistakes:
    told = {key: value for key, value in body.items() if key != "amendment"}
    wrong = list(_edition(told))
    yield from wrong
    if wrong:
        return  # what amends it would only say the same again
    seen, before = {told["version"]}, told["effective_from"]
    for nth, amendment in enumerate(body.get("amendment", ())):
        path = ("amendment", nth)
        if amendment["version"] in seen:
            yield Mistake((*path, "version"), "is there twice: every edition has a version of its own")
        if amendment["effective_from"] <= before:
            yield Mistake((*path, "effective_from"), f"must come after {before}, the edition before it")
        wrong = list(_amendment(amendment, told, path))
        if not wrong:
            told = amended(told, amendment)
            found = [*_EDITION(told, ())] or [*_edition(told)]
            wrong = [m._replace(path=_amending(m.path, told, amendment, path)) for m in found]
        yield from wrong
        if wrong:
            return
        seen, before = seen | {amendment["version"]}, amendment["effective_from"]


def _amendment(amendment: Body, before: Body, path: Path) -> Mistakes:
    for name in LISTS:
        entries = amendment.get(name, ())
        yield from unique(entries, (*path, name))
        known = {entry["code"] for entry in before[name]}
        for nth, entry in enumerate(entries):
            if "gone" in entry and not (entry["gone"] and entry["code"] in known):
                yield Mistake((*path, name, nth, "gone"), "gone = true takes out what is there: correct the code")


def _amending(path: Path, told: Body, amendment: Body, here: Path) -> Path:
    """Where the amendment says what is wrong in the edition that it makes; the amendment itself if nowhere."""
    match path:
        case (str(name), int(nth), *rest) if name in LISTS:
            codes = [entry["code"] for entry in amendment.get(name, ())]
            changed = told[name][nth]["code"]
            return (*here, name, codes.index(changed), *rest) if changed in codes else here
        case (str(name), *_) if name in amendment:
            return (*here, *path)
    return here


def _edition(body: Body) -> Mistakes:
    wait, busy = body["wait"], Busy(**body.get("busy", {}))
    if not wait["vip"] <= wait["normal"] < wait["red"] < wait["escalate"]:
        yield Mistake(("wait",), "vip <= normal < red < escalate is needed")
    if not busy.normal <= busy.busy <= busy.saturated:
        yield Mistake(("busy",), "normal <= busy <= saturated is needed")
    if not busy.busy_minutes <= busy.saturated_minutes:
        yield Mistake(("busy",), "busy_minutes <= saturated_minutes is needed")
    for name in LISTS:
        yield from unique(body[name], (name,))
    for name in ("step", "excuse"):
        if not 0 < len(body[name]) <= _KEYS:
            yield Mistake((name,), f"one to {_KEYS} are needed: each has a key from 1 to {_KEYS}")
    if {a["code"] for a in body["attribute"]} != set(ATTRIBUTES):
        yield Mistake(("attribute",), f"these are scored: {', '.join(ATTRIBUTES)}")
    yield from _businesses(body)
    for nth, excuse in enumerate(body["excuse"]):
        yield from named(excuse, ("excuse", nth))
    steps = {step["code"] for step in body["step"]}
    for nth, item in enumerate(body["item"]):
        if item["step"] not in steps:
            yield Mistake(("item", nth, "step"), f"no step is called {item['step']!r}: correct it")


def _businesses(body: Body) -> Mistakes:
    """Every code and other code of a business is one business's."""
    items = {item["code"] for item in body["item"]}
    seen = {b["code"] for b in body["business"]}
    for nth, b in enumerate(body["business"]):
        path: Path = ("business", nth)
        yield from named(b, path)
        for at, also in enumerate(b.get("also", ())):
            if also in seen and also != b["code"]:
                yield Mistake((*path, "also", at), f"{also!r} is there twice: a code is one business's")
            seen.add(also)
        for at, item in enumerate(b.get("without", ())):
            if item not in items:
                yield Mistake((*path, "without", at), f"no item is called {item!r}: correct it")
        for item in b.get("wording", ()):
            if item not in items:
                yield Mistake((*path, "wording", item), f"no item is called {item!r}: correct it", key=True)


STANDARDS = Check(_SHAPE, _sense)
