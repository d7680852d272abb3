"""What a JPEG file is made of, as far as the desk must know it: its size in pixels, and the same picture without
what a camera adds (place, time, device). Source: ITU-T T.81, annex B.
"""

from collections.abc import Iterator

START, END, SCAN = 0xD8, 0xD9, 0xDA
RESTARTS = range(0xD0, 0xD8)
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # the headers that carry height and width
JFIF, ADOBE, COMMENT = 0xE0, 0xEE, 0xFE  # the two application segments that say how colours are to be read
BEGINS = b"\xff\xd8\xff"


def size_of(jpeg: bytes) -> tuple[int, int]:
    """(width, height) in pixels. Raises ``ValueError`` for what is no whole JPEG."""
    for marker, body in _segments(jpeg):
        if marker in FRAMES:
            if len(body) < 7:
                raise ValueError("the picture's header is cut off")
            return int.from_bytes(body[5:7], "big"), int.from_bytes(body[3:5], "big")
    raise ValueError("the picture has no header")


def bare(jpeg: bytes) -> bytes:
    """The same picture without EXIF, comments, thumbnails and whatever hangs behind its end. Raises ``ValueError``."""
    kept = [b"\xff\xd8"]
    for marker, body in _segments(jpeg):
        if marker == COMMENT or (0xE0 <= marker <= 0xEF and marker not in (JFIF, ADOBE)):
            continue
        kept.append(bytes((0xFF, marker)) + body)
    return b"".join(kept)


def _segments(jpeg: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, everything up to the next one) to the end of the image; raises ``ValueError`` where that is missing."""
    if not jpeg.startswith(BEGINS):
        raise ValueError("it does not begin as a JPEG does")
    at = 2
    while True:
        while jpeg[at : at + 2] == b"\xff\xff":
            at += 1  # fill
        if at + 2 > len(jpeg):
            raise ValueError("the file ends in the middle of the picture")
        if jpeg[at] != 0xFF:
            raise ValueError(f"byte {at} is no marker")
        marker = jpeg[at + 1]
        if marker == END:
            yield marker, b""
            return
        after = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if after < at + 4 or after > len(jpeg):
            raise ValueError("the file ends in the middle of the picture")
        if marker == SCAN:
            after = _behind_scan(jpeg, after)
        yield marker, jpeg[at + 2 : after]
        at = after


def _behind_scan(jpeg: bytes, at: int) -> int:
    """Where the next marker stands; in between FF is followed by 00 or is a restart."""
    while True:
        at = jpeg.find(b"\xff", at)
        if at < 0 or at + 1 >= len(jpeg):
            raise ValueError("the file ends in the middle of the picture")
        if jpeg[at + 1] != 0 and jpeg[at + 1] not in RESTARTS:
            return at
        at += 2
