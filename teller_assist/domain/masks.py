"""What others may read of a name or number. The one place for it (domain.md, Privacy)."""


def mask_name(name: str) -> str:
    """张*: the first character, then one star for all the rest; a compound surname shows one character too."""
    return name[:1] + "*" if name else ""


def mask_id(number: str) -> str:
    """310***********8812: the first 3 and last 4; all stars where that would leave nothing hidden."""
    return _ends(number, 3, 4)


def mask_mobile(number: str) -> str:
    """138****5678: the first 3 and last 4."""
    return _ends(number, 3, 4)


def mask_card(number: str) -> str:
    """6222***********8812: the first 4 and last 4."""
    return _ends(number, 4, 4)


def _ends(text: str, first: int, last: int) -> str:
    hidden = len(text) - first - last
    if hidden < 3:  # a short number shows at most its last two
        return "*" * max(0, len(text) - 2) + text[-2:] if len(text) > 4 else "*" * len(text)
    return text[:first] + "*" * hidden + text[-last:]
