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
    return Disclosure(**texts, payment=str(found.get("payment", "")))
