"""What was published, one after the other: each publication keeps its folder under its number."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from tuf.api.metadata import Metadata, Targets

from teller_assist.domain.packs import in_force_from, load_packs
from teller_assist.errors import BadPack, NotFound
from teller_assist.hub import pack_files, packs
from teller_assist.hub.pack_signing import LASTS
from teller_assist.paths import RESOURCES


class Publication(NamedTuple):
    """``on``: the day of its signature, "" unknown. ``from_day``: from when all of it is in force. ``in_force``: what
    generations of the day that was asked for are built with. ``versions`` by pack; ``fault``: why it cannot be read."""

    number: int
    on: str
    from_day: str
    in_force: bool
    versions: Mapping[str, str]
    fault: str = ""


def publications(data: Path, today: date) -> tuple[Publication, ...]:
    """The newest first; those whose folder is gone are left out."""
    in_force = packs.current(data, today).name
    return tuple(
        _publication(data, number, str(number) == in_force)
        for number in range(pack_files.version(data), 0, -1)
        if pack_files.place(data, f"published/{number}").is_dir()
    )


def _publication(data: Path, number: int, in_force: bool) -> Publication:
    on = _signed_on(data, number)
    try:
        bodies = load_packs(packs.publication(data, number), usual=RESOURCES / "packs")
    except (BadPack, NotFound) as fault:  # an older program's, or touched on the disk
        return Publication(number, on, "", in_force, {}, str(fault))
    versions = {name: body["version"] for name, body in bodies.items()}
    return Publication(number, on, in_force_from(bodies).isoformat(), in_force, versions)


def _signed_on(data: Path, number: int) -> str:
    body = pack_files.read(data, f"metadata/{number}.targets.json")
    if body is None:
        return ""
    made = Metadata[Targets].from_bytes(body).signed
    return (made.expires - timedelta(days=LASTS["targets"])).date().isoformat()
