"""The pack ``knowledge``: topics, cards and the questions of the quiz."""

from collections.abc import Collection, Sequence

from teller_assist.domain.checks import Check, pack
from teller_assist.domain.checks.targets import target
from teller_assist.domain.pack_need import (
    Body,
    Mistake,
    Mistakes,
    code,
    many,
    spoken,
    table,
    unique,
    whole,
    yes_or_no,
)
from teller_assist.domain.toml_places import Path

_LINE = spoken("line")
_TOPIC = table(
    {
        "code": code, "name": _LINE, "for": many(target), "required": yes_or_no, "pass": whole(1, 100),
        "valid_months": whole(1, 120),
    }
)  # fmt: skip
_CARD = table({"code": code, "topic": code, "ask": _LINE, "answer": spoken("answer")})
_QUESTION = table(
    {
        "code": code, "topic": code, "ask": _LINE, "options": many(spoken(), 2, 9),
        "right": whole(1, 9), "because": _LINE,
    }
)  # fmt: skip
_SHAPE = pack({"topic": many(_TOPIC), "card": many(_CARD), "question": many(_QUESTION)})


def _sense(body: Body) -> Mistakes:
    topics = {topic["code"] for topic in body["topic"]}
    for name in ("topic", "card", "question"):
        yield from unique(body[name], (name,))
    for name in ("card", "question"):
        for nth, entry in enumerate(body[name]):
            yield from _of_topic(entry, (name, nth), topics)
    for nth, question in enumerate(body["question"]):
        if question["right"] > len(question["options"]):
            yield Mistake(("question", nth, "right"), f"there are only {len(question['options'])} options: correct it")
    asked = {question["topic"] for question in body["question"]}
    for nth, topic in enumerate(body["topic"]):
        if topic["required"] and topic["code"] not in asked:
            yield Mistake(("topic", nth, "required"), "no question is of this topic, so nobody could pass: add one")
    yield from _covered_once(body["topic"])


def _covered_once(topics: Sequence[Body]) -> Mistakes:
    """What one must have passed for a product is one topic."""
    covered: dict[str, str] = {}
    for nth, topic in enumerate(topics):
        for at, one in enumerate(topic["for"] if topic["required"] else ()):
            if one in covered:
                sentence = f"{one!r} is covered by the required topic {covered[one]!r} already: take it out of one"
                yield Mistake(("topic", nth, "for", at), sentence)
            covered.setdefault(one, topic["code"])


def _of_topic(entry: Body, path: Path, topics: Collection[str]) -> Mistakes:
    if entry["topic"] not in topics:
        yield Mistake((*path, "topic"), f"no topic is called {entry['topic']!r}: add a [[topic]] or correct it")
    if " " in entry["code"]:
        yield Mistake((*path, "code"), "the code has no blank: write _ for it")


KNOWLEDGE = Check(_SHAPE, _sense)
