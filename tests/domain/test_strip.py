"""What the strip of holdings sums up, and what a service is called afterwards."""

from datetime import date

from teller_assist.domain.customer import Contact, Holding
from teller_assist.domain.lanes import Strip, lanes
from teller_assist.domain.product import CATEGORIES, Lane
from teller_assist.domain.timeline import last_time
from tests.domain.making import product


def _held(code: str, fen: int | None) -> Holding:
    return Holding(code, "", fen, "CNY", None, None, "active")


def test_a_service_has_no_balance_so_its_lane_has_no_sum() -> None:
    """A feed that writes 0 beside a card or a channel does not make "0" of the lane."""
    mobile = product(product_code="MB", category="mobile_bank", lane=Lane.FEE)
    fund = product(product_code="FD", category="fund", lane=Lane.FEE)
    names = {category: (category, category) for category in CATEGORIES}
    told = {p.product_code: p for p in (mobile, fund)}

    def fee(*held: Holding) -> tuple[str, int | None]:
        lane = lanes(held, told, Strip.of(names), (), exact=True)[2]
        return lane.band, lane.exact_fen

    assert fee(_held("MB", 0)) == ("", None)
    assert fee(_held("MB", 0), _held("FD", 30_000_000)) == ("20–50万", 30_000_000)


def test_a_service_that_was_declined_is_called_by_its_name() -> None:
    told = Contact("SVC-CONSENT", date(2026, 11, 1), "declined", 1, "v", "counter")
    last = last_time((told,), {}, {"SVC-CONSENT": ("征询推荐意愿", "Ask about offers")})
    assert last is not None
    assert (last.name, last.name_en) == ("征询推荐意愿", "Ask about offers")
