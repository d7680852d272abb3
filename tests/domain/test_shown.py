"""How money, names and numbers are shown: bands, masks, forms of address, dates."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teller_assist.domain.address import salutation, surname_of
from teller_assist.domain.days import day_at, midnight
from teller_assist.domain.masks import mask_card, mask_id, mask_mobile, mask_name
from teller_assist.domain.moments import assessment_ends
from teller_assist.domain.money import BOUNDS, FEN_A_WAN, band, band_with_unit, wan


@pytest.mark.parametrize(
    ("fen", "shown"),
    [
        (None, ""), (0, "0"), (1, "<1"), (999_999, "<1"), (1_000_000, "1–5"), (4_999_999, "1–5"), (5_000_000, "5–10"),
        (19_999_999, "10–20"), (20_000_000, "20–50"), (49_999_999, "20–50"), (50_000_000, "50–100"),
        (199_999_999, "100–200"), (200_000_000, "200–600"), (600_000_000, "600–1000"), (4_999_999_999, "1000–5000"),
        (5_000_000_000, "5000+"), (-1, "-<1"), (-20_000_000, "-20–50"),
    ],
)  # fmt: skip
def test_a_band_holds_its_lower_bound_and_not_its_upper(fen: int | None, shown: str) -> None:
    assert band(fen) == shown


def test_the_unit_stands_once_and_not_beside_nothing() -> None:
    assert (band_with_unit(50_000_000), band_with_unit(0), band_with_unit(None)) == ("50–100万", "0", "")


@given(st.integers(min_value=1, max_value=10**12))
def test_every_amount_lies_in_its_band(fen: int) -> None:
    text = band(fen)
    if "–" in text:
        low, high = (int(part) * FEN_A_WAN for part in text.split("–"))
        assert low <= fen < high
    else:
        assert fen < BOUNDS[0] * FEN_A_WAN if text.startswith("<") else fen >= BOUNDS[-1] * FEN_A_WAN


@pytest.mark.parametrize(
    ("fen", "shown"),
    [
        (None, ""), (0, "0"), (20_000_000, "20"), (20_500_000, "20.5"), (1_234_567, "1.234567"), (1, "0.000001"),
        (-1_500_000, "-1.5"), (12_345_000_000, "12,345"),
    ],
)  # fmt: skip
def test_the_exact_figure_is_exact(fen: int | None, shown: str) -> None:
    assert wan(fen) == shown


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_no_fen_is_lost_in_the_exact_figure(fen: int) -> None:
    whole, _, rest = wan(fen).replace(",", "").lstrip("-").partition(".")
    assert int(whole) * FEN_A_WAN + int(rest.ljust(6, "0")) == abs(fen)


@pytest.mark.parametrize(
    ("name", "sex", "kind", "wished", "called"),
    [
        ("张丽", "F", "person", "", "张女士"),
        ("王强", "M", "person", "", "王先生"),
        ("欧阳修", "M", "person", "", "欧阳先生"),
        ("司马相如", "M", "person", "", "司马先生"),
        ("欧阳", "M", "person", "", "欧先生"),  # two characters: surname 欧, given name 阳
        ("钮祜禄静", "F", "person", "", "钮祜禄女士"),
        ("𠮷田", "F", "person", "", "𠮷女士"),
        ("阿不都·热西提", "M", "person", "", "阿不都·热西提先生"),
        ("John Smith", "M", "person", "", "John Smith 先生"),
        ("山田Hanako", "F", "person", "", "山田Hanako 女士"),
        ("张丽", "", "person", "", "张丽客户"),
        ("John Smith", "", "person", "", "John Smith 客户"),
        ("", "F", "person", "", "女士"),
        ("滨江五金有限公司", "", "firm", "", "滨江五金有限公司"),
        ("张丽", "F", "person", "张老师", "张老师"),
        ("滨江五金有限公司", "", "firm", "五金老李", "五金老李"),
    ],
)
def test_the_form_of_address(name: str, sex: str, kind: str, wished: str, called: str) -> None:
    assert salutation(name, sex, kind, wished) == called


def test_a_name_that_is_a_surname_alone_is_one() -> None:
    assert surname_of("王") == "王"


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        (mask_mobile, "13812345678", "138****5678"),
        (mask_id, "310000197803078812", "310***********8812"),
        (mask_card, "6222000000000018812", "6222***********8812"),
        (mask_name, "张丽", "张*"),
        (mask_name, "欧阳震华", "欧*"),
        (mask_name, "𠮷田", "𠮷*"),
        (mask_name, "", ""),
        (mask_mobile, "", ""),
        (mask_mobile, "1234", "****"),
        (mask_id, "E12345678", "*******78"),
    ],
)
def test_masks(mask: object, text: str, shown: str) -> None:
    assert mask(text) == shown  # type: ignore[operator]


@given(st.text("0123456789X", min_size=5, max_size=30), st.sampled_from([mask_id, mask_mobile, mask_card]))
def test_a_mask_always_hides_at_least_three(text: str, mask: object) -> None:
    shown = mask(text)  # type: ignore[operator]
    assert len(shown) == len(text)
    assert shown.count("*") >= 3


def test_the_branchs_day_begins_at_its_own_midnight() -> None:
    assert day_at(datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC)) == date(2026, 11, 22)
    assert day_at(datetime(2026, 11, 22, 16, 0, tzinfo=UTC)) == date(2026, 11, 23)
    assert day_at(midnight(date(2026, 11, 23))) == date(2026, 11, 23)
    assert day_at(midnight(date(2026, 11, 23)) - timedelta(microseconds=1)) == date(2026, 11, 22)


def test_the_last_day_of_an_assessment_is_the_legal_gates() -> None:
    assert assessment_ends(date(2025, 11, 23)) == date(2026, 11, 23)
