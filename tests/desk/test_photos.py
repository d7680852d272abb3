"""A picture of an inspection: what is refused, what is dropped, and that nobody finds it in a file."""

from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from teller_assist.desk import photos
from teller_assist.desk.counter import Counter
from teller_assist.desk.inspections import MOST_PHOTOS, Sheet
from teller_assist.desk.quality import Quality
from teller_assist.domain import jpeg
from teller_assist.errors import BadInput, NotFound, Refused
from teller_assist.store import chains
from teller_assist.store.journal import MOST_BYTES
from teller_assist.store.prune import prune
from tests.desk.pictures import PLACE, picture, with_exif
from tests.desk.small import LOBBY, TELLER, UNLICENSED

SEEN = Sheet(teller_no=TELLER, scores={"warm": 3})


def test_a_picture_comes_back_as_it_was_without_what_the_camera_added(opened: Callable[..., Counter]) -> None:
    quality = Quality(opened(LOBBY))
    taken = with_exif(picture())
    found = quality.inspect(SEEN, [taken])
    (photo,) = quality.photos_of(found.inspection_id)
    assert found.photos == str(photo.photo_id)
    kept = quality.photo_bytes(photo.photo_id)
    assert PLACE in taken
    assert kept.count(PLACE) == kept.count(b"Exif") == 0
    assert kept == picture(), "nothing of the picture itself is lost"


def test_the_picture_is_in_no_file_in_clear(opened: Callable[..., Counter], data: Path) -> None:
    shown = picture(width=640, height=480, quality=30)
    quality = Quality(opened(LOBBY))
    quality.inspect(SEEN, [shown])
    files = [path for path in data.rglob("*") if path.is_file()]
    assert {"work.db", "work.db-wal"} <= {path.name for path in files}, "looked while the write-ahead log is there"
    canaries = [shown[at : at + 32] for at in range(700, len(shown) - 32, 997)]
    encoded = b64encode(shown)
    canaries += [encoded[at : at + 32] for at in range(1000, len(encoded) - 32, 997)]
    assert len(canaries) > 20
    for path in files:
        held = path.read_bytes()
        assert not any(canary in held for canary in canaries), path


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (b"", "no whole JPEG"),
        (b"%PDF-1.7 a contract", "no whole JPEG"),
        (picture(form="PNG"), "no whole JPEG"),
        (picture()[:-200], "ends in the middle"),
        (picture()[:30], "ends in the middle"),
        (picture(width=1300, height=20), "1300×20 pixels"),
        (picture(width=8, height=8), "8×8 pixels"),
        (picture(width=1280, height=960, quality=90), "bytes, at most 184,320"),
    ],
)  # fmt: skip
def test_what_is_no_small_whole_picture_is_refused_and_nothing_is_recorded(
    opened: Callable[..., Counter], broken: bytes, says: str
) -> None:
    quality = Quality(opened(LOBBY))
    with pytest.raises(BadInput, match=says):
        quality.inspect(SEEN, [broken])
    assert quality.inspections() == ()


def test_no_byte_can_break_the_reader_of_pictures() -> None:
    """It gives a picture that is whole again, or ``ValueError``; a picture that is cut off is never one."""
    whole = picture(width=40, height=30)
    refused = 0
    for at in range(0, len(whole), 3):
        with pytest.raises(ValueError, match=r".+"):
            jpeg.bare(whole[:at])
        damaged = whole[:at] + bytes((whole[at] ^ 0xFF,)) + whole[at + 1 :]
        try:
            kept = jpeg.bare(damaged)
        except ValueError:
            refused += 1
        else:
            assert jpeg.bare(kept) == kept
    assert refused, "a header that is destroyed is seen"


def test_the_largest_picture_fits_into_one_event() -> None:
    assert -(-photos.MOST_BYTES // 3) * 4 + 1024 < MOST_BYTES


def test_the_same_picture_is_kept_once_and_so_many_at_most(opened: Callable[..., Counter]) -> None:
    quality = Quality(opened(LOBBY))
    found = quality.inspect(SEEN, [picture(), picture()])
    assert len(quality.photos_of(found.inspection_id)) == 1
    for seed in range(MOST_PHOTOS - 1):
        quality.photograph(found.inspection_id, picture(seed=seed))
    assert len(quality.inspection(found.inspection_id).photos.split()) == MOST_PHOTOS
    with pytest.raises(BadInput, match="at most 6 pictures"):
        quality.photograph(found.inspection_id, picture(seed=99))
    assert len(quality.photos_of(found.inspection_id)) == MOST_PHOTOS


def test_a_picture_is_shown_to_whom_the_inspection_is_shown(opened: Callable[..., Counter]) -> None:
    found = Quality(opened(LOBBY)).inspect(SEEN, [picture()])
    photo_id = Quality(opened(TELLER)).photos_of(found.inspection_id)[0].photo_id
    assert Quality(opened(TELLER)).photo_bytes(photo_id)
    with pytest.raises(Refused, match="colleague"):
        Quality(opened(UNLICENSED)).photo_bytes(photo_id)
    with pytest.raises(NotFound):
        Quality(opened(LOBBY)).photo_bytes(found.inspection_id)


def test_a_picture_that_has_made_room_is_at_the_hub(opened: Callable[..., Counter]) -> None:
    counter = opened(LOBBY)
    quality = Quality(counter)
    found = quality.inspect(SEEN, [picture()])
    (photo,) = quality.photos_of(found.inspection_id)
    with counter._work.writing() as session:
        end = session.con.execute("SELECT max(seq) FROM journal").fetchone()[0]
        chains.note_standing(session.con, 1, end, end, end)
        assert prune(session, counter.today() + timedelta(days=100)).rows
    assert quality.photos_of(found.inspection_id) == ()
    with pytest.raises(Refused, match="gone up to the hub"):
        quality.photo_bytes(photo.photo_id)
