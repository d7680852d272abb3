"""A picture file becomes small enough, upright and bare; what is none is refused in words."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from teller_assist.desk.photos import LEAST_PX, MOST_BYTES, MOST_PX, checked
from teller_assist.domain import jpeg
from teller_assist.errors import BadInput
from teller_assist.ui import photo
from tests.desk.pictures import PLACE, picture, with_exif

UPRIGHT = (
    b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"  # held upright: to be turned by 90°
)


def turned(jpeg_file: bytes) -> bytes:
    return jpeg_file[:2] + b"\xff\xe1" + (len(UPRIGHT) + 2).to_bytes(2, "big") + UPRIGHT + jpeg_file[2:]


@pytest.mark.parametrize(("form", "width", "height"), [("JPEG", 2000, 1500), ("PNG", 1500, 300), ("JPEG", 400, 300)])
def test_the_picture_is_small_enough_to_be_kept(form: str, width: int, height: int) -> None:
    """Noise is the worst there is."""
    kept = photo.shrunk(picture(width, height, form))
    assert len(kept) <= MOST_BYTES
    assert max(jpeg.size_of(kept)) <= MOST_PX
    assert checked(kept) == kept


def test_a_plain_picture_keeps_its_pixels_up_to_1280(tmp_path: Path) -> None:
    image = QImage(2560, 1280, QImage.Format.Format_RGB32)
    image.fill(QColor("#1D5BB5"))
    image.save(str(tmp_path / "window.png"))
    assert jpeg.size_of(photo.shrunk_file(tmp_path / "window.png")) == (1280, 640)


def test_it_is_turned_as_the_camera_was_held_and_tells_no_place() -> None:
    kept = photo.shrunk(turned(with_exif(picture(320, 240))))
    assert jpeg.size_of(kept) == (240, 320)
    assert PLACE not in kept
    assert b"Exif" not in kept


def test_a_narrow_strip_is_kept_as_a_picture() -> None:
    kept = photo.shrunk(picture(3000, LEAST_PX))
    assert checked(kept) == kept


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (b"", "no picture"),
        (b"%PDF-1.7 contract", "no picture"),
        (b"GIF89a" + bytes(200), "no picture"),
        (picture()[:40], "damaged"),
        (picture()[:-100], "damaged"),
        (picture(8, 8), "nothing can be seen"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\x08\2\0\0\0" + bytes(40), "no picture|pixels|damaged"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused_in_words(file: bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        photo.shrunk(file, "a.jpg")


def test_a_file_too_large_to_be_a_picture_is_not_even_read(tmp_path: Path) -> None:
    huge = tmp_path / "film.mp4"
    with huge.open("wb") as file:
        file.truncate(photo.MOST_FILE + 1)
    with pytest.raises(BadInput, match=r"film\.mp4"):
        photo.shrunk_file(huge)
