"""What a pack must be. Each check raises ``Mistake`` at the first thing wrong."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from teller_assist.domain.calendar import check_calendar
from teller_assist.domain.compiled import NEW, OFFER, RENEW, SERVICE, WAKE, Contacts
from teller_assist.domain.lint import lint, lint_blanks, lint_category, lint_sentence, lint_traits
from teller_assist.domain.pack_need import Body, Mistake, need, none_of, pair_of, unique, whole
from teller_assist.domain.predicate import Unreadable, compiled
from teller_assist.domain.product import CATEGORIES, Lane, Verb
from teller_assist.domain.reasons import DECLINE_REASONS, NOT_OFFERED_REASONS
from teller_assist.domain.rules import FACTS
from teller_assist.domain.standards_check import check_standards


def _known(categories: Iterable[str], place: str) -> None:
    for category in categories:
        need(category in CATEGORIES, place, f"no category is called {category!r}")


def check_tiers(body: Body) -> None:
    tiers = body["tier"]
    need(bool(tiers), "tier", "at least one tier is needed")
    unique([t["code"] for t in tiers], "tier")
    need(tiers[0]["from_fen"] == 0, "tier", "the lowest tier starts at 0", tiers[0]["code"])
    before = -1
    for t in tiers:
        place = f"tier {t['code']!r}"
        none_of(lint(t["name"], t["name_en"]), place, t["code"])
        whole(t["from_fen"], 0, f"{place}: from_fen", t["code"])
        whole(t["grace_months"], 0, f"{place}: grace_months", t["code"])
        need(t["from_fen"] > before, place, "bounds must rise from tier to tier", t["code"])
        before = t["from_fen"]
        need(before == 0 or t["grace_months"] > 0, place, "at least one month of grace is needed", t["code"])
    need(body.get("effect") in ("same_month", "next_month"), "effect", "same_month or next_month")
    need(body.get("down_to") in ("reached", "one_step"), "down_to", "reached or one_step")
    _known(body.get("weights", {}), "weights")
    for category, weight in body.get("weights", {}).items():
        whole(weight, 0, f"weights: {category}")


def check_rules(body: Body) -> None:
    _known((*body["audience"]["firm"], *body["audience"]["firm_only"]), "audience")
    _known((*body["products"]["repeatable"], *body["products"]["needs_money"]), "products")
    _known((c for members in body["families"].values() for c in members), "families")
    _known(body["notices"]["categories"], "notices")
    _known(body["verbs"], "verbs")
    for category, verb in body["verbs"].items():
        need(verb in list(Verb), f"verbs: {category}", f"no verb is called {verb!r}", category)
    contact = body["contact"]
    for name in Contacts._fields[1:]:
        whole(contact[name], 0, f"contact: {name}", name)
    for reason, days in contact["declined"].items():
        need(reason.isdigit() and int(reason) <= 9, "contact.declined", f"reasons are 0 to 9, not {reason!r}")
        whole(days, 1, f"contact.declined: {reason}")
    need("0" in contact["declined"], "contact.declined", "0 (any other reason) is needed")
    for step in body["quiet"]["steps"]:
        need(len(step) == 2 and step[0] > 0 and 0 <= step[1] <= 3, "quiet: steps", "[people waiting, offers 0–3]")
    whole(body["slots"]["service"], 0, "slots: service")
    _check_actions(body["action"])
    actions = {a["code"] for a in body["action"]}
    unique([r["code"] for r in body["rule"]], "rule")
    for rule in body["rule"]:
        _check_rule(rule, actions)


def _check_actions(actions: Sequence[Body]) -> None:
    unique([a["code"] for a in actions], "action")
    for a in actions:
        place = f"action {a['code']!r}"
        need(a["code"].startswith("SVC-"), place, "the code of an action begins with SVC-", a["code"])
        pair_of(a, "name", place, a["code"])
        need(a["verb"] in list(Verb), place, f"no verb is called {a['verb']!r}", a["code"])


def _check_rule(rule: Body, actions: set[str]) -> None:
    code = rule["code"]
    place = f"rule {code!r}"
    extra = set(rule) - {"code", "kind", "for", "mode", "when", "weight", "reason", "say", "legal_basis"}
    need(not extra, place, f"unknown entry {', '.join(sorted(extra))}", code)
    need(rule.get("kind", OFFER) in (OFFER, SERVICE), f"{place}: kind", "offer or service", code)
    need(rule.get("mode", NEW) in (NEW, RENEW, WAKE), f"{place}: mode", "new, renew or wake", code)
    need(bool(rule["for"]), f"{place}: for", "at least one target is needed", code)
    for target in rule["for"]:
        if target.startswith("SVC-"):
            need(target in actions, f"{place}: for", f"no action is called {target!r}", code)
            need(rule.get("kind") == SERVICE, f"{place}: kind", "an action is a service", code)
        elif target in CATEGORIES and rule.get("kind") == SERVICE:
            fine = rule.get("mode") == WAKE  # a service cannot dodge fatigue and queue to sell something new
            need(fine, f"{place}: mode", "a service only wakes what is held already", code)
        else:
            # A code of the catalogue, which the pack cannot know; categories are lower case.
            fine = target in CATEGORIES or (target.isupper() and rule.get("kind", OFFER) == OFFER)
            need(fine, f"{place}: for", f"no category is called {target!r}", code)
    weight = rule["weight"]
    need(isinstance(weight, float | int) and 0 <= weight <= 0.5, f"{place}: weight", "0 to 0.5", code)
    _check_when(rule, place)
    reason = pair_of(rule, "reason", place, code)
    for pair, field in ((reason, "reason"), (pair_of(rule, "say", place, code) if "say" in rule else None, "say")):
        if pair is None:
            continue
        where = f"{place}: {field}"
        none_of((*lint_sentence(*pair), *lint_blanks(*pair, FACTS), *lint_traits(*pair)), where, code)
        for target in rule["for"]:
            if target in CATEGORIES:
                none_of(lint_category(target, CATEGORIES[target], *pair), where, code)


def _check_when(rule: Body, place: str) -> None:
    try:
        _, used = compiled(rule["when"], FACTS)
    except Unreadable as e:
        raise Mistake(f"{place}: when", str(e), rule["code"]) from e
    protected = sorted(name for name in used if FACTS[name].protected)
    basis = rule.get("legal_basis", "")
    need(not protected or bool(str(basis).strip()), f"{place}: when",
          f"{', '.join(protected)} needs a legal_basis", rule["code"])  # fmt: skip


def check_priors(body: Body) -> None:
    explore = body.get("explore", 0.0)
    need(isinstance(explore, float | int) and 0 <= explore <= 0.2, "explore", "0 to 0.2")
    holdout = body.get("holdout", 0.0)
    need(isinstance(holdout, float | int) and 0 <= holdout <= 0.2, "holdout", "0 to 0.2")
    need(not holdout or bool(str(body.get("salt", "")).strip()), "salt", "a holdout is drawn by a salt", "holdout")
    _known(body["value"], "value")
    for category, value in body["value"].items():
        need(isinstance(value, float | int) and 0.5 <= value <= 2, f"value: {category}", "0.5 to 2", category)
    seen: set[tuple[str, str]] = set()
    for row in body["prior"]:
        key = (row["for"], row.get("rule", ""))
        place = f"prior {' '.join(key).strip()!r}"
        need(key not in seen, place, "is there twice", row["for"])
        seen.add(key)
        need(row["for"] in CATEGORIES or row["for"].isupper(), place, "no such category", row["for"])
        expected, weight = row["expected"], row.get("weight", 4)
        need(isinstance(expected, float) and 0 < expected < 1, f"{place}: expected", "above 0, below 1", row["for"])
        need(isinstance(weight, float | int) and 0 < weight <= 1000, f"{place}: weight", "above 0", row["for"])
    for category in CATEGORIES:
        need((category, "") in seen, "prior", f"{category} has no row")


def check_talk_tracks(body: Body) -> None:
    tracks = body["track"]
    unique([t["for"] for t in tracks], "track")
    for t in tracks:
        code = t["for"]
        place = f"track {code!r}"
        none_of(lint_sentence(*pair_of(t, "sentence", place, code)), f"{place}: sentence", code)
        pairs = [(field, pair_of(t, field, place, code)) for field in ("sentence", "convenience", "benefit", "risk")]
        need(len(t["objections"]) == 2, f"{place}: objections", "two objections are answered", code)
        for number, objection in enumerate(t["objections"], 1):
            field = f"objection {number}"
            said = dict(zip(("ask", "answer"), objection, strict=True))
            pairs += [(field, pair_of(said, part, f"{place}: {field}", code)) for part in said]
        for field, pair in pairs:
            none_of(lint_blanks(*pair, {}), f"{place}: {field}", code)
            if code in CATEGORIES:
                none_of(lint_category(code, CATEGORIES[code], *pair), f"{place}: {field}", code)
    missing = sorted(set(CATEGORIES) - {t["for"] for t in tracks})
    need(not missing, "track", f"no talk track for {', '.join(missing)}")


def check_names(body: Body) -> None:
    for section, wanted in (
        ("lane", [lane.value for lane in Lane]),
        ("category", list(CATEGORIES)),
        ("decline_reason", list(DECLINE_REASONS)),
        ("not_offered_reason", list(NOT_OFFERED_REASONS)),
    ):
        for name in wanted:
            need(name in body[section], section, f"{name} has no name")
            none_of(lint(body[section][name]["zh"], body[section][name]["en"]), f"{section}: {name}", name)


def check_listed(body: Body) -> None:
    """Every code once in its list."""
    for name, entries in body.items():
        if isinstance(entries, list):
            unique([e["code"] for e in entries if "code" in e], name)


def _actions_have_tracks(packs: Mapping[str, Body]) -> None:
    tracks = {t["for"] for t in packs["talk_tracks"]["track"]}
    for action in packs["rules"]["action"]:
        need(action["code"] in tracks, "track", f"no talk track for {action['code']}")


def _priors_name_rules(packs: Mapping[str, Body]) -> None:
    rules = {r["code"] for r in packs["rules"]["rule"]} | {""}
    for row in packs["priors"]["prior"]:
        rule = row.get("rule", "")
        need(rule in rules, f"prior {row['for']!r}", f"no rule is called {rule!r}", row["for"])


CHECKS: dict[str, Callable[[Body], None]] = {
    "tiers": check_tiers,
    "rules": check_rules,
    "priors": check_priors,
    "talk_tracks": check_talk_tracks,
    "names": check_names,
    "standards": check_standards,
    "calendar": check_calendar,
    "products": check_listed,
    "segments": check_listed,
    "scenarios": check_listed,
    "bundles": check_listed,
    "care": check_listed,
    "knowledge": check_listed,
}
CROSS_CHECKS: tuple[tuple[str, Callable[[Mapping[str, Body]], None]], ...] = (
    ("talk_tracks", _actions_have_tracks),
    ("priors", _priors_name_rules),
)
