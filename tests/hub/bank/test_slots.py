"""A branch's month of tickets."""

from teller_assist.hub.bank.visits import Slots


def test_a_branch_gives_each_ticket_once_and_then_has_no_more() -> None:
    for tellers in (3, 4, 8, 12):
        slots = Slots(tellers, 22, 300.0)
        taken = [slots.take() for _ in range(slots.room)]
        assert sorted(t for t in taken if t is not None) == list(range(slots.room))
        assert slots.take() is None
