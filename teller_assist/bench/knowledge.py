"""Search in 500 knowledge cards beside a bare scan of the same texts, which reads no sound, ranks nothing and marks
nothing. Answers are held against the scan first: what it finds is found."""

from random import Random

from teller_assist.bench.desk import Bench
from teller_assist.bench.harness import Figure, compare, spoken
from teller_assist.bench.oracle import WrongAnswer
from teller_assist.desk.knowledge import READINGS
from teller_assist.domain.keys import normalise
from teller_assist.domain.knowledge import KnowledgeCard, KnowledgePack
from teller_assist.domain.knowledge_index import Index

CARDS = 500
_INPUTS = 60
_MOST = 30.0  # times a bare scan
_MOST_NS = 100_000_000  # an answer while one types


def measure(bench: Bench) -> list[Figure]:
    """Any input, and the answer with its rank and marks."""
    body, readings = bench.snapshot.pack("knowledge"), bench.snapshot.pack(READINGS)
    own = KnowledgePack.of(body)
    pack, read = _grown(own, readings.get("card", {}))
    index = Index(pack, {"card": read, "topic": readings.get("topic", {})})
    texts = [normalise(c.ask.zh + c.answer.zh + c.ask.en + c.answer.en) for c in pack.cards]

    def scan(word: str) -> list[int]:
        return [n for n, text in enumerate(texts) if word in text]

    asked = _inputs(own, read, bench.seed)
    index.find("")  # made when first asked for
    codes = [c.code for c in pack.cards]
    for word in asked:
        missing = {codes[n] for n in scan(word)} - {hit.card.code for hit in index.find(word)}
        if missing and not word.isascii():
            raise WrongAnswer(f"knowledge: {word!r} does not bring {sorted(missing)[:3]}")
    run = compare({"ours": index.find, "bare scan": scan}, asked)
    ours, bare = run.times["ours"], run.times["bare scan"]
    many = f"{len(pack.cards)} cards"
    return [
        Figure(
            "knowledge", f"{many}, median to a bare scan", ours.median / bare.median, _MOST, True,
            spoken(ours.median), spoken(bare.median), run.quiet,
        ),
        Figure("knowledge", f"{many}, p99 to 100 ms", ours.p99 / _MOST_NS, 1.0, True, spoken(ours.p99), "100 ms"),
    ]  # fmt: skip


def _grown(own: KnowledgePack, readings: dict[str, list[str]]) -> tuple[KnowledgePack, dict[str, list[str]]]:
    """The pack's cards again and again, at least ``CARDS`` of them."""
    cards: list[KnowledgeCard] = []
    read: dict[str, list[str]] = {}
    while own.cards and len(cards) < CARDS:
        for card in own.cards:
            code = f"{card.code}-{len(cards)}"
            cards.append(card._replace(code=code))
            read[code] = readings.get(card.code, ["", ""])
    return KnowledgePack(own.version, own.topics, tuple(cards), own.questions), read


def _inputs(own: KnowledgePack, readings: dict[str, list[str]], seed: int) -> list[str]:
    """Two characters, their pinyin, their initials, an English word: a quarter each, from the cards themselves."""
    drawn, found = Random(seed), []
    sounds = [reading[0].split() for reading in readings.values()]
    for _ in range(_INPUTS // 4):
        card, heard = drawn.choice(own.cards), [s for s in drawn.choice(sounds) if s != "-"] or ["a"]
        place = drawn.randrange(max(1, len(card.ask.zh) - 2))
        at = drawn.randrange(max(1, len(heard) - 2))
        found += [
            normalise(card.ask.zh[place : place + 2]) or "存",
            "".join(heard[at : at + 2]),
            "".join(s[0] for s in heard[at : at + 3]),
            normalise(drawn.choice(card.ask.en.split())) or "a",
        ]
    return found
