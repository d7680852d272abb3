"""The presenter of the texts: finds them, checks what is typed, keeps what is right."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from teller_assist.desk.wording import Wordings
from teller_assist.domain.wordings import Wording
from teller_assist.domain.words import longest
from teller_assist.errors import Expected
from teller_assist.ui import texts, words_wording
from teller_assist.ui.noop import QT_TRANSLATE_NOOP
from teller_assist.ui.scene import Runs
from teller_assist.ui.station import Station
from teller_assist.ui.why_list import Line
from teller_assist.ui.wording_view import WordingView

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter


def make(counter: "Counter", tasks: Runs, now: Callable[[], datetime], packs: str = "") -> Station:
    """``packs``: a folder of drafts; "" the packs of this desk, which are only checked."""
    view = WordingView()
    return Station(view, WordingPresenter(view, Wordings(counter, Path(packs) if packs else None)))


class WordingPresenter:
    def __init__(self, view: WordingView, wordings: Wordings) -> None:
        self._view, self._wordings = view, wordings
        self._all: list[Wording] = []
        self._wrong: list[bool] = []  # half a second for all of them, so once
        self._at = -1
        view.searched.connect(self.search)
        view.chosen.connect(self.choose)
        view.typed.connect(self.check)
        view.kept.connect(self.keep)

    def tick(self) -> None:
        """Once: the texts change only here."""
        if self._all:
            return
        try:
            self._all = list(self._wordings.all())
            self._wrong = [bool(w.findings(w.zh, w.en)) for w in self._all]
        except Expected as error:
            self._view.say(texts.error(error), "bad")
            return
        told = QT_TRANSLATE_NOOP("wording", "只检查，不保存：没有指定草稿文件夹")
        kept = QT_TRANSLATE_NOOP("wording", "草稿：{folder}")
        folder = self._wordings.folder
        self._view.keep.setVisible(folder is not None)
        self._view.say(_say(told) if folder is None else _say(kept).format(folder=folder))
        self.search("")

    def search(self, text: str) -> None:
        """By name, code and words, in whichever language."""
        wanted = text.strip().lower()
        places = [n for n, w in enumerate(self._all) if wanted in self._haystack(w)]
        lines = [self._line(n) for n in places]
        self._view.show_lines(lines, _say(QT_TRANSLATE_NOOP("wording", "{n} 条")).format(n=len(lines)))

    def choose(self, place: int) -> None:
        self._at = place
        self._view.show_wording(self._all[place], self._name(self._all[place]))

    def check(self) -> None:
        if self._at < 0:
            return
        wording, (zh, en) = self._all[self._at], self._typed()
        self._view.show_findings(wording.kind, (longest(zh), longest(en)), wording.findings(zh, en))

    def keep(self) -> None:
        if self._at < 0:
            return
        try:
            self._all[self._at] = self._wordings.keep(self._all[self._at], *self._typed())
        except Expected as error:
            self._view.say(texts.error(error), "bad")
        else:
            self._wrong[self._at] = False
            self._view.say(_say(QT_TRANSLATE_NOOP("wording", "已存入草稿，发布后才会用")), "ok")

    def _typed(self) -> tuple[str, str]:
        return self._view.zh.text().strip(), self._view.en.text().strip()

    def _name(self, w: Wording) -> str:
        return texts.pick(*self._wordings.name(w.of))

    def _haystack(self, w: Wording) -> str:
        return " ".join((*self._wordings.name(w.of), w.of, w.zh, w.en)).lower()

    def _line(self, place: int) -> Line:
        w = self._all[place]
        return Line(str(place), self._name(w), "x" if self._wrong[place] else "check", words_wording.field(w.field))


def _say(chinese: str) -> str:
    return QCoreApplication.translate("wording", chinese)
