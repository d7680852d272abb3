"""The glance card: five lines, read in three seconds, the same thing always in the same place."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from teller_assist.domain.card import Card, Flag
from teller_assist.domain.suggestion import Suggestion
from teller_assist.ui import texts, theme
from teller_assist.ui.card_lines import Flags, Foot, Head, Sentence, Worth
from teller_assist.ui.lanes import Lanes
from teller_assist.ui.widgets import Frame, inside

UNTOLD = ("no_vehicle",)  # what only the rules need to know
# Where the spare height goes, after each line: (least px, share).
_AFTER = ((4, 8), (4, 16), (4, 12), (4, 16), (4, 16))


class CardView(Frame):
    """Shows one customer. It takes the focus when a card opens, so that letters log and digits choose."""

    def __init__(self) -> None:
        super().__init__("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._card: Card | None = None
        self._exact = False
        self.head, self.flags, self.worth = Head(), Flags(), Worth()
        self.lanes, self.say, self.foot = Lanes(), Sentence(), Foot()
        column = inside(QVBoxLayout(self), theme.CARD_PAD, 14, 0)
        lines = (self.head, self.flags, self.worth, self.lanes, self.say, self.foot)
        for line, (least, share) in zip(lines, (*_AFTER, (0, 0)), strict=True):
            column.addWidget(line)
            if share:
                column.addSpacing(least)
                column.addStretch(share)
        column.addStretch(1)

    def show_card(self, card: Card) -> None:
        self._card, self._exact = card, False
        self.head.show_card(card)
        shown = [*card.alerts, *(flag for flag in card.flags if flag.code not in UNTOLD)]
        if card.possible_duplicate:
            shown.append(Flag("possible_duplicate", "plain", None, {}))
        last = self._last_time(card) if card.care is None else ""  # it names a product
        self.flags.show_flags(shown, card, last or (self.tr("近期没有到期，也没有提过建议") if not shown else ""))
        for line in (self.worth, self.lanes, self.say, self.foot):
            line.setVisible(not card.minimal)
        self.setAccessibleName(card.salutation)
        if not card.minimal:
            self._figures()
            self.foot.show_card(card)

    def show_offer(self, offer: Suggestion | None, number: int) -> None:
        """The one thing to say, or why there is nothing to say today, or what to say instead of selling."""
        if self._card is None or self._card.minimal:
            return
        if self._card.alerts:
            self.say.show_care(self._card.alerts[0].code, self._card.care)
        elif offer is None:
            self.say.show_nothing(self._card.slate.nothing_because)
        else:
            self.say.show_offer(offer, number)

    def show_exact(self, exact: bool) -> None:
        """Exact figures while the key is held; bands as soon as it is not."""
        if self._card is not None and exact != self._exact and not self._card.minimal:
            self._exact = exact
            self._figures()

    def _figures(self) -> None:
        if self._card is not None:
            stale = self._card.stale != "fresh"
            self.worth.show_worth(self._card, self._exact, stale)
            self.lanes.show_lanes(self._card.lanes, self._exact, stale)

    def _last_time(self, card: Card) -> str:
        last = card.last_time
        if last is None:
            return ""
        outcome = texts.outcome_done if texts.language() == "en" else texts.outcome
        what = self.tr("上次 {on} {outcome}{name}").format(
            on=texts.day(last.on, card.today), outcome=outcome(last.outcome),
            name=texts.pick(last.name, last.name_en),
        )  # fmt: skip
        because = texts.reason(last.outcome, last.reason)
        return self.tr("{what}，{because}").format(what=what, because=because) if because else what
