"""An inspection (巡检) or a mystery shopper's visit (神秘人): recorded, acted on, mended, looked at again."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from teller_assist.desk import photos
from teller_assist.desk.deed import Deed, found, new_id, short
from teller_assist.domain.quality import (
    ATTRIBUTES,
    FORMS,
    Inspection,
    InspectionAction,
    InspectionMended,
    InspectionPictured,
    InspectionRechecked,
    InspectionRecorded,
    Photo,
)
from teller_assist.errors import BadInput, Refused
from teller_assist.store.states import read

if TYPE_CHECKING:
    from sqlite3 import Connection

MOST_PHOTOS = 6  # of one inspection


class Sheet(NamedTuple):
    """What an inspector has filled in. ``scores``: attribute -> 1–5, those that were not seen left out."""

    form: str = "inspection"
    teller_no: str = ""
    window_no: str = ""
    scores: Mapping[str, int] = {}
    missed: Sequence[str] = ()
    note: str = ""


def record(deed: Deed, sheet: Sheet, pictures: Sequence[bytes] = ()) -> Inspection:
    """Form and pictures together. Raises ``BadInput``, ``Refused`` for one's own inspection."""
    _check(sheet)
    if sheet.teller_no == deed.staff_no:
        raise Refused("nobody inspects himself: ask a colleague")
    _room_for(len(pictures))
    inspection_id = new_id()
    taken = [photos.take(deed, inspection_id, picture) for picture in pictures]
    scores = tuple((name, sheet.scores[name]) for name in ATTRIBUTES if name in sheet.scores)
    deed.record(
        InspectionRecorded, inspection_id=inspection_id, form=sheet.form, teller_no=sheet.teller_no,
        window_no=sheet.window_no, scores=scores, missed=tuple(dict.fromkeys(sheet.missed)), note=sheet.note,
        photos=tuple(dict.fromkeys(photo.photo_id for photo in taken)),
    )  # fmt: skip
    return existing(deed.con, inspection_id)


def photograph(deed: Deed, inspection_id: UUID, picture: bytes) -> Photo:
    """One more picture. Raises ``NotFound``, ``BadInput`` for too many."""
    before = existing(deed.con, inspection_id)
    photo = photos.take(deed, inspection_id, picture)
    if str(photo.photo_id) not in before.photos:
        _room_for(len(before.photos.split()) + 1)
        deed.record(InspectionPictured, inspection_id=inspection_id, photo_id=photo.photo_id)
    return photo


def act(deed: Deed, inspection_id: UUID, what: str, owner_no: str, due_on: date, today: date) -> Inspection:
    """整改: what, who, until when; said again it is changed. Raises ``NotFound``, ``BadInput``, ``Refused``."""
    what = what.strip()
    if not what:
        raise BadInput("say what is to be mended")
    short(what)
    if due_on < today:
        raise BadInput(f"{due_on} is over: give a day from {today} on")
    before = existing(deed.con, inspection_id)
    if before.stage == "closed":
        raise Refused(f"inspection {inspection_id} was closed by {before.rechecked_by}: record a new one")
    if (before.action, before.owner_no, before.due_on, before.stage) != (what, owner_no, due_on, "action"):
        deed.record(InspectionAction, inspection_id=inspection_id, what=what, owner_no=owner_no, due_on=due_on)
    return existing(deed.con, inspection_id)


def mend(deed: Deed, inspection_id: UUID, note: str, floor: bool) -> Inspection:
    """It is done. By whom it was given to, or on the floor (``floor``). Raises ``NotFound``, ``Refused``."""
    short(note)
    before = existing(deed.con, inspection_id)
    if before.owner_no != deed.staff_no and not floor:
        raise Refused(f"it was given to {before.owner_no or 'nobody yet'}: they say when it is done")
    if before.stage == "mended":
        return before
    if before.stage != "action":
        raise Refused("nothing is to be mended here: no action was given" if before.stage == "recorded" else "closed")
    deed.record(InspectionMended, inspection_id=inspection_id, note=note)
    return existing(deed.con, inspection_id)


def recheck(deed: Deed, inspection_id: UUID, ok: bool, note: str) -> Inspection:
    """复查: ``ok`` closes it, else it is open again. Not by whoever mends it. Raises ``NotFound``, ``Refused``."""
    short(note)
    before = existing(deed.con, inspection_id)
    if not before.is_open():
        why = "no action was given" if before.stage == "recorded" else f"it was closed by {before.rechecked_by}"
        raise Refused(f"there is nothing to look at again: {why}")
    if before.stage == "action":
        raise Refused(f"{before.owner_no} has not said that it is mended: there is nothing to look at yet")
    if before.is_theirs(deed.staff_no):
        raise Refused("whoever mends it does not check it: ask a colleague")
    deed.record(InspectionRechecked, inspection_id=inspection_id, ok=ok, note=note)
    return existing(deed.con, inspection_id)


def existing(con: "Connection", inspection_id: UUID) -> Inspection:
    """As it now stands. Raises ``NotFound``."""
    return found(con, Inspection, inspection_id, "inspection")


def listed(con: "Connection", only: str = "") -> tuple[Inspection, ...]:
    """Newest first; those to be mended by their day. ``only`` "": all, else of this teller, as inspected or owner."""
    where = "(? = '' OR teller_no = ? OR owner_no = ?) ORDER BY at DESC, inspection_id"
    return read(con, Inspection, where, only, only, only)


def unknown_items(missed: Sequence[str], known: Collection[str]) -> list[str]:
    """Codes that the standards do not have; none can be unknown where the pack names no items."""
    return [code for code in missed if known and code not in known]


def _check(sheet: Sheet) -> None:
    if sheet.form not in FORMS:
        raise BadInput(f"{sheet.form!r} is no form; use one of {', '.join(FORMS)}")
    if not (sheet.teller_no or sheet.window_no):
        raise BadInput("say which teller or which window")
    for name, score in sheet.scores.items():
        if name not in ATTRIBUTES:
            raise BadInput(f"{name!r} is not scored; the attributes are {', '.join(ATTRIBUTES)}")
        if score not in range(1, 6):
            raise BadInput(f"{name} has {score}: a score is 1 to 5")
    if not (sheet.scores or sheet.missed):
        raise BadInput("nothing is filled in: score at least one attribute, or name what was missed")
    short(sheet.note)


def _room_for(pictures: int) -> None:
    if pictures > MOST_PHOTOS:
        raise BadInput(f"an inspection has at most {MOST_PHOTOS} pictures")
