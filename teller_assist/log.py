"""The servers' log: one JSON object a line, for machines to read. No name, number or payload of anybody stands in it:
device ids, branches, counts, keys of refusals, types of errors.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from pathlib import Path

LOGGER = logging.getLogger("teller_assist")


class JsonLines(logging.Formatter):
    """``say``'s facts, or a library's own words, as one line. Of an error only its type and where it was raised."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"at": at, "level": record.levelname.lower(), "what": record.getMessage()}
        told.update(getattr(record, "facts", {}))
        if record.exc_info and record.exc_info[0] is not None:
            told["error"] = record.exc_info[0].__name__
            told["where"] = _where(record.exc_info[2])
        return json.dumps(told, ensure_ascii=False)


def say(what: str, *, level: int = logging.INFO, error: BaseException | None = None, **facts: object) -> None:
    """One line: ``what`` happened, with its facts."""
    LOGGER.log(level, what, extra={"facts": facts}, exc_info=error)


def start(file: Path | None = None) -> None:
    """Sends the lines to a file, or to standard error. Other libraries are heard from warnings up."""
    handler = logging.StreamHandler(sys.stderr) if file is None else logging.FileHandler(file, encoding="utf-8")
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    LOGGER.setLevel(logging.INFO)


def _where(trace: object) -> str:
    """The last place of a traceback: file and line."""
    place = ""
    while trace is not None:
        frame = trace.tb_frame  # type: ignore[attr-defined]
        place = f"{Path(frame.f_code.co_filename).name}:{trace.tb_lineno}"  # type: ignore[attr-defined]
        trace = trace.tb_next  # type: ignore[attr-defined]
    return place
