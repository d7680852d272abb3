"""Search keys: one way to normalise text and to read what was typed, shared by builder and search.

All keys lie in one namespace. A key is lower-case letters, digits and Han characters only, so two
marks can set kinds apart: ``~`` begins a reversed tail of a number (last 8 digits), ``^`` a pinyin
folded for the usual mishearings (zh/z, ch/c, sh/s, n/l, -ng/-n).
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple
from unicodedata import is_normalized, normalize

TAIL, NEAR_MARK = "~", "^"
TAIL_FROM, TAIL_TO = 4, 8  # digits of a tail that may be typed

# What a key is of, by its place here; the search says it as ``Found.by``.
BY = ("name", "pinyin", "initials", "id", "mobile", "card", "account", "customer_no", "ticket")
NAME, PINYIN, INITIALS, ID, MOBILE, CARD, ACCOUNT, CUSTOMER_NO, TICKET = range(len(BY))

# Where a key stands, times 16 in ``sk.st``: from the beginning, inside (suffix, given name, tail), folded.
START, INSIDE, NEAR = 0, 16, 32


# Latin letters that Unicode does not take apart.
_BARRED = {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe",
           "þ": "th"}  # fmt: skip


class Term(NamedTuple):
    """A part of what was typed. ``kind``: han (any script but Latin), latin, number (has a digit)."""

    kind: str
    text: str


def normalise(text: str) -> str:
    """The key form of a text: NFKC, lower case, accents off, and nothing but letters and digits."""
    if text.isascii():
        return text.lower() if text.isalnum() else "".join(c for c in text.lower() if c.isalnum())
    composed = normalize("NFKC", text).lower()
    return "".join(_plain(c) for c in composed if c.isalnum())


def _plain(character: str) -> str:
    """A Latin letter without its accents (ü → u, ễ → e); any other character as it is."""
    if not is_latin(character) or character.isascii():
        return character
    return _BARRED.get(character) or normalize("NFD", character)[0]


def number(text: str) -> str:
    """The key form of a number; the country code of a mainland mobile number goes."""
    return without_country(normalise(text))


def without_country(digits: str) -> str:
    """138… of 86138… and 0086138…; anything else unchanged."""
    if len(digits) == 13 and digits.startswith("861"):
        return digits[2:]
    if len(digits) == 15 and digits.startswith("00861"):
        return digits[4:]
    return digits


def tail(digits: str) -> str:
    """The key under which the end of a number is found."""
    return TAIL + digits[: -TAIL_TO - 1 : -1]


def near(pinyin: str) -> str:
    """Pinyin folded letter by letter, so that the fold of a beginning is the beginning of the fold."""
    folded, before = [], ""
    for letter in pinyin:
        if letter == "h" and before in ("z", "c", "s"):
            continue
        if letter != "g" or before != "n":  # n, ng and n before g sound alike
            folded.append("n" if letter == "l" else letter)
            before = letter
    return NEAR_MARK + "".join(folded)


def after(key: str) -> str:
    """The first text that no longer begins with ``key``."""
    last = ord(key[-1]) + 1
    return key[:-1] + chr(0xE000 if last == 0xD800 else last)


def terms(text: str) -> tuple[Term, ...]:
    """What was typed as terms: one, or a name and a number in either order.

    Blanks within a name or a number are ignored: "zhang wei", "138 0013 8000".
    """
    if text.isascii():
        if text.isalnum():  # the usual keystroke
            return (Term("latin" if text.isalpha() else "number", text.lower()),)
    elif text.isalpha() and not has_latin(text) and is_normalized("NFKC", text):
        return (Term("han", text),)
    return _joined([term for word in normalize("NFKC", text).split() for term in _runs(normalise(word))])


def split(term: Term) -> tuple[Term, ...]:
    """Letters and then digits in one word ("zs8812") as two terms; () if it is not that."""
    letters = term.text.rstrip("0123456789")
    if 0 < len(letters) < len(term.text) and letters.isalpha():
        return Term("latin", letters), Term("number", term.text[len(letters) :])
    return ()


def is_latin(character: str) -> bool:
    """Up to Latin Extended-B, and Latin Extended Additional (Vietnamese)."""
    return character < "\u0250" or "\u1e00" <= character < "\u1f00"


def has_latin(text: str) -> bool:
    return any(map(is_latin, text))


def sounds(latin: str) -> bool:
    """False for letters no syllable can have: they are initials only."""
    return any(vowel in latin for vowel in "aeiouv")


def _runs(word: str) -> list[Term]:
    """A normalised word cut where Latin letters and digits meet another script."""
    cuts = [0] + [i for i in range(1, len(word)) if word[i].isascii() != word[i - 1].isascii()] + [len(word)]
    return [_term(word[i:j]) for i, j in pairwise(cuts) if i < j]


def _term(run: str) -> Term:
    if not run.isascii():
        return Term("han", run)
    return Term("latin" if run.isalpha() else "number", run)


def _joined(found: Sequence[Term]) -> tuple[Term, ...]:
    """Names together, numbers together; the name first."""
    names = [t for t in found if t.kind != "number"]
    digits = "".join(t.text for t in found if t.kind == "number")
    name = "".join(t.text for t in names)
    parts = [Term("han" if any(t.kind == "han" for t in names) else "latin", name)] if name else []
    return (*parts, Term("number", digits)) if digits else tuple(parts)


# One answer: class << 60 | o << 36 | kind << 32 | last four characters of a number. The smallest is the best.
# Classes: 0 exact, 1 prefix, 2 inside, 3 folded. A stored list ``hot.os`` is such integers, 64 bits little-endian.
CLASS_SHIFT, O_SHIFT, KIND_SHIFT = 60, 36, 32
O_MASK = (1 << 24) - 1


def variants(mobile: str) -> list[str]:
    """The 109 numbers one slip away from an 11-digit one: a wrong digit, or two neighbours swapped."""
    wrong = [mobile[:i] + d + mobile[i + 1 :] for i in range(11) for d in "0123456789" if d != mobile[i]]
    swapped = [mobile[:i] + mobile[i + 1] + mobile[i] + mobile[i + 2 :] for i in range(10)]
    return wrong + swapped
