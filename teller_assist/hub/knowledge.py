"""The pinyin of the knowledge cards, made with the generation: a desk searches by it and needs no dictionary."""

from collections.abc import Mapping
from typing import Any

from pypinyin import Style, pinyin


def readings_of(knowledge: Mapping[str, Any]) -> dict[str, Any]:
    """The pack ``knowledge_readings``, ``{}`` without cards. A text's readings stand in one line, one for each
    character that is no ASCII letter or digit, blanks between."""
    if not knowledge.get("card"):
        return {}
    body = {
        "version": knowledge["version"],
        "card": {card["code"]: [read(card["ask"][0]), read(card["answer"][0])] for card in knowledge["card"]},
        "topic": {topic["code"]: read(topic["name"][0]) for topic in knowledge.get("topic", ())},
    }
    return {"knowledge_readings": body}


def read(text: str) -> str:
    """As in running text (银行 yin hang); "-" for a letter that has no reading. ü is v."""
    told = pinyin(text, style=Style.NORMAL, errors=_apart, v_to_u=False)
    heard = [one[0] for one in told]
    return " ".join(
        (sound if sound.isascii() and sound.isalpha() else "-")
        for character, sound in zip(text, heard, strict=True)
        if character.isalnum() and not character.isascii()
    )


def _apart(run: str) -> Any:
    """Letter by letter, so that the readings stand beside the text."""
    return [[character] for character in run]
