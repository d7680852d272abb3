"""The look: one token table with three columns, made into a palette, a style sheet and fonts.

To add a colour: a line in ``TABLE`` and, if text is written in it, a pair in ``PAIRS``; the
contrast test walks both. Where a colour is used by kind, tone or state stands in
``resources/theme.qss``; a painted widget asks ``now()``.
"""

from dataclasses import dataclass
from functools import cached_property
from string import Template

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from teller_assist.paths import RESOURCES

STYLE = "Fusion"
SCHEMES = ("light", "dark", "contrast")

TABLE: dict[str, tuple[str, str, str]] = {
    "bg": ("#F3F5F7", "#121519", "#000000"),
    "base": ("#FFFFFF", "#1B1F25", "#000000"),
    "alt": ("#F3F5F8", "#242A31", "#000000"),
    "text": ("#17202B", "#E8EBEF", "#FFFFFF"),
    "mut": ("#596573", "#A3AEBA", "#FFFFFF"),
    "edge": ("#7B8694", "#7C8896", "#FFFFFF"),
    "track": ("#DCE2E9", "#353E48", "#444444"),
    "acc": ("#1D5BB5", "#6EA8F2", "#FFD700"),
    "accText": ("#FFFFFF", "#0C1420", "#000000"),
    "accSoft": ("#EAF1FB", "#1E2C40", "#000000"),
    "ok": ("#166B3F", "#5CCB95", "#00FF7F"),
    "okSoft": ("#E6F4EC", "#183226", "#000000"),
    "warn": ("#8A5100", "#F2B749", "#FFD700"),
    "warnSoft": ("#FDF1DC", "#382B14", "#000000"),
    "bad": ("#B3261E", "#FF8A80", "#FF7B7B"),
    "badSoft": ("#FBE9E7", "#3D201E", "#000000"),
    "inv": ("#1F2933", "#E8EBEF", "#FFFFFF"),
    "invText": ("#FFFFFF", "#15191E", "#000000"),
}

# (ink, ground, least contrast): text 4.5, edges and glyphs 3.0 (WCAG 2.2, 1.4.3 and 1.4.11).
PAIRS = (
    *((ink, ground, 4.5) for ink in ("text", "mut") for ground in ("bg", "base", "alt", "accSoft")),
    *((ink, ground, 4.5) for ink in ("acc", "ok", "warn", "bad") for ground in ("bg", "base", "alt")),
    *((tone, f"{tone}Soft", 4.5) for tone in ("acc", "ok", "warn", "bad")),
    *(("text", f"{tone}Soft", 4.5) for tone in ("ok", "warn", "bad")),
    ("accText", "acc", 4.5),
    ("invText", "inv", 4.5),
    *(("edge", ground, 3.0) for ground in ("bg", "base", "alt", "accSoft")),
)

FAMILIES = ("Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")
# Type scale: font px at normal print. `field` is the search field's, `ticket` and
# `headline` are for what is read from afar: the lobby board and the sheet for the customer; `sign` and
# `call` and `hall` for the hall: the evaluation window, the kiosk, the call board.
STEPS = {"caption": 12, "body": 14, "field": 16, "title": 18, "ticket": 24, "name": 28, "headline": 40,
         "sign": 64, "call": 96, "hall": 128}  # fmt: skip
AFAR = {"sign", "call", "hall"}  # beyond what large print is for: they stay
LARGE = 1.25

# Space, in px: an 8-px grid, 4 for insides.
MARGIN, DOCK_MARGIN, GAP, CARD_PAD, OFFER_PAD, INSIDE = 24, 8, 24, 24, 20, 4


@dataclass(frozen=True)
class Theme:
    """One scheme at one print size. ``scheme`` is one of ``SCHEMES``."""

    scheme: str
    large: bool

    def hex(self, token: str) -> str:
        return TABLE[token][SCHEMES.index(self.scheme)]

    def colour(self, token: str) -> QColor:
        return QColor(self.hex(token))

    def px(self, length: int) -> int:
        """A font size or a length that follows it, at the present print size."""
        return round(length * LARGE) if self.large else length

    def step_px(self, step: str) -> int:
        """A step's font size at the present print size."""
        return STEPS[step] if step in AFAR else self.px(STEPS[step])

    def font(self, step: str = "body", bold: bool = False) -> QFont:
        font = QFont()
        font.setFamilies(list(FAMILIES))
        font.setPixelSize(self.step_px(step))
        font.setBold(bold)
        return font

    @cached_property
    def palette(self) -> QPalette:
        made = QPalette()
        roles = QPalette.ColorRole
        for role, token in (
            (roles.Window, "bg"), (roles.WindowText, "text"), (roles.Base, "base"), (roles.Text, "text"),
            (roles.AlternateBase, "alt"), (roles.Button, "alt"), (roles.ButtonText, "text"),
            (roles.BrightText, "bad"), (roles.Highlight, "acc"), (roles.HighlightedText, "accText"),
            (roles.PlaceholderText, "mut"), (roles.Link, "acc"), (roles.LinkVisited, "acc"),
            (roles.ToolTipBase, "inv"), (roles.ToolTipText, "invText"), (roles.Mid, "edge"),
            (roles.Midlight, "track"), (roles.Light, "base"), (roles.Dark, "edge"), (roles.Accent, "acc"),
        ):  # fmt: skip
            made.setColor(role, self.colour(token))
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            made.setColor(QPalette.ColorGroup.Disabled, role, self.colour("mut"))
        return made

    @cached_property
    def style_sheet(self) -> str:
        """``resources/theme.qss`` with this theme's colours and sizes in the blanks.

        ``line`` is the edge of a card or well: its own ground, but a visible edge in high
        contrast, where all grounds are black.
        """
        blanks = {token: self.hex(token) for token in TABLE}
        blanks |= {step: f"{self.step_px(step)}px" for step in STEPS}
        for ground in ("base", "alt", "accSoft", "okSoft", "warnSoft", "badSoft"):
            blanks[f"{ground}Line"] = self.hex("edge" if self.scheme == "contrast" else ground)
        blanks["full"] = f"{self.px(12)}px"
        return Template((RESOURCES / "theme.qss").read_text(encoding="utf-8")).substitute(blanks)


_now = Theme("light", large=False)


def now() -> Theme:
    """The theme that ``apply`` set last: what a painted widget paints with."""
    return _now


def make_app(arguments: list[str]) -> QApplication:
    """The application in our style; ``setStyle`` would hand back a QStyle, whose enums take 6 ms to make."""
    app = QApplication([*arguments, "-style", STYLE])
    app.setProperty("look", STYLE)
    return app


def apply(app: QApplication, scheme: str = "light", large: bool = False) -> Theme:
    """Gives the whole program this look, at once. Every widget then gets a StyleChange event."""
    global _now
    _now = Theme(scheme, large)
    if app.property("look") is None:  # a style sheet hides the style's name, and setting it again restyles all
        app.setStyle(STYLE)
        app.setProperty("look", STYLE)
    app.setPalette(_now.palette)
    app.setFont(_now.font())
    app.setStyleSheet(_now.style_sheet)
    return _now


def contrast(ink: QColor, ground: QColor) -> float:
    """Contrast 1–21 of two opaque colours (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
