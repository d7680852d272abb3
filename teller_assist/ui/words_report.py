"""Words of the service report: figures with what they are of."""

from PySide6.QtCore import QCoreApplication

from teller_assist.domain.service_report import Quality
from teller_assist.domain.service_row import Over, Row
from teller_assist.domain.weights import Changed
from teller_assist.ui.noop import QT_TRANSLATE_NOOP

BUCKETS = (
    QT_TRANSLATE_NOOP("report", "10 分内"),
    QT_TRANSLATE_NOOP("report", "10–20 分"),
    QT_TRANSLATE_NOOP("report", "20–30 分"),
    QT_TRANSLATE_NOOP("report", "超 30 分"),
)
EFFECTS = {
    "gains": (QT_TRANSLATE_NOOP("report", "占比升"), "trend-up", "acc"),
    "loses": (QT_TRANSLATE_NOOP("report", "占比降"), "trend-down", "warn"),
    "same": (QT_TRANSLATE_NOOP("report", "不变"), "trend-flat", "mut"),
}


def say(chinese: str) -> str:
    return QCoreApplication.translate("report", chinese)


def clock(seconds: int | None) -> str:
    """4:07; – where there is none."""
    return "–" if seconds is None else f"{seconds // 60}:{seconds % 60:02d}"


def counts(row: Row) -> str:
    form = say(QT_TRANSLATE_NOOP("report", "来访 {visits} · 无记录 {guests} · 票 {tickets}"))
    return form.format(visits=row.visits, guests=row.guests, tickets=row.tickets)


def evaluations(row: Row) -> str:
    form = say(QT_TRANSLATE_NOOP("report", "评价 {given}/{requested} · 好 {good} · 差 {bad}"))
    return form.format(**row.evaluations._asdict())


def waiting(row: Row) -> str:
    form = say(QT_TRANSLATE_NOOP("report", "等候 P50 {p50} · P90 {p90}"))
    return form.format(p50=clock(row.waiting.p50_s), p90=clock(row.waiting.p90_s))


def bucket(n: int, count: int) -> str:
    return f"{say(BUCKETS[n])} {count}"


def over(found: Over) -> tuple[str, str, str]:
    """Words, glyph and tone: only what no reason covers is a warning."""
    if not found.excused + found.unexcused:
        return say(QT_TRANSLATE_NOOP("report", "都在限时内")), "check", "ok"
    form = say(QT_TRANSLATE_NOOP("report", "超时 {n}"))
    glyph, tone = ("alert", "warn") if found.unexcused else ("clock", "mut")
    return form.format(n=found.excused + found.unexcused), glyph, tone


def reasons(found: Over) -> str:
    """ "" where nothing was over its limit."""
    if not found.excused + found.unexcused:
        return ""
    form = say(QT_TRANSLATE_NOOP("report", "有原因 {excused} · 无 {unexcused}"))
    return form.format(excused=found.excused, unexcused=found.unexcused)


def standard(row: Row) -> str:
    """The limit, or that there were several."""
    handling = row.handling
    if handling.standard_s is None:
        several = QT_TRANSLATE_NOOP("report", "标准有变 · {n} 笔")
        none = QT_TRANSLATE_NOOP("report", "{n} 笔")
        return say(several if handling.timed else none).format(n=row.visits)
    form = say(QT_TRANSLATE_NOOP("report", "标准 {limit} · {n} 笔"))
    return form.format(limit=clock(handling.standard_s), n=row.visits)


def spread(row: Row) -> str:
    return f"P50 {clock(row.handling.p50_s)} · P90 {clock(row.handling.p90_s)}"


def pieces(row: Row) -> str:
    return say(QT_TRANSLATE_NOOP("report", "计件 {n}")).format(n=f"{float(row.pieces):.2f}")


def quality(found: Quality) -> str:
    if found.stars is None:
        return say(QT_TRANSLATE_NOOP("report", "尚无实测"))
    form = say(QT_TRANSLATE_NOOP("report", "实测 {stars:.2f}（{low:.2f}–{high:.2f}）"))
    return form.format(stars=found.stars, low=found.low, high=found.high)


def no_visit(n: int) -> str:
    return say(QT_TRANSLATE_NOOP("report", "{n} 笔核心交易没有来访记录")).format(n=n) if n else ""


def changed(one: Changed) -> str:
    return f"{float(one.before):.2f} → {float(one.after):.2f}"


def shares(one: Changed) -> str:
    return f"{100 * float(one.share_before):.1f}% → {100 * float(one.share_after):.1f}%"
