"""The interval of a rate: how far a share of few cases can be trusted."""

from math import sqrt

Z = 1.96  # 95 %


def wilson(hits: int, of: int, z: float = Z) -> tuple[float, float]:
    """The interval (0..1) in which the true rate lies with 95 %; (0, 1) where there are no cases.

    Source: Wilson 1927; Brown, Cai, DasGupta 2001 recommend it for few cases. Raises ``ValueError`` unless
    0 <= hits <= of.
    """
    if not 0 <= hits <= of:
        raise ValueError(f"{hits} of {of} is no rate")
    if of == 0:
        return 0.0, 1.0
    rate, square = hits / of, z * z
    middle = (rate + square / (2 * of)) / (1 + square / of)
    wide = z / (1 + square / of) * sqrt(rate * (1 - rate) / of + square / (4 * of * of))
    low = 0.0 if hits == 0 else max(0.0, middle - wide)
    high = 1.0 if hits == of else min(1.0, middle + wide)
    return low, high
