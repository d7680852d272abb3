"""Every kind of mistake, planted into the shipped packs, is refused with file, line, column and what to do.

``▸`` stands where the finger should point. A plant without an old text is put at the end of the file.
"""

import re
import shutil
from pathlib import Path

import pytest

from teller_assist.domain.pack_checks import CHECKS
from teller_assist.domain.packs import NAMES, check_packs, load_pack, load_packs, read_folder
from teller_assist.errors import BadPack
from teller_assist.paths import RESOURCES
from tests.domain.making import packs

FOLDER = RESOURCES / "packs"
HERE = "▸"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "packs"))


def planted(folder: Path, file: str, old: str, new: str) -> tuple[int, int]:
    """Writes the mistake; gives the line and column to which the finger should point."""
    path = folder / f"{file}.toml"
    source = path.read_text(encoding="utf-8")
    assert old in source, old
    marked = source.replace(old, new, 1) if old else f"{source.rstrip()}\n{new}\n"
    before, _, after = marked.partition(HERE)
    path.write_text(before + after, encoding="utf-8")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


RULE = (
    '[[rule]]\ncode = "planted"\nfor = ["sms"]\nwhen = "salary_here"\nweight = 0.1\n'
    'reason = ["工资在本行", "Paid here"]\n'
)
BUNDLE = (
    '[[bundle]]\ncode = "planted"\nname = ["套餐", "Bundle"]\nwhen = "salary_here"\nparts = ["sms", "mobile_bank"]\n'
    'least = 2\nweight = 0.1\nreason = ["工资在本行", "Paid here"]\n'
)
SEGMENT = (
    '[[segment]]\ncode = "planted"\nname = ["客群", "Segment"]\nmeaning = ["常来", "Comes often"]\n'
    'when = "salary_here"\n'
)
ANOTHER = SEGMENT.replace("planted", "another")
SCENARIO = (
    '[[scenario]]\ncode = "planted"\nname = ["日子", "Day"]\nsay = ["今天", "Today"]\ndays = [3]\n'
    "lift = { term = 0.1 }\n"
)
LAUNCH = '[[launch]]\nfor = "term"\nfrom = 2026-12-01\nuntil = 2026-12-31\nshare = 0.2\n'
SIGN = '[[sign]]\ncode = "planted"\nname = ["迹象", "Sign"]\nwhen = "hand_early"\nweight = 1\n'
TOPIC = (
    '[[topic]]\ncode = "planted"\nname = ["主题", "Topic"]\nfor = ["term"]\nrequired = false\npass = 80\n'
    "valid_months = 12\n"
)
CARD = '[[card]]\ncode = "planted"\ntopic = "pension"\nask = ["问", "Ask"]\nanswer = ["答", "Answer"]\n'
QUESTION = (
    '[[question]]\ncode = "planted"\ntopic = "pension"\nask = ["问", "Ask"]\n'
    'options = [["甲", "A"], ["乙", "B"]]\nright = 2\nbecause = ["因", "So"]\n'
)
PRODUCT = '[[product]]\nfor = "ZZ99"\nkind = ["类别", "Kind"]\n'

AMENDMENT = '[[amendment]]\nversion = "9"\nwhy = ["好", "Good"]\n'

MISTAKES = [
    # How it is written.
    ("names", "version =", "version =▸=", "this is no TOML: Invalid value: correct the writing here"),
    ("bundles", "", "[bundle▸]", "this is no TOML"),
    ("tiers", "from_fen = 0\n", "from_fen = 0\nfrom_fen = 1▸\n", "this is no TOML"),
    ("care", "", '[[sign]]\ncode = "open▸', "this is no TOML"),
    ("calendar", "known_from = 2025-01-01", "known_from = ▸2025-01-01T00:00:00", "a day is needed"),
    ("scenarios", "", SCENARIO.replace("days = [3]", "from = ▸07:30:00"), "a day is needed"),
    # The head of each pack.
    ("tiers", 'version = "2026.11.1"', "", "version is missing: add it"),
    ("rules", 'version = "', 'version = ▸2026 #"', "a code is needed"),
    ("priors", "effective_from = 2026-11-01", 'effective_from = ▸"soon"', "a day is needed, as 2026-11-01"),
    ("care", "threshold = ", "▸treshold = 2\nthreshold = ", "did you mean 'threshold'?"),
    # Tiers.
    ("tiers", "from_fen = 50_000_000 ", "from_fen = ▸4_000_000 ", "bounds must rise from tier to tier: above 5000000"),
    ("tiers", "grace_months = 3", "grace_months = ▸-1", "tier 'gold': grace_months: a whole number from 0 to 120"),
    ("tiers", "grace_months = 3", "grace_months = ▸0", "at least one month of grace is needed"),
    ("tiers", "from_fen = 0\n", "from_fen = ▸1\n", "the lowest tier starts at 0"),
    ("tiers", 'effect = "next_month"', 'effect = ▸"soon"', "same_month or next_month is needed, not 'soon'"),
    ("tiers", "[weights]", "[weights]\n▸shoes = 5", "no category is called 'shoes'"),
    ("tiers", "watch = true", 'watch = ▸"yes"', "true or false is needed"),
    ("tiers", 'name = "金"', "name = ▸7", "a text is needed"),
    # Rules.
    ("rules", "", RULE.replace('"salary_here"', '"salary_here and ▸salary"'), "no fact is called 'salary'"),
    ("rules", "", RULE.replace('"salary_here"', "\"transfers >= ▸'x'\""), "transfers compares with a number"),
    ("rules", "", RULE.replace('"salary_here"', '"""\nsalary_here and \\\n   held ▸>= 3"""'), "held is a set"),
    ("rules", "", RULE.replace('"salary_here"', '"salary_here and (▸"'), "no fact is called"),
    ("rules", "", RULE.replace('"salary_here"', '"salary_here and ▸age >= 60"'), "age needs a legal_basis"),
    ("rules", "", RULE.replace("salary_here", "not '▸mobil_bank' in held"), "did you mean 'mobile_bank'?"),
    ("rules", "", RULE.replace("salary_here", "kind == '▸company'"), "kind is never 'company'"),
    ("rules", "", RULE.replace("salary_here", "tier in {gold, ▸platin}"), "did you mean 'platinum'?"),
    ("rules", "", RULE.replace("salary_here", "'▸pay_day' in scenarios"), "scenarios is never 'pay_day'"),
    ("rules", "", RULE.replace("0.1", "▸0.6"), "rule 'planted': weight: a number from 0 to 0.5 is needed"),
    ("rules", "", RULE.replace("0.1", "▸nan"), "a number from 0 to 0.5 is needed"),
    ("rules", "", RULE.replace("weight", "▸wieght"), "did you mean 'weight'?"),
    ("rules", "", "▸" + RULE.replace("weight = 0.1\n", ""), "rule 'planted': weight is missing"),
    ("rules", "", RULE.replace('["工资在本行", "Paid here"]', '▸["工资在本行"]'), "two texts are needed"),
    ("rules", "", RULE.replace('"Paid here"', '▸""'), "reason (en): the en text is empty"),
    ("rules", "", RULE.replace("工资", "工资稳定▸稳赚"), "word it otherwise"),
    ("rules", "", RULE.replace("工资在本行", "▸女性客户可以办卡"), "protected trait"),
    ("rules", "", RULE.replace("工资在本行", "工" * 25 + "▸在行"), "at most 25"),
    ("rules", "", RULE.replace('在本行", "', '在▸{tier}", "{tier} '), "tier may not be said aloud"),
    ("rules", "", RULE.replace('在本行", "', '在本行", ▸"{transfers} '), "the blanks of the two languages differ"),
    ("rules", "", RULE.replace('"sms"', '▸"smss"'), "no category is called 'smss'"),
    ("rules", "", RULE.replace('"sms"', '▸"SVC-NONE"'), "no action is called 'SVC-NONE'"),
    ("rules", "", RULE.replace('["sms"]', '▸"sms"'), "a list is needed"),
    ("rules", "", RULE + 'from = 2026-12-01\nuntil = ▸2026-11-30\n', "until comes before from (2026-12-01)"),
    ("rules", "", RULE + 'kind = "service"\n', "a service only wakes what is held already"),
    ("rules", "", RULE.replace('"planted"', '▸"no_mobile"'), "'no_mobile' is there twice"),
    ("rules", 'sms = "do"', 'sms = ▸"sell"', "one of do, refer, leaflet, inform is needed, not 'sell'"),
    ("rules", "visits_30d = 4", "▸visits_30 = 4", "did you mean 'visits_30d'?"),
    ("rules", "[contact.declined]", "[contact.declined]\n▸10 = 5", "no reason (they are 0 to 9) is called '10'"),
    ("rules", "[contact.declined]\n0 = 90", "▸[contact.declined]", "0 (any other reason) is missing"),
    ("rules", "steps = [[10, 2],", "steps = [▸[10, 4],", "[people waiting, from 1; offers left, 0 to 3]"),
    # Priors, talk tracks, names.
    ("priors", "expected = 0.3\n", "expected = ▸1.3\n", "a number above 0 and below 1 is needed"),
    ("priors", "", '[[prior]]\nfor = "sms"\nrule = ▸"gone"\nexpected = 0.2\n', "no rule and no bundle is called"),
    ("priors", "", '[[prior]]\nfor = ▸"term"\nexpected = 0.2\n', "'term' is there twice"),
    ("priors", "large_cd = 1.2", "large_cd = ▸3", "a number from 0.5 to 2 is needed"),
    ("priors", "explore = ", "explore = ▸9", "a number from 0 to 0.2 is needed"),
    ("talk_tracks", 'for = "SVC-ID"', 'for = ▸"SVC-XX"', "no action is called 'SVC-XX'"),
    ("talk_tracks", 'for = "sms"', 'for = ▸"sns"', "no category is called 'sns'"),
    ("talk_tracks", "过路不停车", "▸零风险过路", "word it otherwise"),
    ("names", 'sms = { zh = "短信通知"', 'sms = { ▸cn = "短信通知"', "unknown entry 'cn'"),
    ("names", "[decline_reason]", "[▸decline_reasons]", "did you mean 'decline_reason'?"),
    ("names", 'moment = { zh = "时机不对"', '▸momen = { zh = "时机不对"', "did you mean 'moment'?"),
    # Standards and calendar.
    ("standards", "minutes = 3\n", "minutes = ▸0\n", "business 'current': minutes: a whole number from 1"),
    ("standards", 'without = ["count"]', 'without = [▸"cuont"]', "no item is called 'cuont'"),
    ("standards", "wording.count =", "wording.▸cuont =", "no item is called 'cuont'"),
    ("standards", "", f'{AMENDMENT}effective_from = ▸2026-01-01\n', "must come after"),
    ("calendar", "workdays = [2026-05-09]", "workdays = [▸2026-05-08]", "2026-05-08 is no Saturday or Sunday"),
    # The six of this year.
    ("products", "", PRODUCT + '▸price = ["价", "Price"]\n', "unknown entry 'price'"),
    ("products", "", PRODUCT.replace("类别", "▸保本理财"), "word it otherwise"),
    ("products", "", PRODUCT + 'payment = ▸"monthly"\n', "single or regular is needed, not 'monthly'"),
    ("segments", "", SEGMENT.replace("客群", "▸老年客户"), "protected trait"),
    ("segments", "", SEGMENT + ANOTHER.replace("salary_here", "▸'planted' in tags"), "here only told"),
    ("segments", "", SEGMENT.replace("salary_here", "▸age > 50"), "age needs a legal_basis"),
    ("segments", "", SEGMENT.replace("salary_here", "salary_here or▸"), "no fact is called"),
    ("segments", "", "▸" + SEGMENT.replace('when = "salary_here"\n', ""), "segment 'planted': when is missing"),
    ("scenarios", "", SCENARIO.replace("[3]", "[▸32]"), "days 1: a whole number from 1 to 31 is needed"),
    ("scenarios", "", "▸" + SCENARIO.replace("days = [3]\n", ""), "add one of days, months, weekdays, from, until"),
    ("scenarios", "", SCENARIO.replace("0.1", "▸0.4"), "lift: term: a number from 0 to 0.3 is needed"),
    ("scenarios", "", SCENARIO.replace("term", "▸trem"), "did you mean 'term'?"),
    ("scenarios", "", LAUNCH.replace("0.2", "▸0.6"), "launch 'term': share: a number from 0 to 0.5 is needed"),
    ("scenarios", "", LAUNCH.replace("2026-12-31", "▸2026-11-30"), "until comes before from"),
    ("scenarios", "", LAUNCH.replace('"term"', '▸"ZZ99"'), "correct the code"),
    ("bundles", "", BUNDLE.replace('"sms"', '▸"smz"'), "no category is called 'smz': did you mean 'sms'?"),
    ("bundles", "", BUNDLE.replace('"sms"', '▸"ZZ99"'), "no talk track and no entry of products.toml is for 'ZZ99'"),
    ("bundles", "", BUNDLE.replace('["sms", "mobile_bank"]', '▸["sms"]'), "2 to 5 are needed here, not 1"),
    ("bundles", "", BUNDLE.replace("least = 2", "least = ▸3"), "there are only 2 parts"),
    ("bundles", "", BUNDLE.replace("工资在", "已▸婚客户"), "protected trait"),
    ("bundles", "", BUNDLE.replace('"planted"', '▸"no_mobile"'), "a rule is called 'no_mobile' already"),
    ("care", "", SIGN.replace("weight = 1", "weight = ▸0"), "sign 'planted': weight: a whole number from 1 to 9"),
    ("care", "", SIGN.replace("hand_early", "▸hand_late"), "no fact is called 'hand_late'"),
    ("care", "", SIGN.replace("hand_early", "hand_business == '▸transfr'"), "did you mean 'transfer'?"),
    ("care", "threshold = 2", "threshold = ▸99", "all signs together do not reach it"),
    ("knowledge", "", CARD.replace('"pension"', '▸"pensoin"'), "no topic is called 'pensoin'"),
    ("knowledge", "", QUESTION.replace("right = 2", "right = ▸3"), "there are only 2 options"),
    ("knowledge", "", QUESTION.replace("right = 2", "right = ▸true"), "a whole number from 1 to 9 is needed"),
    ("knowledge", "", QUESTION.replace('["乙", "B"]', '["乙", ▸"乙"]'), "the en text has Chinese in it"),
    ("knowledge", "", TOPIC.replace("false", "▸true"), "nobody could pass"),
    ("knowledge", "", TOPIC.replace('["term"]', '["term", ▸"ZZ99"]'), "correct the code"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "told"), MISTAKES, ids=[f"{m[0]} {m[3][:30]}" for m in MISTAKES])
def test_a_mistake_is_refused_with_file_line_and_column(folder: Path, file: str, old: str, new: str, told: str) -> None:
    line, column = planted(folder, file, old, new)
    with pytest.raises(BadPack) as refused:
        load_packs(folder)
    wrong = refused.value
    assert told in str(wrong)
    assert str(wrong).startswith(f"{file}.toml, line {wrong.line}, column {wrong.column}: ")
    if HERE in new:
        assert (wrong.line, wrong.column) == (line, column)


def test_every_mistake_is_told_at_once_pack_by_pack(folder: Path) -> None:
    planted(folder, "rules", "", RULE.replace('"salary_here"', '"salary"').replace("0.1", "7"))
    planted(folder, "care", "threshold = ", "treshold = ")
    (folder / "names.toml").unlink()
    bodies, wrong = read_folder(folder)
    assert "names" not in bodies
    assert [(w.file, w.place) for w in wrong] == [
        ("names.toml", ""), ("rules.toml", "rule 'planted': weight"), ("care.toml", "treshold"),
    ]  # fmt: skip
    with pytest.raises(BadPack, match=r"^names\.toml: cannot be read .*: put it into the folder") as refused:
        load_packs(folder)
    assert refused.value.more == 2


def test_a_tag_of_a_segment_is_no_way_around_the_legal_basis(folder: Path) -> None:
    planted(folder, "segments", "", SEGMENT.replace("salary_here", "age > 50") + 'legal_basis = "X"\n')
    place = planted(folder, "rules", "", RULE.replace("salary_here", "salary_here and ▸'planted' in tags"))
    with pytest.raises(BadPack, match="planted reads a protected fact: name the article in legal_basis") as refused:
        load_packs(folder)
    assert (refused.value.line, refused.value.column) == place


def test_a_file_that_is_no_text_is_refused_at_its_first_odd_byte(folder: Path) -> None:
    source = (folder / "care.toml").read_bytes()
    (folder / "care.toml").write_bytes(b'ok = 1\nname = "\xd6\xd0"\n' + source)
    with pytest.raises(BadPack, match=r"^care\.toml, line 2, column 9: is no UTF-8 text: save the file as UTF-8"):
        load_packs(folder)
    (folder / "care.toml").write_bytes(b"\xef\xbb\xbf" + source)
    assert load_packs(folder) == load_packs(FOLDER)
    (folder / "care.toml").write_text(f"x = {'[' * 5000}{']' * 5000}\n{source.decode()}", encoding="utf-8")
    with pytest.raises(BadPack, match="nested too deep"):
        load_packs(folder)


@pytest.mark.parametrize("name", NAMES)
def test_no_wrong_type_comes_out_as_a_programs_words(name: str) -> None:
    """Every value of the pack, one at a time, as something that it must not be."""
    body = packs()[name]
    for key in body:
        for odd in (None, 7, "odd", [], [7], [[]], {}, {"odd": 7}, [{}], [{"code": 7}], True, -1.5):
            for wrong in CHECKS[name].mistakes(body | {key: odd}):
                assert wrong.path, wrong
                assert wrong.sentence.strip()
                assert not re.search(r"NoneType|has no attribute|\bint\b|KeyError", wrong.sentence), wrong


def test_a_draft_of_one_pack_is_checked_by_itself(folder: Path) -> None:
    assert load_pack("rules", folder / "rules.toml") == packs()["rules"]
    planted(folder, "rules", "", RULE.replace("0.1", "0.6"))
    with pytest.raises(BadPack, match=r"^rules\.toml, line \d+, column 10: rule 'planted': weight"):
        load_pack("rules", folder / "rules.toml")


def test_a_generations_packs_without_one_are_refused() -> None:
    with pytest.raises(BadPack, match=r"^care\.toml: is missing"):
        check_packs({name: body for name, body in packs().items() if name != "care"})
