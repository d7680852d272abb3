"""What a teller types and whom the list shows, against brute force over the same customers."""

import random
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teller_assist.domain.found import Match
from teller_assist.store import raw
from teller_assist.store.search import elsewhere, exact, search
from tests.hub.small_feed import KEY, generation
from tests.store import oracle
from tests.store.oracle import Person

EACH = 200
PEOPLE = 700


def _row(rnd: random.Random, i: int) -> dict[str, Any]:
    surname = rnd.choice([*oracle.SURNAMES, *"王李张赵" * 5])
    name = surname + "".join(rnd.choices(list(oracle.GIVEN), k=rnd.choice((1, 2, 2))))
    year, ident = rnd.randint(1940, 2005), rnd.randint(100, 999)
    return {
        "customer_no": f"6{rnd.randint(0, 999):03d}{i:06d}", "name": name, "surname": surname,
        "id_no": f"99{rnd.randint(1, 3):04d}{year}0{rnd.randint(1, 9)}1{rnd.randint(0, 9)}{ident}{rnd.choice('0123X')}",
        "mobile": f"1{rnd.choice('35')}{rnd.randint(0, 9)}{rnd.randint(0, 99999999):08d}",
        "birth_date": f"{year}-01-01", "branch_no": rnd.choice(("1001", "1001", "1002")),
    }  # fmt: skip


def _rows(rnd: random.Random) -> dict[str, list[dict[str, Any]]]:
    customers = [_row(rnd, i) for i in range(PEOPLE)]
    accounts, assets = [], []
    for i, customer in enumerate(customers):
        number = customer["customer_no"]
        for j in range(rnd.choice((0, 1, 1, 2))):
            card = f"0{rnd.randint(0, 9)}22{rnd.randint(0, 10**15 - 1):015d}"
            accounts.append(
                {"account_no": f"70{rnd.randint(0, 10**9):010d}{i:04d}{j}", "customer_no": number, "card_no": card}
            )
        fen = rnd.choice((100, 8_000_000, 90_000_000, 3 * 10**8)) + rnd.randint(0, 99)
        assets += [{"customer_no": number, "month": f"2026-{m:02d}", "average_fen": fen} for m in range(6, 11)]
    return {"customers": customers, "accounts": accounts, "assets": assets}


class Desk:
    """A generation and the same customers for the oracle."""

    def __init__(self, folder: Path) -> None:
        rows = _rows(random.Random(7))
        self.conn = raw.connect(generation(folder, rows).file, KEY, immutable=True)
        ordinals = dict(self.conn.execute("SELECT customer_no, o FROM customer").fetchall())
        numbers: dict[str, list[str]] = {
            c["customer_no"]: [c["customer_no"], c["id_no"], c["mobile"]] for c in rows["customers"]
        }
        for account in rows["accounts"]:
            numbers[account["customer_no"]] += [account["account_no"], account["card_no"]]
        self.people = [
            Person(
                ordinals[number := c["customer_no"]], number, c["surname"], c["name"][len(c["surname"]) :],
                tuple(numbers[number]),
            )
            for c in rows["customers"]
        ]  # fmt: skip

    def found(self, typed: str, limit: int = 20) -> list[str]:
        return [f.customer_no for f in search(self.conn, typed, limit)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = Desk(tmp_path_factory.mktemp("search"))
    yield desk
    desk.conn.close()


def _full(p: Person) -> str:
    surname, given = oracle.readings(p)[-1]
    return "".join(surname + given)


def _slurred(syllable: str) -> str:
    """The other of zh and z, sh and s, ch and c, n and l, -n and -ng."""
    first = {"zh": "z", "sh": "s", "ch": "c", "z": "zh", "s": "sh", "c": "ch", "n": "l", "l": "n"}
    head = syllable[:2] if syllable[:2] in first else syllable[:1]
    rest = syllable[len(head) :]
    return first.get(head, head) + (rest[:-1] if rest.endswith("ng") else f"{rest}g" if rest.endswith("n") else rest)


def _mixed(p: Person) -> str:
    surname, given = oracle.readings(p)[0]
    return "".join(surname) + "".join(s[0] for s in given)


def _initials(p: Person) -> str:
    surname, given = oracle.readings(p)[0]
    return "".join(s[0] for s in surname + given)


CLASSES: dict[str, Callable[[Person], str]] = {
    "one surname": lambda p: p.surname,
    "name whole": lambda p: p.name,
    "name beginning": lambda p: p.name[:2],
    "name inside": lambda p: p.name[1:],
    "name inside, one character": lambda p: p.name[-1],
    "pinyin whole": _full,
    "pinyin beginning": lambda p: _full(p)[:4],
    "pinyin of the given name": lambda p: "".join(oracle.readings(p)[0][1]),
    "one letter": lambda p: _full(p)[0],
    "mixed": _mixed,
    "initial and given name": lambda p: _initials(p)[: len(p.surname)] + "".join(oracle.readings(p)[0][1]),
    "misheard": lambda p: oracle.folded(_full(p)),
    "misheard the other way": lambda p: "".join(map(_slurred, chain(*oracle.readings(p)[0]))),
    "initials 2": lambda p: _initials(p)[:2],
    "initials 3": lambda p: _initials(p)[:3],
    "customer number": lambda p: p.numbers[0],
    "customer number, beginning": lambda p: p.numbers[0][:5],
    "ID whole": lambda p: p.numbers[1],
    "ID first 6": lambda p: p.numbers[1][:6],
    "ID last 4": lambda p: p.numbers[1][-4:],
    "ID last 6, small x": lambda p: p.numbers[1][-6:].lower(),
    "phone whole": lambda p: p.numbers[2],
    "phone first 4": lambda p: p.numbers[2][:4],
    "phone last 4": lambda p: p.numbers[2][-4:],
    "account or card whole": lambda p: p.numbers[-1],
    "account or card first 6": lambda p: p.numbers[-1][:6],
    "account or card last 4": lambda p: p.numbers[-1][-4:],
    "account or card last 6": lambda p: p.numbers[-1][-6:],
    "account or card first 12": lambda p: p.numbers[-1][:12],
    "one figure": lambda p: p.numbers[2][0],
}


@pytest.mark.parametrize("kind", CLASSES)
def test_the_list_shows_the_same_customers_as_brute_force(desk: Desk, kind: str) -> None:
    rnd = random.Random(kind)
    for typed in {CLASSES[kind](person) for person in rnd.choices(desk.people, k=EACH)}:
        expected = oracle.find(desk.people, typed)
        assert expected, (kind, typed)
        assert desk.found(typed) == expected, (kind, typed)


@pytest.mark.parametrize("kind", ["one surname", "pinyin beginning", "phone last 4", "misheard"])
def test_a_longer_list_goes_on_in_the_same_order(desk: Desk, kind: str) -> None:
    for person in random.Random(kind).choices(desk.people, k=10):
        typed = CLASSES[kind](person)
        assert desk.found(typed, 300) == oracle.find(desk.people, typed, 300)
        assert desk.found(typed, 5) == oracle.find(desk.people, typed, 5)


@settings(max_examples=300)
@given(data=st.data())
def test_whatever_part_of_a_key_is_typed_the_customers_are_the_same(desk: Desk, data: st.DataObject) -> None:
    person = data.draw(st.sampled_from(desk.people))
    key = data.draw(st.sampled_from([person.name, _full(person), _initials(person), *person.numbers]))
    start = data.draw(st.integers(0, len(key) - 1)) if not key.isascii() else 0
    typed = key[start : data.draw(st.integers(start + 1, len(key)))]
    assert desk.found(typed) == oracle.find(desk.people, typed)


@settings(max_examples=200)
@given(text=st.text(max_size=30))
def test_anything_may_be_typed(desk: Desk, text: str) -> None:
    assert len(search(desk.conn, text)) <= 20


def _both(desk: Desk, name: str, digits: str) -> list[str]:
    """Two terms: who matches the name in any way but misheard, and the number; ranked by the number."""
    people = [p for p in desk.people if oracle.rank(p, name) in (0, 1, 2)]
    return oracle.find(people, digits, 20)


@pytest.mark.parametrize(
    "name", ["initials 2", "initials 3", "one surname", "name whole", "pinyin whole", "pinyin beginning"]
)
def test_a_name_and_the_last_four_of_a_number_together(desk: Desk, name: str) -> None:
    for person in random.Random(name).choices(desk.people, k=100):
        typed, tail = CLASSES[name](person), person.numbers[-1][-4:]
        if tail.startswith("9900"):  # how every ID begins
            continue
        expected = _both(desk, typed, tail)
        assert len(expected) < 20, (typed, tail)
        assert person.customer_no in expected
        assert desk.found(f"{typed} {tail}") == expected, (typed, tail)
        assert desk.found(f"{tail}  {typed}") == expected, (typed, tail)


def test_a_number_too_short_to_tell_apart_leaves_the_list_of_the_name(desk: Desk) -> None:
    assert desk.found("王 1") == desk.found("王")


@pytest.mark.parametrize(
    ("typed", "same_as"),
    [("ＷＡＮＧ", "wang"), ("Wang Wei", "wangwei"), ("王 伟", "王伟"), ("王·伟", "王伟"), ("lü", "lu"), ("ＺＳ", "zs")],
)
def test_width_case_blanks_and_dots_do_not_matter(desk: Desk, typed: str, same_as: str) -> None:
    assert desk.found(typed) == desk.found(same_as)


def test_a_phone_number_as_it_is_copied(desk: Desk) -> None:
    person = desk.people[3]
    phone = person.numbers[2]
    for typed in (
        f"+86 {phone[:3]}-{phone[3:7]}-{phone[7:]}",
        f"0086{phone}",
        f"86{phone}",
        f"{phone[:3]} {phone[3:]}",
    ):
        assert desk.found(typed) == [person.customer_no], typed


def test_a_phone_number_with_one_slip_is_found_only_when_nothing_else_is(desk: Desk) -> None:
    person = desk.people[5]
    phone = person.numbers[2]
    wrong = phone[:6] + str((int(phone[6]) + 1) % 10) + phone[7:]
    swapped = phone[:9] + phone[10] + phone[9] if phone[9] != phone[10] else wrong
    assert desk.found(wrong) == desk.found(swapped) == [person.customer_no]
    found = search(desk.conn, wrong)[0]
    assert (found.match, found.by, found.shown) == (Match.INSIDE, "mobile", f"{phone[:3]}****{phone[-4:]}")


def test_a_scan_takes_whole_numbers_only(desk: Desk) -> None:
    person = next(p for p in desk.people if len(p.numbers) > 3)
    for number in person.numbers:
        assert person.customer_no in [f.customer_no for f in exact(desk.conn, number)]
        assert exact(desk.conn, number[:-1]) == []
    assert exact(desk.conn, "") == exact(desk.conn, person.name) == []


def test_each_line_says_which_key_matched_and_hides_the_rest(desk: Desk) -> None:
    person = next(p for p in desk.people if len(p.numbers) > 3)
    number, ident, mobile, _account, card = person.numbers[:5]
    line = search(desk.conn, card)[0]
    assert (line.match, line.by, line.shown) == (Match.EXACT, "card", card)
    assert line.id_masked == f"{ident[:3]}***********{ident[-4:]}"
    assert search(desk.conn, mobile[:10])[0].shown == f"{mobile[:10]}****{mobile[-1]}"
    shown = [f for f in search(desk.conn, ident[-6:]) if f.customer_no == number]
    assert [(f.match, f.by, f.shown) for f in shown] == [(Match.INSIDE, "id", f"****{ident[-6:]}")]


def test_stored_answers_hide_as_much_as_read_ones(desk: Desk) -> None:
    for typed in ("13", "99000", "0", "7"):
        for found in search(desk.conn, typed):
            assert found.shown.startswith(f"{typed}****")
            assert len(found.shown) == len(typed) + 8


def test_own_branch_comes_first_then_the_tier_then_the_assets(desk: Desk) -> None:
    rows = desk.conn.execute(
        "SELECT own_branch, tier, (SELECT average_fen FROM month_average m WHERE m.o = c.o ORDER BY month DESC LIMIT 1)"
        " FROM customer c ORDER BY o"
    ).fetchall()
    tiers = ("mass", "gold", "platinum", "diamond", "private")
    order = [(own, tiers.index(tier), fen) for own, tier, fen in rows]
    assert order == sorted(order, reverse=True)
    assert len({tier for _, tier, _ in order}) > 2


def test_no_beginning_is_read_through_that_many_share(desk: Desk) -> None:
    """Every range of more than 20 keys has a stored list, so the work of a keystroke does not grow."""
    for length in (1, 2, 3, 5, 6):
        busy = desk.conn.execute(
            "SELECT count(*) FROM"
            " (SELECT substr(k, 1, ?1) AS p FROM sk WHERE length(k) >= ?1 GROUP BY p HAVING count(*) > 20)"
            " WHERE p NOT IN (SELECT p FROM hot) AND NOT (substr(p, 1, 1) = '~' AND length(p) <= 4)",
            (length,),
        ).fetchone()
        assert busy == (0,)


def test_a_customer_of_another_branch_is_known_by_tier_and_flags(tmp_path: Path) -> None:
    rows: dict[str, Any] = {
        "customers": [
            {"customer_no": "80001", "name": "王伟", "branch_no": "1001"},
            {
                "customer_no": "80002",
                "name": "李娜",
                "branch_no": "1002",
                "mobile": "13900001111",
                "flags": "vip|court_freeze",
            },
        ],
        "accounts": [{"account_no": "A1", "customer_no": "80002", "card_no": "0622000011112222"}],
    }
    conn = raw.connect(generation(tmp_path, rows, branch="1001").file, KEY, immutable=True)
    for typed in ("80002", "13900001111", "0622 0000 1111 2222"):
        found = exact(conn, typed) + (search(conn, typed) if len(typed) > 5 else [])
        assert {(f.minimal, f.name, f.branch_no, f.tier) for f in found} == {(True, "", "1002", "mass")}
    known = elsewhere(conn, "13900001111")
    assert known is not None
    assert known.flags == {"vip", "court_freeze"}
    assert search(conn, "李娜") == search(conn, "1390000") == []
    text = " ".join(
        str(row) for table in ("customer", "sk", "bankwide", "line") for row in conn.execute(f"SELECT * FROM {table}")
    )
    assert "李娜" not in text
    assert "13900001111" not in text
    conn.close()
