"""What a tier standing says in words: how far to the next tier, what would make it, and the danger of going down."""

from PySide6.QtCore import QCoreApplication, QLocale

from teller_assist.domain.card import Card, TierStanding
from teller_assist.domain.money import FEN_A_WAN, UNIT, band_with_unit, wan
from teller_assist.ui import texts
from teller_assist.ui.noop import QT_TRANSLATE_NOOP

REACH = 5  # a gap of at most one part in so many of the tier's bound is within reach
_STEPS = ((10 * FEN_A_WAN, 10_000), (100 * FEN_A_WAN, 100_000), (1000 * FEN_A_WAN, FEN_A_WAN))


def rounded_up(fen: int) -> int:
    """Three figures are enough to say, and always enough to reach: 100 yuan under 10万, then 1,000, 1万, 10万."""
    step = next((step for below, step in _STEPS if fen < below), 10 * FEN_A_WAN)
    return -(-fen // step) * step


def within_reach(tier: TierStanding) -> bool:
    """Worth a word on the glance card: the gap is at most a fifth of the bound, the sum no more than the bound."""
    bound, missing, more = tier.next_from_fen, tier.gap_fen, tier.what_if_fen
    if bound is None or missing is None or more is None:
        return False
    return missing * REACH <= bound and more <= bound


def what_if(card: Card, exact: bool = False, short: bool = False) -> str:
    """ "18,200 more this month makes Platinum in December"; "" where there is nothing to say or it may not be said.

    An alert outranks it: to somebody's widow nobody speaks of the next tier.
    """
    tier, name = card.tier, texts.pick(card.tier.next_name, card.tier.next_name_en)
    if tier.what_if_fen is None or not (tier.what_if_month and name) or card.alerts or "exact" in card.hidden:
        return ""
    if tier.what_if_fen == 0:
        kept = _say(QT_TRANSLATE_NOOP("standing", "保持到月底，{month}可升{name}"))
        return kept.format(month=month(tier.what_if_month, short), name=name)
    fen = -(-tier.what_if_fen // 100) * 100 if exact else rounded_up(tier.what_if_fen)
    form = (
        _say(QT_TRANSLATE_NOOP("standing", "再增 {amount}，{month}可升{name}"))
        if short
        else _say(QT_TRANSLATE_NOOP("standing", "本月再增 {amount}，{month}可升{name}"))
    )
    return form.format(amount=_amount(fen, exact), month=month(tier.what_if_month, short), name=name)


def next_tier(card: Card) -> str:
    """The next tier and from where it counts; "" at the top, for a firm without tiers, and under an alert."""
    tier, name = card.tier, texts.pick(card.tier.next_name, card.tier.next_name_en)
    if not name or tier.next_from_fen is None or card.alerts:
        return ""
    return _say(QT_TRANSLATE_NOOP("standing", "下一级 {name} {amount}")).format(
        name=name, amount=wan(tier.next_from_fen) + UNIT
    )


def gap(card: Card, exact: bool) -> str:
    """How much is missing, as a band unless the key is held."""
    fen = card.tier.gap_fen
    if not fen or card.alerts:
        return ""
    return _say(QT_TRANSLATE_NOOP("standing", "还差 {band}")).format(
        band=wan(fen) + UNIT if exact else band_with_unit(fen)
    )


def danger(tier: TierStanding) -> str:
    """When a customer who stays below goes down; "" for one who does not."""
    match tier.downgrade_in_months:
        case None:
            return ""
        case 0:
            return _say(QT_TRANSLATE_NOOP("standing", "本月起会降级"))
        case months:
            return _say(QT_TRANSLATE_NOOP("standing", "再低 {n} 个月会降级")).format(n=months)


def month(told: str, short: bool = False) -> str:
    """12 月, December or Dec, from YYYY-MM."""
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    if texts.language() == "en":
        return QLocale().monthName(int(told[5:]), form)
    return _say(QT_TRANSLATE_NOOP("standing", "{month} 月")).format(month=int(told[5:]))


def _amount(fen: int, exact: bool) -> str:
    if texts.language() == "en":
        return f"{fen // 100:,}"
    yuan = exact or fen < FEN_A_WAN
    return f"{fen // 100:,} 元" if yuan else f"{wan(fen)} 万"


def _say(chinese: str) -> str:
    return QCoreApplication.translate("standing", chinese)
