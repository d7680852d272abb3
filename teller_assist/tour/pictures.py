"""Every screen as a picture, in each theme, language and print size, and the page that shows them."""

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QApplication, QWidget

from teller_assist.desk.counter import Counter
from teller_assist.domain.card import Card
from teller_assist.tour.morning import picked
from teller_assist.ui import texts, theme
from teller_assist.ui.dock import DockView
from teller_assist.ui.sheet import SheetView
from teller_assist.ui.shortcuts import ACTIONS, KeySheet
from teller_assist.ui.why import WhyPresenter, WhyView

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
    """``show`` makes the window; what else it needs alive hangs on the window."""

    name: str
    zh: str
    en: str
    size: tuple[int, int]
    show: Callable[[], QWidget]


def take(desk: Path, out: Path, variants: tuple[Variant, ...] = VARIANTS) -> Path:
    """Paints all scenes into ``out`` and returns the page. Needs no display (QT_QPA_PLATFORM=offscreen)."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    counter = Counter.open(desk)
    made: dict[str, list[tuple[str, str]]] = {}
    scenes: list[Scene] = []
    try:
        for variant in variants:
            texts.install_language(app, variant.language)
            theme.apply(app, variant.scheme, variant.large)
            scenes = list(_scenes(counter))
            for scene in scenes:
                name = f"{scene.name}-{variant.name}.png"
                _paint(app, scene, out / name)
                made.setdefault(scene.name, []).append((variant.name, name))
    finally:
        counter.close()
        texts.install_language(app, "zh")
        theme.apply(app)
    page = out / "index.html"
    page.write_text(_page(scenes, made), encoding="utf-8")
    return page


def _paint(app: QApplication, scene: Scene, file: Path) -> None:
    window = scene.show()
    grown = [theme.now().px(n) for n in scene.size]
    window.resize(min(grown[0], SCREEN[0]), min(grown[1], SCREEN[1]))
    window.show()
    for _ in range(3):
        app.processEvents()
    window.grab().save(str(file))
    window.close()
    window.deleteLater()


def _scenes(counter: Counter) -> Iterator[Scene]:
    cards = picked(counter)
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
            yield Scene(f"dock-{name}", zh, en, (320, 768), lambda c=shown: _dock(counter, c))  # type: ignore[misc]
    yield Scene("keys", "键表（F1）", "Every key (F1)", (540, 660), lambda: KeySheet([a.name for a in ACTIONS]))


def _why(counter: Counter, card: Card) -> QWidget:
    view = WhyView()
    hard = [b.product_code for b in card.slate.blocked if b.gate == "suitability"]
    presenter = WhyPresenter(view, lambda code: counter.why(card.customer_no, code))
    presenter.open(card.salutation, card.slate, hard[0] if hard else "")
    view.presenter = presenter  # type: ignore[attr-defined]
    return view


def _sheet(counter: Counter, code: str) -> QWidget:
    view = SheetView()
    view.show_sheet(counter.sheet(code))
    return view


def _dock(counter: Counter, card: Card) -> QWidget:
    view = DockView()
    view.show_card(card)
    view.show_status(counter.status())
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
