"""Numbers that look right, check right and cannot belong to anyone.

Every number is a function of a count, so none repeats and no table of used ones is kept. Resident IDs and
firms' codes carry region 77, which no province has; mobiles start with 154, which no operator was given;
cards start with 0, an ISO/IEC 7812 industry that issues no cards.
"""

from datetime import date

REGION = "77"
MOBILE_PREFIX = "154"
CARD_PREFIX = "062019"
CREDIT_PREFIX = "062177"

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_DIGITS = {str(d): d for d in range(10)}
_DOUBLED = {str(d): 2 * d - 9 * (d > 4) for d in range(10)}
_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_WEIGHTS = tuple(pow(3, n, 31) for n in range(17))
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def scattered(count: int, room: int, step: int, start: int = 0) -> int:
    """``count`` sent somewhere in ``range(room)``, each to its own place; ``step`` shares no factor with ``room``."""
    return (count * step + start) % room


def luhn(digits: str) -> str:
    """The check digit of ISO/IEC 7812-1 for ``digits``."""
    odd = sum(map(_DOUBLED.__getitem__, digits[::-2]))
    even = sum(map(_DIGITS.__getitem__, digits[-2::-2]))
    return str(-(odd + even) % 10)


def customer_no(count: int) -> str:
    """Ten digits, the first is 1 or more; neighbours get distant numbers. Good for 8,999,999,999 customers."""
    return str(1_000_000_000 + scattered(count, 8_999_999_999, 6_180_339_887, 3_141_592_653))


def card_no(count: int) -> str:
    """A debit card of 19 digits."""
    body = f"{CARD_PREFIX}{scattered(count, 10**12, 271_828_182_849, 577_215_664_901):012d}"
    return body + luhn(body)


def credit_no(count: int) -> str:
    """A credit card of 16 digits."""
    body = f"{CREDIT_PREFIX}{scattered(count, 10**9, 271_828_183, 577_215_664):09d}"
    return body + luhn(body)


def account_no(count: int, branch_no: str) -> str:
    """An account of 17 digits: branch, 12 digits, Luhn digit."""
    body = f"{branch_no}{scattered(count, 10**12, 314_159_265_359, 141_421_356_237):012d}"
    return body + luhn(body)


def mobile(count: int) -> str:
    return f"{MOBILE_PREFIX}{scattered(count, 10**8, 61_803_399, 27_182_818):08d}"


def resident_id(area: int, born: str, order: int, female: bool) -> str:
    """GB 11643: region, birth date as YYYYMMDD, order (odd for men), check digit by ISO 7064 mod 11-2.

    ``area`` below 10,000 and ``order`` below 500 are the caller's to keep apart for one birth date.
    """
    body = f"{REGION}{area:04d}{born}{order * 2 + (not female):03d}"
    total = sum([w * _DIGITS[c] for w, c in zip(_ID_WEIGHTS, body, strict=True)])
    return body + _ID_CHECKS[total % 11]


def firm_code(count: int) -> str:
    """A unified social credit code (GB 32100) of 18 characters, both check characters right."""
    organ = f"{scattered(count, 10**8, 61_803_399, 14_142_135):08d}"
    rest = 11 - sum(w * int(c) for w, c in zip(_ORG_WEIGHTS, organ, strict=True)) % 11
    body = f"91{REGION}0100{organ}{'X' if rest == 10 else '0' if rest == 11 else rest}"
    total = sum(w * _CODE.index(c) for w, c in zip(_CODE_WEIGHTS, body, strict=True))
    return body + _CODE[-total % 31]


def passport(count: int) -> str:
    """Two letters no country issues together and seven digits."""
    return f"ZX{scattered(count, 10**7, 6_180_339, 2_718_281):07d}"


def permit(count: int, kind: str) -> str:
    """Travel permits and other documents: the shape of the kind, with a 0 where an issued one has none."""
    tail = scattered(count, 10**6, 618_033, 271_828)
    match kind:
        case "hk_macao_permit":
            return f"H00{tail:06d}"
        case "taiwan_permit":
            return f"00{tail:06d}"
        case "foreign_permanent_id":
            return f"ZZZ{REGION}0000{tail:06d}"
        case _:
            return f"{'军' if kind == 'military_id' else 'Q'}000{tail:06d}"


def compact(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"
