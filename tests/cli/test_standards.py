"""``standards`` as a person types it."""

from pathlib import Path

from click.testing import CliRunner

from teller_assist.cli import cli
from tests.cli.test_shared import json_of, run
from tests.desk import small


def test_the_standards_of_a_business_of_a_day_and_what_changed(tmp_path: Path) -> None:
    data = small.make_desk(tmp_path)
    shown = json_of(data, "standards", "show", "large_cash", "--on", "2026-11-23")
    assert (shown["code"], shown["minutes"], shown["wait_vip_minutes"]) == ("cash_large", 6, 5)
    assert shown["items"][0]["name"] == {"zh": "举手招迎", "en": "Raise a hand in welcome"}
    assert json_of(data, "standards", "show", "cash_large", "--on", "2026-10-01")["minutes"] == 5
    assert len(json_of(data, "standards", "show")["business"]) == 15
    diff = json_of(data, "standards", "diff", "2026-10-01", "2026.11.1")
    assert diff["changes"][0]["what"] == {"zh": "限时 5 → 6 分钟", "en": "limit 5 → 6 min"}
    assert len(json_of(data, "standards", "words")["avoid"]) >= 20

    assert "“现在过钞，金额较大，请您看着显示屏”" in run(data, "standards", "show", "现金≥5万").stdout
    assert "现金≥5万：限时 5 → 6 分钟" in run(data, "standards", "diff", "2026.1.1", "2026.11.1").stdout
    assert "✓ 您慢慢来，核对好再签名" in run(data, "standards", "words").stdout
    assert "  6 min  cash_large" in run(data, "standards", "show", "--on", "2026-11-23").stdout


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    data = small.make_desk(tmp_path)
    for arguments, said in (
        (("show", "moon"), "no business type moon"),
        (("diff", "1", "2"), "no edition 1"),
        (("show", "--on", "2020-01-01"), "no edition in force on 2020-01-01"),
    ):
        ran = CliRunner().invoke(cli, ["--data", str(data), "standards", *arguments])
        assert said in str(ran.exception)
