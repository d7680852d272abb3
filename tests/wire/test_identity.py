"""Certificates, leases and codes: what holds, and what of a changed one does not."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teller_assist.errors import BadInput
from teller_assist.wire import identity
from teller_assist.wire.identity import Certificate
from teller_assist.wire.signing import DeviceKey

KEY = DeviceKey(bytes(range(32)))
NOW = datetime(2026, 11, 24, tzinfo=UTC)
DESK = Certificate("d1", "网点一", "desk", DeviceKey(bytes(32)).public, "2026-11-24T00:00:00.000000+00:00")
TEXT = identity.certify(KEY, DESK)


def test_a_certificate_is_read_by_whoever_knows_the_hubs_key() -> None:
    assert identity.certificate_of(TEXT, [DeviceKey().public, KEY.public]) == DESK
    assert identity.certificate_of(TEXT, [DeviceKey().public]) is None
    assert identity.certificate_of(TEXT, []) is None


@given(at=st.integers(0, len(TEXT) - 1), sign=st.characters(codec="utf-8"))
def test_a_certificate_with_any_sign_changed_holds_no_longer(at: int, sign: str) -> None:
    changed = TEXT[:at] + sign + TEXT[at + 1 :]
    assert identity.certificate_of(changed, [KEY.public]) in (None, DESK)
    if changed != TEXT:
        assert identity.certificate_of(changed, [KEY.public]) is None or changed.split() == TEXT.split()


@given(text=st.text())
def test_any_text_is_no_certificate(text: str) -> None:
    assert identity.certificate_of(text, [KEY.public]) is None
    assert identity.lease_of(text, [KEY.public]) is None


def test_a_lease_says_until_when_and_serves_for_nothing_else() -> None:
    lease = identity.lease_for(KEY, "d1", NOW)
    read = identity.lease_of(lease, [KEY.public])
    assert read == identity.Lease("d1", NOW + timedelta(days=30), NOW + timedelta(days=60))
    assert identity.certificate_of(lease, [KEY.public]) is None
    assert identity.lease_of(TEXT, [KEY.public]) is None


def test_a_code_may_be_typed_as_people_type() -> None:
    code = identity.new_code("0123456789abcdef")
    signs, _, pin = code.partition(".")
    assert pin == "0123456789abcdef"
    assert not set(signs) & set("O0I1")
    for typed in (code, signs, signs.lower(), signs.replace("-", ""), f" {signs.replace('-', ' ')} "):
        assert identity.code_hash(typed) == identity.code_hash(code)
    assert identity.code_hash(identity.new_code()) != identity.code_hash(code)


@pytest.mark.parametrize(
    "typed", ["", "ABCD", "ABCD-EFGH-JKM", "ABCD-EFGH-JKMNP", "O000-1111-IIII", "ＡＢＣＤ-EFGH-JKMN"]
)
def test_what_can_be_no_code_is_said_so(typed: str) -> None:
    with pytest.raises(BadInput, match="three groups of four"):
        identity.plain_code(typed)
