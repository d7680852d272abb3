"""The servers' log: lines a machine reads, and nobody's name in them."""

import json
import logging
from pathlib import Path

import pytest

from teller_assist import log


@pytest.fixture
def file(tmp_path: Path) -> Path:
    root, level = logging.getLogger().handlers[:], logging.getLogger().level
    log.start(tmp_path / "hub.log")
    yield tmp_path / "hub.log"  # type: ignore[misc]
    logging.getLogger().handlers[0].close()
    logging.getLogger().handlers[:], logging.getLogger().level = root, level


def test_each_line_says_what_happened_with_its_facts(file: Path) -> None:
    log.say("push", device="d1", rows=500)
    (line,) = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    assert (line["what"], line["level"], line["device"], line["rows"]) == ("push", "info", "d1", 500)


def test_an_error_is_told_by_type_and_place_and_never_by_its_words(file: Path) -> None:
    try:
        raise ValueError("张伟 13800001234")
    except ValueError as error:
        log.say("fault", level=logging.ERROR, error=error)
    text = file.read_text(encoding="utf-8")
    line = json.loads(text)
    assert line["error"] == "ValueError"
    assert line["where"].startswith("test_log.py:")
    assert "张伟" not in text
