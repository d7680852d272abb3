"""Pictures for an inspection: checked, without what the camera adds, kept where the journal is: encrypted.

A screen scales them first (``ui/photo.py``); here is only looked whether that was done. They go up to the hub under the
device's seal, and to no other desk.
"""

from base64 import b64decode, b64encode
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from teller_assist.desk.deed import Deed, new_id
from teller_assist.domain import jpeg
from teller_assist.domain.quality import Photo, PhotoTaken
from teller_assist.errors import BadInput, Damaged, NotFound, Refused
from teller_assist.store.journal import events_of
from teller_assist.store.states import find, read

if TYPE_CHECKING:
    from sqlite3 import Connection

MOST_BYTES = 180 * 1024  # as base64 within one event (journal.MOST_BYTES)
MOST_PX = 1280  # of the longer side
LEAST_PX = 16


def checked(picture: bytes) -> bytes:
    """The JPEG as it is kept. Raises ``BadInput`` for what is no JPEG, is cut off, or is too large."""
    try:
        width, height = jpeg.size_of(picture)
        kept = jpeg.bare(picture)
    except ValueError as error:
        raise BadInput(f"that is no whole JPEG picture ({error}): take it again, or choose another file") from None
    if max(width, height) > MOST_PX or min(width, height) < LEAST_PX:
        raise BadInput(
            f"the picture has {width}×{height} pixels, a side may have {LEAST_PX} to {MOST_PX:,}: add it from a screen "
            "or by `inspection photo`, which make it smaller"
        )
    if len(kept) > MOST_BYTES:
        raise BadInput(f"the picture has {len(kept):,} bytes, at most {MOST_BYTES:,} are kept: make it smaller first")
    return kept


def take(deed: Deed, of_id: UUID, kept: bytes) -> Photo:
    """Records a picture that ``checked`` gave. The same one of the same thing is kept once."""
    digest = sha256(kept).hexdigest()
    before = next((p for p in of_subject(deed.con, of_id) if p.sha256 == digest), None)
    if before is not None:
        return before
    made = deed.record(PhotoTaken, photo_id=new_id(), of_id=of_id, sha256=digest, jpeg=b64encode(kept).decode("ascii"))
    return known(deed.con, made.photo_id)


def of_subject(con: "Connection", of_id: UUID) -> tuple[Photo, ...]:
    """The pictures of one thing that were taken at this device, oldest first."""
    return read(con, Photo, "of_id = ? ORDER BY at, photo_id", str(of_id))


def known(con: "Connection", photo_id: UUID) -> Photo:
    """Raises ``NotFound`` at a device that did not take it, ``Refused`` once it is kept at the hub only."""
    photo = find(con, Photo, photo_id)
    if photo is not None:
        return photo
    if con.execute("SELECT 1 FROM journal WHERE noun_id = ? AND noun = 'photo'", (str(photo_id),)).fetchone():
        raise Refused(f"photo {photo_id} has gone up to the hub and is no longer kept here")
    raise NotFound("photo", photo_id)


def picture_of(con: "Connection", photo: Photo) -> bytes:
    """The JPEG itself. Raises ``Damaged`` if it is not what was taken."""
    taken = [e for e in events_of(con, "photo", str(photo.photo_id)) if isinstance(e, PhotoTaken)]
    picture = b64decode(taken[-1].jpeg)
    if sha256(picture).hexdigest() != photo.sha256:
        raise Damaged(f"photo {photo.photo_id} is not what was taken: run `teller-assist journal verify`")
    return picture
