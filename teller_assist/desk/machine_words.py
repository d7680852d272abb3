"""What a queue machine says (docs/queue-machine.md): one deed a line, by socket as ``VERB key=value …``, in a file as
JSON or CSV with the same keys."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from teller_assist.domain.days import BRANCH_TIME
from teller_assist.errors import BadInput

VERBS = ("TAKE", "CALL", "SERVE", "END", "MISS", "TRANSFER", "CLOCK", "PING")
FIELDS = ("id", "number", "at", "window", "type", "needs", "customer", "how", "staff", "reason")
MUST: Mapping[str, tuple[str, ...]] = {
    "TAKE": ("id", "number"), "CALL": ("id", "number", "window"), "SERVE": ("id", "number", "window"),
    "END": ("id", "number"), "MISS": ("id", "number"), "TRANSFER": ("id", "number"), "CLOCK": ("at",), "PING": (),
}  # fmt: skip
LONGEST_LINE = 4096  # bytes
LONGEST_VALUE = 128  # characters


class Said(NamedTuple):
    """One deed. ``id``: the machine's own, unique on a day; ``at``: by its clock, None where it says no time."""

    verb: str
    id: str = ""
    number: str = ""
    at: datetime | None = None
    window: str = ""
    type: str = ""
    needs: tuple[str, ...] = ()
    customer: str = ""
    how: str = ""
    staff: str = ""
    reason: str = ""


def said_in_line(line: bytes) -> Said:
    """A line of the socket, without its end. Raises ``BadInput``."""
    verb, *pairs = decoded(line).split() or [""]
    told: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise BadInput(f"{pair[:20]!r} is no key=value")
        if key in told:
            raise BadInput(f"{key} is said twice")
        told[key] = value
    return said(verb, told)


def decoded(raw: bytes) -> str:
    """UTF-8, else GB18030, which many machines write. Raises ``BadInput`` for other bytes."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput("no text in UTF-8 or GB18030")


def said(verb: str, told: Mapping[str, str]) -> Said:
    """A deed from its keys; blank values are not said. Raises ``BadInput``: what is wrong, and where."""
    verb = verb.upper()
    if verb not in VERBS:
        raise BadInput(f"{verb[:20]!r} is no verb; use one of {', '.join(VERBS)}")
    given = {key: value.strip() for key, value in told.items() if value.strip()}
    for key, value in given.items():
        if key not in FIELDS:
            raise BadInput(f"{key[:20]!r} is not known; use {', '.join(FIELDS)}")
        if any(ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 for c in value):
            raise BadInput(f"{key} has control characters, or half of a character")
        if len(value) > LONGEST_VALUE:
            raise BadInput(f"{key} has {len(value)} characters, at most {LONGEST_VALUE}")
    for key in MUST[verb]:
        if key not in given:
            raise BadInput(f"{verb} needs {key}=")
    if len(given.get("window", "").split()) > 1:
        raise BadInput(f"{given['window']!r} is no window: one number, without blanks")
    if "number" in given and not number_of(given["number"]):
        raise BadInput(f"{given['number']!r} is no ticket number")
    return Said(
        verb, given.get("id", ""), number_of(given.get("number", "")), time_of(given.get("at", "")),
        given.get("window", ""), given.get("type", ""), tuple(given.get("needs", "").replace(",", " ").split()),
        given.get("customer", ""), given.get("how", ""), given.get("staff", ""), given.get("reason", ""),
    )  # fmt: skip


def number_of(text: str) -> str:
    """A ticket number as we have it: A-029 and a029 are A029."""
    return "".join(c for c in text.upper() if c.isascii() and c.isalnum())


def time_of(text: str) -> datetime | None:
    """ISO; a time without offset is the branch's. Raises ``BadInput``."""
    if not text:
        return None
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text!r} is no time; write it as 2026-11-23T09:30:05+08:00") from None
    if not 2000 <= told.year <= 2199:
        raise BadInput(f"{text!r} is out of range")
    return told if told.tzinfo else told.replace(tzinfo=BRANCH_TIME)
