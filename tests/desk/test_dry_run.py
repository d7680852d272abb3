"""What a draft of the packs would have changed for the visits of a day, before anybody publishes it."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from teller_assist.cli import cli
from teller_assist.desk.counter import Counter
from teller_assist.desk.dry_run import dry_run
from teller_assist.domain.dry_run import DryRun
from teller_assist.errors import BadInput, BadPack, NotAllowed
from teller_assist.paths import RESOURCES
from tests.desk import small
from tests.desk.small import Clock
from tests.desk.test_decisions import all_of, change, served

Open = Callable[..., Counter]
PACKS = RESOURCES / "packs"


@pytest.fixture
def yesterday(counter: Counter, clock: Clock) -> Counter:
    """Three visits of yesterday; it is the morning after."""
    for customer_no in (small.ZHANG, small.OUYANG, small.GONE):
        served(counter, customer_no)
        counter.end_visit()
        clock.pass_(minutes=20)
    clock.pass_(days=1)
    return counter


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKS, tmp_path / "draft"))


def edit(draft: Path, name: str, old: str, new: str) -> Path:
    file = draft / f"{name}.toml"
    text = file.read_text("utf-8")
    assert re.search(old, text), old
    file.write_text(re.sub(old, new, text, count=1), "utf-8")
    return draft


def tried(opened: Open, folder: Path) -> DryRun:
    return dry_run(opened(small.MANAGER), folder)


def first_shown(counter: Counter) -> tuple[str, str]:
    """Product and category that stand first on a customer's slate."""
    code = counter.card(small.ZHANG, small.TODAY).slate.suggestions[0].product_code
    return code, counter.snapshot.products[code].category


def without(draft: Path, category: str) -> Path:
    """No rule speaks for the category any more."""
    file = draft / "rules.toml"

    def others(found: re.Match[str]) -> str:
        targets = [word for word in found[1].split(", ") if word != f'"{category}"']
        return "for = [" + (", ".join(targets) or '"safe_box"') + "]"

    file.write_text(re.sub(r"(?m)^for = \[(.*)\]$", others, file.read_text("utf-8")), "utf-8")
    return draft


def test_the_same_packs_change_nothing(yesterday: Counter, opened: Open) -> None:
    found = tried(opened, PACKS)
    assert (found.day, found.decisions, found.unchanged) == (small.TODAY, 3, 3)
    assert (found.changed, found.left_out, found.stopped) == ((), (), ())
    assert all(p.was == p.would_be and not p.gained + p.lost + p.moved for p in found.products)


def test_what_no_rule_speaks_for_any_more_is_lost_and_says_why(yesterday: Counter, opened: Open, draft: Path) -> None:
    code, category = first_shown(yesterday)
    found = tried(opened, without(draft, category))
    assert (found.decisions, found.unchanged + len(found.changed)) == (3, 3)
    one = next(change for change in found.changed if change.customer_no == small.ZHANG)
    assert code in {line.product_code for line in one.was} - {line.product_code for line in one.would_be}
    assert one.was[0].reason.zh
    assert {c.product_code: (c.was, c.would_be) for c in one.codes}[code] == ("SUGGESTED", "NO_OCCASION")
    told = next(p for p in found.products if p.product_code == code)
    assert (told.was - told.lost + told.gained, told.lost > 0) == (told.would_be, True)
    assert dict(found.stopped)["NO_OCCASION"] >= 1


def test_other_words_are_a_change_too(yesterday: Counter, opened: Open, draft: Path) -> None:
    code, category = first_shown(yesterday)
    old = rf'(?s)(for = "{category}".*?benefit = \["[^"]+)"'
    found = tried(opened, edit(draft, "talk_tracks", old, r'\1。可以慢慢看"'))
    one = next(change for change in found.changed if change.customer_no == small.ZHANG)
    assert (one.was, code in one.words) == (one.would_be, True)


def test_decisions_that_cannot_be_made_again_are_left_out_and_said(yesterday: Counter, opened: Open) -> None:
    first, second, third = all_of(yesterday)
    change(yesterday, first, book="", inputs="")
    change(yesterday, second, book="f" * 64)
    change(yesterday, third, slate_hash="0" * 64)
    found = tried(opened, PACKS)
    assert (found.decisions, found.unchanged, found.changed) == (3, 0, ())
    said = {str(decision): why for decision, why in found.left_out}
    assert "neither book nor inputs" in said[first]
    assert "is not on this desk" in said[second]
    assert "does not agree" in said[third]


def test_another_day_has_its_own(yesterday: Counter, opened: Open) -> None:
    manager = opened(small.MANAGER)
    assert dry_run(manager, PACKS, small.TODAY + timedelta(days=1)).decisions == 0
    assert dry_run(manager, PACKS, small.TODAY).decisions == 3


def test_a_draft_with_a_mistake_is_refused_whole(yesterday: Counter, opened: Open, draft: Path, tmp_path: Path) -> None:
    with pytest.raises(BadPack, match=r"rules\.toml"):
        tried(opened, edit(draft, "rules", r"weight = [\d.]+", "weight = 7"))
    with pytest.raises(BadInput, match="no folder"):
        tried(opened, tmp_path / "none")
    with pytest.raises(NotAllowed):
        dry_run(yesterday, PACKS)


def test_nothing_is_recorded_and_no_name_is_told(yesterday: Counter, opened: Open, draft: Path) -> None:
    asked = "SELECT count(*) FROM journal"
    before = yesterday._work.reading.execute(asked).fetchone()
    said = repr(tried(opened, without(draft, first_shown(yesterday)[1])))
    assert yesterday._work.reading.execute(asked).fetchone() == before
    for word in ("张丽", "欧阳", "310000197803078812", "13800005678"):
        assert word not in said


def test_the_command(yesterday: Counter, data: Path, draft: Path) -> None:
    run = CliRunner()
    words = [
        "--data",
        str(data),
        "packs",
        "try",
        str(without(draft, first_shown(yesterday)[1])),
        "--staff",
        small.MANAGER,
    ]
    said = run.invoke(cli, [*words, "--day", small.TODAY.isoformat()])
    assert said.exit_code == 0, said.output
    assert "stopped by NO_OCCASION" in said.stdout
    told = json.loads(run.invoke(cli, [*words, "--day", small.TODAY.isoformat(), "--json"]).stdout)
    assert (told["decisions"], told["unchanged"] + len(told["changed"])) == (3, 3)
