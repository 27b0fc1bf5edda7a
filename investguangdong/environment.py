"""Typed reading of environment variables. A missing or wrong value ends with one line, not with a trace."""

import os
import sys


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if value in ("", "0", "1", "true", "false", "yes", "no"):
        return value in ("1", "true", "yes") if value else default
    return refuse(f"{name} must be 1 or 0, not {value!r}.")


def names(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def refuse(sentence: str):
    """Ends the process with one line that says what to set."""
    sys.exit(f"Configuration: {sentence} See .env.example.")
