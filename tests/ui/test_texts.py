import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist import errors
from teller_assist.domain.attempt import LETTERS, Outcome
from teller_assist.domain.card import Flag
from teller_assist.domain.customer import ALERT_FLAGS, PLAIN_FLAGS
from teller_assist.domain.product import CATEGORIES, Lane, Verb
from teller_assist.domain.suggestion import GATES, Text
from teller_assist.domain.words import CODES
from teller_assist.paths import PROJECT, RESOURCES
from teller_assist.ui import texts, words, words_told
from tests.domain.test_standards import told

I18N = RESOURCES / "i18n"


def messages(ts: Path) -> set[tuple[str, str]]:
    return {
        (context.findtext("name") or "", message.findtext("source") or "")
        for context in ElementTree.parse(ts).getroot().iter("context")
        for message in context.iter("message")
    }


def test_every_sentence_of_the_screens_has_its_english(tmp_path: Path) -> None:
    """What the tools find in the sources today is in en.ts, translated."""
    lupdate = Path(sys.executable).with_name("pyside6-lupdate")
    if not lupdate.exists() and not shutil.which("pyside6-lupdate"):
        pytest.skip("no pyside6-lupdate here")
    sources = [*sorted((PROJECT / "teller_assist" / "ui").glob("*.py")), PROJECT / "teller_assist" / "app.py"]
    found = tmp_path / "found.ts"
    subprocess.run([str(lupdate), *[str(s) for s in sources if s.exists()], "-ts", str(found)], check=True)
    missing = messages(found) - messages(I18N / "en.ts")
    assert not missing, "run the two commands of ui/texts.py and translate these"
    undone = [
        message.findtext("source")
        for message in ElementTree.parse(I18N / "en.ts").iter("message")
        if (said := message.find("translation")) is None or said.get("type") or not "".join(said.itertext())
    ]
    assert not undone


def test_the_compiled_english_is_that_of_the_source(qapp: QApplication) -> None:
    texts.install_language(qapp, "en")
    for context in ElementTree.parse(I18N / "en.ts").getroot().iter("context"):
        for message in context.iter("message"):
            if message.get("numerus"):
                continue
            said = QCoreApplication.translate(context.findtext("name") or "", message.findtext("source") or "")
            assert said == message.findtext("translation")


def test_every_code_has_its_word() -> None:
    assert set(words.OUTCOMES) == {*(o.value for o in Outcome), "wrong"} == set(words.DONE)
    assert {o.value for o in LETTERS.values()} <= set(words.OUTCOMES)
    assert {code for codes in words.REASONS.values() for code in codes} == set(words.REASON)
    assert set(words.VERBS) == {v.value for v in Verb} == set(words.VERB_GLYPHS)
    assert set(words.LANES) == {lane.value for lane in Lane} == set(words.LANE_SHORT)
    assert set(words.GATES) == set(GATES)
    assert set(words_told.CATEGORIES) == set(CATEGORIES) == set(words_told.CHIPS)
    assert {*ALERT_FLAGS, *PLAIN_FLAGS} <= set(words_told.FLAGS)
    assert set(words_told.BLOCKED) == set(CODES) - {"SUGGESTED"}
    slate_wide = {code for code, row in CODES.items() if row.gate == "admission"} - {"NOT_FOR_KIND", "UNKNOWN_CATEGORY"}
    assert slate_wide | {"NOTHING_FITS", "NO_PRODUCTS", "OTHER_BRANCH"} <= set(words_told.NOTHING)
    assert set(words_told.CARE_SAY) == set(ALERT_FLAGS) == set(words_told.CARE_DO)
    assert set(words_told.FLAGS) >= set(words_told.DATED_FLAGS)
    assert set(words_told.FLAG_GLYPHS) <= set(words_told.FLAGS)


def test_every_error_has_its_sentence() -> None:
    keys, kinds = set(), [errors.Expected]
    for kind in kinds:
        keys.add(kind.key)
        kinds.extend(sub for sub in kind.__subclasses__() if sub.__module__ == errors.__name__)
    assert keys == set(words.ERRORS)


def test_an_error_of_a_module_of_its_own_has_the_sentence_of_its_kind() -> None:
    class Unreadable(errors.BadInput):
        key = "unreadable"

    assert texts.error(Unreadable("line 3")) == "看不懂：line 3"


def test_an_error_is_told_in_words(qapp: QApplication) -> None:
    missing = errors.NotFound("customer", "C1")
    assert texts.error(missing) == "这台电脑上没有这个客户：C1"
    texts.install_language(qapp, "en")
    assert texts.error(missing) == "This desk has no customer C1"
    assert "because {x}" in texts.error(errors.Refused("because {x}"))


def test_a_maturity_says_what_and_when(qapp: QApplication) -> None:
    flag = Flag("maturity", "warn", date(2026, 11, 25), {"name": "定期", "name_en": "Term deposit", "band": "20–50"})
    today = date(2026, 11, 23)
    assert texts.flag(flag, today) == "定期 11-25 到期 20–50万"
    texts.install_language(qapp, "en")
    assert texts.flag(flag, today) == "Term deposit matures 11-25 20–50万"
    assert texts.flag(Flag("id_expiring", "warn", date(2027, 1, 2), {}), today) == "ID to 2027-01-02"


def test_a_code_nobody_knows_is_shown_as_it_is(qtbot: QtBot) -> None:
    assert texts.blocked("SOMETHING_NEW") == "SOMETHING_NEW"
    assert texts.reason("declined", 3) == "别家已买"
    assert texts.reason("declined", 0) == ""


def test_chinese_marks_are_full_width_and_figures_are_not_touched(qtbot: QtBot) -> None:
    given = Text("客户已登记身故,停止营销;20,000 元,R3?好", "Recorded, stopped; fine?")
    assert texts.said(given) == "客户已登记身故，停止营销；20,000 元，R3?好"


def test_business_types_are_called_as_the_standards_call_them(qapp: QApplication) -> None:
    texts.tell_business(told())
    assert [texts.business(code) for code in ("cash_large", "large_cash", "代收学费")] == [
        "现金≥5万", "现金≥5万", "代收学费"
    ]  # fmt: skip
    texts.install_language(qapp, "en")
    assert texts.business("cash_large") == "Cash from 50,000"
