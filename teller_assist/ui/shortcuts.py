"""Everything a key does, in one table. QActions are made from it, and so is the sheet that F1 shows.

To add a key: a line in ``ACTIONS`` and a handler of the same name where the window makes its
actions. A line without a handler in this window is neither an action nor on the sheet.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from teller_assist.ui import theme
from teller_assist.ui.noop import QT_TRANSLATE_NOOP
from teller_assist.ui.widgets import Keycap, Text


@dataclass(frozen=True, slots=True)
class Action:
    """``keys`` as QKeySequence reads them; ``caps`` as the sheet draws them.

    ``group`` is one of ``GROUPS``.

    ``spoken``: the keys are read as a phrase (a number, then a letter) and not as a shortcut.
    """

    name: str
    keys: tuple[str, ...]
    words: str
    group: str
    caps: tuple[str, ...] = ()
    spoken: bool = False


ACTIONS = (
    Action("find", ("F2",), QT_TRANSLATE_NOOP("keys", "找客户"), "find"),
    Action("choose", (), QT_TRANSLATE_NOOP("keys", "在名单里上下选"), "find", ("↑", "↓"), True),
    Action("open", (), QT_TRANSLATE_NOOP("keys", "打开选中的客户"), "find", ("Enter",), True),
    Action("next", ("F3",), QT_TRANSLATE_NOOP("keys", "叫下一位，结束这一位"), "find"),
    Action("recall", ("Shift+F3",), QT_TRANSLATE_NOOP("keys", "重叫"), "find", ("Shift", "F3")),
    Action("missed", ("Ctrl+F3",), QT_TRANSLATE_NOOP("keys", "叫了未到"), "find", ("Ctrl", "F3")),
    Action("recent_older", ("Alt+Left",), QT_TRANSLATE_NOOP("keys", "上一位接待过的"), "find", ("Alt", "←")),
    Action("recent_newer", ("Alt+Right",), QT_TRANSLATE_NOOP("keys", "下一位接待过的"), "find", ("Alt", "→")),
    Action("reveal", (), QT_TRANSLATE_NOOP("keys", "按住看准数，留痕"), "card", ("F6",), True),
    Action("details", ("F4",), QT_TRANSLATE_NOOP("keys", "往来、持有、到期，再按收起"), "card"),
    Action("scroll", (), QT_TRANSLATE_NOOP("keys", "往来页上下看"), "card", ("↑", "↓", "PgDn"), True),
    Action("guest", ("F7",), QT_TRANSLATE_NOOP("keys", "无档案来客，或叫到的人来了"), "card"),
    Action("sheet", ("F8",), QT_TRANSLATE_NOOP("keys", "给客户看"), "card"),
    Action("lobby", ("F9",), QT_TRANSLATE_NOOP("keys", "叫大堂，再按 A 授权 M 急病 F 可疑"), "card"),
    Action("supervisor", ("F10",), QT_TRANSLATE_NOOP("keys", "请主管来"), "card"),
    Action("release", ("F11",), QT_TRANSLATE_NOOP("keys", "见到可疑信号；核实后解除"), "card"),
    Action("agent", ("Ctrl+D",), QT_TRANSLATE_NOOP("keys", "代办人在场"), "card", ("Ctrl", "D")),
    Action("complaint", ("Ctrl+G",), QT_TRANSLATE_NOOP("keys", "投诉：按数字，回车"), "card", ("Ctrl", "G")),
    Action("promise", ("Ctrl+P",), QT_TRANSLATE_NOOP("keys", "承诺：按数字，回车"), "card", ("Ctrl", "P")),
    Action("standards", ("Shift+F1",), QT_TRANSLATE_NOOP("keys", "服务标准：步骤、说法"), "card", ("Shift", "F1")),
    Action("why", ("?", "/"), QT_TRANSLATE_NOOP("keys", "为什么，为什么不"), "card", ("?",)),
    Action("excuse", (), QT_TRANSLATE_NOOP("keys", "超时原因"), "card", ("Alt", "1–9"), True),
    Action("end", ("F12",), QT_TRANSLATE_NOOP("keys", "结束这位客户"), "card"),
    Action("selfcheck", (), QT_TRANSLATE_NOOP("keys", "自查：七步都做到"), "card", ("Ctrl", "0"), True),
    Action("selfcheck_missed", (), QT_TRANSLATE_NOOP("keys", "自查：哪一步没做到"), "card", ("Ctrl", "1–7"), True),
    Action("number", (), QT_TRANSLATE_NOOP("keys", "选第几条建议"), "log", ("1–5",), True),
    Action("objections", (), QT_TRANSLATE_NOOP("keys", "三句话和异议，再按收起"), "log", ("O",), True),
    Action("accepted", (), QT_TRANSLATE_NOOP("keys", "接受"), "log", ("1", "A"), True),
    Action("referred", (), QT_TRANSLATE_NOOP("keys", "转介"), "log", ("1", "R"), True),
    Action("considering", (), QT_TRANSLATE_NOOP("keys", "考虑"), "log", ("1", "L"), True),
    Action("declined", (), QT_TRANSLATE_NOOP("keys", "拒绝，再按原因 1–9"), "log", ("1", "N", "3"), True),
    Action("already_has", (), QT_TRANSLATE_NOOP("keys", "已有"), "log", ("1", "H"), True),
    Action("unsuitable", (), QT_TRANSLATE_NOOP("keys", "不适合"), "log", ("1", "U"), True),
    Action("wrong", (), QT_TRANSLATE_NOOP("keys", "这条不对，再按原因"), "log", ("1", "W", "1"), True),
    Action("not_offered", (), QT_TRANSLATE_NOOP("keys", "没时间，其余都没提"), "log", ("0", "T"), True),
    Action("undo", ("Z",), QT_TRANSLATE_NOOP("keys", "十秒内撤销"), "log"),
    Action("staff", ("Ctrl+W",), QT_TRANSLATE_NOOP("keys", "换人，再输工号"), "view", ("Ctrl", "W")),
    Action("scheme", ("Ctrl+T",), QT_TRANSLATE_NOOP("keys", "浅色、深色、高对比"), "view", ("Ctrl", "T")),
    Action("large", ("Ctrl+B",), QT_TRANSLATE_NOOP("keys", "大字"), "view", ("Ctrl", "B")),
    Action("language", ("Ctrl+L",), QT_TRANSLATE_NOOP("keys", "中文、英文"), "view", ("Ctrl", "L")),
    Action("dock", ("Ctrl+K",), QT_TRANSLATE_NOOP("keys", "侧边栏"), "view", ("Ctrl", "K")),
    Action("sync", ("F5",), QT_TRANSLATE_NOOP("keys", "同步，日终对账"), "view"),
    Action("huddle", ("Ctrl+H",), QT_TRANSLATE_NOOP("keys", "晨会夕会"), "view", ("Ctrl", "H")),
    Action("knowledge", ("Ctrl+F",), QT_TRANSLATE_NOOP("keys", "知识卡、答题"), "view", ("Ctrl", "F")),
    Action("keys", ("F1",), QT_TRANSLATE_NOOP("keys", "这张键表"), "view"),
    Action("blank", (), QT_TRANSLATE_NOOP("keys", "遮屏，再按任意键回来"), "view", ("Esc", "Esc"), True),
)
BY_NAME = {action.name: action for action in ACTIONS}
GROUPS = {
    "find": QT_TRANSLATE_NOOP("keys", "找客户"),
    "card": QT_TRANSLATE_NOOP("keys", "这位客户"),
    "log": QT_TRANSLATE_NOOP("keys", "记结果：先号，后字母"),
    "view": QT_TRANSLATE_NOOP("keys", "屏幕"),
}


def words(name: str) -> str:
    """What an action is called in the present language."""
    return QCoreApplication.translate("keys", BY_NAME[name].words)


def make_actions(window: QWidget, handlers: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """One QAction for each handler whose action has a shortcut, added to ``window``.

    Raises ``KeyError`` for a handler that the table does not know.
    """
    made: dict[str, QAction] = {}
    for name, handler in handlers.items():
        action = BY_NAME[name]
        made[name] = QAction(words(name), window)
        made[name].setObjectName(name)
        made[name].setShortcuts([QKeySequence(k) for k in action.keys])
        made[name].triggered.connect(handler)
        window.addAction(made[name])
    return made


def make_numbered(window: QWidget, modifier: str, handler: Callable[[], object]) -> None:
    """One QAction for each of 1–9 with the modifier; the digit is the sender's ``data()``."""
    for n in range(1, 10):
        action = QAction(window)
        action.setData(n)
        action.setShortcut(QKeySequence(f"{modifier}+{n}"))
        action.triggered.connect(handler)
        window.addAction(action)


class KeySheet(QWidget):
    """The F1 sheet: every key of this window, in groups. Never modal; Esc or F1 closes it."""

    def __init__(self, names: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._names = frozenset(names)
        self.setWindowTitle(QCoreApplication.translate("keys", "键表"))
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        page.setSpacing(16)
        page.addWidget(Text(QCoreApplication.translate("keys", "键表"), "name", bold=True))
        columns = QHBoxLayout()
        columns.setSpacing(40)
        for groups in (("find", "view"), ("card",), ("log",)):  # none higher than 768 px
            column = QVBoxLayout()
            column.setSpacing(12)
            for group in groups:
                self._add_group(column, group)
            column.addStretch()
            columns.addLayout(column, 1)
        page.addLayout(columns, 1)

    def _add_group(self, column: QVBoxLayout, group: str) -> None:
        shown = [a for a in ACTIONS if a.group == group and a.name in self._names]
        if not shown:
            return
        column.addWidget(Text(QCoreApplication.translate("keys", GROUPS[group]), "title", bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, theme.now().px(84))
        for row, action in enumerate(shown):
            caps = QHBoxLayout()
            caps.setSpacing(4)
            for cap in action.caps or action.keys[:1]:
                caps.addWidget(Keycap(cap))
            caps.addStretch()
            grid.addLayout(caps, row, 0)
            grid.addWidget(Text(words(action.name)), row, 1)
        column.addLayout(grid)
        column.addSpacing(12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.close()
        else:
            super().keyPressEvent(event)
