"""The number of the request being served, for log lines and audit rows. Empty in tasks and commands."""

from contextvars import ContextVar

current: ContextVar[str] = ContextVar("request_id", default="")
