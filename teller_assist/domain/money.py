"""Amounts as a counter shows them: bands in 万, exact figures only while the key is held."""

FEN_A_WAN = 1_000_000  # 1 万 yuan
# Lower bounds in 万, each in the band above it: 20万 exactly is "20–50". They hold every default tier bound.
BOUNDS = (1, 5, 10, 20, 50, 100, 200, 600, 1000, 5000)
UNIT = "万"


def band(fen: int | None) -> str:
    """The band of an amount in 万, without the unit: "20–50", "<1", "5000+"; "0" is nothing, "" is unknown.

    A debit balance has a minus sign before its band.
    """
    if fen is None:
        return ""
    if fen == 0:
        return "0"
    sign = "-" if fen < 0 else ""
    amount = abs(fen)
    below = [bound for bound in BOUNDS if bound * FEN_A_WAN <= amount]
    if not below:
        return f"{sign}<{BOUNDS[0]}"
    if len(below) == len(BOUNDS):
        return f"{sign}{BOUNDS[-1]}+"
    return f"{sign}{below[-1]}–{BOUNDS[len(below)]}"


def band_with_unit(fen: int | None) -> str:
    """The band with its unit: "50–100万"; "0" and "" have none."""
    text = band(fen)
    return text if text in ("", "0") else text + UNIT


def wan(fen: int | None) -> str:
    """The exact amount in 万, as short as it goes and never rounded: 20, 20.5, 1.234567; "" is unknown."""
    if fen is None:
        return ""
    whole, rest = divmod(abs(fen), FEN_A_WAN)
    tail = f"{rest:06d}".rstrip("0")
    return f"{'-' if fen < 0 else ''}{whole:,}{'.' + tail if tail else ''}"
