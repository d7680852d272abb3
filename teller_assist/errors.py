"""The errors we expect, drawn as a tree.

    Expected                       everything a person can be told
    ├─ NotFound                    this desk has no such customer, product, attempt, ticket
    ├─ Refused                     the deed is not allowed now, and why
    │  ├─ NotCome                  who was called to the window has not come: nobody else is called over them
    │  ├─ CareFirst                a care pause stands for the customer: it is verified first
    │  ├─ InPerson                 not by an agent: the customer comes in person
    │  ├─ QuizNeeded               a product whose quiz the member of staff has not passed
    │  ├─ QuizOver                 the day's sittings of a quiz are used up
    │  ├─ VisitOpen                a customer is at the window: service first
    │  └─ NotAllowed               not to this role, or not in this branch: who may
    ├─ BadInput                    a value given cannot be read: what, where, what to do
    │  ├─ BadPack                  a rule, tier or product pack is wrong
    │  ├─ StaleBase                changes that do not start from what is here: ask for all
    │  └─ BadFeed                  a feed cannot be taken in; yesterday's generation stays
    ├─ DeskNotReady                no data, no key, or another program holds the desk
    │  ├─ NoKey                    the key file is missing or may be read by others
    │  └─ WrongKey                 the key does not open the database
    ├─ Unreachable                 the hub gives no answer, or is busy: nothing is lost, try again later
    ├─ LibraryTooOld               SQLite below 3.51.3: it loses commits
    └─ Damaged                     the journal's chain or a view is broken, and where

Each has a ``key`` that picks its sentence on screen (``ui/texts.py``), a plain sentence for the
command line, and ``exit_code`` for scripts. Catch them where a person can be told; let the rest
reach the crash dialog.

Exit codes of ``teller-assist``: 0 done · 1 the check found something wrong · 2 wrong usage or
input · 3 not found · 4 refused · 5 desk not ready · 6 damaged · 7 the hub cannot be reached.
"""

from typing import ClassVar


class Expected(Exception):
    """An error a person can be told. ``facts`` fill the blanks of its sentence."""

    key: ClassVar[str] = "unexpected"
    exit_code: ClassVar[int] = 2

    def __init__(self, sentence: str, **facts: object) -> None:
        super().__init__(sentence)
        self.facts = facts


class NotFound(Expected):
    """This desk has no such thing. ``noun`` is the English word of the glossary."""

    key = "not_found"
    exit_code = 3

    def __init__(self, noun: str, which: object) -> None:
        super().__init__(f"no {noun} {which} on this desk", noun=noun, which=which)


class Refused(Expected):
    """Not allowed now; the sentence says why and what may be done instead."""

    key = "refused"
    exit_code = 4


class NotAllowed(Refused):
    """Their role may not, or not in this branch; ``allowed`` are the roles that may, ``away``: in their own branch."""

    key = "not_allowed"


class NotCome(Refused):
    """Somebody who was called to the window has not come."""

    key = "not_come"

    def __init__(self, number: str, window_no: str) -> None:
        said = f"window {window_no} has called {number}, who has not come"
        super().__init__(f"{said}: recall, miss or give back {number} first", number=number, window_no=window_no)


class QuizNeeded(Refused):
    """Not without a valid pass of the topic's quiz: refer, or take it."""

    key = "quiz_needed"


class CareFirst(Refused):
    """Not while a care pause stands for the customer: it is verified first."""

    key = "care_first"


class InPerson(Refused):
    """Not by an agent: the customer comes in person."""

    key = "in_person"


class QuizOver(Refused):
    """The sittings of a topic are used up for today."""

    key = "quiz_over"

    def __init__(self, topic: str, sittings: int) -> None:
        super().__init__(
            f"{topic} was taken {sittings} times today: read its cards and take it tomorrow", topic=topic, n=sittings
        )


class VisitOpen(Refused):
    """A customer is at the window: service first."""

    key = "visit_open"

    def __init__(self) -> None:
        super().__init__("a customer is at the window: serve them first and take the quiz when the visit has ended")


class BadInput(Expected):
    """A value that cannot be read; the sentence says what, where and what to do."""

    key = "bad_input"


class BadPack(BadInput):
    """A pack with a mistake; the sentence names file, line, column and place, and says what to do.

    ``line`` and ``column`` count from 1, 0 where no file was read; ``what``: the sentence without the place; ``more``:
    how many other mistakes there are.
    """

    key = "bad_pack"

    def __init__(
        self,
        said: str,
        *,
        file: str = "",
        line: int = 0,
        column: int = 0,
        place: str = "",
        what: str = "",
        more: int = 0,
    ) -> None:
        super().__init__(said, file=file, line=line, column=column, place=place, what=what or said, more=more)
        self.file, self.line, self.column, self.place, self.what, self.more = (
            file,
            line,
            column,
            place,
            what or said,
            more,
        )


class StaleBase(BadInput):
    """Changes to told data that do not start from what this desk has; the same data in full will do."""


class BadFeed(BadInput):
    """A feed that cannot be taken in. Nothing of it was kept; the present generation stays."""

    key = "bad_feed"
    exit_code = 4


class DeskNotReady(Expected):
    """The desk cannot work yet; the sentence says what is missing and which command brings it."""

    key = "desk_not_ready"
    exit_code = 5


class NoKey(DeskNotReady):
    """The key file is missing, or others may read it."""

    key = "no_key"


class WrongKey(DeskNotReady):
    """The key does not open this database."""

    key = "wrong_key"


class Unreachable(Expected):
    """The hub or node gives no answer, or is too busy for one. Nothing is lost; it is tried again."""

    key = "unreachable"
    exit_code = 7


class LibraryTooOld(DeskNotReady):
    """SQLite below 3.51.3 loses commits with two connections (the WAL-reset bug)."""

    key = "library_too_old"


class Damaged(Expected):
    """The journal's chain is broken, or a view no longer equals it; the sentence names the place."""

    key = "damaged"
    exit_code = 6
