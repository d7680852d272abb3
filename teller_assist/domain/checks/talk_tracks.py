"""The pack ``talk_tracks``: what is said of each category, product and action."""

from teller_assist.domain.checks import Check, pack
from teller_assist.domain.pack_need import Body, Mistake, Mistakes, code, many, no_deposit, spoken, table, unique
from teller_assist.domain.product import CATEGORIES
from teller_assist.domain.toml_places import Path

_LINE = spoken("line")
_LINES = ("sentence", "convenience", "benefit", "risk")
_SHAPE = pack(
    {
        "track": many(
            table(
                {
                    "for": code, "sentence": spoken("sentence"), "convenience": _LINE, "benefit": _LINE, "risk": _LINE,
                    "objections": many(many(_LINE, 2, 2), 2, 2),
                }
            )
        )
    }
)  # fmt: skip


def _sense(body: Body) -> Mistakes:
    tracks = body["track"]
    yield from unique(tracks, ("track",), "for")
    for nth, track in enumerate(tracks):
        if not track["for"].isupper() and track["for"] not in CATEGORIES:
            yield Mistake(("track", nth, "for"), f"no category is called {track['for']!r}: correct it")
        for path, texts in _texts(track, ("track", nth)):
            yield from no_deposit(track["for"], texts, path)
    missing = sorted(set(CATEGORIES) - {track["for"] for track in tracks})
    if missing:
        yield Mistake(("track",), f"no talk track for {', '.join(missing)}: add [[track]]")


def _texts(track: Body, path: Path) -> list[tuple[Path, list[str]]]:
    said = [((*path, field), track[field]) for field in _LINES]
    for nth, objection in enumerate(track["objections"]):
        said += [((*path, "objections", nth, part), texts) for part, texts in enumerate(objection)]
    return said


TALK_TRACKS = Check(_SHAPE, _sense)
