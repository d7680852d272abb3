"""Search in the knowledge cards agrees with a plain reading of what "fits" means, and ranks as it says."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teller_assist.domain.keys import normalise
from teller_assist.domain.knowledge import KnowledgeCard, KnowledgePack
from teller_assist.domain.knowledge_index import Hit, Index
from teller_assist.domain.suggestion import Text
from teller_assist.hub.knowledge import readings_of
from tests.desk.quizzes import card, topic

READ = {
    "存": "cun",
    "款": "kuan",
    "保": "bao",
    "险": "xian",
    "利": "li",
    "率": "lv",
    "限": "xian",
    "额": "e",
    "安": "an",
}
ZH = st.text(alphabet="".join(READ) + "，1a ", min_size=1, max_size=8)
EN = st.text(alphabet="fund lie-", min_size=1, max_size=10)
CARDS = st.lists(st.tuples(st.sampled_from("pq"), ZH, EN, ZH, EN), min_size=1, max_size=6)
PARTS = [
    "存",
    "款",
    "利率",
    "xian",
    "xia",
    "x",
    "cun",
    "cunk",
    "lv",
    "lu",
    "lil",
    "ck",
    "an",
    "f",
    "fun",
    "lie",
    "1",
    "A",
]
TYPED = st.lists(st.sampled_from(PARTS), max_size=3).map(" ".join)


def read(text: str) -> str:
    return " ".join(READ[c] for c in text if c in READ)


def made(rows: list[tuple[str, str, str, str, str]]) -> tuple[KnowledgePack, Index]:
    cards = tuple(
        KnowledgeCard(f"c{n}", t, Text(ask, ask_en), Text(answer, answer_en))
        for n, (t, ask, ask_en, answer, answer_en) in enumerate(rows)
    )
    pack = KnowledgePack("1", (), cards, ())
    return pack, Index(pack, {"card": {c.code: [read(c.ask.zh), read(c.answer.zh)] for c in cards}})


def fits_zh(word: str, text: str) -> bool:
    """The oracle: every part of the text is looked at."""
    letters = [c for c in text if c.isalnum()]
    heard = [READ.get(c, c).lower().replace("v", "u") for c in letters]
    first = "".join(sound[0] for sound in heard)
    spoken = any("".join(heard[i:]).startswith(word.replace("v", "u")) for i in range(len(heard)))
    return word in "".join(letters).lower() or (word.isascii() and (spoken or word in first))


def fits_en(word: str, text: str) -> bool:
    return any(one.startswith(word) for one in text.replace("-", " ").split())


def oracle(pack: KnowledgePack, typed: str, topic: str) -> list[str]:
    found = []
    for order, c in enumerate(pack.cards):
        places = []
        for word in map(normalise, typed.split()):
            in_title = fits_zh(word, c.ask.zh) or fits_en(word, c.ask.en)
            in_answer = fits_zh(word, c.answer.zh) or fits_en(word, c.answer.en)
            places.append(0 if in_title else 1 if in_answer else 9)
        if 9 not in places:
            found.append((c.topic != topic, max(places, default=0), order, c.code))
    return [code for *_, code in sorted(found)]


@given(CARDS, TYPED, st.sampled_from(["", "p", "q"]))
def test_the_index_agrees_with_the_oracle(rows: list[tuple[str, str, str, str, str]], typed: str, topic: str) -> None:
    pack, index = made(rows)
    assert [hit.card.code for hit in index.find(typed, topic)] == oracle(pack, typed, topic)


@given(CARDS, st.sampled_from(PARTS))
def test_a_mark_stands_on_what_fits(rows: list[tuple[str, str, str, str, str]], word: str) -> None:
    _, index = made(rows)
    for hit in index.find(word):
        assert hit.marks
        for part, language in _parts(hit):
            fits = fits_zh if language == "zh" else fits_en
            assert fits(normalise(word), part), (word, part)
            assert part == part.strip(" ，-"), "no more than that"


def _parts(hit: Hit) -> Iterator[tuple[str, str]]:
    for mark in hit.marks:
        text: Text = getattr(hit.card, mark.field)
        yield text.of(mark.language)[mark.start : mark.end], mark.language


BODY = {
    "version": "1",
    "topic": [topic("funds", "基金", ["fund"])],
    "card": [
        card(
            "a", "funds", ("银行代销的基金由谁管？", "Who manages it?"), ("基金公司，银行只代销。", "The fund company.")
        ),
        card("b", "funds", ("申购费Ｆ是多少？", "How much is charged?"), ("按合同，１.5%以内。", "By the contract.")),
    ],
}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("yinhang", "a"), ("yhdx", "a"), ("银 行", "a"), ("sgf", "b"), ("shengou", "b"), ("ｆei", "b"), ("1.5", "b"),
        ("jijin", "ab"), ("charge", "b"), ("MANAGES", "a"), ("inhang", ""), ("hange", ""), ("  ", "ab"), ("？", "ab"),
        ("jijin 合同", "b"), ("jijin nothing", ""),
    ],
)  # fmt: skip
def test_what_is_typed_finds(typed: str, found: str) -> None:
    index = Index(KnowledgePack.of(BODY), readings_of(BODY)["knowledge_readings"])
    assert "".join(sorted(hit.card.code for hit in index.find(typed))) == found


def test_without_readings_text_and_initials_are_found() -> None:
    index = Index(KnowledgePack.of(BODY), {})
    assert [hit.card.code for hit in index.find("sgf")] == ["b"]
    assert [hit.card.code for hit in index.find("代销")] == ["a"]
    assert index.find("shengou") == ()


def test_readings_stand_beside_the_letters_whatever_the_text_has() -> None:
    odd = "ß㈱한글é吕１㎡銀\ud83c\udfe6ーx".encode("utf-16", "surrogatepass").decode("utf-16")
    body = {**BODY, "card": [card("a", "funds", (odd + "行长", "x"), ("。", "."))]}
    index = Index(KnowledgePack.of(body), readings_of(body)["knowledge_readings"])
    (hit,) = index.find("hangzhang")
    assert [hit.card.ask.zh[m.start : m.end] for m in hit.marks] == ["行长"]
    assert index.find("lu")
    assert index.find("lv")
