"""How names are read: the pinyin keys of a customer's name. Built with the generation, never on the counter.

pypinyin reads characters as in running text, where nearly every polyphonic surname is wrong (单 as dan),
so surnames have their own table; given names come from pypinyin with the few characters parents really
use in two readings.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from pypinyin import Style, pinyin

from teller_assist.domain import keys

# Surname → readings, the one of the surname first, then what tellers type by mistake or dialect.
SURNAMES = {
    "单": "shan dan", "曾": "zeng ceng", "解": "xie jie", "区": "ou qu", "查": "zha cha", "朴": "piao pu",
    "仇": "qiu chou", "盖": "ge gai", "乐": "yue le", "覃": "qin tan", "翟": "zhai di", "任": "ren",
    "宁": "ning", "缪": "miao mou", "种": "chong zhong", "隗": "wei kui", "员": "yun yuan", "尉": "wei yu",
    "冼": "xian", "洗": "xian xi", "华": "hua", "纪": "ji", "燕": "yan", "应": "ying", "俞": "yu",
    "车": "che", "石": "shi", "召": "shao zhao", "秘": "bi mi", "繁": "po fan", "逄": "pang",
    "黑": "he hei", "折": "she zhe", "重": "chong zhong", "都": "du", "那": "na", "哈": "ha", "过": "guo",
    "曲": "qu", "令": "ling", "芮": "rui", "万": "wan", "沈": "shen", "柏": "bai bo", "卜": "bu",
    "薄": "bo bao", "贾": "jia", "臧": "zang", "葛": "ge", "谌": "chen shen", "郇": "xun huan",
    "祭": "zhai ji", "牟": "mou mu", "佴": "nai", "逯": "lu", "褚": "chu", "晟": "cheng sheng",
    "晁": "chao", "郗": "xi chi", "戚": "qi", "句": "gou ju", "盛": "sheng cheng", "相": "xiang",
    "强": "qiang jiang", "谷": "gu", "占": "zhan", "教": "jiao", "眭": "sui", "能": "nai neng",
    "颉": "xie jie", "撒": "sa", "会": "gui hui", "适": "kuo shi", "少": "shao", "宓": "mi fu",
    "费": "fei bi", "干": "gan", "角": "jue jiao", "巩": "gong", "阚": "kan", "阙": "que", "咸": "xian",
    "莘": "shen xin", "郝": "hao", "尹": "yin", "殷": "yin", "呙": "guo", "邸": "di", "虢": "guo",
    "朝": "chao zhao", "长": "chang", "行": "xing hang", "和": "he", "还": "huan hai", "藏": "zang cang",
    "降": "jiang xiang", "见": "jian", "参": "shen can", "伽": "jia", "伯": "bo", "佟": "tong", "阿": "a",
    "吕": "lv", "缐": "xian", "𠮷": "ji",
}  # fmt: skip
COMPOUND = {
    "欧阳": "ou yang", "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "澹台": "tan tai",
    "司马": "si ma", "上官": "shang guan", "诸葛": "zhu ge", "夏侯": "xia hou", "皇甫": "huang fu",
    "令狐": "ling hu", "慕容": "mu rong", "司徒": "si tu", "东方": "dong fang", "端木": "duan mu",
    "宇文": "yu wen", "独孤": "du gu", "呼延": "hu yan", "公孙": "gong sun", "轩辕": "xuan yuan",
    "钟离": "zhong li", "闻人": "wen ren", "太史": "tai shi", "申屠": "shen tu", "公冶": "gong ye",
    "濮阳": "pu yang", "淳于": "chun yu", "单于": "chan yu", "鲜于": "xian yu", "宗政": "zong zheng",
    "赫连": "he lian", "拓跋": "tuo ba", "南宫": "nan gong", "西门": "xi men", "东郭": "dong guo",
    "百里": "bai li", "第五": "di wu", "贺兰": "he lan", "完颜": "wan yan", "耶律": "ye lv",
    "纳兰": "na lan", "叶赫": "ye he", "爱新": "ai xin", "司空": "si kong", "司寇": "si kou",
    "仲孙": "zhong sun", "子车": "zi ju", "颛孙": "zhuan sun", "巫马": "wu ma", "公西": "gong xi",
    "漆雕": "qi diao", "乐正": "yue zheng", "壤驷": "rang si", "公良": "gong liang", "夹谷": "jia gu",
    "宰父": "zai fu", "谷梁": "gu liang", "段干": "duan gan", "羊舌": "yang she", "微生": "wei sheng",
    "梁丘": "liang qiu", "左丘": "zuo qiu", "东门": "dong men", "哥舒": "ge shu", "百家": "bai jia",
}  # fmt: skip
# Given-name characters parents use in two readings, the usual one first.
GIVEN = {
    "乐": "le yue", "行": "xing hang", "长": "chang zhang", "朝": "chao zhao", "茜": "qian xi",
    "晟": "sheng cheng", "盛": "sheng cheng", "单": "dan shan", "曾": "zeng ceng", "重": "zhong chong",
    "柏": "bai bo", "薄": "bo bao", "觉": "jue jiao", "藏": "cang zang", "珩": "heng hang", "弹": "tan dan",
    "参": "can shen", "解": "jie xie", "佛": "fo fu", "泊": "bo po", "粟": "su", "莘": "xin shen",
    "谌": "chen shen", "赟": "yun bin", "喆": "zhe", "𠮷": "ji", "㛃": "jie", "䶮": "yan", "𣲗": "wei",
    "𫖯": "fu", "𬸪": "yan", "𬎆": "jue", "都": "du dou",
}  # fmt: skip
MOST_READINGS = 12
_HYPHEN = re.compile("[-\u2010-\u2015]")
DOTS = "·•‧・･．"


class NameKeys(NamedTuple):
    """The keys of one name. ``tag`` (key and initials) goes beside its numbers; ``words`` is its pinyin."""

    name: str
    key: str
    tag: str
    words: str
    keys: tuple[tuple[str, int], ...]  # (k, st)


def name_keys(name: str, kind: str = "person") -> NameKeys:
    """Every key a name is found by: itself, its endings, and all its readings."""
    key = keys.normalise(name)
    found: dict[str, int] = {}
    _add(found, key, keys.START + keys.NAME)
    if key.isascii():
        initials, latin = _latin(name), ""
    else:
        readings = list(_firm(key) if kind == "firm" else _person(name, key))
        initials = list(dict.fromkeys("".join(s[0] for s in syllables) for _, syllables in readings))
        for surname, syllables in readings:
            _add_reading(found, surname, syllables, firm=kind == "firm")
            for start in _later_parts(name) if kind != "firm" and len(syllables) == len(key) else ():
                _add(found, "".join(syllables[start:]), keys.INSIDE + keys.PINYIN)
        latin = " ".join(k for k, st in found.items() if st & 15 == keys.PINYIN and k[0] != keys.NEAR_MARK)
    for text in initials:
        _add(found, text, keys.START + keys.INITIALS)
    for ending in _endings(name, key):
        _add(found, ending, keys.INSIDE + keys.NAME)
    return NameKeys(name, key, f"{key} {' '.join(initials)}", f" {latin}", tuple(found.items()))


def _add(found: dict[str, int], key: str, st: int) -> None:
    if key and st < found.get(key, 99):
        found[key] = st


def _endings(name: str, key: str) -> Iterable[str]:
    """Han names from each character on; Latin ones from each word or half of one, and turned round (Smith Anna)."""
    if not key.isascii():
        return [key[i:] for i in range(1, len(key))]
    words = [w for w in map(keys.normalise, name.split()) if w]
    halves = [w for w in map(keys.normalise, _HYPHEN.sub(" ", _undotted(name)).split()) if w]
    return ["".join(halves[i:]) for i in range(1, len(halves))] + ["".join(words[-1:] + words[:-1])]


def _later_parts(name: str) -> list[int]:
    """Where the third and later parts of a dotted name begin, in characters of its key."""
    parts = [part for part in map(keys.normalise, _undotted(name).split()) if part]
    return [sum(map(len, parts[:i])) for i in range(2, len(parts))]


def _latin(name: str) -> list[str]:
    words = [w for w in map(keys.normalise, name.split()) if w]
    return ["".join(w[0] for w in words)] if len(words) > 1 else []


def _add_reading(found: dict[str, int], surname: int, syllables: tuple[str, ...], *, firm: bool) -> None:
    """Full, given name, mixed (zhangwl, zweili) and folded. ``surname``: how many syllables it has."""
    full = "".join(syllables)
    _add(found, full, keys.START + keys.PINYIN)
    if firm:
        return
    folded = keys.near(full)
    if set(folded) & set("zcsn"):
        _add(found, folded, keys.NEAR + keys.PINYIN)
    given = syllables[surname:]
    if not surname or not given:
        return
    head = "".join(syllables[:surname])
    _add(found, "".join(given), keys.INSIDE + keys.PINYIN)
    _add(found, "".join(s[0] for s in syllables[:surname]) + "".join(given), keys.START + keys.PINYIN)
    if len(given) > 1:
        _add(found, head + "".join(s[0] for s in given), keys.START + keys.PINYIN)


def _person(name: str, key: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(syllables of the surname, all syllables); the first part of a dotted name is the surname."""
    parts = [part for part in map(keys.normalise, _undotted(name).split()) if part]
    if len(parts) > 1:
        surname, tables = parts[0], [_given(c) for c in parts[0]]
    else:
        surname, tables = _surname(key)
    given = [_given(c) for c in key[len(surname) :]]
    choices = [*tables, *given]
    alternatives = (tuple(s for s in combination if s) for combination in product(*choices))
    for count, syllables in enumerate(dict.fromkeys(alternatives)):
        if count < MOST_READINGS and syllables:
            yield len(tables), syllables


def _surname(key: str) -> tuple[str, list[tuple[str, ...]]]:
    """The surname and the readings of each of its characters."""
    if len(key) > 2 and key[:2] in COMPOUND:
        return key[:2], [_umlaut((syllable,)) for syllable in COMPOUND[key[:2]].split()]
    told = SURNAMES.get(key[:1])
    return key[:1], [_umlaut(tuple(told.split())) if told else _sound(key[:1])]


@cache
def _given(character: str) -> tuple[str, ...]:
    told = GIVEN.get(character)
    return tuple(told.split()) if told else _sound(character)


@cache
def _sound(character: str) -> tuple[str, ...]:
    """pypinyin's first reading; ("",) for a character it does not know; a letter or digit is itself."""
    if character.isascii():
        return (character,)
    read = pinyin(character, style=Style.NORMAL, errors="ignore", v_to_u=False)
    return _umlaut((read[0][0],)) if read and read[0][0] else ("",)


def _umlaut(readings: tuple[str, ...]) -> tuple[str, ...]:
    """吕 is typed lv, lu, or as in a passport lyu."""
    more = [r.replace("v", u, 1) for r in readings if "v" in r for u in ("u", "yu")]
    return (*readings, *more)


def _firm(key: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Firms are read as running text: 银行 yinhang, 长江 changjiang."""
    read = pinyin(key, style=Style.NORMAL, errors="ignore", v_to_u=False)
    yield 0, tuple(keys.normalise(s[0]) for s in read if s[0] and keys.normalise(s[0]))


def _undotted(name: str) -> str:
    return "".join(" " if c in DOTS else c for c in name)


def first_reading(name: str) -> tuple[int, tuple[str, ...]]:
    """(syllables of the surname, all syllables) as most speakers would read a person's name."""
    return next(_person(name, keys.normalise(name)), (0, ()))
