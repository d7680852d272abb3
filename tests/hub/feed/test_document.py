"""docs/feed.md says what the doctor does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from teller_assist.domain.customer import ALERT_FLAGS, PLAIN_FLAGS
from teller_assist.hub.feed import document
from teller_assist.hub.feed.columns import MOST_FEN, value
from teller_assist.hub.feed.raw import text
from teller_assist.hub.feed.reasons import REASONS
from teller_assist.hub.feed.rules import RULES
from teller_assist.hub.feed.spec import BUSINESS_TYPES, FILES


def test_the_page_is_up_to_date() -> None:
    assert document.FILE.read_text("utf-8") == document.document(), "run: python -m teller_assist.hub.feed.document"


def test_the_page_names_every_file_column_flag_type_and_reason() -> None:
    page = document.document()
    words = [*ALERT_FLAGS, *PLAIN_FLAGS, *BUSINESS_TYPES, *REASONS, *(c.name for f in FILES for c in f.columns)]
    assert [word for word in words if f"`{word}`" not in page] == []
    assert [f.name for f in FILES if f"### {f.name}.csv" not in page] == []


def test_every_rule_names_a_column_and_a_reason() -> None:
    columns = {(f.name, c.name) for f in FILES for c in f.columns}
    assert {(r.file, r.column) for r in RULES} <= columns
    assert {r.code for r in RULES} <= set(REASONS)


@pytest.fixture(scope="module")
def con() -> object:
    import duckdb

    return duckdb.connect()


@given(st.from_regex(r"[1-8][0-9]{5}(19|20)[0-9]{9}", fullmatch=True), st.sampled_from("0123456789X"))
def test_the_check_digit_is_that_of_python_stdnum(con: object, body: str, last: str) -> None:
    (rule,) = [r for r in RULES if r.code == "check_digit"]
    query = f"SELECT {rule.wrong} FROM (SELECT 'resident_id' AS id_type, {text(body + last)} AS id_no)"
    (wrong,) = con.execute(query).fetchone()  # type: ignore[attr-defined]
    assert wrong == (ric.calc_check_digit(body + last) != last)


@given(st.from_regex(r"-?[0-9]{1,25}", fullmatch=True))
def test_an_amount_is_read_exactly_or_not_at_all(con: object, told: str) -> None:
    column = next(c for f in FILES for c in f.columns if c.name == "balance_fen")
    (found,) = con.execute(f"SELECT {value(column)} FROM (SELECT {text(told)} AS balance_fen)").fetchone()  # type: ignore[attr-defined]
    assert found is None or found == int(told)
    assert found is not None or abs(int(told)) > MOST_FEN or len(told.lstrip("-")) > 16
