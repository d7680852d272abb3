"""The pack ``rules``: occasions, services, contact policy, queue, verbs, families, notices."""

from collections.abc import Mapping

from teller_assist.domain.checks import Check, pack
from teller_assist.domain.checks.occasion import when_of
from teller_assist.domain.checks.targets import category, is_code
from teller_assist.domain.compiled import NEW, OFFER, RENEW, SERVICE, WAKE, Contacts
from teller_assist.domain.pack_need import (
    Body,
    Mistake,
    Mistakes,
    code,
    day,
    free,
    in_order,
    many,
    no_deposit,
    number,
    one_of,
    pair,
    spoken,
    table,
    text,
    unique,
    whole,
)
from teller_assist.domain.product import CATEGORIES, Verb
from teller_assist.domain.toml_places import Path

_VERB = one_of(*(verb.value for verb in Verb))
_DAYS = whole(0, 3660)
_RULE = table(
    {
        "code": code, "for": many(code, least=1), "when": text, "weight": number(0, 0.5),
        "reason": spoken("reason"),
    },
    {
        "kind": one_of(OFFER, SERVICE), "mode": one_of(NEW, RENEW, WAKE), "say": spoken("say"), "legal_basis": text,
        "from": day, "until": day,
    },
)  # fmt: skip
_SHAPE = pack(
    {
        "audience": table({"firm": many(category), "firm_only": many(category)}),
        "products": table({"repeatable": many(category), "needs_money": many(category)}),
        "families": free(many(category)),
        "verbs": free(_VERB, CATEGORIES, "category"),
        "contact": table(
            {
                **dict.fromkeys(Contacts._fields[1:], _DAYS),
                "declined": free(whole(1, 3660), [str(n) for n in range(10)], "reason (they are 0 to 9)"),
            }
        ),
        "quiet": table({"steps": many(many(whole(0, 1000), 2, 2))}),
        "slots": table({"service": whole(0, 5)}),
        "notices": table({"categories": many(category)}),
        "action": many(table({"code": code, "name": pair, "verb": _VERB})),
        "rule": many(_RULE),
    }
)


def _sense(body: Body) -> Mistakes:
    if "0" not in body["contact"]["declined"]:
        yield Mistake(("contact", "declined"), "0 (any other reason) is missing: add it")
    for nth, (waiting, left) in enumerate(body["quiet"]["steps"]):
        if not waiting or left > 3:
            yield Mistake(("quiet", "steps", nth), "[people waiting, from 1; offers left, 0 to 3] is needed")
    yield from unique(body["action"], ("action",))
    for nth, action in enumerate(body["action"]):
        if not action["code"].startswith("SVC-"):
            yield Mistake(("action", nth, "code"), "the code of an action begins with SVC-")
    yield from unique(body["rule"], ("rule",))
    actions = {action["code"]: action for action in body["action"]}
    for nth, rule in enumerate(body["rule"]):
        path = ("rule", nth)
        yield from _targets(rule, path, actions)
        yield from when_of(rule, path)
        yield from in_order(rule, path)
        for field in ("reason", "say"):
            for one in rule["for"] if field in rule else ():
                yield from no_deposit(one, rule[field], (*path, field))


def _targets(rule: Body, path: Path, actions: Mapping[str, Body]) -> Mistakes:
    kind, mode = rule.get("kind", OFFER), rule.get("mode", NEW)
    for nth, target in enumerate(rule["for"]):
        here = (*path, "for", nth)
        if target.startswith("SVC-"):
            if target not in actions:
                yield Mistake(here, f"no action is called {target!r}: add an [[action]] or correct it")
            elif kind != SERVICE:
                yield Mistake((*path, "kind"), f'an action is a service: write kind = "{SERVICE}"')
        elif target in CATEGORIES:
            if kind == SERVICE and mode != WAKE:  # a service cannot dodge fatigue and queue to sell something new
                yield Mistake(here, f'a service only wakes what is held already: write mode = "{WAKE}"')
        elif not is_code(target) or kind == SERVICE:
            # A code of the catalogue, which the pack cannot know; categories are lower case.
            yield Mistake(here, f"no category is called {target!r}: correct it")


RULES = Check(_SHAPE, _sense)
