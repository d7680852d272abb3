"""How to speak to a customer: 张女士, 欧阳先生, the firm's name, or as they wished (尊称姓氏)."""

# Surnames of two characters still borne today (《百家姓》 and the census lists). A given name never
# follows a bare first half of these among the commoner ones; rarer doubles are left to a wished form.
COMPOUND = frozenset(
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 "
    "宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 "
    "钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 "
    "夹谷 轩辕 令狐 段干 百里 "
    "呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 南荣 第五 贺兰 完颜 耶律 纳兰 叶赫 富察 钮祜禄 爱新觉罗".split()
)  # fmt: skip
DOTS = "·•・‧"  # between the parts of Uyghur, Kazakh, Tibetan … and of foreign names written in Han
LONGEST = max(len(surname) for surname in COMPOUND)

_TITLE = {"F": "女士", "M": "先生"}


def surname_of(name: str) -> str:
    """The surname of a Han name; "" where the order of the parts cannot be known from the name alone."""
    name = name.strip()
    if not name or any(dot in name for dot in DOTS) or not _is_han(name):
        return ""
    for length in range(min(LONGEST, len(name) - 1), 1, -1):
        if name[:length] in COMPOUND:
            return name[:length]
    return name[:1]


def salutation(name: str, sex: str, kind: str = "person", wished: str = "") -> str:
    """The form of address for the card's first line.

    ``wished`` wins. A firm is called by its name. Without a known surname the name as it stands
    takes the title (阿不都·热西提先生, John Smith 先生); without a known sex it takes 客户, never a guess.
    """
    if wished.strip():
        return wished.strip()
    name = name.strip()
    if kind == "firm":
        return name
    title = _TITLE.get(sex, "客户")
    if not name:
        return title
    called = surname_of(name) if sex in _TITLE else ""
    if called:
        return called + title
    written_han = _is_han(name.translate({ord(dot): None for dot in DOTS}))
    return name + title if written_han else f"{name} {title}"


def _is_han(text: str) -> bool:
    """True if every character is an ideograph, the rare ones outside the BMP (𠮷) included."""
    return bool(text) and all(_ideograph(ord(c)) for c in text)


def _ideograph(code: int) -> bool:
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x3FFFF
        or 0xF900 <= code <= 0xFAFF
        or code == 0x3007  # 〇
    )
