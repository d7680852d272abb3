"""Words that must not be said, in every text of a pack (管理办法 13; 广告法 9, 25; 消保).

No promise of principal or return, no urgency, no tying or pressure, no disparaging, no deposit that is none, nothing
about protected traits in a reason, both languages, and one sentence of at most 25 characters. ``findings`` is for who
writes a text and wants to see the place; the ``lint…`` generators say the same in sentences for the pack checks.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from teller_assist.domain.folded import Folded, folded
from teller_assist.domain.predicate import Fact
from teller_assist.domain.product import INVESTMENTS, Lane
from teller_assist.domain.rules import FACTS
from teller_assist.domain.suggestion import Text
from teller_assist.domain.unsaid import ASKABLE, ASKED, DENIALS, DEPOSIT, GROUPS, NO_DEPOSIT, TRAIT
from teller_assist.domain.words import blanks, longest

SENTENCE = 25  # characters of a Chinese sentence, blanks filled
SENTENCE_EN = 90
ANSWER = 80  # characters of a knowledge card's Chinese answer
ANSWER_EN = 260


class Finding(NamedTuple):
    """``where``: zh | en. ``word`` stands at character ``at`` (0 is the first) of that text; "" where the text as a
    whole is meant. ``code``: the group of the word, or missing, language, deposit, trait, length, blanks."""

    where: str
    word: str
    sentence_zh: str
    sentence_en: str
    at: int
    code: str = ""


class Kind(NamedTuple):
    """What a kind of text has to keep beside the words: ``most`` characters, 0 any; ``facts``: blanks it may have,
    None any that both languages have; ``reason``: names no protected trait."""

    most: tuple[int, int] = (0, 0)
    facts: Mapping[str, Fact] | None = None
    reason: bool = False


_SENTENCE = (SENTENCE, SENTENCE_EN)
KINDS = {
    "text": Kind(),  # names, labels, sentences of codes
    "line": Kind(facts={}),  # convenience, benefit, risk, objections, disclosure
    "sentence": Kind(_SENTENCE, {}),  # the one sentence of a talk track
    "say": Kind(_SENTENCE, FACTS, reason=True),  # a rule's own sentence
    "reason": Kind(_SENTENCE, FACTS, reason=True),  # of rules, bundles, segments
    "answer": Kind((ANSWER, ANSWER_EN), {}),  # knowledge cards
}

_DEPOSIT_WHY = Text(
    "这不是存款，不得叫作存款（管理办法 13）", "This is no deposit and must not be called one (No. 7, 13)"
)
_TRAIT_WHY = Text("理由中不得出现受保护的特征（个人信息保护法 24）", "A reason names no protected trait (PIPL 24)")


def findings(kind: str, category: str, zh: str, en: str) -> tuple[Finding, ...]:
    """What is wrong with a pair of texts, in the order of the texts. ``kind`` of ``KINDS``; ``category`` "" for a text
    that is about no product. Raises ``KeyError`` for another kind."""
    rules = KINDS[kind]
    found = [*_missing(zh, en), *_wording(zh, en)]
    if category in INVESTMENTS:
        found += _looked_for(DEPOSIT, NO_DEPOSIT, "deposit", _DEPOSIT_WHY, zh, en)
    if rules.reason:
        found += _looked_for(TRAIT, None, "trait", _TRAIT_WHY, zh, en)
    found += [*_too_long(zh, en, rules.most), *_blanks(zh, en, rules.facts)]
    return tuple(sorted(found, key=lambda f: (f.where == "en", f.at)))


# The same texts are read again and again: by each edition of the standards, by hub, desk and whoever writes one.
findings_again = lru_cache(maxsize=8192)(findings)


def lint(zh: str, en: str) -> Iterator[str]:
    """What is wrong with a pair of texts wherever it stands."""
    for f in (*_missing(zh, en), *_wording(zh, en)):
        yield f"forbidden wording {f.word!r} in the {f.where} text" if f.word else f.sentence_en


def lint_category(category: str, lane: Lane, zh: str, en: str) -> Iterator[str]:
    """A text about an investment must not call it a deposit (管理办法 13(2)). ``lane`` says nothing more."""
    if category in INVESTMENTS:
        for f in _looked_for(DEPOSIT, NO_DEPOSIT, "deposit", _DEPOSIT_WHY, zh, en):
            yield f"calls it a deposit ({f.word!r}) in the {f.where} text"


def lint_sentence(zh: str, en: str) -> Iterator[str]:
    """One sentence the customer can take in while waiting."""
    for f in _too_long(zh, en, _SENTENCE):
        yield f.sentence_en


def lint_blanks(zh: str, en: str, facts: Mapping[str, Fact]) -> Iterator[str]:
    """Blanks are facts that may be said, the same in both languages."""
    for f in _blanks(zh, en, facts):
        yield f.sentence_en


def lint_traits(zh: str, en: str) -> Iterator[str]:
    """A reason names no protected trait."""
    for f in _looked_for(TRAIT, None, "trait", _TRAIT_WHY, zh, en):
        yield f"names a protected trait ({f.word!r})"


def _missing(zh: str, en: str) -> Iterator[Finding]:
    for where, text, name in (("zh", zh, "中文"), ("en", en, "英文")):
        if not text.strip():
            yield Finding(where, "", f"缺少{name}", f"the {where} text is empty", 0, "missing")
    if zh.strip() and en.strip():
        if not re.search(r"[\u3400-\u9fff]", zh) and re.search(r"[A-Za-z]{3}", zh):  # not R3 or 12,000
            yield Finding("zh", "", "中文文本里没有汉字", "the zh text has no Chinese", 0, "language")
        chinese = re.search(r"[\u3400-\u9fff]", en)
        if chinese:
            yield Finding("en", "", "英文文本里有汉字", "the en text has Chinese in it", chinese.start(), "language")


def _wording(zh: str, en: str) -> Iterator[Finding]:
    for where, text in (("zh", zh), ("en", en)):
        plain = folded(text)
        told = _blanked(DENIALS, plain.text)
        for group in GROUPS:
            for match in group.pattern.finditer(told):
                if group.code not in ASKABLE or not ASKED.match(told, match.end()):
                    yield _finding(where, text, plain, match, group.code, group.why)


def _looked_for(
    pattern: re.Pattern[str], denials: re.Pattern[str] | None, code: str, why: Text, zh: str, en: str
) -> Iterator[Finding]:
    for where, text in (("zh", zh), ("en", en)):
        plain = folded(text)
        told = _blanked(denials, plain.text) if denials is not None else plain.text
        for match in pattern.finditer(told):
            yield _finding(where, text, plain, match, code, why)


def _blanked(denials: re.Pattern[str], text: str) -> str:
    """The text with what is right and wanted taken out, every other character in its place."""
    return denials.sub(lambda match: "\0" * len(match[0]), text)


def _finding(where: str, text: str, plain: Folded, match: re.Match[str], code: str, why: Text) -> Finding:
    start, end = plain.where(match.start(), match.end())
    word = text[start:end]
    return Finding(where, word, f"“{word}”：{why.zh}", f"“{word}”: {why.en}", start, code)


def _too_long(zh: str, en: str, most: tuple[int, int]) -> Iterator[Finding]:
    """Blanks count as long as they may be filled."""
    for where, text, limit in (("zh", zh, most[0]), ("en", en, most[1])):
        if limit and longest(text) > limit:
            length = longest(text)
            zh_said = f"{'中文' if where == 'zh' else '英文'}有 {length} 个字符，最多 {limit} 个"
            yield Finding(where, "", zh_said, f"the {where} sentence has {length} characters; at most {limit}",
                          min(limit, len(text)), "length")  # fmt: skip


def _blanks(zh: str, en: str, facts: Mapping[str, Fact] | None) -> Iterator[Finding]:
    """``facts`` None: any blank, as long as both languages have it."""
    if blanks(zh) != blanks(en):
        yield Finding("en", "", "两种语言的空格不一致", "the blanks of the two languages differ", 0, "blanks")
    for name in sorted(blanks(zh) | blanks(en)) if facts is not None else ():
        where, text = ("zh", zh) if name in blanks(zh) else ("en", en)
        at, fact = text.find("{" + name + "}"), (facts or {}).get(name)
        if fact is None:
            yield Finding(where, "", f"没有叫 {name!r} 的事实", f"no fact is called {name!r}", at, "blanks")
        elif not fact.said or fact.protected:
            yield Finding(where, "", f"{name} 不能说出口", f"{name} may not be said aloud", at, "blanks")
    for where, text in (("zh", zh), ("en", en)):
        if text.count("{") != len(re.findall(r"\{\w+\}", text)) or text.count("{") != text.count("}"):
            yield Finding(where, "", "空格没有写完整", "a blank is not closed", max(text.find("{"), 0), "blanks")
