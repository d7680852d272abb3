"""The words of the sync page and of the link in the status line: code → Chinese.

A kind of event is told by the part before its dot; ``tests/ui/test_sync_view.py`` fails for one without a word.
"""

from PySide6.QtCore import QCoreApplication

from teller_assist.ui.noop import QT_TRANSLATE_NOOP

KINDS = {
    "attempt": QT_TRANSLATE_NOOP("kinds", "建议结果"),
    "visit": QT_TRANSLATE_NOOP("kinds", "接待"),
    "card": QT_TRANSLATE_NOOP("kinds", "看卡留痕"),
    "figure": QT_TRANSLATE_NOOP("kinds", "看准数留痕"),
    "decision": QT_TRANSLATE_NOOP("kinds", "推荐留底"),
    "referral": QT_TRANSLATE_NOOP("kinds", "转介"),
    "consent": QT_TRANSLATE_NOOP("kinds", "客户意愿"),
    "ticket": QT_TRANSLATE_NOOP("kinds", "票号"),
    "call": QT_TRANSLATE_NOOP("kinds", "呼叫"),
    "diversion": QT_TRANSLATE_NOOP("kinds", "分流"),
    "appointment": QT_TRANSLATE_NOOP("kinds", "预约"),
    "incident": QT_TRANSLATE_NOOP("kinds", "故障"),
    "duty": QT_TRANSLATE_NOOP("kinds", "在岗"),
    "evaluation": QT_TRANSLATE_NOOP("kinds", "满意度评价"),
    "selfcheck": QT_TRANSLATE_NOOP("kinds", "自查"),
    "inspection": QT_TRANSLATE_NOOP("kinds", "巡检"),
    "photo": QT_TRANSLATE_NOOP("kinds", "照片"),
    "star": QT_TRANSLATE_NOOP("kinds", "星级"),
    "complaint": QT_TRANSLATE_NOOP("kinds", "投诉"),
    "promise": QT_TRANSLATE_NOOP("kinds", "承诺"),
    "huddle": QT_TRANSLATE_NOOP("kinds", "晨会夕会"),
    "care": QT_TRANSLATE_NOOP("kinds", "防诈关怀"),
    "wrong": QT_TRANSLATE_NOOP("kinds", "这条不对"),
    "quiz": QT_TRANSLATE_NOOP("kinds", "答题"),
    "relay": QT_TRANSLATE_NOOP("kinds", "网点排序"),
}
OTHER_KIND = QT_TRANSLATE_NOOP("kinds", "其他记录")
STEPS = {
    "hello": QT_TRANSLATE_NOOP("step", "正在联系"),
    "push": QT_TRANSLATE_NOOP("step", "正在送出记录"),
    "pull": QT_TRANSLATE_NOOP("step", "正在收同事的记录"),
    "reconcile": QT_TRANSLATE_NOOP("step", "正在对账"),
    "fetch": QT_TRANSLATE_NOOP("step", "正在收新数据"),
    "apply": QT_TRANSLATE_NOOP("step", "正在换上新数据"),
    "packs": QT_TRANSLATE_NOOP("step", "正在收规则"),
    "prune": QT_TRANSLATE_NOOP("step", "正在整理旧记录"),
}
ANY_STEP = QT_TRANSLATE_NOOP("step", "正在同步")
VIA = {
    "hub": QT_TRANSLATE_NOOP("via", "行里中心"),
    "branch": QT_TRANSLATE_NOOP("via", "网点节点"),
    "bundle": QT_TRANSLATE_NOOP("via", "文件包"),
}
GLYPHS = {  # state: glyph, its tone, the tone of the words
    "alone": ("home", "mut", "mut"),
    "new": ("wifi", "mut", "mut"),
    "up": ("wifi", "mut", "mut"),
    "down": ("wifi-off", "warn", "mut"),
    "busy": ("clock", "warn", "mut"),
    "refused": ("lock", "warn", "warn"),
    "too_old": ("alert", "warn", "warn"),
    "trouble": ("alert", "warn", "warn"),
}
LINKS = {
    "alone": QT_TRANSLATE_NOOP("link", "未登记，本机可办"),
    "new": QT_TRANSLATE_NOOP("link", "已登记，未同步过"),
    "up": QT_TRANSLATE_NOOP("link", "已连接"),
    "down": QT_TRANSLATE_NOOP("link", "离线，照常可办"),
    "busy": QT_TRANSLATE_NOOP("link", "中心忙，稍后再送"),
    "refused": QT_TRANSLATE_NOOP("link", "登记已停用，看 F5"),
    "too_old": QT_TRANSLATE_NOOP("link", "程序太旧，看 F5"),
    "trouble": QT_TRANSLATE_NOOP("link", "没有送成，看 F5"),
}
SHORT = {  # for the dock, the pill, and where the status line is full
    "alone": QT_TRANSLATE_NOOP("link", "本机可办"),
    "new": QT_TRANSLATE_NOOP("link", "未同步过"),
    "up": QT_TRANSLATE_NOOP("link", "已连接"),
    "down": QT_TRANSLATE_NOOP("link", "离线可办"),
    "busy": QT_TRANSLATE_NOOP("link", "中心忙"),
    "refused": QT_TRANSLATE_NOOP("link", "登记停用"),
    "too_old": QT_TRANSLATE_NOOP("link", "程序太旧"),
    "trouble": QT_TRANSLATE_NOOP("link", "没有送成"),
}
# What the page says of each state: what it means for the teller, and what to do.
MEANT = {
    "alone": QT_TRANSLATE_NOOP(
        "link", "这台电脑还没有登记到行里，记录都在本机，一条不少。要同步，请管理员拿登记码来登记。"
    ),
    "new": QT_TRANSLATE_NOOP("link", "已登记，还没有同步过。按 S 现在就同步。"),
    "up": QT_TRANSLATE_NOOP("link", "记下的自动送出，不用做什么。"),
    "down": QT_TRANSLATE_NOOP("link", "照常可办，记录都在本机。连上后自动补送，不用做什么。"),
    "busy": QT_TRANSLATE_NOOP("link", "中心这会儿忙，记录都在本机，不用做什么。"),
    "refused": QT_TRANSLATE_NOOP("link", "中心不再认这台电脑。照常可办，记录都在本机，一条不少。请管理员重新登记。"),
    "too_old": QT_TRANSLATE_NOOP("link", "中心不再收这个版本的记录。照常可办，一条不少。请管理员升级程序。"),
    "trouble": QT_TRANSLATE_NOOP("link", "没有送成，记录都在本机，一条不少。会自动再试；再不成，请告诉管理员："),
}
# What became of one run, by its trouble.
RESULTS = {
    "": QT_TRANSLATE_NOOP("result", "全部送达，两边数目一致"),
    "differ": QT_TRANSLATE_NOOP("result", "送完了，有几类数目对不上"),
    "data": QT_TRANSLATE_NOOP("result", "记录送达，新数据或规则没有收下"),
    "lost": QT_TRANSLATE_NOOP("result", "没有连上，记录都在本机"),
    "busy": QT_TRANSLATE_NOOP("result", "中心忙，改时间再送"),
    "cancelled": QT_TRANSLATE_NOOP("result", "中途取消，已送的算数"),
    "refused": QT_TRANSLATE_NOOP("result", "登记已停用，没有送"),
    "too_old": QT_TRANSLATE_NOOP("result", "程序太旧，没有送"),
    "trouble": QT_TRANSLATE_NOOP("result", "没有送完，会再试"),
}


def kind(code: str) -> str:
    """An event's kind in a teller's word: ``attempt.logged`` is a result of a suggestion."""
    return QCoreApplication.translate("kinds", KINDS.get(code.split(".")[0], OTHER_KIND))


def step(code: str) -> str:
    return QCoreApplication.translate("step", STEPS.get(code, ANY_STEP))


def via(code: str) -> str:
    return QCoreApplication.translate("via", VIA[code]) if code in VIA else code


def link(state: str, short: bool = False) -> str:
    return QCoreApplication.translate("link", (SHORT if short else LINKS)[state])


def link_glyph(state: str) -> tuple[str, str, str]:
    """The glyph, its tone and the tone of the words."""
    return GLYPHS[state]


def meant(state: str) -> str:
    return QCoreApplication.translate("link", MEANT[state])


def result(code: str) -> str:
    return QCoreApplication.translate("result", RESULTS[code])
