"""Log lines that carry the request's number and cannot be forged by what people type."""

import logging

from investguangdong.core import request_id

SILENT_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), 127) if code not in (9, 10)}


class OneRecordFormatter(logging.Formatter):
    """A line break inside a message is written as `\\n`; only the trace of an exception has lines of its own."""

    def format(self, record: logging.LogRecord) -> str:
        record.number = request_id.current.get() or "-"
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:
        return super().formatMessage(record).translate(SILENT_CONTROLS).replace("\n", "\\n")


def settings(level: str) -> dict:
    """For LOGGING: everything to standard error, from where the service manager keeps it."""
    line = "{asctime} {levelname} {name} [{number}] {message}"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"()": "investguangdong.core.logs.OneRecordFormatter", "format": line, "style": "{"}
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            # Every 404 and 403 is in the proxy's access log already.
            "django.request": {"level": "ERROR"},
        },
    }
