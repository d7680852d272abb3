"""A child's memory is its own, however much its parent holds."""

from teller_assist.bench.startup import spend


def test_a_small_child_of_a_large_parent_is_small() -> None:
    held = bytearray(300_000_000)
    held[::4096] = b"x" * len(held[::4096])
    assert spend("pass").resident < 100_000_000
    assert spend("held = bytearray(200_000_000); held[::4096] = b'x' * len(held[::4096])").resident > 200_000_000
