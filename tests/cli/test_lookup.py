"""``card`` tells why the order is by rules, and which of its suggestions are a bundle."""

from typing import Any

from teller_assist.cli.lookup import _lines, _together
from tests.ui import samples


def card(**changes: Any) -> dict[str, Any]:
    plain = {
        "alerts": [], "flags": [], "lanes": [], "salutation": "张女士", "tier_standing": {"name": "金"},
        "branch_name": "滨江支行", "assets": {"band": "5–10万", "trend": "up"}, "actions": [], "suggestions": [],
        "nothing_because": "", "together": None, "banner": "", "care": None,
    }  # fmt: skip
    return plain | changes


def test_a_model_that_may_not_be_used_is_told_in_words() -> None:
    assert "! 模型已过期，按规则排序 Model out of date: ordered by rules" in _lines(card(banner="MODEL_EXPIRED"))
    assert not any(line.startswith("!") for line in _lines(card()))


def test_a_bundle_is_told_with_its_parts() -> None:
    told = _together(samples.BUNDLE.slate, "en")
    assert told is not None
    assert (told["name"], told["parts"]) == ("Salary bundle", ["MOBILE", "SMS01", "DI01"])
    lines = _lines(card(together=told))
    assert "Salary bundle 可单独谢绝 each may be declined: MOBILE SMS01 DI01" in lines
    assert _together(samples.CARD.slate, "zh") is None
