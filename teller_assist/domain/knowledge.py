"""Knowledge cards and quiz questions of the pack ``knowledge`` as values (培训 features 112)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from teller_assist.domain.product import Product
from teller_assist.domain.suggestion import Text


class Topic(NamedTuple):
    """``targets``: categories and product codes that it covers. ``required``: without a pass they are 转介."""

    code: str
    name: Text
    targets: frozenset[str]
    required: bool
    least: int  # per cent of right answers that pass
    months: int  # so long a pass counts


class KnowledgeCard(NamedTuple):
    code: str
    topic: str
    ask: Text
    answer: Text


class Question(NamedTuple):
    """``right``: the number of the right option, 1 is the first."""

    code: str
    topic: str
    ask: Text
    options: tuple[Text, ...]
    right: int
    because: Text


@dataclass(frozen=True)
class KnowledgePack:
    version: str
    topics: tuple[Topic, ...]
    cards: tuple[KnowledgeCard, ...]
    questions: tuple[Question, ...]

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "KnowledgePack":
        """From a validated body; an empty one knows nothing."""
        return cls(
            str(body.get("version", "")),
            tuple(_topic(one) for one in body.get("topic", ())),
            tuple(
                KnowledgeCard(one["code"], one["topic"], _text(one["ask"]), _text(one["answer"]))
                for one in body.get("card", ())
            ),
            tuple(_question(one) for one in body.get("question", ())),
        )

    @cached_property
    def by_topic(self) -> Mapping[str, Topic]:
        return {topic.code: topic for topic in self.topics}

    @cached_property
    def by_card(self) -> Mapping[str, KnowledgeCard]:
        return {card.code: card for card in self.cards}

    def of_product(self, product: Product) -> str:
        """The topic that covers a product, "" none: its own before its category's, one that is required first."""
        ranked = sorted(self.topics, key=lambda topic: not topic.required)
        for wanted in (product.product_code, product.category):
            for topic in ranked:
                if wanted in topic.targets:
                    return topic.code
        return ""


def needed_topic(body: Mapping[str, Any], product: Product) -> str:
    """The topic without whose pass this product is referred, "" none; as the engine has it (``compiled.py``)."""
    for wanted in (product.product_code, product.category):
        named = [t["code"] for t in body.get("topic", ()) if t.get("required") and wanted in t["for"]]
        if named:
            return str(named[-1])
    return ""


def _topic(one: Mapping[str, Any]) -> Topic:
    return Topic(
        one["code"], _text(one["name"]), frozenset(one["for"]), bool(one.get("required")), int(one["pass"]),
        int(one["valid_months"]),
    )  # fmt: skip


def _question(one: Mapping[str, Any]) -> Question:
    options = tuple(_text(option) for option in one["options"])
    return Question(
        one["code"], one["topic"], _text(one["ask"]), options, int(one["right"]), _text(one["because"])
    )  # fmt: skip


def _text(pair: Sequence[str]) -> Text:
    return Text(pair[0], pair[1])
