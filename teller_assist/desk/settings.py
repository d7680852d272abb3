"""``desk.toml``: which branch, window and teller this desk is set to, and its language."""

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from teller_assist.domain.staff import Branch, Staff
from teller_assist.errors import BadInput, NotFound

if TYPE_CHECKING:
    from teller_assist.store.snapshot import Snapshot

NAME = "desk.toml"
LANGUAGES = ("zh", "en")
STAND_IN = "teller"  # staff number of a desk whose feed names no staff


class Settings(NamedTuple):
    branch_no: str
    window_no: str = "1"
    staff_no: str = ""
    language: str = "zh"
    takes: str = ""  # business types that the window serves, parted by blanks; "" every one


def load_settings(data: Path, snapshot: "Snapshot") -> Settings:
    """The desk's settings; the file is made with sound defaults where there is none. Raises ``BadInput``."""
    path = data / NAME
    if not path.exists():
        first = Settings(branch_no=snapshot.home_branch, staff_no=_first_teller(snapshot))
        save_settings(data, first)
        return first
    told = _told(path)
    known = {name: str(told[name]) for name in Settings._fields if name in told}
    settings = Settings(branch_no=snapshot.home_branch)._replace(**known)
    if settings.language not in LANGUAGES:
        raise BadInput(f'{path}: language = "{settings.language}"; use one of {", ".join(LANGUAGES)}')
    return settings


def set_branch(data: Path, branch_no: str) -> None:
    """The branch the hub gave this desk; everything else stays as it is set. Raises ``BadInput``."""
    path = data / NAME
    told = _told(path) if path.exists() else {}
    known = {name: str(told[name]) for name in Settings._fields if name in told}
    save_settings(data, Settings(branch_no)._replace(**{**known, "branch_no": branch_no}))


def save_settings(data: Path, settings: Settings) -> None:
    """Writes the file whole or not at all. A JSON string is a TOML string."""
    import json

    lines = [f"{name} = {json.dumps(getattr(settings, name), ensure_ascii=False)}" for name in Settings._fields]
    part = data / f"{NAME}.part"
    part.write_text("\n".join(lines) + "\n", encoding="utf-8")
    part.replace(data / NAME)


def _told(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read: {error}; correct it or remove it") from error


def staff_of(snapshot: "Snapshot", settings: Settings, wanted: str | None) -> Staff:
    """Who serves: ``wanted``, else as set, else the branch's first teller. Raises ``NotFound`` for a wanted stranger.

    A stand-in without any licence serves where the feed names no staff.
    """
    staff = snapshot.staff
    if wanted is not None:
        if wanted in staff:
            return staff[wanted]
        raise NotFound("staff", wanted)
    found = staff.get(settings.staff_no) or staff.get(_first_teller(snapshot))
    return found or Staff(settings.staff_no or STAND_IN, "柜员", settings.branch_no, "teller", ())


def branch_of(snapshot: "Snapshot", settings: Settings) -> Branch:
    """The desk's branch; one without a name where the feed names none."""
    return snapshot.branch(settings.branch_no)


def _first_teller(snapshot: "Snapshot") -> str:
    tellers = [
        s.staff_no for s in snapshot.staff.values() if s.role == "teller" and s.branch_no == snapshot.home_branch
    ]
    return min(tellers, default="")
