"""The container: opened by one, believed by its signature, and never larger than its limits."""

import struct
from collections.abc import Iterable
from hashlib import sha256

import pyrage
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from teller_assist.errors import BadInput
from teller_assist.wire import bundle, codec
from teller_assist.wire.bundle import MAGIC, BadBundle, Bundle, BundleRefused, Header, Item, Piece, Sample, Signed
from teller_assist.wire.bundle_keys import hub_name, identity_of, recipient_of
from teller_assist.wire.messages import Chunk, Cursor, Push, Record, Stream
from teller_assist.wire.signing import SUITE, DeviceKey, canonical, seal

HUB, DESK, OTHER = (DeviceKey(bytes([n]) * 32) for n in (1, 2, 3))
UP = Header("up", "desk-1", hub_name(HUB.public), "0101", 3, 2, "2026-11-24T00:00:00+00:00", "", "0.2.0")
DOWN = Header("down", hub_name(HUB.public), "desk-1", "0101", 7, 3, "2026-11-24T00:00:00+00:00", "2026-12-08", "0.2.0")


def push(first: int = 1, rows: int = 3) -> Push:
    records = tuple(
        Record(n, f"e{n}", "2026-11-24T00:00:00.000000+00:00", "T1", "visit.started", 1, '{"a":"王"}'.encode())
        for n in range(first, first + rows)
    )
    last = seal(DESK, "desk-1", 1, first + rows - 1, bytes(32))
    return Push("desk-1", 1, 0, 0, first, bytes(32), records, last)


def up(items: Iterable[Item] = (), header: Header = UP, key: DeviceKey = DESK) -> bytes:
    return bundle.closed(header, items or [push()], key.sign, recipient_of(HUB.public))


def opened(data: bytes, key: DeviceKey = HUB, sender: DeviceKey = DESK) -> list[Item]:
    found = Bundle(data, identity_of(key.raw))
    found.check(sender.public)
    return list(found.items())


def frames(*parts: tuple[bytes, bytes]) -> bytes:
    return b"".join(struct.pack(">cI", letter, len(body)) + body for letter, body in parts)


def forged(plain: bytes) -> bytes:
    """Any plain bytes, closed for the hub: everybody knows its public key."""
    return MAGIC + pyrage.encrypt(zstandard.compress(plain), [recipient_of(HUB.public)])


def signed(plain: bytes, key: DeviceKey = DESK) -> bytes:
    text = canonical("bundle", [sha256(MAGIC + plain).hexdigest()])
    return forged(plain + frames((b"E", codec.encode(Signed(SUITE, key.sign(text))))))


def test_what_goes_in_comes_out() -> None:
    assert opened(up([push(1), push(4)])) == [push(1), push(4)]
    items: list[Item] = [
        Sample("desk-1", 1, (1, 2), (bytes(32), bytes(32))), Stream((), Cursor(5, b"x")), Chunk(b"\0bytes"),
        Piece("metadata/1.root.json", b"{}"),
    ]  # fmt: skip
    down = bundle.closed(DOWN, items, HUB.sign, recipient_of(DESK.public))
    assert opened(down, DESK, HUB) == items
    assert Bundle(down, identity_of(DESK.raw)).header == DOWN


def test_the_keys_of_age_follow_from_the_keys_that_both_ends_know() -> None:
    for n in range(40):
        key = DeviceKey(sha256(bytes([n])).digest())
        assert str(identity_of(key.raw).to_public()) == str(recipient_of(key.public))
    for none in (b"", bytes(32), b"\x01" + bytes(31), b"\xff" * 32):
        with pytest.raises(BadInput, match="key is none"):
            recipient_of(none)


def test_nobody_else_opens_it_and_nothing_of_it_is_in_clear() -> None:
    data = up()
    with pytest.raises(BundleRefused, match="for somebody else"):
        opened(data, OTHER)
    assert "王".encode() not in data
    assert b"desk-1" not in data


def test_a_bundle_signed_by_another_is_not_believed() -> None:
    with pytest.raises(BundleRefused, match="signature is not of desk-1"):
        opened(up(key=OTHER))
    wrong_suite = frames((b"H", codec.encode(UP)))
    text = canonical("bundle", [sha256(MAGIC + wrong_suite).hexdigest()])
    with pytest.raises(BundleRefused, match="signature"):
        opened(forged(wrong_suite + frames((b"E", codec.encode(Signed("sm2", DESK.sign(text)))))))


@settings(max_examples=400)
@given(st.data())
def test_one_flipped_bit_anywhere_is_found(draw: st.DataObject) -> None:
    data = bytearray(WHOLE)
    place = draw.draw(st.integers(0, len(data) * 8 - 1))
    data[place // 8] ^= 1 << place % 8
    with pytest.raises((BadBundle, BundleRefused)):
        opened(bytes(data))


@settings(max_examples=200)
@given(st.integers(0, 10_000))
def test_cut_off_anywhere_it_is_refused(at: int) -> None:
    with pytest.raises((BadBundle, BundleRefused)):
        opened(WHOLE[: at % len(WHOLE)])


@settings(max_examples=150)
@given(st.binary(max_size=300))
def test_garbage_closed_for_the_hub_is_refused(plain: bytes) -> None:
    for data in (plain, MAGIC + plain, forged(plain), signed(plain), signed(frames((b"H", plain)))):
        with pytest.raises((BadBundle, BundleRefused)):
            opened(data)


@settings(max_examples=150)
@given(st.data())
def test_plain_content_changed_by_whoever_can_close_for_the_hub_is_refused(draw: st.DataObject) -> None:
    plain = bytearray(zstandard.decompress(pyrage.decrypt(WHOLE[len(MAGIC) :], [identity_of(HUB.raw)]), 1 << 20))
    place = draw.draw(st.integers(0, len(plain) - 1))
    plain[place] ^= draw.draw(st.integers(1, 255))
    with pytest.raises((BadBundle, BundleRefused)):
        opened(forged(bytes(plain)))


def test_cut_at_a_frame_it_has_no_end() -> None:
    with pytest.raises(BadBundle, match="no end"):
        opened(forged(frames((b"H", codec.encode(UP)), (b"P", codec.encode(push())))))


def test_what_is_hung_on_behind_the_signature_is_refused() -> None:
    plain = frames((b"H", codec.encode(UP)))
    text = canonical("bundle", [sha256(MAGIC + plain).hexdigest()])
    end = (b"E", codec.encode(Signed(SUITE, DESK.sign(text))))
    with pytest.raises(BadBundle, match="behind the signature"):
        opened(forged(plain + frames(end, (b"P", codec.encode(push())))))


def test_a_message_that_does_not_belong_in_its_direction_is_refused() -> None:
    with pytest.raises(BadBundle, match="carries no b'C'"):
        opened(up([Chunk(b"x")]))
    with pytest.raises(BadBundle, match="carries no b'Z'"):
        opened(signed(frames((b"H", codec.encode(UP)), (b"Z", b""))))


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    huge = struct.pack(">cI", b"P", bundle.MOST_MESSAGE + 1)
    with pytest.raises(BadBundle, match="unpacks to more"):
        opened(forged(frames((b"H", codec.encode(UP))) + huge))
    monkeypatch.setattr(bundle, "MOST_PLAIN", 3 << 20)
    mega = frames((b"P", bytes(1 << 20)))
    bomb = forged(frames((b"H", codec.encode(UP))) + mega * 40)
    assert len(bomb) < 20_000
    with pytest.raises(BadBundle, match="unpacks to more"):
        opened(bomb)


def test_more_messages_than_any_true_bundle_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "MOST_MESSAGES", 50)
    with pytest.raises(BadBundle, match="more than 50 messages"):
        opened(forged(frames((b"H", codec.encode(UP))) + frames((b"P", b"")) * 200))
    with pytest.raises(BadBundle, match="too much for one bundle"):
        up([push()] * 60)


def test_a_file_too_large_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "MOST_FILE", 1000)
    with pytest.raises(BadBundle, match="larger than"):
        opened(MAGIC + bytes(1001))


def test_messages_nested_deeper_than_any_are_refused() -> None:
    for deep in (b"[" * 100_000, b'{"a":' * 100_000, b"[" * 100_000 + b"]" * 100_000):
        with pytest.raises(BadBundle, match="cannot be read"):
            opened(signed(frames((b"H", deep))))
        with pytest.raises(BadBundle, match="cannot be read"):
            opened(signed(frames((b"H", codec.encode(UP)), (b"P", deep))))


def test_a_bundle_of_a_newer_format_asks_for_a_newer_program() -> None:
    with pytest.raises(BadBundle, match="bring this program up to date"):
        opened(b"tabundle 2 something\n")


WHOLE = up([push(1), push(4, 5)])
