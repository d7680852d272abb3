"""Every text of the packs that is said or handed to a customer: where it stands, and what it has to keep."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from teller_assist.domain.lint import Finding, findings_again
from teller_assist.domain.product import CATEGORIES

Body = Mapping[str, Any]
Path = tuple[str | int, ...]
TRACK = ("sentence", "convenience", "benefit", "risk")
# (pack, entries, field -> kind)
ENTRIES: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("bundles", "bundle", {"name": "line", "reason": "reason"}),
    ("scenarios", "scenario", {"name": "line", "say": "line"}),
    ("segments", "segment", {"name": "line", "meaning": "line"}),
    ("care", "sign", {"name": "line"}),
    ("care", "question", {"ask": "line"}),
    ("knowledge", "card", {"ask": "line", "answer": "answer"}),
    ("knowledge", "question", {"ask": "line", "because": "line"}),
)
DISCLOSED = ("kind", "scope", "fees", "loss", "leave")


class Wording(NamedTuple):
    """``path`` leads to the pair in the pack's body; ``of``: the category, product or entry that it is about; ``field``
    names it; ``kind`` of ``lint.KINDS``; ``category`` "" for what is about no product."""

    pack: str
    path: Path
    of: str
    field: str
    kind: str
    category: str
    zh: str
    en: str

    def findings(self, zh: str, en: str) -> tuple[Finding, ...]:
        """What would be wrong if it were said so."""
        return findings_again(self.kind, self.category, zh, en)


def wordings_of(packs: Mapping[str, Body], products: Mapping[str, str]) -> tuple[Wording, ...]:
    """In the order of the packs. ``products``: product code -> category."""
    return (
        *_tracks(packs.get("talk_tracks", {}), products),
        *_occasions(packs.get("rules", {})),
        *_disclosed(packs.get("products", {}), products),
        *_entries(packs),
    )


def _tracks(pack: Body, products: Mapping[str, str]) -> Iterator[Wording]:
    for n, track in enumerate(pack.get("track", ())):
        of = track["for"]
        category = of if of in CATEGORIES else products.get(of, "")
        for field in TRACK:
            kind = "sentence" if field == "sentence" else "line"
            yield _wording("talk_tracks", ("track", n, field), of, field, kind, category, track[field])
        for number, pair in enumerate(track["objections"]):
            for part, field in enumerate(("ask", "answer")):
                path = ("track", n, "objections", number, part)
                yield _wording("talk_tracks", path, of, f"{field}_{number + 1}", "line", category, pair[part])


def _occasions(pack: Body) -> Iterator[Wording]:
    for n, rule in enumerate(pack.get("rule", ())):
        category = next((target for target in rule["for"] if target in CATEGORIES), "")
        for field in ("reason", "say"):
            if field in rule:
                yield _wording("rules", ("rule", n, field), rule["code"], field, field, category, rule[field])


def _disclosed(pack: Body, products: Mapping[str, str]) -> Iterator[Wording]:
    for n, one in enumerate(pack.get("product", ())):
        of = one["for"]
        category = of if of in CATEGORIES else products.get(of, "")
        for field in DISCLOSED:
            if field in one:
                yield _wording("products", ("product", n, field), of, field, "line", category, one[field])


def _entries(packs: Mapping[str, Body]) -> Iterator[Wording]:
    """What stands by its code; "" for an entry without one."""
    for pack, entries, fields in ENTRIES:
        for n, one in enumerate(packs.get(pack, {}).get(entries, ())):
            for field, kind in fields.items():
                if field in one:
                    yield _wording(pack, (entries, n, field), one.get("code", ""), field, kind, "", one[field])


def _wording(pack: str, path: Path, of: str, field: str, kind: str, category: str, pair: Any) -> Wording:
    return Wording(pack, path, of, field, kind, category, pair[0], pair[1])
