"""Numbers check right and can belong to no one."""

import pytest
from stdnum import luhn
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2

from teller_assist.hub.bank import numbers

PROVINCES = {
    *range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83, 91,
}  # fmt: skip


def test_a_resident_id_has_the_right_check_digit_birth_date_sex_and_no_real_region() -> None:
    checks = set()
    for n in range(400):
        number = numbers.resident_id(n * 7 % 10_000, "19850312", n, n % 3 == 0)
        mod_11_2.validate(number)
        assert number[6:14] == "19850312"
        assert int(number[16]) % 2 == (n % 3 != 0)
        assert int(number[:2]) not in PROVINCES
        checks.add(number[-1])
    assert checks == set("0123456789X")


def test_cards_and_accounts_pass_luhn_and_no_issuer_has_their_prefix() -> None:
    for n in range(500):
        for number in (numbers.card_no(n), numbers.credit_no(n), numbers.account_no(n, "1001")):
            luhn.validate(number)
        assert numbers.card_no(n)[0] == numbers.credit_no(n)[0] == "0"


def test_a_mobile_has_eleven_digits_of_a_prefix_nobody_was_given() -> None:
    assert all(len(m) == 11 and m.startswith("154") for m in map(numbers.mobile, range(200)))


def test_a_firms_code_passes_its_two_checks() -> None:
    for n in range(200):
        code = numbers.firm_code(n)
        assert code[-1] == uscc.calc_check_digit(code)
        assert len(code) == 18


@pytest.mark.parametrize(
    "make",
    [numbers.customer_no, numbers.card_no, numbers.credit_no, numbers.mobile, numbers.firm_code, numbers.passport],
)
def test_no_number_repeats(make: object) -> None:
    assert len({make(n) for n in range(20_000)}) == 20_000  # type: ignore[operator]
