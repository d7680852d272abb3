"""A picture file made small enough to be kept: upright, at most 1280 px and 180 KB of JPEG, nothing but the picture."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter, QPainter

from teller_assist.desk.photos import LEAST_PX, MOST_BYTES, MOST_PX
from teller_assist.domain import jpeg
from teller_assist.errors import BadInput

MOST_FILE = 40 << 20  # bytes of a file that is looked at
MOST_PIXELS = 120_000_000  # a telephone takes 108 million; a forged header says more
FORMS = (b"jpeg", b"png")
QUALITIES = (82, 74, 66, 58, 50, 42)


def shrunk_file(path: Path) -> bytes:
    """Raises ``BadInput`` for what is no picture or too large, ``OSError`` for what cannot be read."""
    if path.stat().st_size > MOST_FILE:
        raise BadInput(
            f"{path.name} has {path.stat().st_size:,} bytes, at most {MOST_FILE:,}: choose a smaller picture"
        )
    return shrunk(path.read_bytes(), path.name)


def shrunk(file: bytes, name: str = "the file") -> bytes:
    """The picture of a JPEG or PNG file as it will be kept. Raises ``BadInput``."""
    image = _read(file, name)
    side = MOST_PX
    while True:
        small = _fitted(image, side)
        for quality in QUALITIES:
            made = _jpeg(small, quality)
            if len(made) <= MOST_BYTES:
                return made
        side = side * 3 // 4


def _read(file: bytes, name: str) -> QImage:
    if file.startswith(jpeg.BEGINS):
        try:
            jpeg.size_of(file)
            jpeg.bare(file)  # to its end: the decoder fills with grey what is missing
        except ValueError as error:
            raise BadInput(f"{name} is damaged ({error}): take the picture again") from None
    data = QByteArray(file)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)  # upright, as the camera was held: EXIF goes, what it says of this stays
    size = reader.size()
    if reader.format().data() not in FORMS or not size.isValid():
        raise BadInput(f"{name} is no picture: choose a JPEG or PNG file")
    if size.width() * size.height() > MOST_PIXELS:
        raise BadInput(f"{name} has {size.width():,}×{size.height():,} pixels: choose a smaller picture")
    if min(size.width(), size.height()) < LEAST_PX:
        raise BadInput(f"{name} has {size.width()}×{size.height()} pixels: nothing can be seen in it")
    if max(size.width(), size.height()) > 2 * MOST_PX:  # the decoder halves as it reads: less memory, less time
        reader.setScaledSize(size.scaled(QSize(2 * MOST_PX, 2 * MOST_PX), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise BadInput(f"{name} is damaged ({reader.errorString()}): take the picture again")
    return image


def _fitted(image: QImage, side: int) -> QImage:
    """At most ``side`` px, on white where it was transparent."""
    if max(image.width(), image.height()) > side:
        image = image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    ground = QImage(max(image.width(), LEAST_PX), max(image.height(), LEAST_PX), QImage.Format.Format_RGB32)
    ground.fill(QColor("white"))
    painter = QPainter(ground)
    painter.drawImage(0, 0, image)
    painter.end()
    return ground


def _jpeg(image: QImage, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(quality)
    if not writer.write(image):
        raise BadInput("this picture cannot be kept: take it again")
    return bytes(buffer.data().data())
