"""Pinyin initials of everyday characters (挂失 → gs), for filtering a short list by its first letters.

GB 2312 orders its first level, 3755 characters, by pinyin; rarer ones have none here. Names are read
otherwise (``keys.py``).
"""

from bisect import bisect_right

_FIRST = (  # the first code of each letter that begins a syllable
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"),
    (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"),
    (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"),
    (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
_LAST = 0xD7F9
_CODES = [code for code, _letter in _FIRST]


def initials(text: str) -> str:
    """Latin letters and digits stay, in lower case; what has no initial is left out."""
    return "".join(map(_initial, text.lower()))


def _initial(letter: str) -> str:
    if letter.isascii():
        return letter if letter.isalnum() else ""
    try:
        code = int.from_bytes(letter.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return ""
    return _FIRST[bisect_right(_CODES, code) - 1][1] if _CODES[0] <= code <= _LAST else ""


def fits(typed: str, *words: str) -> bool:
    """Whether what was typed is part of one of them or of their initials; nothing typed fits all."""
    wanted = typed.strip().lower()
    return not wanted or any(wanted in word.lower() or wanted in initials(word) for word in words)
