"""The disclosure list of a product in words (管理办法 31), the same on the screen and on paper."""

from PySide6.QtCore import QCoreApplication

from teller_assist.domain.product import Sheet
from teller_assist.ui import texts
from teller_assist.ui.noop import QT_TRANSLATE_NOOP

# R1–R5: what the grade is called, and what it means.
GRADES = {
    1: QT_TRANSLATE_NOOP("sheet", "R1 · 低风险：起伏很小，亏损本金的可能很低"),
    2: QT_TRANSLATE_NOOP("sheet", "R2 · 较低风险：有起伏，有可能亏损本金"),
    3: QT_TRANSLATE_NOOP("sheet", "R3 · 中等风险：起伏较明显，可能亏损部分本金"),
    4: QT_TRANSLATE_NOOP("sheet", "R4 · 较高风险：起伏大，可能亏损较多本金"),
    5: QT_TRANSLATE_NOOP("sheet", "R5 · 高风险：起伏很大，可能亏损全部本金"),
}
PAYMENTS = {
    "single": QT_TRANSLATE_NOOP("sheet", "一次交清"),
    "regular": QT_TRANSLATE_NOOP("sheet", "分期交费，以后每期都要交"),
}


def kind_of(sheet: Sheet) -> str:
    """What it is; the category where the pack says no more than its name."""
    kind = sheet.told.kind
    return texts.said(kind) if kind.zh not in ("", sheet.name) else texts.category(sheet.category)


def verdict_of(sheet: Sheet) -> tuple[str, str, str]:
    """Words, glyph and tone: whether it is a deposit under the deposit insurance."""
    if sheet.insured:
        words = QT_TRANSLATE_NOOP("sheet", "存款，受存款保险保障：同一家银行本息合计最高 50 万元")
        return _say(words), "shield", "ok"
    if sheet.may_lose:
        return _say(QT_TRANSLATE_NOOP("sheet", "不是存款，本金可能受损，收益不作保证")), "alert", "bad"
    return _say(QT_TRANSLATE_NOOP("sheet", "不是存款")), "info", "warn"


def facts_of(sheet: Sheet) -> list[tuple[str, str]]:
    """Head and body of what there is to say, the risks first."""
    told = sheet.told
    term = _say(QT_TRANSLATE_NOOP("sheet", "{n} 个月")).format(n=sheet.term_months) if sheet.term_months else ""
    least = _say(QT_TRANSLATE_NOOP("sheet", "{n} 元起")).format(n=f"{(sheet.min_amount_fen or 0) // 100:,}")
    suits = _say(QT_TRANSLATE_NOOP("sheet", "是否适合，以您本人有效的风险测评为准")) if sheet.invests else ""
    zone = _say(QT_TRANSLATE_NOOP("sheet", "须在销售专区办理，全程录音录像")) if sheet.sale_zone else ""
    manager = _say(QT_TRANSLATE_NOOP("sheet", "本行")) if sheet.manager == "本行" else sheet.manager
    rows = (
        (QT_TRANSLATE_NOOP("sheet", "风险与本金"), texts.said(told.loss) or sheet.loss_text),
        (QT_TRANSLATE_NOOP("sheet", "风险等级"), "" if sheet.rating is None else _say(GRADES[sheet.rating])),
        (QT_TRANSLATE_NOOP("sheet", "是否适合"), suits),
        (QT_TRANSLATE_NOOP("sheet", "用途和投向"), texts.said(told.scope)),
        (QT_TRANSLATE_NOOP("sheet", "期限"), term),
        (QT_TRANSLATE_NOOP("sheet", "起点"), least if sheet.min_amount_fen else ""),
        (QT_TRANSLATE_NOOP("sheet", "币种"), "" if sheet.currency in ("", "CNY") else sheet.currency),
        (QT_TRANSLATE_NOOP("sheet", "费用"), texts.said(told.fees) or sheet.fee_text),
        (QT_TRANSLATE_NOOP("sheet", "交费方式"), _say(PAYMENTS[told.payment]) if told.payment in PAYMENTS else ""),
        (QT_TRANSLATE_NOOP("sheet", "怎样退出"), texts.said(told.leave)),
        (QT_TRANSLATE_NOOP("sheet", "管理人"), manager),
        (QT_TRANSLATE_NOOP("sheet", "办理方式"), zone),
        (QT_TRANSLATE_NOOP("sheet", "有效至"), sheet.valid_to.isoformat() if sheet.valid_to else ""),
    )
    return [(_say(head), body) for head, body in rows if body]


def _say(chinese: str) -> str:
    return QCoreApplication.translate("sheet", chinese)
