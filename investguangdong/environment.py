"""Typed reading of environment variables. A missing or wrong value ends with one line, not with a trace."""

import os
import sys
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


def read_file(path: Path) -> dict[str, str]:
    """`.env`: a name, an equals sign, a value; what follows a space and a hash is a remark."""
    lines = path.read_text().splitlines() if path.exists() else []
    pairs = [line.partition("=") for line in lines if "=" in line and not line.lstrip().startswith("#")]
    return {name.strip(): f" {value}".partition(" #")[0].strip() for name, _equals, value in pairs}


FILE = read_file(Path(__file__).resolve().parent.parent / ".env")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or FILE.get(name) or default


def flag(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if value in ("", "0", "1", "true", "false", "yes", "no"):
        return value in ("1", "true", "yes") if value else default
    return refuse(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int = 0) -> int:
    value = text(name, str(default))
    return int(value) if value.isdecimal() else refuse(f"{name} must be a whole number, not {value!r}.")


def names(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def mailer(url: str, folder: Path) -> dict:
    """How mail leaves: `smtp://user:password@host:587/?tls=1` or `smtps://…`; empty: a folder of files."""
    if not url:
        return {
            "BACKEND": "investguangdong.notifications.backends.FolderBackend",
            "OPTIONS": {"folder": folder},
        }
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        return refuse("EMAIL_URL must look like smtp://user:password@host:587/?tls=1.")
    is_secure = parts.scheme == "smtps"
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or (465 if is_secure else 25),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": is_secure,
            "use_tls": dict(parse_qsl(parts.query)).get("tls") == "1",
            "timeout": 10,
        },
    }


def address(name: str, schemes: tuple[str, ...], default: str = "") -> str:
    """A URL of one of these kinds."""
    value = text(name)
    if value and not value.startswith(tuple(f"{scheme}://" for scheme in schemes)):
        return refuse(f"{name} must begin with {' or '.join(f'{scheme}://' for scheme in schemes)}.")
    return value or default


def refuse(sentence: str):
    """Ends the process with one line that says what to set."""
    sys.exit(f"Configuration: {sentence} See .env.example.")
