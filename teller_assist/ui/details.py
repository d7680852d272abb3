"""Everything the card knows and the glance leaves out, in the card's place (F4): what happened, the way to the next
tier, what falls due, what is held, who belongs together. Bands, and exact figures only while F6 is held."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from teller_assist.domain.card import Card
from teller_assist.ui import details_words, standing, texts, theme
from teller_assist.ui.details_parts import HIGH, Line, Outlook, Section
from teller_assist.ui.widgets import Frame, Keycap, Tag, Text, inside
from teller_assist.ui.words import GEM_TIERS

RIGHT = 336  # px of the column beside the timeline; it follows the print size only as far as there is room


class DetailsView(Frame):
    """Shows one customer. Arrows and page keys scroll; every other key does here what it does on the card."""

    def __init__(self) -> None:
        super().__init__("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tiers: Mapping[str, str] = {}
        self._card: Card | None = None
        self._said = ""
        self._figures: list[tuple[Text, str, str]] = []  # label, its band, its exact figure
        self.name, self.tier, self.since = Text("", "title", bold=True), Tag("badge"), Text("", "body", "mut")
        self.outlook = Outlook()
        self.body = QWidget()
        self.area = QScrollArea()
        self.area.setProperty("kind", "scroll")
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = inside(QVBoxLayout(self), theme.CARD_PAD, 16, 14)
        column.addLayout(self._head())
        column.addWidget(self.outlook)
        column.addWidget(self.area, 1)

    def _head(self) -> QHBoxLayout:
        self.hold, self.hint = Keycap(""), Text("", "caption", "mut")
        self.close_word = Text("", "caption", "mut")
        row = QHBoxLayout()
        row.setSpacing(12)
        left: tuple[QWidget, ...] = (self.name, self.tier, self.since)
        self.right = right = (self.hold, self.hint, Keycap("F4"), self.close_word)
        for part in left:
            row.addWidget(part)
        row.addStretch()
        for other in right:
            row.addWidget(other)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A long name takes the place of what stands beside it; it is never cut."""
        metrics = QFontMetrics(theme.now().font("title", bold=True))
        bare = (self._card.salutation if self._card else "") or self._said
        fixed = [part for part in (self.tier, *self.right) if part is not self.hint and not part.isHidden()]
        room = self.width() - 2 * theme.CARD_PAD - 36 - sum(part.sizeHint().width() + 12 for part in fixed)
        full = metrics.horizontalAdvance(self._said)
        self.name.setText(self._said if full <= room else bare)
        room -= metrics.horizontalAdvance(self.name.text())
        for extra in (self.hint, self.since):
            wide = extra.sizeHint().width() + 12
            extra.setVisible(bool(extra.text()) and wide <= room)
            room -= wide if wide <= room else 0

    # --- what the presenter orders

    def show_details(self, card: Card) -> None:
        """Another customer begins at the top; the same one, after something was logged, stays where it was."""
        bar = self.area.verticalScrollBar()
        at = bar.value() if self._card is not None and self._card.customer_no == card.customer_no else 0
        self._card, self._figures = card, []
        self._said = self.tr("{name} · 往来").format(name=card.salutation or self.tr("其他网点客户"))
        tier = texts.pick(card.tier.name, card.tier.name_en)
        self.tier.show_word(tier, "gem" if card.tier.code in GEM_TIERS else "")
        self.since.setText(self.tr("{month} 起").format(month=card.tier.since) if card.tier.since else "")
        self.close_word.setText(self.tr("收起"))
        exact = not card.minimal and "exact" not in card.hidden
        self.hold.key.setText(self.tr("按住 F6"))
        self.hold.setVisible(exact)
        self.hint.setText(self.tr("看准数，留痕") if exact else "")
        self._fill(card)
        self.show_exact(False)
        self.setAccessibleName(self._said)
        self._fit()
        bar.setValue(at)

    def show_exact(self, exact: bool) -> None:
        """Exact figures while the key is held; bands as soon as it is not."""
        if self._card is None:
            return
        for label, band, figure in self._figures:
            label.setText(figure if exact and figure else band)
        self._show_outlook(self._card, exact)

    def _show_outlook(self, card: Card, exact: bool) -> None:
        if card.minimal:
            self.outlook.show_outlook("", "", "alt")
            return
        ahead, danger = standing.what_if(card, exact), standing.danger(card.tier)
        under = texts.listed(standing.next_tier(card), standing.gap(card, exact))
        if danger:
            self.outlook.show_outlook(danger, under, "warn")
        elif ahead:
            tone = "acc" if standing.within_reach(card.tier) else "alt"
            self.outlook.show_outlook(ahead, under, tone)
        else:
            top = "" if card.alerts or not card.tier.name else self.tr("已是最高一级")
            self.outlook.show_outlook(under or top, "", "alt")

    # --- what is in it

    def _fill(self, card: Card) -> None:
        self.body = QWidget()
        self.body.setProperty("kind", "scrolled")
        columns = QHBoxLayout(self.body)
        columns.setContentsMargins(0, 0, 8, 0)
        columns.setSpacing(32)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side, sections in ((left, self._happening(card)), (right, self._beside(card))):
            side.setSpacing(18)
            for section in sections:
                side.addWidget(section)
            side.addStretch(1)
        beside = QWidget()
        right.setContentsMargins(0, 0, 0, 0)
        beside.setLayout(right)
        beside.setFixedWidth(min(theme.now().px(RIGHT), RIGHT + 28))
        columns.addLayout(left, 1)
        columns.addWidget(beside)
        self.area.setWidget(self.body)  # the one before is deleted

    def _happening(self, card: Card) -> list[Section]:
        """What falls due, then what has been."""
        if card.minimal:
            return [self._timeline(card)]
        self.dates = self._dates(card)
        return [self.dates, self._timeline(card)]

    def _timeline(self, card: Card) -> Section:
        hidden = card.minimal or "timeline" in card.hidden
        items = () if hidden else card.timeline
        empty = self.tr("其他网点的客户，这里只有简卡") if hidden else self.tr("还没有往来记录")
        count = self.tr("{n} 条，新的在前").format(n=len(items)) if items else ""
        section = self.timeline = Section(self.tr("往来记录"), count, empty)
        if any(item.mine for item in items):
            section.head.addWidget(details_words.unsent_mark())
            section.head.addWidget(Text(self.tr("未同步"), "caption", "mut"))
        metrics = QFontMetrics(theme.now().font())
        wide = max((metrics.horizontalAdvance(texts.day(i.on, card.today)) for i in items), default=0)
        day = ""
        for item in items:
            on = texts.day(item.on, card.today)
            line = section.add(details_words.happened(item, "" if on == day else on, wide, card))
            line.setAccessibleName(f"{on} {line.accessibleName()}" if on == day else line.accessibleName())
            day = on
        return section

    def _beside(self, card: Card) -> list[Section]:
        if card.minimal:
            return []
        self.held = self._holdings(card)
        self.relations, self.wishes = self._relations(card), self._wishes(card)
        shown = [*self.held, self.relations, self.wishes]
        notes = self._notes(card)
        return [notes, *shown] if card.possible_duplicate else [*shown, notes] if notes.lines else shown

    def _dates(self, card: Card) -> Section:
        section = Section(self.tr("到期与过期"), empty=self.tr("30 天内没有到期的"))
        for flag in card.flags:
            if flag.on is not None:
                line = section.add(details_words.dated(flag, card))
                band, exact = details_words.due_figures(flag)
                if band:
                    self._figures.append((line.last, band, exact if "exact" not in card.hidden else ""))
        return section

    def _holdings(self, card: Card) -> list[Section]:
        """Every product kind that is there in any way; what is not listed is not held."""
        sections = []
        for lane in card.lanes:
            name, plain = texts.lane(lane.lane)
            shown = [row for row in lane.rows if row.state != "none"]
            title = name if lane.lane == "fee" or plain.lower() == name.lower() else f"{name} {plain}"
            section = Section(title)
            total = Text("", "body", "text" if shown else "mut", bold=bool(shown))
            section.head.addWidget(total)
            none = "" if shown else self.tr("没有")
            self._figures.append((total, lane.band or none, details_words.exact(lane.exact_fen)))
            for row in shown:
                line = section.add(details_words.held(row))
                if row.state in ("held", "zero"):
                    self._figures.append((line.last, details_words.band(row), details_words.exact(row.exact_fen)))
            sections.append(section)
        return sections

    def _relations(self, card: Card) -> Section:
        hidden = "relations" in card.hidden
        empty = self.tr("按岗位不显示") if hidden else self.tr("没有，或没有同意显示")
        section = Section(self.tr("关联客户"), "", empty)
        for related in card.relations:
            section.add(details_words.related(related, self.tiers, theme.now().px(52)))
        return section

    def _wishes(self, card: Card) -> Section:
        section = Section(self.tr("偏好"), empty=self.tr("没有记下的偏好"))
        for words in details_words.wishes(card):
            section.add(Line(words[1], first=words[0], wide=theme.now().px(52)))
        return section

    def _notes(self, card: Card) -> Section:
        section = Section(self.tr("留意"))
        if card.possible_duplicate:
            words = self.tr("疑似重复：可能另有一份档案，先核对证件")
            section.add(Line(words, glyph="users", tone="warn", ink="warn"))
        if card.hidden:
            parts = self.tr("、").join(details_words.hidden(code) for code in card.hidden)
            section.add(Line(self.tr("按岗位不显示：{parts}").format(parts=parts), glyph="eye-off", ink="mut"))
        return section

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, page = self.area.verticalScrollBar(), self.area.viewport().height() - theme.now().px(HIGH)
        steps = {
            Qt.Key.Key_Up: -2 * HIGH, Qt.Key.Key_Down: 2 * HIGH, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -bar.maximum(), Qt.Key.Key_End: bar.maximum(),
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + step)
