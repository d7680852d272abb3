"""Every text that is shipped is fit to be said: packs, catalogue, codes, and the screens in both languages."""

import csv
import xml.etree.ElementTree as Xml
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from teller_assist.domain.lint import findings
from teller_assist.domain.product import CATEGORIES
from teller_assist.domain.wordings import wordings_of
from teller_assist.domain.words import CODES, PASSED, SKIPPED, VERBS
from teller_assist.paths import RESOURCES
from tests.domain.making import catalogue, packs


class Shipped(NamedTuple):
    where: str
    kind: str
    category: str
    zh: str
    en: str


# Said among colleagues, never to a customer: the last day of a complaint's clock; why nothing was offered.
AMONG_COLLEAGUES = {"今天最后一天", "客户赶时间"}


def pairs(body: Any, path: str) -> Iterator[tuple[str, str, str]]:
    """Every [zh, en] and { zh, en } of a pack, wherever it stands."""
    if isinstance(body, dict):
        for zh, en in (("zh", "en"), ("name", "name_en")):
            if isinstance(body.get(zh), str) and isinstance(body.get(en), str):
                yield path, body[zh], body[en]
        for key, part in body.items():
            yield from pairs(part, f"{path}.{key}")
    elif isinstance(body, list) and len(body) == 2 and all(isinstance(text, str) and text for text in body):
        if any("\u3400" <= c <= "\u9fff" for c in body[0]):
            yield path, body[0], body[1]
    elif isinstance(body, list):
        for number, part in enumerate(body):
            yield from pairs(part, f"{path}.{number}")


def of_packs() -> Iterator[Shipped]:
    for name, body in packs().items():
        for path, zh, en in pairs(body, name):
            # 服务忌语 are the words not to use; what to say instead is looked at
            if not (path.startswith("standards.avoid.") and path.endswith(".avoid")):
                yield Shipped(path, "text", "", zh, en)
    for w in wordings_of(packs(), {p.product_code: p.category for p in catalogue()}):
        yield Shipped(f"{w.pack} {w.of} {w.field}", w.kind, w.category, w.zh, w.en)


def of_new_packs() -> Iterator[Shipped]:
    """What stands on huddle cards, chips, the care screen and knowledge cards."""
    for s in packs()["segments"]["segment"]:
        yield Shipped(f"segment {s['code']}", "reason", "", *s["name"])
        yield Shipped(f"segment {s['code']}", "reason", "", *s["meaning"])
    for s in packs()["scenarios"]["scenario"]:
        yield Shipped(f"scenario {s['code']}", "say", "", *s["say"])
    for b in packs()["bundles"]["bundle"]:
        for part in b["parts"]:
            yield Shipped(f"bundle {b['code']}", "reason", part if part in CATEGORIES else "", *b["reason"])
    care = packs()["care"]
    yield Shipped("care say", "say", "", *care["say"])
    for one in care["sign"]:
        yield Shipped(f"sign {one['code']}", "say", "", *one["name"])
    for one in care["question"]:
        yield Shipped("care question", "say", "", *one["ask"])
    topics = {t["code"]: [*t["for"], ""] for t in packs()["knowledge"]["topic"]}
    for c in packs()["knowledge"]["card"]:
        yield Shipped(f"card {c['code']}", "answer", topics[c["topic"]][0], *c["answer"])


def of_catalogue() -> Iterator[Shipped]:
    with (RESOURCES / "feeds" / "catalogue" / "products.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for field in ("name", "fee_text", "loss_text"):
                # The catalogue's texts are Chinese only; a name says 结构性存款 as it is called.
                yield Shipped(f"{row['product_code']} {field}", "line", row["category"], row[field], row["name_en"])


def of_codes() -> Iterator[Shipped]:
    for code, words in CODES.items():
        for text in (words.sentence, words.would_change, words.may_do):
            yield Shipped(code, "text", "", text.zh, text.en)
    for text in (*PASSED.values(), *VERBS.values(), SKIPPED):
        yield Shipped("words", "text", "", text.zh, text.en)


def of_screens() -> Iterator[Shipped]:
    for message in Xml.parse(RESOURCES / "i18n" / "en.ts").iter("message"):
        source, translation = message.findtext("source") or "", message.find("translation")
        if source in AMONG_COLLEAGUES or translation is None:
            continue
        for form in [n.text for n in translation] or [translation.text]:
            yield Shipped(source, "text", "", source, form or "")


PARTS = {
    "packs": (of_packs, 900), "new packs": (of_new_packs, 150), "catalogue": (of_catalogue, 200),
    "codes": (of_codes, 130), "screens": (of_screens, 1200),
}  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_every_shipped_text_is_fit_to_be_said(part: str) -> None:
    read, least = PARTS[part]
    texts = list(read())
    assert len(texts) >= least
    # A screen's text may be signs and figures alone, and counts ({n}, %n) are not the same in both languages.
    overlooked = {"missing", "language", "blanks"} if part == "screens" else set()
    wrong = [(t, f.sentence_en) for t in texts for f in findings(*t[1:]) if f.code not in overlooked]
    assert not wrong


def test_knowledge_covers_every_topic_and_right_answers_stand_everywhere() -> None:
    knowledge = packs()["knowledge"]
    topics = {t["code"] for t in knowledge["topic"]}
    assert len(topics) >= 12
    assert len(knowledge["card"]) >= 70
    assert len(knowledge["question"]) >= 45
    cards, asked = (Counter(one["topic"] for one in knowledge[part]) for part in ("card", "question"))
    assert all(cards[t] >= 2 and asked[t] >= 2 for t in topics)
    assert {t["code"] for t in knowledge["topic"] if t["required"]} == {"pension", "bond"}
    assert all(asked[t] >= 5 for t in ("pension", "bond"))
    right = Counter(q["right"] for q in knowledge["question"])
    assert min(right[n] for n in (1, 2, 3)) >= len(knowledge["question"]) // 4


def test_the_right_answer_is_not_the_longest_by_habit() -> None:
    """Whoever only measures the options must not pass."""
    questions = packs()["knowledge"]["question"]
    longest = sum(max(q["options"], key=lambda o: len(o[0])) is q["options"][q["right"] - 1] for q in questions)
    assert longest <= 0.5 * len(questions)


def test_no_investment_credit_or_insurance_is_part_of_a_bundle() -> None:
    """A bundle is an occasion of its own: what needs advice, or an age, has rules that it must not pass by."""
    advised = {"wealth", "fund", "insurance", "gold", "trust", "private_fund", "structured", "pension", "bond"}
    credit = {"mortgage", "consumer_loan", "business_loan", "pledge_loan", "card_instalment", "credit_card"}
    for bundle in packs()["bundles"]["bundle"]:
        assert not (advised | credit) & set(bundle["parts"]), bundle["code"]
        assert set(bundle["parts"]) <= set(CATEGORIES)
        assert 2 <= bundle["least"] <= len(bundle["parts"])
