"""What the pack ``standards`` must be, edition by edition."""

from collections.abc import Callable, Mapping

from teller_assist.domain.editions import LISTS, amended
from teller_assist.domain.lint import lint
from teller_assist.domain.pack_need import (
    Body,
    Mistake,
    a_day,
    need,
    none_of,
    pair_of,
    spoken,
    unique,
    whole,
)
from teller_assist.domain.quality import ATTRIBUTES
from teller_assist.domain.queue_rules import check_queue_rules
from teller_assist.domain.standards import SelfCheckRule

# Of each list: what an entry must have, what it may have.
ENTRIES: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "business": (
        frozenset({"code", "name", "name_en", "minutes", "queue"}),
        frozenset({"also", "without", "wording", "evidence", "wait", "wait_vip"}),
    ),
    "excuse": (frozenset({"code", "name", "name_en", "minutes"}), frozenset()),
    "step": (frozenset({"code", "name", "meaning"}), frozenset()),
    "item": (frozenset({"code", "step", "name"}), frozenset({"say", "note"})),
    "attribute": (frozenset({"code", "group", "name", "levels"}), frozenset()),
    "avoid": (frozenset({"code", "avoid", "instead"}), frozenset()),
    "cite": (frozenset({"code", "name"}), frozenset()),
}
_WHOLE = {"version", "effective_from", "piece_minutes", "wait", "order", "busy", "selfcheck", "polite", *LISTS}
_KEYS = 9  # steps and excuses are picked by a digit, 1–9


def check_standards(body: Body) -> None:
    """The first edition whole, then each amendment upon what it amends."""
    extra = sorted(set(body) - _WHOLE - {"amendment"})
    need(not extra, extra[0] if extra else "", "unknown entry")
    told = {key: value for key, value in body.items() if key != "amendment"}
    _check_edition(told)
    seen, day = {told["version"]}, a_day(told["effective_from"], "effective_from")
    for amendment in body.get("amendment", ()):
        version = str(amendment.get("version", ""))
        place = f"amendment {version!r}"
        need(bool(version.strip()), "amendment", "every amendment names its version")
        need(version not in seen, place, "is there twice", "version")
        try:
            from_day = a_day(amendment["effective_from"], "effective_from")
            need(from_day > day, "effective_from", f"must come after {day}, the edition before it")
            _check_amendment(amendment, told)
            told = amended(told, amendment)
            _check_edition(told)
        except Mistake as e:
            raise Mistake(f"{place}: {e.place}", e.sentence, e.mark, version) from e
        seen, day = seen | {version}, from_day


def _check_amendment(amendment: Body, before: Body) -> None:
    extra = sorted(set(amendment) - _WHOLE - {"why"})
    need(not extra, extra[0] if extra else "", "unknown entry")
    pair_of(amendment, "why", "amendment", "why")
    for name in LISTS:
        unique([e["code"] for e in amendment.get(name, ())], name)
        known = {e["code"] for e in before[name]}
        for e in amendment.get(name, ()):
            gone = e.get("gone", False)
            need(not gone or (gone is True and e["code"] in known), f"{name} {e['code']!r}",
                 "gone = true takes out what is there", e["code"])  # fmt: skip


def _check_edition(body: Body) -> None:
    wait = body["wait"]
    for name in ("vip", "normal", "red", "escalate"):
        whole(wait[name], 1, f"wait: {name}", name)
    rising = wait["vip"] <= wait["normal"] < wait["red"] < wait["escalate"]
    need(rising, "wait", "vip <= normal < red < escalate is needed", "vip")
    whole(body["piece_minutes"], 1, "piece_minutes")
    for name, (must, may) in ENTRIES.items():
        unique([e["code"] for e in body[name]], name)
        for e in body[name]:
            _check_fields(name, e, must, may)
            _CHECKS[name](e, f"{name} {e['code']!r}", e["code"], body)
    for number, pair in enumerate(body["polite"], 1):
        spoken(pair, f"polite {number}", "polite")
    for name in ("step", "excuse"):
        need(0 < len(body[name]) <= _KEYS, name, f"one to {_KEYS}: each has a key from 1 to {_KEYS}")
    scored = {a["code"] for a in body["attribute"]}
    need(scored == set(ATTRIBUTES), "attribute", f"these are scored: {', '.join(ATTRIBUTES)}")
    _check_codes(body)
    check_queue_rules(body)
    _check_selfcheck(body.get("selfcheck", {}))


def _check_selfcheck(rule: Body) -> None:
    extra = sorted(set(rule) - set(SelfCheckRule._fields))
    need(not extra, "selfcheck", f"unknown entry {', '.join(extra)}", extra[0] if extra else "")
    whole(rule.get("one_in", 1), 0, "selfcheck: one_in", "one_in")
    need(isinstance(rule.get("seed", ""), str), "selfcheck: seed", "a text is needed", "seed")


def _check_fields(name: str, entry: Body, must: frozenset[str], may: frozenset[str]) -> None:
    place = f"{name} {entry['code']!r}"
    missing, extra = sorted(must - set(entry)), sorted(set(entry) - must - may)
    need(not missing, place, f"{', '.join(missing)} is missing", entry["code"])
    need(not extra, place, f"unknown entry {', '.join(extra)}", entry["code"])


def _check_codes(body: Body) -> None:
    """Every code and other code of a business is one business's."""
    unique([code for b in body["business"] for code in {b["code"], *b.get("also", ())}], "business")


def _check_business(b: Body, place: str, code: str, body: Body) -> None:
    none_of(lint(b["name"], b["name_en"]), place, code)
    whole(b["minutes"], 1, f"{place}: minutes", code)
    letter = isinstance(b["queue"], str) and len(b["queue"]) == 1 and b["queue"].isalpha()
    need(letter, place, "queue is a letter", code)
    items = {i["code"] for i in body["item"]}
    for field in ("without", "wording"):
        for item in b.get(field, ()):
            need(item in items, f"{place}: {field}", f"no item is called {item!r}", code)
    for item, pair in b.get("wording", {}).items():
        spoken(pair, f"{place}: wording {item}", code)
    for pair in b.get("evidence", ()):
        spoken(pair, f"{place}: evidence", code)
    for field in ("wait", "wait_vip"):
        if field in b:
            whole(b[field], 1, f"{place}: {field}", code)


def _check_excuse(e: Body, place: str, code: str, body: Body) -> None:
    none_of(lint(e["name"], e["name_en"]), place, code)
    whole(e["minutes"], 0, f"{place}: minutes", code)


def _check_item(i: Body, place: str, code: str, body: Body) -> None:
    need(i["step"] in {s["code"] for s in body["step"]}, place, f"no step is called {i['step']!r}", code)
    for field in ("name", *(f for f in ("say", "note") if f in i)):
        pair_of(i, field, place, code)


def _check_attribute(a: Body, place: str, code: str, body: Body) -> None:
    for field in ("group", "name"):
        pair_of(a, field, place, code)
    need(len(a["levels"]) == 5, f"{place}: levels", "five are needed: what 1 to 5 mean", code)
    for number, pair in enumerate(a["levels"], 1):
        spoken(pair, f"{place}: level {number}", code)


def _check_texts(*fields: str) -> Callable[[Body, str, str, Body], None]:
    def check(entry: Body, place: str, code: str, body: Body) -> None:
        for field in fields:
            pair_of(entry, field, place, code)

    return check


_CHECKS: Mapping[str, Callable[[Body, str, str, Body], None]] = {
    "business": _check_business,
    "excuse": _check_excuse,
    "step": _check_texts("name", "meaning"),
    "item": _check_item,
    "attribute": _check_attribute,
    "avoid": _check_texts("avoid", "instead"),
    "cite": _check_texts("name"),
}
