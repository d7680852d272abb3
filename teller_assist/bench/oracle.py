"""The answers by brute force: read every customer, compare every number and every character.

Nothing is timed before its answers agree with this. Latin input is compared with the readings the
generation was built from; names and numbers with the told columns themselves.
"""

from typing import Any

from teller_assist.domain.found import Found, Match

_ORDER = {Match.EXACT: 0, Match.PREFIX: 1, Match.INSIDE: 2}


class WrongAnswer(Exception):
    """A lookup that does not agree with the brute force; the message names the text and the difference."""


class Oracle:
    """Every customer's name and numbers in memory."""

    def __init__(self, con: Any) -> None:
        self._names: list[tuple[int, str, str]] = con.execute("SELECT o, name, kind FROM customer").fetchall()
        self._read: dict[tuple[str, str], tuple[str, ...]] = {}
        self._numbers: list[tuple[int, str]] = [
            (o, number.lower())
            for statement in (
                "SELECT o, customer_no FROM customer", "SELECT o, id_no FROM customer",
                "SELECT o, mobile FROM customer",
                "SELECT o, card_no FROM account", "SELECT o, account_no FROM account",
                "SELECT o, ticket FROM counter_transaction",
            )
            for o, number in con.execute(statement)
            if number
        ]  # fmt: skip

    def check(self, text: str, found: list[Found], limit: int = 20) -> None:
        """Raises ``WrongAnswer`` if a customer is missing, wrong, or out of order."""
        expected: set[int] | None = None
        for term in text.split():
            hits = self._hits(term.lower())
            expected = hits if expected is None else expected & hits
        got = [f.o for f in found]
        wrong = set(got) - (expected or set())
        if wrong:
            raise WrongAnswer(f"{text!r} brought customers who do not match: {sorted(wrong)[:5]}")
        if len(got) < min(limit, len(expected or ())):
            raise WrongAnswer(f"{text!r} brought {len(got)} of {len(expected or ())} customers")
        if len(set(got)) != len(got):
            raise WrongAnswer(f"{text!r} brought a customer twice")
        ranks = [_ORDER[f.match] for f in found]
        if ranks != sorted(ranks):
            raise WrongAnswer(f"{text!r}: exact, then prefix, then inside; came as {[f.match.value for f in found]}")

    def _hits(self, term: str) -> set[int]:
        if any(c.isdigit() for c in term):
            return {o for o, n in self._numbers if n.startswith(term) or (len(term) >= 4 and n.endswith(term))}
        if term.isascii():
            return self._sounding(term) | {o for o, n in self._numbers if n.startswith(term)}  # H00… of a permit
        return {o for o, name, _ in self._names if term in name}

    def _sounding(self, term: str) -> set[int]:
        from teller_assist.domain.keys import near

        folded = near(term)
        return {o for o, name, kind in self._names if any(k.startswith((term, folded)) for k in self._keys(name, kind))}

    def _keys(self, name: str, kind: str) -> tuple[str, ...]:
        from teller_assist.hub.readings import name_keys

        told = self._read.get((name, kind))
        if told is None:
            told = self._read[name, kind] = tuple(k for k, _ in name_keys(name, kind).keys)
        return told
