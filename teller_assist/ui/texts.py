"""Every word that a code picks, and the language it is said in.

Chinese stands here, English in ``resources/i18n/en.ts``. To add a word: a line in its table, then
    pyside6-lupdate teller_assist/ui/*.py teller_assist/app.py -no-obsolete -locations none -ts resources/i18n/en.ts
translate it there, and
    pyside6-lrelease resources/i18n/en.ts -qm resources/i18n/en.qm
``tests/ui/test_texts.py`` fails for a code without a word and a word without its English.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from teller_assist.domain.words import BANNERS
from teller_assist.errors import Expected
from teller_assist.paths import RESOURCES
from teller_assist.ui import words, words_told

if TYPE_CHECKING:
    from teller_assist.domain.card import Flag
    from teller_assist.domain.care import CareWords
    from teller_assist.domain.standards import Standards
    from teller_assist.domain.suggestion import Suggestion, Text

_translators: list[QTranslator] = []
_language = "zh"
_business: dict[str, tuple[str, str]] = {}  # code: name zh, en
_wrong: "list[Text]" = []  # what a suggestion may be wrong in, as the pack has it
_FULL_WIDTH = {",": "，", ";": "；", "?": "？", ":": "：", "!": "！"}
_HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff）)]) ?[,;?:!]")


def install_language(app: QCoreApplication, language: str) -> None:
    """Says everything in ``zh`` or ``en`` from now on; each widget gets a LanguageChange event."""
    global _language
    for old in _translators:
        app.removeTranslator(old)
    _translators.clear()
    _language = language
    QLocale.setDefault(QLocale("en_GB" if language == "en" else "zh_CN"))
    if language == "en":
        translator = QTranslator()
        if not translator.load(str(RESOURCES / "i18n" / "en.qm")):
            raise FileNotFoundError(RESOURCES / "i18n" / "en.qm")
        app.installTranslator(translator)
        _translators.append(translator)


def language() -> str:
    return _language


def pick(chinese: str, english: str) -> str:
    """Whichever of two given forms the present language wants; Chinese where there is no English."""
    return (english or chinese) if _language == "en" else chinese


def said(text: "Text") -> str:
    """A sentence of the packs or the engine; Chinese marks are set full width, figures stay as they are."""
    return pick(_HALF_WIDTH.sub(lambda mark: _FULL_WIDTH[mark[0].strip()], text.zh), text.en)


def _word(context: str, table: Mapping[str, str], code: str) -> str:
    """The word for a code; the code itself where the table has none, so that nothing is ever blank."""
    found = table.get(code)
    return QCoreApplication.translate(context, found) if found else code


def outcome(code: str) -> str:
    return _word("outcome", words.OUTCOMES, code)


def outcome_done(code: str) -> str:
    """What a receipt says: 已转介, not 转介."""
    return _word("done", words.DONE, code)


def reason(outcome_code: str, number: int) -> str:
    """A reason by its number on the screen, 1–9; "" for 0."""
    found = reasons(outcome_code)
    return found[number - 1] if 0 < number <= len(found) else ""


def tell_wrong(told: "Sequence[Text]") -> None:
    """What a suggestion may be wrong in from now on, in the order of the digits; none: the words of this file."""
    _wrong[:] = told


def ask_wrong() -> str:
    """Over the digits: what is wrong?"""
    return QCoreApplication.translate("reason", words.ASK_WRONG)


def reasons(outcome_code: str) -> tuple[str, ...]:
    if outcome_code == "wrong" and _wrong:
        return tuple(map(said, _wrong))
    return tuple(_word("reason", words.REASON, code) for code in words.REASONS.get(outcome_code, ()))


def verb(code: str) -> str:
    return _word("verb", words.VERBS, code)


def marks(offer: "Suggestion", bundled: bool = False) -> str:
    """What is special about a suggestion: 先答题 · 新品 · 套餐."""
    slot = _word("slot", words.SLOTS, offer.slot) if offer.slot in words.SLOTS else ""
    bundle = _word("mark", words.MARKS, "bundle") if bundled else ""
    return listed(quiz_first(offer), slot, bundle)


def quiz_first(offer: "Suggestion") -> str:
    """先答题 where it is referred only because the quiz is not passed."""
    return _word("mark", words.MARKS, "quiz") if "quiz" in offer.factors else ""


def lane(code: str) -> tuple[str, str]:
    """The lane's name and its everyday word, 负债 and 存款."""
    return _word("lane", words.LANES, code), _word("lane", words.LANE_PLAIN, code)


def listed(*parts: str) -> str:
    """What there is of the parts, a dot between."""
    return " · ".join(part for part in parts if part)


def having(category: str) -> str:
    """What holding says of a product without a balance: a card is held, a service is on."""
    return _word("state", words.STATES, "held" if category in words_told.CARDS else "on")


def lane_short(code: str) -> str:
    return _word("lane", words.LANE_SHORT, code)


def state(code: str) -> str:
    return _word("state", words.STATES, code)


def verb_glyph(code: str) -> str:
    return words.VERB_GLYPHS.get(code, "info")


def flag_glyph(code: str) -> str:
    return words_told.FLAG_GLYPHS.get(code, "info")


def trend(code: str) -> str:
    return _word("trend", words.TRENDS, code)


def gate(code: str) -> str:
    return _word("gate", words.GATES, code)


def blocked(code: str) -> str:
    """In at most five characters why a product is not suggested today."""
    return _word("blocked", words_told.BLOCKED, code)


def nothing(code: str) -> str:
    """Why there is no suggestion today; "" where there are some."""
    return _word("nothing", words_told.NOTHING, code)


def banner(code: str) -> str:
    """Why the order is by rules only; "" where it is not."""
    return said(BANNERS[code]) if code in BANNERS else code


def relation(code: str) -> str:
    return _word("relation", words.RELATIONS, code)


def tell_business(standards: "Standards") -> None:
    """What business types are called from now on: by their codes, and by what else the core calls them."""
    _business.clear()
    for known in standards.business.values():
        _business.update(dict.fromkeys((known.code, *known.also), (known.name, known.name_en)))


def business(code: str) -> str:
    """As the standards call it; a word that they do not know stays as the feed brought it."""
    return pick(*_business.get(code, (code, code)))


def band(amount: str) -> str:
    """A band with its unit, 50–100万; nothing and unknown have none."""
    return amount if amount in ("", "0") or amount.endswith("万") else f"{amount}万"


def channel(code: str) -> str:
    return _word("channel", words.CHANNELS, code)


def preference(code: str) -> str:
    return _word("preference", words.PREFERENCES, code)


def matched(by: str) -> str:
    return _word("matched", words.MATCHED, by)


def sex(code: str) -> str:
    return _word("sex", words.SEXES, code) if code else ""


def happened(kind: str) -> str:
    return _word("happened", words.HAPPENED, kind)


def category(code: str) -> str:
    return _word("category", words_told.CATEGORIES, code)


def chip(code: str) -> str:
    """A category as short as a chip of the dock."""
    return _word("chip", words_told.CHIPS, code)


def care(alert: str, told: "CareWords | None" = None) -> tuple[str, str]:
    """What to say first and what to do, when an alert stops selling; ``told``: as the care pack has it."""
    if told is not None:
        return said(told.say), said(told.do)
    return _word("care", words_told.CARE_SAY, alert), _word("care", words_told.CARE_DO, alert)


def verdict(code: str) -> str:
    return _word("verdict", words_told.VERDICTS, code)


def day(on: date, today: date | None = None) -> str:
    """11-25; with its year where that is not this year's."""
    return on.isoformat() if today is not None and on.year != today.year else on.strftime("%m-%d")


def weekday(on: date) -> str:
    return QCoreApplication.translate("weekday", words.WEEKDAYS[on.weekday()])


def flag(raised: "Flag", today: date | None = None) -> str:
    """A pill's words: what, and when if it has a date; facts fill the blanks."""
    facts = {"on": day(raised.on, today) if raised.on else "", "name": "", **raised.facts}
    facts["band"] = band(str(facts.get("band", "")))
    if "name_en" in facts:
        facts["name"] = pick(facts["name"], facts["name_en"])
    dated = words_told.DATED_FLAGS.get(raised.code) if raised.on else None
    if dated:
        return " ".join(_filled(QCoreApplication.translate("flag", dated), facts).split())
    return _word("flag", words_told.FLAGS, raised.code)


def error(raised: Expected) -> str:
    """What a person is told: the sentence of its key, or its own words where the key says too little."""
    facts = dict(raised.facts)
    if "noun" in facts:
        facts["noun"] = _word("noun", words.NOUNS, str(facts["noun"]))
    if "allowed" in facts:
        facts["allowed"] = " / ".join(_word("role", words.ROLES, code) for code in str(facts["allowed"]).split())
        facts["role"] = _word("role", words.ROLES, str(facts["role"]))
    keys = (kind.key for kind in type(raised).__mro__ if issubclass(kind, Expected))
    form = QCoreApplication.translate("error", next(words.ERRORS[key] for key in keys if key in words.ERRORS))
    return _filled(form, {"said": str(raised), **facts})


class _Blanks(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def _filled(form: str, facts: Mapping[str, Any]) -> str:
    return form.format_map(_Blanks(facts))
