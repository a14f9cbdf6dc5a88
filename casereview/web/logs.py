"""Logs that hold no name, no query, no payload and no cookie: route, status, time and kind of error only."""

from __future__ import annotations

import logging
import traceback
from typing import Any

from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter


class Formatter(logging.Formatter):
    """One line a record. Of an exception: its kind and where in the code, never its message or locals."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(route)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The line, with the route's name in place of the address."""
        request = getattr(record, "request", None)
        match = getattr(request, "resolver_match", None)
        plain = logging.makeLogRecord(
            {
                "name": record.name,
                "levelname": record.levelname,
                "msg": record.getMessage() if record.name.startswith("casereview") else _kind(record),
                "route": getattr(match, "url_name", None) or "-",
                "created": record.created,
            }
        )
        line = super().format(plain)
        if record.exc_info and record.exc_info[2] is not None:
            frames = traceback.extract_tb(record.exc_info[2])[-3:]
            where = " < ".join(f"{f.name}:{f.lineno}" for f in reversed(frames))
            kind = record.exc_info[0].__name__ if record.exc_info[0] else "error"
            line = f"{line} [{kind} at {where}]"
        return line


def _kind(record: logging.LogRecord) -> str:
    """What other libraries wanted to say, less its arguments: those can hold addresses or content."""
    return f"status {record.status_code}" if hasattr(record, "status_code") else str(record.msg).split("%")[0]


class Reporter(ExceptionReporter):
    """No page and no mail of an error ever shows locals, settings or what was posted."""

    def get_traceback_data(self) -> dict[str, Any]:
        """Nothing but the kind of error."""
        return {"exception_type": self.exc_type.__name__ if self.exc_type else "error", "frames": []}

    def get_traceback_html(self) -> SafeString:
        """One sentence."""
        return SafeString("<h1>Something went wrong</h1>")

    def get_traceback_text(self) -> SafeString:
        """One sentence."""
        return SafeString("Something went wrong.")
