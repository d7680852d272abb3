"""By which keys names of every kind are found."""

import pytest

from teller_assist.domain import keys
from teller_assist.hub.readings import name_keys


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("𠮷永", "jiyong"),
        ("Nguyễn Đức", "nguyen"),
        ("Nguyễn Đức", "duc"),
        ("阿不都·热西提·艾力", "aili"),
        ("阿不都·热西提·艾力", "rexitiaili"),
        ("Anne Rochelle-Dupont", "dupont"),
        ("Anne Rochelle-Dupont", "rochelledupont"),
        ("Anne Rochelle-Dupont", "rochelledupontanne"),
    ],
)
def test_a_name_is_found_by_each_of_its_parts(name: str, typed: str) -> None:
    assert any(k.startswith(typed) for k, _ in name_keys(name).keys)


def test_what_is_typed_loses_its_accents_as_the_name_did() -> None:
    assert keys.normalise("Nguyễn") == keys.normalise("nguyê\u0303n") == "nguyen"
    assert keys.terms("ễ") == (keys.Term("latin", "e"),)
    assert keys.normalise("김𠮷王") == "김𠮷王"
