"""A text as it is looked at for words that must not be said: what hides a word is taken away.

Full-width letters, traditional characters, blanks and signs put between the characters of a word (保 本, 稳-赚,
零,风,险, g u a r a n t e e) are folded to the plain form. Each character knows where it stood, to be shown there.
"""

import re
import unicodedata
from itertools import pairwise
from typing import NamedTuple

# Traditional characters of the words that are looked for; zip(strict) keeps both rows alike.
_PLAIN = dict(
    zip(
        "風嗎證穩賺險無沒絕對虧賠搶購後機會錯過買賣辦開貸銀儲損獲贏報諾綁婚齡歲離異殘戶別療預計達漲優剛兌級國業際單懷實減額費現時間"
        "馬趕緊幾個這樣們給從來說讓聽總數產財資還擔將當應該萬強陸觀藝專體點類華騙靠譜淨產獎勵響審徵務戰勝銷搭賬帳戶據須與為於認",
        "风吗证稳赚险无没绝对亏赔抢购后机会错过买卖办开贷银储损获赢报诺绑婚龄岁离异残户别疗预计达涨优刚兑级国业际单怀实减额费现时间"
        "马赶紧几个这样们给从来说让听总数产财资还担将当应该万强陆观艺专体点类华骗靠谱净产奖励响审征务战胜销搭账账户据须与为于认",
        strict=True,
    )
)
_CJK = re.compile(r"[\u3400-\u9fff]")
_JOINS = re.compile(r"[\u3400-\u9fff0-9%]")  # 0 风险, 100 % 赚
_FILLER = frozenset("—– \t\u3000-_*·•.~|/\\+=^#'`\u200b\u200c\u200d\ufeff\u00ad\u2060")
_PAUSE = frozenset("，,、。")
_SPELT = re.compile(r"(?<![a-z])[a-z](?:[ .\-_*][a-z]){3,}(?![a-z])")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\ufeff\u00ad\u2060]")


class Folded(NamedTuple):
    """``places[i]``: where character ``i`` of ``text`` stands in the original."""

    text: str
    places: tuple[int, ...]

    def where(self, start: int, end: int) -> tuple[int, int]:
        """The same span in the original."""
        return self.places[start], self.places[end - 1] + 1


def folded(text: str) -> Folded:
    """Lower case, simplified, half-width, and nothing between the characters of a word."""
    chars = [
        (_PLAIN.get(c, c), at)
        for at, original in enumerate(text)
        for c in unicodedata.normalize("NFKC", "'" if original == "’" else original).lower()
        if not _INVISIBLE.match(c)
    ]
    chars = _spelt_joined(_without_fillers(_without_pauses(chars)))
    return Folded("".join(c for c, _ in chars), tuple(at for _, at in chars))


def _without_fillers(chars: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Blanks and signs between Chinese characters; a decimal point and English words stay as they are."""
    kept: list[tuple[str, int]] = []
    for i, (c, at) in enumerate(chars):
        if c in _FILLER and kept and _JOINS.match(kept[-1][0]):
            after = next((d for d, _ in chars[i:] if d not in _FILLER), "")
            chinese = _CJK.match(kept[-1][0]) or _CJK.match(after)
            if chinese and _JOINS.match(after):
                continue
        kept.append((c, at))
    return kept


def _without_pauses(chars: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Commas and stops beside a single character (零，风，险); between longer parts they part sentences."""
    runs = [-1, *(i for i, (c, _) in enumerate(chars) if c in _PAUSE), len(chars)]
    alone = {
        side
        for before, after in pairwise(runs)
        if after - before == 2 and _CJK.match(chars[before + 1][0])
        for side in (before, after)
    }
    return [one for i, one in enumerate(chars) if i not in alone]


def _spelt_joined(chars: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """g u a r a n t e e is a word."""
    line = "".join(c for c, _ in chars)
    gone = {i for m in _SPELT.finditer(line) for i in range(m.start(), m.end()) if not line[i].isalpha()}
    return [one for i, one in enumerate(chars) if i not in gone]
