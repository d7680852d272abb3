"""What the bank sells or provides, in three lanes."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from teller_assist.domain.disclosure import NOTHING, Disclosure, disclosure_of


class Lane(StrEnum):
    """The bank's taxonomy: 负债 (deposits), 资产 (loans), 中间业务 (fee business)."""

    LIABILITY = "liability"
    ASSET = "asset"
    FEE = "fee"


class Verb(StrEnum):
    """What the teller may do with a suggestion: 办理, 转介, 折页, 告知."""

    DO = "do"
    REFER = "refer"
    LEAFLET = "leaflet"
    INFORM = "inform"


class Product(NamedTuple):
    """A row of the catalogue. Ratings 1–5 are R1–R5, None where the product bears no investment risk."""

    product_code: str
    name: str
    name_en: str
    lane: Lane
    category: str  # one of CATEGORIES
    issuer_rating: int | None
    seller_rating: int | None
    placement: str  # public | private
    sale_zone: bool  # sold only in the recorded sales zone (专区双录)
    licence: str  # qualification the seller needs, "" none
    currency: str
    term_months: int | None
    min_amount_fen: int | None
    valid_from: date | None
    valid_to: date | None
    on_sale: bool  # False: sold out or withheld today
    manager: str  # who issues and manages it
    fee_text: str
    loss_text: str  # what may be lost, as the sheet for the customer says it
    payment: str = ""  # insurance: single | regular, "" not told; by the pack ``products`` (``disclosure.with_terms``)
    pay_years: int | None = None  # insurance: for how many years it is paid; by the same pack

    @property
    def rating(self) -> int | None:
        """The stricter of the two ratings (No. 7 of 2025, Articles 12, 22); None bears no rating."""
        given = [r for r in (self.issuer_rating, self.seller_rating) if r is not None]
        return max(given) if given else None


CATALOGUE = Product._fields[: -len(Product._field_defaults)]  # what a row of the catalogue has; the rest is of packs

# category -> lane. `INVESTMENTS` are what suitability (C against R) applies to.
CATEGORIES: dict[str, Lane] = {
    "current": Lane.LIABILITY, "term": Lane.LIABILITY, "notice": Lane.LIABILITY, "large_cd": Lane.LIABILITY,
    "structured": Lane.LIABILITY, "instalment_deposit": Lane.LIABILITY, "fx_deposit": Lane.LIABILITY,
    "mortgage": Lane.ASSET, "consumer_loan": Lane.ASSET, "business_loan": Lane.ASSET,
    "pledge_loan": Lane.ASSET, "card_instalment": Lane.ASSET,
    "debit_card": Lane.FEE, "social_card": Lane.FEE, "etc": Lane.FEE, "credit_card": Lane.FEE,
    "wealth": Lane.FEE, "fund": Lane.FEE, "insurance": Lane.FEE, "bond": Lane.FEE, "gold": Lane.FEE,
    "trust": Lane.FEE, "private_fund": Lane.FEE, "pension": Lane.FEE,
    "mobile_bank": Lane.FEE, "web_bank": Lane.FEE, "sms": Lane.FEE, "quick_pay": Lane.FEE,
    "custody": Lane.FEE, "payroll": Lane.FEE, "bill_pay": Lane.FEE, "merchant": Lane.FEE, "fx": Lane.FEE,
    "safe_box": Lane.FEE, "collection": Lane.FEE,
}  # fmt: skip
INVESTMENTS = frozenset({"structured", "wealth", "fund", "insurance", "gold", "trust", "private_fund"})

# Deposits under the deposit insurance (50万 a bank); a structured deposit is risk-rated and no plain deposit.
INSURED = frozenset({"current", "term", "notice", "large_cd", "instalment_deposit", "fx_deposit"})


class Sheet(NamedTuple):
    """What the customer may read (F8): facts and risks of the product, nothing about the customer."""

    product_code: str
    name: str
    name_en: str
    lane: Lane
    category: str
    rating: int | None  # R1–R5
    insured: bool  # a deposit under the deposit insurance
    may_lose: bool  # principal may be lost: never let this be read as a deposit (No. 7, Article 13-2)
    term_months: int | None
    min_amount_fen: int | None
    currency: str
    manager: str
    fee_text: str
    loss_text: str
    sale_zone: bool
    valid_to: date | None
    told: Disclosure = NOTHING

    @property
    def invests(self) -> bool:
        """Whether suitability is asked for: it is rated, or of a category that may lose principal."""
        return self.rating is not None or self.category in INVESTMENTS


def sheet_of(product: Product, products: Mapping[str, Any]) -> Sheet:
    """The customer-facing sheet of a product (disclosure list of No. 7 of 2025, Article 31). ``products``: the pack of
    that name."""
    insured = product.category in INSURED
    return Sheet(
        product.product_code, product.name, product.name_en, product.lane, product.category, product.rating,
        insured, not insured and product.category in INVESTMENTS, product.term_months, product.min_amount_fen,
        product.currency, product.manager, product.fee_text, product.loss_text, product.sale_zone, product.valid_to,
        disclosure_of(products, product),
    )  # fmt: skip
