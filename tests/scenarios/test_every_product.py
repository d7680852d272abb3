"""On the card of any demo customer every product is suggested or has a code and a sentence, in both languages."""

from collections import Counter as Count
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from teller_assist.desk.counter import Counter
from teller_assist.domain.words import CODES, blanks, sentence
from tests.scenarios.conftest import AS_OF
from tests.scenarios.test_morning import _customers

TODAY = AS_OF + timedelta(days=1)


def test_every_product_of_every_demo_customer_is_suggested_or_says_why_not(feed: Path, desk: Path) -> None:
    met: Count[str] = Count()
    with closing(Counter.open(desk)) as counter:
        products = set(counter.snapshot.products)
        for person in _customers(feed):
            card = counter.card(person["customer_no"], TODAY)
            slate = card.slate
            named = [s.product_code for s in slate.suggestions] + [b.product_code for b in slate.blocked]
            assert products <= set(named), person["customer_no"]
            assert len(named) == len(set(named)), person["customer_no"]
            for one in slate.blocked:
                met[one.code] += 1
                for text in CODES[one.code].sentence:
                    assert all(one.facts.get(blank) is not None for blank in blanks(text)), one
                assert all(sentence(one.code, one.facts, TODAY)), one
            for shown in slate.suggestions:
                assert shown.reason.zh, shown
                assert shown.reason.en, shown
                assert shown.talk_track.sentence.zh, shown
    assert met.keys() <= CODES.keys()
    assert len(met) > 20, "the demo bank meets most of what can stop a product"
