"""What each text of the packs is called."""

from PySide6.QtCore import QCoreApplication

from teller_assist.ui.noop import QT_TRANSLATE_NOOP

FIELDS = {
    "sentence": QT_TRANSLATE_NOOP("wording", "一句话"), "convenience": QT_TRANSLATE_NOOP("wording", "便利"),
    "benefit": QT_TRANSLATE_NOOP("wording", "好处"), "risk": QT_TRANSLATE_NOOP("wording", "风险"),
    "ask_1": QT_TRANSLATE_NOOP("wording", "异议一"), "answer_1": QT_TRANSLATE_NOOP("wording", "答异议一"),
    "ask_2": QT_TRANSLATE_NOOP("wording", "异议二"), "answer_2": QT_TRANSLATE_NOOP("wording", "答异议二"),
    "reason": QT_TRANSLATE_NOOP("wording", "理由"), "say": QT_TRANSLATE_NOOP("wording", "由头的话"),
    "kind": QT_TRANSLATE_NOOP("wording", "类型"), "scope": QT_TRANSLATE_NOOP("wording", "用途"),
    "fees": QT_TRANSLATE_NOOP("wording", "费用"), "loss": QT_TRANSLATE_NOOP("wording", "可能的损失"),
    "ask": QT_TRANSLATE_NOOP("wording", "问"), "answer": QT_TRANSLATE_NOOP("wording", "答"),
    "because": QT_TRANSLATE_NOOP("wording", "为什么"), "name": QT_TRANSLATE_NOOP("wording", "名称"),
    "meaning": QT_TRANSLATE_NOOP("wording", "含义"), "leave": QT_TRANSLATE_NOOP("wording", "提前退出"),
}  # fmt: skip


def field(code: str) -> str:
    """The field's name in the present language; the code itself for one that is not known."""
    return QCoreApplication.translate("wording", FIELDS[code]) if code in FIELDS else code
