"""Of every product of the catalogue the customer is told everything that the law lists, in both languages."""

from teller_assist.domain.disclosure import NOTHING, disclosure_of
from teller_assist.domain.product import sheet_of
from teller_assist.domain.suggestion import Text
from tests.domain.making import catalogue, packs, product

FUND = product(product_code="F1", category="fund", fee_text="申购费1%", loss_text="可能亏损")
BODY = {
    "product": [
        {"for": "F1", "kind": ["指数基金", "Index fund"], "payment": "single"},
        {"for": "fund", "kind": ["基金", "Fund"], "leave": ["可赎回", "Redeemable"], "loss": ["会亏", "It may lose"]},
        {"for": "wealth", "scope": ["债券", "Bonds"]},
    ]
}


def test_what_is_said_of_the_product_wins_text_by_text() -> None:
    told = disclosure_of(BODY, FUND)
    assert told.kind == Text("指数基金", "Index fund")
    assert (told.leave.en, told.loss.en, told.payment) == ("Redeemable", "It may lose", "single")
    assert (told.fees, told.scope.zh) == (Text("申购费1%", ""), "")
    assert disclosure_of(BODY, FUND._replace(product_code="F2")).kind.zh == "基金"


def test_a_generation_without_the_pack_has_what_the_catalogue_says() -> None:
    told = disclosure_of({}, FUND)
    assert told == NOTHING._replace(fees=Text("申购费1%", ""), loss=Text("可能亏损", ""))


def test_nothing_is_left_out_of_any_product() -> None:
    body, products = packs()["products"], catalogue()
    assert len(products) > 40
    for one in products:
        sheet = sheet_of(one, body)
        for name, text in sheet.told._asdict().items():
            if isinstance(text, Text):
                assert text.zh, (one.product_code, name)
                assert text.en, (one.product_code, name)
        assert sheet.manager, one.product_code
        assert not (sheet.insured and sheet.may_lose), one.product_code
        assert (one.category != "insurance") or sheet.told.payment, one.product_code
