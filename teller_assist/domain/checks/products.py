"""The pack ``products``: what the customer has to be told before buying (管理办法 31).

A category says all of it; a product's code says only what is otherwise for this one.
"""

from teller_assist.domain.checks import Check, pack
from teller_assist.domain.checks.targets import target
from teller_assist.domain.pack_need import (
    Body,
    Mistake,
    Mistakes,
    many,
    no_deposit,
    one_of,
    spoken,
    table,
    unique,
    whole,
)
from teller_assist.domain.product import CATEGORIES

TEXTS = ("kind", "scope", "fees", "loss", "leave")
NEEDED = ("kind", "scope", "loss", "leave")
_LINE = spoken("line")
_PAID = {"payment": one_of("single", "regular"), "pay_years": whole(1, 60)}
_PRODUCT = table({"for": target}, {**dict.fromkeys(TEXTS, _LINE), **_PAID})
_SHAPE = pack({"product": many(_PRODUCT)})


def _sense(body: Body) -> Mistakes:
    yield from unique(body["product"], ("product",), "for")
    for nth, product in enumerate(body["product"]):
        path, spoken_of = ("product", nth), product["for"]
        for field in NEEDED if spoken_of in CATEGORIES else ():
            if field not in product:
                yield Mistake(path, f"{field} is missing: a category says it for all of its products")
        for field in TEXTS:
            if field in product:
                yield from no_deposit(spoken_of, product[field], (*path, field))
        for field in _PAID:
            if field in product and spoken_of in CATEGORIES and spoken_of != "insurance":
                yield Mistake((*path, field), "only an insurance is paid single or regular: take it out", key=True)


PRODUCTS = Check(_SHAPE, _sense)
