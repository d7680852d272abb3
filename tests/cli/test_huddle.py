"""``huddle`` as a person types it."""

from pathlib import Path

from tests.cli.test_shared import json_of, run
from tests.desk import small


def test_the_card_and_that_it_was_held(tmp_path: Path) -> None:
    data = small.make_desk(tmp_path)
    card = json_of(data, "huddle", "show", "morning", "--on", "2026-10-30")
    assert (card["back"], card["ahead"], card["sure"]) == ("2026-10-29", "2026-10-30", True)
    assert card["lines"][-1]["text"]["zh"] == "不说“这个窗口不办，换一个”：新增"
    out = tmp_path / "card.txt"
    shown = run(data, "huddle", "show", "morning", "--on", "2026-10-30", "--out", str(out)).stdout
    assert shown.startswith("晨会  2026-10-30\n")
    assert "  现金≥5万：限时 5 → 6 分钟  [服务标准]\n" in shown
    assert out.read_text(encoding="utf-8") == shown
    held = json_of(data, "huddle", "hold", "evening", "--present", "T1", "--note", "好", "--staff", "L1")
    assert (held["part"], held["present"], held["note"]) == ("evening", "T1", "好")
