"""What a customer has to be told of a product beside its row in the catalogue (管理办法 31): the pack ``products``."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from teller_assist.domain.suggestion import Text

if TYPE_CHECKING:
    from teller_assist.domain.product import Product

_BLANK = Text("", "")


class Disclosure(NamedTuple):
    """A text nobody has written is blank in both languages, one that only the catalogue has is blank in English."""

    kind: Text = _BLANK
    scope: Text = _BLANK  # 投资范围 / 用途
    fees: Text = _BLANK
    loss: Text = _BLANK  # 可能的本金损失
    leave: Text = _BLANK  # 怎样提前退出
    payment: str = ""  # insurance: single | regular
    pay_years: int | None = None  # insurance: for how many years it is paid, None not told


NOTHING = Disclosure()


def disclosure_of(body: Mapping[str, Any], product: "Product") -> Disclosure:
    """``body`` of the pack, {} in a generation without. What is said of a product wins over what is said of its
    category, text by text; of fees and loss the catalogue has the last word left."""
    found: dict[str, Any] = {}
    for wanted in (product.category, product.product_code):
        for one in body.get("product", ()):
            if one["for"] == wanted:
                found |= one
    catalogue = {"fees": Text(product.fee_text, ""), "loss": Text(product.loss_text, "")}
    texts = {
        name: Text(*found[name]) if name in found else catalogue.get(name, _BLANK)
        for name in ("kind", "scope", "fees", "loss", "leave")
    }
    return Disclosure(**texts, payment=str(found.get("payment", "")), pay_years=found.get("pay_years"))


def with_terms(product: "Product", body: Mapping[str, Any]) -> "Product":
    """An insurance with how it is paid, for the gate (管理办法 39); any other product as it is."""
    if product.category != "insurance":
        return product
    told = disclosure_of(body, product)
    return product._replace(payment=told.payment, pay_years=told.pay_years)
