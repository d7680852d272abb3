"""The classes of lookup: what tellers type, drawn from the customers themselves."""

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any, NamedTuple

from teller_assist.domain import keys


class Person(NamedTuple):
    """One customer as the inputs are drawn from: numbers as told, readings as a speaker would type them."""

    o: int
    customer_no: str
    name: str
    surname: int  # how many syllables the surname has
    syllables: tuple[str, ...]  # of the first reading
    mobile: str
    id_no: str
    card_no: str

    @property
    def pinyin(self) -> str:
        return "".join(self.syllables)

    @property
    def initials(self) -> str:
        return "".join(s[0] for s in self.syllables if s)


class Probe(NamedTuple):
    """What is typed, and the one key under which a rival with the same keys finds it."""

    text: str
    key: str
    ours: Person | None  # who must be among the answers when there are at most 20


def _tail(digits: str, length: int) -> tuple[str, str]:
    return digits[-length:], keys.TAIL + digits[: -length - 1 : -1]


def _whole(text: str) -> tuple[str, str]:
    return text, keys.normalise(text)


def _mixed(p: Person) -> str:
    """The surname in full, the rest by initials: zhangwl."""
    return "".join(p.syllables[: p.surname]) + p.initials[p.surname :]


# class -> how the typed text and its key come from a person; None skips a person the class does not fit.
CLASSES: dict[str, Callable[[Person], tuple[str, str] | None]] = {
    "common surname": lambda p: _whole(p.name[0]) if p.name[0] in "王李张刘陈" else None,
    "name whole": lambda p: _whole(p.name),
    "name prefix": lambda p: _whole(p.name[:2]) if len(p.name) > 2 else None,
    "name inside": lambda p: _whole(p.name[1:]) if len(p.name) > 2 else None,
    "pinyin whole": lambda p: _whole(p.pinyin) if p.pinyin else None,
    "pinyin prefix": lambda p: _whole(p.pinyin[:5]) if len(p.pinyin) > 6 else None,
    "pinyin one letter": lambda p: _whole(p.pinyin[0]) if p.pinyin else None,
    "pinyin mixed": lambda p: _whole(_mixed(p)) if len(p.initials) == 3 else None,
    "initials 2": lambda p: _whole(p.initials) if len(p.initials) == 2 else None,
    "initials 3": lambda p: _whole(p.initials) if len(p.initials) == 3 else None,
    "phone whole": lambda p: _whole(p.mobile) if p.mobile else None,
    "phone prefix 4": lambda p: _whole(p.mobile[:4]) if p.mobile else None,
    "phone last 4": lambda p: _tail(p.mobile, 4) if p.mobile else None,
    "ID whole": lambda p: _whole(p.id_no) if len(p.id_no) == 18 else None,
    "ID prefix 6": lambda p: _whole(p.id_no[:6]) if len(p.id_no) == 18 else None,
    "ID last 4": lambda p: _tail(p.id_no.lower(), 4) if len(p.id_no) == 18 else None,
    "ID last 6": lambda p: _tail(p.id_no.lower(), 6) if len(p.id_no) == 18 else None,
    "card whole": lambda p: _whole(p.card_no) if p.card_no else None,
    "card prefix 6": lambda p: _whole(p.card_no[:6]) if p.card_no else None,
    "card last 4": lambda p: _tail(p.card_no, 4) if p.card_no else None,
    "customer number": lambda p: _whole(p.customer_no),
    "initials + tail": lambda p: (
        (f"{p.initials} {p.mobile[-4:]}", _tail(p.mobile, 4)[1]) if p.mobile and p.initials else None
    ),
    "surname + tail": lambda p: (f"{p.name[0]} {p.mobile[-4:]}", _tail(p.mobile, 4)[1]) if p.mobile else None,
    "no hit": lambda p: _whole(f"{p.name}龘") if p.name else None,
}
EXACT = ("phone whole", "ID whole", "card whole", "customer number")  # keys that one customer has
NARROW = ("phone whole", "ID whole", "card whole", "customer number", "initials + tail", "surname + tail")


# A person with a Chinese name at or after an ordinal.
_ONE = """
SELECT o, customer_no, name, mobile, id_no,
       coalesce((SELECT card_no FROM account a WHERE a.o = c.o AND card_no <> '' LIMIT 1), '')
FROM customer c WHERE o >= ? AND kind = 'person' AND unicode(name) > 999 ORDER BY o LIMIT 1"""


def people(con: Any, wanted: int, seed: int) -> list[Person]:
    """Customers spread over the whole snapshot, drawn by seed. ``con`` is the snapshot's connection."""
    from teller_assist.hub.readings import first_reading

    count = con.execute("SELECT count(*) FROM customer").fetchone()[0]
    drawn = sorted(Random(seed).sample(range(count), min(wanted, count)))
    found = []
    for o in drawn:
        row = con.execute(_ONE, (o + 1,)).fetchone()
        if row:
            surname, syllables = first_reading(row[2])
            found.append(Person(row[0], row[1], row[2], surname, syllables, row[3], row[4], row[5]))
    return found


def probes(kind: str, drawn: Sequence[Person], wanted: int) -> list[Probe]:
    """At most ``wanted`` different inputs of one class."""
    return list(_probes(kind, drawn))[:wanted]


def _probes(kind: str, drawn: Sequence[Person]) -> Iterator[Probe]:
    seen = set()
    for person in drawn:
        made = CLASSES[kind](person)
        if made and made[0] and made not in seen:
            seen.add(made)
            yield Probe(*made, None if kind == "no hit" else person)
