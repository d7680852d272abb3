"""Pictures for tests: real JPEG and PNG files, made as a camera would, with EXIF."""

from random import Random

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

PLACE = b"31.2304N 121.4737E"  # what a telephone writes into its pictures


def picture(width: int = 320, height: int = 240, form: str = "JPEG", quality: int = 80, seed: int = 7) -> bytes:
    """A picture that does not compress to nothing."""
    grain = Random(seed).randbytes(width * height * 3)
    image = QImage(grain, width, height, width * 3, QImage.Format.Format_RGB888).copy()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, form, quality)
    return bytes(buffer.data().data())


def with_exif(jpeg: bytes) -> bytes:
    """As from a telephone: where it was taken, a comment, and something behind the end."""
    exif = b"Exif\0\0II*\0\x08\0\0\0\0\0" + PLACE
    segments = b"".join(
        b"\xff" + m + (len(b) + 2).to_bytes(2, "big") + b for m, b in ((b"\xe1", exif), (b"\xfe", PLACE))
    )
    return jpeg[:2] + segments + jpeg[2:] + PLACE
