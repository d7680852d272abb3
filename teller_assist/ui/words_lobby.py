"""The words of the lobby board: code → Chinese. English in ``resources/i18n/en.ts``.

``tests/ui/test_lobby.py`` fails for a code of ``domain/call.py``, ``domain/lobby.py`` or ``domain/referral.py`` without
a word. Colleagues stand here as 王* too: customers see this screen.
"""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from teller_assist.desk.board import Colleague
from teller_assist.ui.noop import QT_TRANSLATE_NOOP
from teller_assist.ui.words import ROLES as ROLES

LIGHTS = {  # code: words, glyph, tone of word and ground
    "idle": (QT_TRANSLATE_NOOP("light", "空闲"), "signal", "ok"),
    "normal": (QT_TRANSLATE_NOOP("light", "正常"), "signal", "ok"),
    "busy": (QT_TRANSLATE_NOOP("light", "忙"), "signal", "warn"),
    "saturated": (QT_TRANSLATE_NOOP("light", "饱和"), "alert", "bad"),
}
CALLS = {
    "fraud": QT_TRANSLATE_NOOP("call", "防诈，请来人"),
    "medical": QT_TRANSLATE_NOOP("call", "急救，请来人"),
    "authorise": QT_TRANSLATE_NOOP("call", "授权"),
    "help": QT_TRANSLATE_NOOP("call", "请来帮忙"),
}
CALL_GLYPHS = {"fraud": "shield", "medical": "plus", "authorise": "stamp", "help": "help"}
NEEDS = {
    "elderly": QT_TRANSLATE_NOOP("need", "长者"),
    "pregnant": QT_TRANSLATE_NOOP("need", "孕妇"),
    "disabled": QT_TRANSLATE_NOOP("need", "行动不便"),
    "child": QT_TRANSLATE_NOOP("need", "带小孩"),
}
NEED_GLYPHS = {"elderly": "elder", "pregnant": "pregnant", "disabled": "wheelchair", "child": "child"}
STATES = {
    "parked": QT_TRANSLATE_NOOP("ticket", "已挂起"),
    "no_show": QT_TRANSLATE_NOOP("ticket", "未到"),
    "called": QT_TRANSLATE_NOOP("ticket", "已叫"),
}
STATE_GLYPHS = {"parked": "pause", "no_show": "user-x", "called": "megaphone"}
STEPS = {
    "1": QT_TRANSLATE_NOOP("step", "进门取号前"),
    "2": QT_TRANSLATE_NOOP("step", "等候中"),
    "3": QT_TRANSLATE_NOOP("step", "在窗口"),
}
CHANNELS = {
    "atm": QT_TRANSLATE_NOOP("channel", "取款机"),
    "self_service": QT_TRANSLATE_NOOP("channel", "智能柜台"),
    "mobile": QT_TRANSLATE_NOOP("channel", "手机银行"),
    "online": QT_TRANSLATE_NOOP("channel", "网上银行"),
    "corporate_terminal": QT_TRANSLATE_NOOP("channel", "对公自助机"),
    "other_window": QT_TRANSLATE_NOOP("channel", "其他窗口"),
}
RESULTS = {
    "done": QT_TRANSLATE_NOOP("result", "办成了"),
    "guided": QT_TRANSLATE_NOOP("result", "已教会"),
    "came_back": QT_TRANSLATE_NOOP("result", "又回柜台"),
    "refused": QT_TRANSLATE_NOOP("result", "不愿意"),
}
INCIDENTS = {
    "machine_down": QT_TRANSLATE_NOOP("incident", "设备坏了"),
    "system_slow": QT_TRANSLATE_NOOP("incident", "系统慢"),
    "power": QT_TRANSLATE_NOOP("incident", "停电"),
    "dispute": QT_TRANSLATE_NOOP("incident", "客户争执"),
    "medical": QT_TRANSLATE_NOOP("incident", "有人不适"),
    "security": QT_TRANSLATE_NOOP("incident", "安全事件"),
    "other": QT_TRANSLATE_NOOP("incident", "其他情况"),
}
PLACES = {
    "kiosk": QT_TRANSLATE_NOOP("place", "取号机"),
    "atm1": QT_TRANSLATE_NOOP("place", "1 号取款机"),
    "atm2": QT_TRANSLATE_NOOP("place", "2 号取款机"),
    "self1": QT_TRANSLATE_NOOP("place", "1 号智能柜台"),
    "self2": QT_TRANSLATE_NOOP("place", "2 号智能柜台"),
    "printer": QT_TRANSLATE_NOOP("place", "打印机"),
    "window": QT_TRANSLATE_NOOP("place", "窗口设备"),
    "else": QT_TRANSLATE_NOOP("place", "别处"),
}
BOOKINGS = {
    "visit": QT_TRANSLATE_NOOP("booking", "来网点办事"),
    "large_cash": QT_TRANSLATE_NOOP("booking", "大额取现"),
    "account_open": QT_TRANSLATE_NOOP("booking", "开户"),
    "wealth": QT_TRANSLATE_NOOP("booking", "理财"),
    "safe_box": QT_TRANSLATE_NOOP("booking", "保管箱"),
}
CLOSED = {
    "": QT_TRANSLATE_NOOP("booked", "待到"),
    "came": QT_TRANSLATE_NOOP("booked", "已到"),
    "no_show": QT_TRANSLATE_NOOP("booked", "没来"),
    "cancelled": QT_TRANSLATE_NOOP("booked", "已取消"),
}
CAME = {
    "came": QT_TRANSLATE_NOOP("booked", "到了，取号"),
    "no_show": QT_TRANSLATE_NOOP("booked", "没来"),
    "cancelled": QT_TRANSLATE_NOOP("booked", "取消预约"),
}
OUTCOMES = {
    "done": QT_TRANSLATE_NOOP("came_of_it", "办成了"),
    "declined": QT_TRANSLATE_NOOP("came_of_it", "客户不办"),
    "unreachable": QT_TRANSLATE_NOOP("came_of_it", "没见到客户"),
    "unsuitable": QT_TRANSLATE_NOOP("came_of_it", "不适合"),
    "mistaken": QT_TRANSLATE_NOOP("came_of_it", "转错了"),
}
WIRES = {  # the branch's LAN: words, glyph, tone
    "alone": (QT_TRANSLATE_NOOP("wire", "本机单独运行"), "home", "mut"),
    "new": (QT_TRANSLATE_NOOP("wire", "还没有同步过"), "wifi", "mut"),
    "up": (QT_TRANSLATE_NOOP("wire", "局域网通"), "wifi", "ok"),
    "down": (QT_TRANSLATE_NOOP("wire", "连不上，本机照常"), "wifi-off", "warn"),
    "other": (QT_TRANSLATE_NOOP("wire", "没有送成，记录都在本机"), "alert", "warn"),
}
WANS = {
    "up": (QT_TRANSLATE_NOOP("wire", "总行通"), "globe", "mut"),
    "late": (QT_TRANSLATE_NOOP("wire", "总行还没收到，排队与转介照常"), "wifi-off", "warn"),
}
TITLES = {
    "call": QT_TRANSLATE_NOOP("page", "{ticket} 叫到几号窗"),
    "move": QT_TRANSLATE_NOOP("page", "{ticket} 换到"),
    "absent": QT_TRANSLATE_NOOP("page", "{ticket} 不在大厅？"),
    "register": QT_TRANSLATE_NOOP("page", "登记：办什么"),
    "needs": QT_TRANSLATE_NOOP("page", "需要照顾吗"),
    "divert": QT_TRANSLATE_NOOP("page", "分流：在哪一步"),
    "channel": QT_TRANSLATE_NOOP("page", "分流到哪里"),
    "result": QT_TRANSLATE_NOOP("page", "结果怎样"),
    "bookings": QT_TRANSLATE_NOOP("page", "今天的预约"),
    "book": QT_TRANSLATE_NOOP("page", "新预约：办什么"),
    "day": QT_TRANSLATE_NOOP("page", "哪一天来"),
    "time": QT_TRANSLATE_NOOP("page", "几点来"),
    "amount": QT_TRANSLATE_NOOP("page", "取多少（万元）"),
    "help": QT_TRANSLATE_NOOP("page", "帮扶与突发"),
    "place": QT_TRANSLATE_NOOP("page", "在哪里"),
    "own": QT_TRANSLATE_NOOP("page", "哪一件转介"),
    "outcome": QT_TRANSLATE_NOOP("page", "转介结果"),
}
TILES = {
    "window": QT_TRANSLATE_NOOP("tile", "{n} 号窗"),
    "closed": QT_TRANSLATE_NOOP("tile", "没有开"),
    "left": QT_TRANSLATE_NOOP("tile", "已离开，作废"),
    "stay": QT_TRANSLATE_NOOP("tile", "还在，留着"),
    "no_need": QT_TRANSLATE_NOOP("tile", "不用"),
    "new_booking": QT_TRANSLATE_NOOP("tile", "新预约"),
    "manager": QT_TRANSLATE_NOOP("tile", "请网点负责人来"),
    "mended": QT_TRANSLATE_NOOP("tile", "好了：{what}"),
    "amount": QT_TRANSLATE_NOOP("tile", "{n} 万"),
    "void": QT_TRANSLATE_NOOP("tile", "{ticket} 作废"),
    "no_ticket": QT_TRANSLATE_NOOP("tile", "无号"),
    "no_windows": QT_TRANSLATE_NOOP("tile", "还没有窗口上岗"),
}
DONE = {
    "call": QT_TRANSLATE_NOOP("deed", "{ticket} 请到 {window} 号窗"),
    "park": QT_TRANSLATE_NOOP("deed", "{ticket} 已挂起，时间照算"),
    "back": QT_TRANSLATE_NOOP("deed", "{ticket} 回到等候，时间照算"),
    "move": QT_TRANSLATE_NOOP("deed", "{ticket} 已换到 {to}"),
    "missed": QT_TRANSLATE_NOOP("deed", "{ticket} 未到，可再叫"),
    "left": QT_TRANSLATE_NOOP("deed", "{ticket} 已离开"),
    "register": QT_TRANSLATE_NOOP("deed", "已登记 {ticket}"),
    "divert": QT_TRANSLATE_NOOP("deed", "已记分流：{what}"),
    "came": QT_TRANSLATE_NOOP("deed", "已签到，{ticket}"),
    "no_show": QT_TRANSLATE_NOOP("deed", "预约记为没来"),
    "cancelled": QT_TRANSLATE_NOOP("deed", "预约已取消"),
    "book": QT_TRANSLATE_NOOP("deed", "已预约 {when}"),
    "help": QT_TRANSLATE_NOOP("deed", "已呼叫网点负责人"),
    "incident": QT_TRANSLATE_NOOP("deed", "已报：{what}"),
    "mended": QT_TRANSLATE_NOOP("deed", "已恢复：{what}"),
    "go": QT_TRANSLATE_NOOP("deed", "您去 {window} 号窗，柜员会看到"),
    "over": QT_TRANSLATE_NOOP("deed", "呼叫已办完"),
    "claim": QT_TRANSLATE_NOOP("deed", "{ticket} 由您接，柜员会看到"),
    "pass": QT_TRANSLATE_NOOP("deed", "{ticket} 已转给下一位"),
    "outcome": QT_TRANSLATE_NOOP("deed", "转介结果已记：{what}"),
    "gone": QT_TRANSLATE_NOOP("deed", "{ticket} 已经办结"),
    "lost_call": QT_TRANSLATE_NOOP("deed", "{window} 号窗 {who} 先去了"),
    "lost_referral": QT_TRANSLATE_NOOP("deed", "{ticket} {who} 先接了"),
    "called_elsewhere": QT_TRANSLATE_NOOP("deed", "{ticket} 已被窗口叫走"),
}


def word(context: str, table: Mapping[str, str], code: str, **facts: object) -> str:
    """The word for a code, its blanks filled; the code itself where the table has none."""
    form = QCoreApplication.translate(context, table[code]) if code in table else code
    return form.format(**facts) if facts else form


def title(code: str, **facts: object) -> str:
    return word("page", TITLES, code, **facts)


def tile(code: str, **facts: object) -> str:
    return word("tile", TILES, code, **facts)


def number(ticket: str) -> str:
    """A ticket as it is spoken of; a customer at the window may have none."""
    return ticket or tile("no_ticket")


def done(code: str, **facts: object) -> str:
    return word("deed", DONE, code, **facts)


def colleague(who: Colleague) -> str:
    """王* 客户经理."""
    return f"{who.masked} {word('role', ROLES, who.role)}" if who.role else who.masked


def clock(seconds: int) -> str:
    """0:08, 1:05:00."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
