"""Search in the knowledge cards: Chinese text, full pinyin, initials and English words, without a dictionary.

Each word that was typed must fit somewhere in a card. It fits
- a Chinese text if it is part of it; in Latin letters also if the readings of its characters begin with it from some
  character on (yanglaojin, 养老金), or if it is part of their initials (ylj);
- an English text if one of its words begins with it.
Letters of case, width and accents do not count (``keys.normalise``), nor do ü and u in a reading.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from teller_assist.domain.initials import initials
from teller_assist.domain.keys import normalise
from teller_assist.domain.knowledge import KnowledgeCard, KnowledgePack
from teller_assist.domain.suggestion import Text

TITLE, ANSWER, TOPIC = range(3)  # places of a match, the best first


class Mark(NamedTuple):
    """A matched part: characters ``start`` up to ``end`` of a card's text. ``field`` ask | answer."""

    field: str
    language: str  # zh | en
    start: int
    end: int


class Hit(NamedTuple):
    """``place``: where the word stands that fits least well."""

    card: KnowledgeCard
    place: int
    marks: tuple[Mark, ...]


class Line(NamedTuple):
    """A Chinese text to search in: its letters, and what they sound like. ``at``: the place of each in the text."""

    letters: str
    at: tuple[int, ...]
    sounds: str
    starts: Mapping[int, int]  # place in ``sounds`` where a character begins -> which
    ends: tuple[int, ...]  # place in ``sounds`` where each character ends
    first: str  # an initial for each character, a blank where it has none

    def find(self, word: str) -> tuple[int, int] | None:
        """Where in the text; None if it does not fit."""
        place = self.letters.find(word)
        if place < 0 and word.isascii():
            heard = self._heard(word.replace("v", "u"))
            if heard is not None:
                return self.at[heard[0]], self.at[heard[1]] + 1
            place = self.first.find(word)
        return None if place < 0 else (self.at[place], self.at[place + len(word) - 1] + 1)

    def _heard(self, word: str) -> tuple[int, int] | None:
        """First and last character whose readings it is."""
        place = self.sounds.find(word)
        while place >= 0:
            if place in self.starts:
                end = place + len(word)
                last = next(i for i in range(self.starts[place], len(self.ends)) if self.ends[i] >= end)
                return self.starts[place], last
            place = self.sounds.find(word, place + 1)
        return None


class Words(NamedTuple):
    """An English text to search in."""

    words: tuple[str, ...]
    at: tuple[tuple[int, int], ...]

    def find(self, word: str) -> tuple[int, int] | None:
        for one, (start, end) in zip(self.words, self.at, strict=True):
            if one.startswith(word):
                return start, end
        return None


class Entry(NamedTuple):
    card: KnowledgeCard
    order: int
    places: tuple[tuple[int, str, str, "Line | Words"], ...]  # place, field, language, text
    written: str  # everything in which a word may stand, for a first look
    heard: str

    def may_have(self, word: str) -> bool:
        """False: the word stands nowhere in it. True: it is worth a look."""
        return word in self.written or word.replace("v", "u") in self.heard


class Index:
    """Of one pack. ``readings`` are made with the generation (``hub/knowledge.py``); without them full pinyin finds
    nothing and initials are those of the everyday characters."""

    def __init__(self, pack: KnowledgePack, readings: Mapping[str, Any]) -> None:
        self._pack, self._readings = pack, readings

    def find(self, text: str, topic: str = "") -> tuple[Hit, ...]:
        """Best first: the topic of the product on the screen, then by place, then in the pack's order."""
        words = tuple(word for word in map(normalise, text.split()) if word)
        found = [(entry, hit) for entry in self._entries if (hit := _hit(entry, words)) is not None]
        found.sort(key=lambda one: (one[0].card.topic != topic, one[1].place, one[0].order))
        return tuple(hit for _, hit in found)

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(self._made())

    def _made(self) -> Iterator[Entry]:
        cards, topics = self._readings.get("card", {}), self._readings.get("topic", {})
        names = {t.code: list(_both(TOPIC, "", t.name, topics.get(t.code, ""))) for t in self._pack.topics}
        for order, card in enumerate(self._pack.cards):
            ask, answer = cards.get(card.code, ("", ""))
            places = (
                *_both(TITLE, "ask", card.ask, ask),
                *_both(ANSWER, "answer", card.answer, answer),
                *names.get(card.topic, ()),
            )
            texts = [text for *_, text in places]
            lines = [text for text in texts if isinstance(text, Line)]
            written = [*(line.letters for line in lines), *(line.first for line in lines)]
            written += [word for text in texts if isinstance(text, Words) for word in text.words]
            yield Entry(card, order, places, "\n".join(written), "\n".join(line.sounds for line in lines))


def line_of(text: str, read: str) -> Line:
    """``read``: the readings of the text's characters, blanks between; "" if they are not known."""
    told = read.split()
    letters: list[str] = []
    first: list[str] = []
    at: list[int] = []
    ends: list[int] = []
    starts: dict[int, int] = {}
    sounds, given = "", 0
    for place, character in enumerate(text):
        sound = ""
        if character.isalnum() and not character.isascii() and given < len(told):
            sound, given = told[given].strip("-"), given + 1
        for letter in normalise(character):
            starts[len(sounds)] = len(letters)
            sounds += (sound or (letter if letter.isascii() else "")).replace("v", "u") or "\n"
            ends.append(len(sounds))
            letters.append(letter)
            at.append(place)
            first.append((sound[:1] if sound else initials(letter)) or "\n")
    return Line("".join(letters), tuple(at), sounds, starts, tuple(ends), "".join(first))


def words_of(text: str) -> Words:
    words, at, start = [], [], -1
    for place, character in enumerate(text + " "):
        if character.isalnum():
            start = place if start < 0 else start
        elif start >= 0:
            words.append(normalise(text[start:place]))
            at.append((start, place))
            start = -1
    return Words(tuple(words), tuple(at))


def _both(place: int, field: str, text: Text, read: str) -> Iterator[tuple[int, str, str, Line | Words]]:
    yield place, field, "zh", line_of(text.zh, read)
    yield place, field, "en", words_of(text.en)


def _hit(entry: Entry, words: Sequence[str]) -> Hit | None:
    worst, marks = TITLE, []
    for word in words:
        if not entry.may_have(word):
            return None
        best = -1
        for place, field, language, text in entry.places:
            part = text.find(word)
            if part is not None:
                best = place if best < 0 else best
                if field:
                    marks.append(Mark(field, language, *part))
        if best < 0:
            return None
        worst = max(worst, best)
    return Hit(entry.card, worst, tuple(marks))
