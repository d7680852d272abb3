"""Every screen as a picture, in each theme, language and print size, and the page that shows them."""

import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, QSize, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from teller_assist.desk.counter import Counter, utc_now
from teller_assist.desk.delivery import Delivery
from teller_assist.desk.huddles import Huddles
from teller_assist.desk.knowledge import Knowledge
from teller_assist.domain.card import Card
from teller_assist.domain.hand import Hand
from teller_assist.domain.huddle import EVENING
from teller_assist.tour.demo_day import Hall
from teller_assist.tour.evening import delivered, offline
from teller_assist.tour.morning import picked
from teller_assist.tour.stations import views
from teller_assist.ui import texts, theme
from teller_assist.ui.dock import DockView
from teller_assist.ui.huddle_view import HuddlePresenter, HuddleView
from teller_assist.ui.knowledge import KnowledgePresenter
from teller_assist.ui.knowledge_view import KnowledgePanel
from teller_assist.ui.sheet import SheetView
from teller_assist.ui.shortcuts import ACTIONS, KeySheet
from teller_assist.ui.standards_view import StandardsPresenter, StandardsView
from teller_assist.ui.sync_page import Working
from teller_assist.ui.sync_view import SyncView
from teller_assist.ui.why import WhyPresenter, WhyView
from teller_assist.ui.window import SPOKEN, MainWindow

SCREEN = (1366, 768)


class Variant(NamedTuple):
    scheme: str
    language: str
    large: bool

    @property
    def name(self) -> str:
        return f"{self.scheme}-{self.language}{'-large' if self.large else ''}"


VARIANTS = (
    Variant("light", "zh", False),
    Variant("dark", "zh", False),
    Variant("contrast", "zh", False),
    Variant("light", "en", False),
    Variant("dark", "en", True),
    Variant("light", "zh", True),
    Variant("contrast", "en", True),
)


class Scene(NamedTuple):
    """``show`` brings the window into the state to be seen. ``lasting``: the next scene uses the same window."""

    name: str
    zh: str
    en: str
    size: tuple[int, int]
    show: Callable[[], QWidget]
    lasting: bool = False


def take(desk: Path, hall: Hall, out: Path, variants: tuple[Variant, ...] = VARIANTS) -> Path:
    """Paints all scenes into ``out`` and returns the page. Needs no display (QT_QPA_PLATFORM=offscreen)."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    counter = Counter.open(desk)
    made: dict[str, list[tuple[str, str]]] = {}
    scenes: list[Scene] = []
    before = qInstallMessageHandler(_quiet)
    try:
        cards = picked(counter)
        for variant in variants:
            texts.install_language(app, variant.language)
            theme.apply(app, variant.scheme, variant.large)
            main = MainWindow.whole(counter, AtOnce(), utc_now)
            scenes = [*_counter_scenes(main, cards), *_other_scenes(counter, cards), *_station_scenes(hall)]
            for scene in scenes:
                name = f"{scene.name}-{variant.name}.png"
                _paint(app, scene, out / name)
                made.setdefault(scene.name, []).append((variant.name, name))
            _forget(main)
    finally:
        qInstallMessageHandler(before)
        counter.close()
        texts.install_language(app, "zh")
        theme.apply(app)
    page = out / "index.html"
    page.write_text(_page(scenes, made), encoding="utf-8")
    return page


def _paint(app: QApplication, scene: Scene, file: Path) -> None:
    window = scene.show()
    grown = [theme.now().px(n) for n in scene.size]
    wanted = QSize(min(grown[0], SCREEN[0]), min(grown[1], SCREEN[1]))
    if window.size() != wanted:
        window.resize(wanted)
    window.show()
    for _ in range(3):
        app.processEvents()
    window.grab().save(str(file))
    if not scene.lasting:
        _forget(window)


def _forget(window: QWidget) -> None:
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no event loop runs here to do it


class AtOnce:
    """Runs work in place, where the window has a thread: a picture waits for nothing."""

    def run(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        try:
            answer = work()
        except Exception as error:
            failed(error)
        else:
            done(answer)


def _quiet(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
    """The offscreen platform says with each window what it cannot do."""
    if not words.startswith("This plugin does not support"):
        print(words, file=sys.stderr)


def _counter_scenes(main: MainWindow, cards: Mapping[str, Card]) -> Iterator[Scene]:
    yield Scene("empty", "等待下一位", "Waiting for the next", SCREEN, partial(_empty, main), lasting=True)
    yield Scene("search", "找客户", "Finding a customer", SCREEN, partial(_search, main, "zs"), lasting=True)
    for name, zh, en in (
        ("busy", "客户卡与建议", "The card and the suggestions"),
        ("bundle", "套餐，每样单独谢绝", "A bundle, each part declined by itself"),
        ("alert", "停止营销", "Selling has stopped"),
        ("nothing", "今天没有推荐", "Nothing today"),
    ):
        if name in cards:
            show = partial(_open, main, cards[name].customer_no)
            yield Scene(f"counter-{name}", zh, en, SCREEN, show, lasting=True)
    if "care" in cards:
        yield Scene("counter-care", "先关怀", "Care first", SCREEN, partial(_care, main, cards["care"]), lasting=True)


def _other_scenes(counter: Counter, cards: Mapping[str, Card]) -> Iterator[Scene]:
    if "busy" in cards:
        card = cards["busy"]
        yield Scene("why", "为什么，为什么不", "Why, and why not", (960, 680), lambda: _why(counter, card))
        code = card.slate.suggestions[0].product_code
        yield Scene("sheet", "给客户看的产品页", "The sheet for the customer", SCREEN, lambda: _sheet(counter, code))
    for name, zh, en in (
        ("busy", "侧边栏", "The dock"),
        ("alert", "侧边栏：停止营销", "The dock: selling has stopped"),
    ):
        if name in cards:
            shown = cards[name]
            yield Scene(f"dock-{name}", zh, en, (320, 768), partial(_dock, counter, shown))
    told, now = counter.delivery(), utc_now()
    for name, zh, en, shown_as in (
        ("delivered", "日终对账（F5）", "The day's count (F5)", delivered(told, now)),
        ("offline", "同步：离线", "Sync: offline", offline(told, now)),
        ("alone", "同步：未登记", "Sync: not enrolled", told),
    ):
        yield Scene(f"sync-{name}", zh, en, (960, 680), partial(_sync, shown_as, now))
    yield Scene("standards", "服务标准（Shift+F1）", "Standards (Shift+F1)", (960, 680), partial(_standards, counter))
    for name, zh, en, typed in (
        ("knowledge", "知识卡（Ctrl+F）", "Knowledge cards (Ctrl+F)", "lilv"),
        ("quiz", "答题", "The quiz", ""),
    ):
        yield Scene(name, zh, en, (520, 640), partial(_knowledge, counter, typed))
    yield Scene("keys", "键表（F1）", "Every key (F1)", (1024, 740), lambda: KeySheet(_keys()))


def _station_scenes(hall: Hall) -> Iterator[Scene]:
    for shown, view in views(hall, AtOnce()):
        yield Scene(shown.name, shown.zh, shown.en, shown.size, view)
    yield Scene("huddle", "夕会（Ctrl+H）", "The evening huddle (Ctrl+H)", (720, 680), partial(_huddle, hall))


def _keys() -> list[str]:
    return [a.name for a in ACTIONS if a.name != "dock"] + list(SPOKEN)


def _empty(main: MainWindow) -> QWidget:
    main.presenter.end()
    main.presenter.tick()
    return main


def _search(main: MainWindow, typed: str) -> QWidget:
    main.view.field.edit.setText(typed)
    return main


def _open(main: MainWindow, customer_no: str) -> QWidget:
    main.presenter.reopen(customer_no)
    return main


def _care(main: MainWindow, card: Card) -> QWidget:
    """The core terminal tells of a large early withdrawal to somebody new in another province."""
    hand = Hand("transfer", 20_000_000, early=True, payee_new=True, payee_elsewhere=True)
    main.presenter.pop("customer", card.customer_no, hand=hand)
    return main


def _why(counter: Counter, card: Card) -> QWidget:
    view = WhyView()
    hard = [b.product_code for b in card.slate.blocked if b.gate == "suitability"]
    presenter = WhyPresenter(view, lambda code: counter.why(card.customer_no, code))
    presenter.open(card.salutation, card.slate, hard[0] if hard else "")
    view.setProperty("presenter", presenter)
    return view


def _sheet(counter: Counter, code: str) -> QWidget:
    view = SheetView()
    view.show_sheet(counter.sheet(code))
    return view


def _knowledge(counter: Counter, typed: str) -> QWidget:
    """Cards for what is typed; the topics of the quiz for nothing."""
    view = KnowledgePanel()
    presenter = KnowledgePresenter(view, Knowledge(counter), AtOnce(), lambda: False)
    presenter.open()
    if typed:
        view.field.edit.setText(typed)
    else:
        presenter.switch()
    view.setProperty("presenter", presenter)
    return view


def _dock(counter: Counter, card: Card) -> QWidget:
    view = DockView()
    view.show_card(card)
    view.show_visit("02:10", "", "", 0.43, "")
    view.show_status(counter.status())
    return view


def _sync(told: Delivery, now: datetime) -> QWidget:
    view = SyncView()
    view.show_delivery(told, Working(), now)
    return view


def _standards(counter: Counter) -> QWidget:
    view = StandardsView()
    presenter = StandardsPresenter(counter)
    presenter.open(view, "cash_large")
    view.setProperty("presenter", presenter)
    return view


def _huddle(hall: Hall) -> QWidget:
    view = HuddleView()
    presenter = HuddlePresenter(Huddles(hall.manager), hall.clock)
    presenter.open(view)
    presenter.ask(EVENING)
    view.setProperty("presenter", presenter)
    return view


def _page(scenes: list[Scene], made: dict[str, list[tuple[str, str]]]) -> str:
    parts = []
    for scene in scenes:
        figures = "".join(
            f'<figure><a href="{file}"><img loading="lazy" src="{file}" alt="{escape(scene.zh)} {variant}"></a>'
            f"<figcaption>{variant}</figcaption></figure>"
            for variant, file in made[scene.name]
        )
        parts.append(f"<h2>{escape(scene.zh)} <small>{escape(scene.en)}</small></h2><div>{figures}</div>")
    return _HTML.format(body="\n".join(parts))


_HTML = """<!doctype html>
<html lang="zh"><meta charset="utf-8"><title>柜面助手 · Teller Assist</title>
<style>
body {{ font: 16px/1.5 "Noto Sans CJK SC", "Microsoft YaHei UI", sans-serif; margin: 32px;
  background: #f3f5f7; color: #17202b }}
small {{ color: #596573; font-weight: normal }}
div {{ display: flex; flex-wrap: wrap; gap: 16px }}
figure {{ margin: 0 }}
img {{ max-width: 480px; max-height: 384px; border-radius: 8px; box-shadow: 0 1px 6px #0003 }}
figcaption {{ font-size: 12px; color: #596573 }}
</style>
<h1>柜面助手 · Teller Assist</h1>
<p>演示网点，人物与金额均为虚构。<br>A demo branch; all people and figures are invented.</p>
{body}
</html>
"""
