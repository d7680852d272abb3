"""What the window says of the queue, of help that was called, of a referral's receipt, in one line each."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from teller_assist.domain.call import URGENT
from teller_assist.domain.ticket import SERVING
from teller_assist.ui import texts
from teller_assist.ui.noop import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from teller_assist.desk.floor import Receipt
    from teller_assist.desk.window import AtWindow, Coming
    from teller_assist.domain.standards import Excuse
    from teller_assist.domain.ticket import Ticket

LIGHTS = {
    "idle": QT_TRANSLATE_NOOP("light", "空闲"),
    "normal": QT_TRANSLATE_NOOP("light", "正常"),
    "busy": QT_TRANSLATE_NOOP("light", "忙"),
    "saturated": QT_TRANSLATE_NOOP("light", "饱和"),
}
TONES = {"idle": "mut", "normal": "ok", "busy": "warn", "saturated": "bad"}
GLYPHS = {"idle": "minus", "normal": "check", "busy": "clock", "saturated": "alert"}
REASONS = {
    "help": QT_TRANSLATE_NOOP("call", "帮忙"),
    "authorise": QT_TRANSLATE_NOOP("call", "授权"),
    "medical": QT_TRANSLATE_NOOP("call", "急病"),
    "fraud": QT_TRANSLATE_NOOP("call", "可疑"),
}
ROLES = {
    "lobby_manager": QT_TRANSLATE_NOOP("call", "大堂"),
    "branch_manager": QT_TRANSLATE_NOOP("call", "主管"),
}


SAID = {
    "nobody_stays": QT_TRANSLATE_NOOP("window", "没有人在等，这位客户没有结束"),
    "nobody_waits": QT_TRANSLATE_NOOP("window", "没有人在等"),
    "not_come": QT_TRANSLATE_NOOP("window", "{number} 还没到：重叫或记未到"),
    "called": QT_TRANSLATE_NOOP("window", "已叫 {number}"),
    "recalled": QT_TRANSLATE_NOOP("window", "又叫了 {number}"),
    "missed": QT_TRANSLATE_NOOP("window", "{number} 未到"),
    "call_closed": QT_TRANSLATE_NOOP("window", "呼叫已撤"),
    "call_stands": QT_TRANSLATE_NOOP("window", "已请主管，再按 F10 撤回"),
    "merged": QT_TRANSLATE_NOOP("window", "已并入这位客户"),
    "excused": QT_TRANSLATE_NOOP("window", "超时原因：{what}"),
    "acts_as": QT_TRANSLATE_NOOP("window", "现在是 {name} {staff_no}"),
}


class News(NamedTuple):
    """One line: a glyph, its tone, the words."""

    glyph: str
    tone: str
    words: str


def said(what: str, /, **words: str) -> str:
    """A word of ``SAID`` with its blanks filled."""
    return _say(SAID[what]).format(**words)


def news(at: "AtWindow") -> News | None:
    """The one thing to know now: help, then the referral's receipt, then a ticket lost."""
    if at.calls:
        return _call(_told_first(at.calls))
    if at.receipt is not None and (said := _receipt(at.receipt)) is not None:
        return said
    return _lost(at.lost[0]) if at.lost else None


def asking(stands: bool) -> News:
    """While F9 waits for a letter; ``stands``: somebody was called before, and can be sent away."""
    said = (
        QT_TRANSLATE_NOOP("window", "A 授权 M 急病 F 可疑 H 帮忙 F9 撤回")
        if stands
        else QT_TRANSLATE_NOOP("window", "叫大堂：A 授权 · M 急病 · F 可疑 · H 帮忙")
    )
    return News("bell", "acc", _say(said))


def merging() -> News:
    """While it is being said who a guest was."""
    return News("user", "acc", _say(QT_TRANSLATE_NOOP("window", "打开这位客户，即并入该来客")))


def waiting(at: "AtWindow") -> str:
    """How many wait for this window, and how long the longest; "" without a queue."""
    if not at.waiting:
        return ""
    longest = max(row.wait_s for row in at.waiting) // 60
    return _say(QT_TRANSLATE_NOOP("window", "等候 {n} · 最长 {m} 分")).format(n=len(at.waiting), m=longest)


def why_so_long(excuses: "tuple[Excuse, ...]", short: bool = False) -> str:
    """超时原因 Alt + 1 系统慢 …, or only which keys."""
    if short:
        return _say(QT_TRANSLATE_NOOP("window", "超时原因 Alt+1–{n}")).format(n=len(excuses))
    each = "  ".join(f"{n} {texts.pick(e.name, e.name_en)}" for n, e in enumerate(excuses, 1))
    return _say(QT_TRANSLATE_NOOP("window", "超时原因 Alt+ {each}")).format(each=each)


def light(name: str) -> str:
    return QCoreApplication.translate("light", LIGHTS.get(name, name))


def reason(code: str) -> str:
    return QCoreApplication.translate("call", REASONS.get(code, code))


def _told_first(calls: "tuple[Coming, ...]") -> "Coming":
    """Danger to which nobody goes, then who comes, then what waits for an answer."""
    danger = (c for c in calls if not c.name and c.call.reason in URGENT)
    return next(danger, next((c for c in calls if c.name), calls[0]))


def _lost(ticket: "Ticket") -> News:
    """At another window, or only called there."""
    said = (
        QT_TRANSLATE_NOOP("window", "{number} 已由 {n} 号窗办理")
        if ticket.state == SERVING
        else QT_TRANSLATE_NOOP("window", "{number} 已由 {n} 号窗叫号")
    )
    return News("alert", "warn", _say(said).format(number=ticket.number, n=ticket.window_no))


def _call(coming: "Coming") -> News:
    if coming.name:
        return News("check", "ok", _comes(coming.name, coming.eta_s))
    to = QCoreApplication.translate("call", ROLES.get(coming.call.to_role, coming.call.to_role))
    said = _say(QT_TRANSLATE_NOOP("window", "已叫{to}：{reason}，等回应"))
    return News("bell", "warn", said.format(to=to, reason=reason(coming.call.reason)))


def _receipt(receipt: "Receipt") -> News | None:
    match receipt.state:
        case "claimed":
            return News("check", "ok", _comes(receipt.name, receipt.eta_s))
        case "offered":
            said = _say(QT_TRANSLATE_NOOP("window", "转介已送到 {name}"))
            return News("refer", "acc", said.format(name=receipt.name))
        case "nobody":
            return News("refer", "warn", _say(QT_TRANSLATE_NOOP("window", "转介已送出，暂无人在岗")))
    return None


def _comes(name: str, eta_s: int) -> str:
    if not eta_s:
        return _say(QT_TRANSLATE_NOOP("window", "{name} 来了")).format(name=name)
    return _say(QT_TRANSLATE_NOOP("window", "{name} 来了 {n} 秒")).format(name=name, n=eta_s)


def _say(chinese: str) -> str:
    return QCoreApplication.translate("window", chinese)
