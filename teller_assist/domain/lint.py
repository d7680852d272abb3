"""Words that must not be said, in every text of a pack (管理办法 13; 广告法 9, 25).

No promise of principal or return, no urgency, no deposit that is none, nothing about protected
traits in a reason, both languages, and one sentence of at most 25 characters.
"""

import re
from collections.abc import Iterator, Mapping

from teller_assist.domain.predicate import Fact
from teller_assist.domain.product import INVESTMENTS, Lane
from teller_assist.domain.words import blanks, longest

SENTENCE = 25  # characters of a Chinese sentence, blanks filled
SENTENCE_EN = 90
# Said to deny, these are right and wanted: taken out before looking.
_DENIALS = re.compile(
    r"不保本|非保本|不保证[^，,。；;]{0,6}|不是(?:普通)?存款|非存款|不属于存款"
    r"|(?:is |are )?not (?:a (?:plain )?)?deposits?|not guaranteed|no guarantee|do(?:es)? not guarantee[^.;]*",
    re.IGNORECASE,
)
_FORBIDDEN = re.compile(
    "保本|保息|保收益|保证收益|稳赚|包赚|稳赢|零风险|无风险|没有风险|毫无风险|高收益|最高收益|预期收益|百分之百|100%|绝对安全"
    "|最后一天|最后机会|仅限今天|今天不办|抢购|秒杀|售完为止|过时不候|机不可失|错过|必须办|不办就|搭售|一起办才"
    r"|\bguarantee[ds]?\b|\brisk[- ]free\b|\bno risk\b|\bzero risk\b|\bcertain profit\b|\bsure profit\b|\blast day\b"
    r"|\blast chance\b|\btoday only\b|\bhurry\b|\bmiss out\b|\bmust buy\b",
    re.IGNORECASE,
)
_DEPOSIT = re.compile(r"存款|储蓄|\bdeposits?\b|\bsavings account\b", re.IGNORECASE)
_TRAIT = re.compile(
    "性别|男性|女性|年龄|高龄|老年|老人|岁|婚|离异|单身|怀孕|民族|汉族|回族|宗教|信仰|健康|疾病|残疾|户籍|户口|籍贯"
    r"|\b(?:sex|gender|age|aged|old|elderly|senior|married|marital|single|divorced|pregnant|ethnic\w*|religio\w*|faith"
    r"|health|ill|illness|disab\w*|hukou|male|female)\b",
    re.IGNORECASE,
)
# Categories whose texts may speak of deposits: deposits themselves and what stands on them.
_SPEAKS_OF_DEPOSITS = frozenset({"pledge_loan", "bond"})


def lint(zh: str, en: str) -> Iterator[str]:
    """What is wrong with a pair of texts wherever it stands."""
    for language, text in (("zh", zh), ("en", en)):
        if not text.strip():
            yield f"the {language} text is empty"
        found = _FORBIDDEN.search(_DENIALS.sub("", text))
        if found:
            yield f"forbidden wording {found[0]!r} in the {language} text"
    if zh.strip() and en.strip():
        if not re.search(r"[\u3400-\u9fff]", zh):
            yield "the zh text has no Chinese"
        if re.search(r"[\u3400-\u9fff]", en):
            yield "the en text has Chinese in it"


def lint_category(category: str, lane: Lane, zh: str, en: str) -> Iterator[str]:
    """A text about what is no deposit must not call it one (管理办法 13(2))."""
    deposit = lane is Lane.LIABILITY and category not in INVESTMENTS
    if deposit or category in _SPEAKS_OF_DEPOSITS:
        return
    for language, text in (("zh", zh), ("en", en)):
        text = text.replace("结构性存款", "").replace("structured deposit", "")
        found = _DEPOSIT.search(_DENIALS.sub("", text))
        if found:
            yield f"calls it a deposit ({found[0]!r}) in the {language} text"


def lint_sentence(zh: str, en: str) -> Iterator[str]:
    """One sentence the customer can take in while waiting."""
    for text, most, language in ((zh, SENTENCE, "zh"), (en, SENTENCE_EN, "en")):
        if longest(text) > most:
            yield f"the {language} sentence has {longest(text)} characters; at most {most}"


def lint_blanks(zh: str, en: str, facts: Mapping[str, Fact]) -> Iterator[str]:
    """Blanks are facts that may be said, the same in both languages."""
    if blanks(zh) != blanks(en):
        yield "the blanks of the two languages differ"
    for name in sorted(blanks(zh) | blanks(en)):
        fact = facts.get(name)
        if fact is None:
            yield f"no fact is called {name!r}"
        elif not fact.said or fact.protected:
            yield f"{name} may not be said aloud"
    for text in (zh, en):
        if text.count("{") != len(re.findall(r"\{\w+\}", text)) or text.count("{") != text.count("}"):
            yield "a blank is not closed"


def lint_traits(zh: str, en: str) -> Iterator[str]:
    """A reason names no protected trait."""
    for text in (zh, en):
        found = _TRAIT.search(text)
        if found:
            yield f"names a protected trait ({found[0]!r})"
