"""What the packs say of each other. Every check gives the pack in which the mistake stands."""

from collections.abc import Callable, Iterator, Mapping

from teller_assist.domain.checks.occasion import names_tag, reads_protected, unknown_words
from teller_assist.domain.checks.targets import not_spoken_of
from teller_assist.domain.pack_need import Body, Mistake, Mistakes
from teller_assist.domain.toml_places import Path

Packs = Mapping[str, Body]


def _tracks_of_actions(packs: Packs) -> Mistakes:
    actions = {action["code"] for action in packs["rules"]["action"]}
    tracks = {track["for"] for track in packs["talk_tracks"]["track"]}
    for nth, track in enumerate(packs["talk_tracks"]["track"]):
        if track["for"].startswith("SVC-") and track["for"] not in actions:
            yield Mistake(("track", nth, "for"), f"no action is called {track['for']!r}: correct it or take it out")
    for code in sorted(actions - tracks):
        yield Mistake(("track",), f"no talk track for {code}: add [[track]]")


def _priors_name_rules(packs: Packs) -> Mistakes:
    known = {rule["code"] for rule in packs["rules"]["rule"]} | {b["code"] for b in packs["bundles"]["bundle"]}
    for nth, row in enumerate(packs["priors"]["prior"]):
        if "rule" in row and row["rule"] not in known:
            yield Mistake(("prior", nth, "rule"), f"no rule and no bundle is called {row['rule']!r}: correct it")


def _bundles_are_no_rules(packs: Packs) -> Mistakes:
    """A decision names either by its code."""
    rules = {rule["code"] for rule in packs["rules"]["rule"]}
    for nth, bundle in enumerate(packs["bundles"]["bundle"]):
        if bundle["code"] in rules:
            yield Mistake(("bundle", nth, "code"), f"a rule is called {bundle['code']!r} already: rename the bundle")


def _spoken_of(packs: Packs) -> Callable[[str], bool]:
    known = {t["for"] for t in packs["talk_tracks"]["track"]} | {p["for"] for p in packs["products"]["product"]}
    return known.__contains__


def _parts(packs: Packs) -> Mistakes:
    bundles = packs["bundles"]["bundle"]
    parts = ((("bundle", n, "parts", at), part) for n, b in enumerate(bundles) for at, part in enumerate(b["parts"]))
    return not_spoken_of(parts, _spoken_of(packs))


def _launches(packs: Packs) -> Mistakes:
    targets = ((("launch", n, "for"), e["for"]) for n, e in enumerate(packs["scenarios"].get("launch", ())))
    return not_spoken_of(targets, _spoken_of(packs))


def _topics(packs: Packs) -> Mistakes:
    topics = packs["knowledge"]["topic"]
    covered = ((("topic", n, "for", at), one) for n, t in enumerate(topics) for at, one in enumerate(t["for"]))
    return not_spoken_of(covered, _spoken_of(packs))


def _no_trait_behind_a_segment(name: str, kind: str) -> Callable[[Packs], Mistakes]:
    """A segment with a protected fact is no way around the legal basis of what asks for it."""

    def check(packs: Packs) -> Mistakes:
        hidden = [s["code"] for s in packs["segments"]["segment"] if reads_protected(s)]
        for nth, entry in enumerate(packs[name][kind]):
            for tag in hidden if not entry.get("legal_basis", "").strip() else ():
                if column := names_tag(entry, tag):
                    path: Path = (kind, nth, "when")
                    yield Mistake(path, f"{tag} reads a protected fact: name the article in legal_basis", column)

    return check


def _words_of_facts(name: str, kind: str) -> Callable[[Packs], Mistakes]:
    """Facts whose words other packs tell."""

    def check(packs: Packs) -> Mistakes:
        businesses = packs["standards"]["business"]
        known = {
            "tier": {tier["code"] for tier in packs["tiers"]["tier"]},
            "scenarios": {scenario["code"] for scenario in packs["scenarios"].get("scenario", ())},
            "hand_business": {code for b in businesses for code in (b["code"], *b.get("also", ()))},
        }
        for nth, entry in enumerate(packs[name][kind]):
            if "when" in entry:
                yield from unknown_words(entry, (kind, nth), known)

    return check


ACROSS: tuple[tuple[str, Callable[[Packs], Mistakes]], ...] = (
    ("rules", _no_trait_behind_a_segment("rules", "rule")),
    ("rules", _words_of_facts("rules", "rule")),
    ("priors", _priors_name_rules),
    ("talk_tracks", _tracks_of_actions),
    ("segments", _words_of_facts("segments", "segment")),
    ("scenarios", _launches),
    ("bundles", _bundles_are_no_rules),
    ("bundles", _parts),
    ("bundles", _words_of_facts("bundles", "bundle")),
    ("bundles", _no_trait_behind_a_segment("bundles", "bundle")),
    ("care", _words_of_facts("care", "sign")),
    ("knowledge", _topics),
)


def across(packs: Packs) -> Iterator[tuple[str, Mistake]]:
    """Of packs that are right by themselves."""
    for name, check in ACROSS:
        for mistake in check(packs):
            yield name, mistake
