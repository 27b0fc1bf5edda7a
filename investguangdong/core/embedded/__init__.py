"""Where the embedded PostgreSQL and Valkey live, and what Django needs to reach them or the real ones.

Imported by the settings: no Django in this package. `python -m investguangdong.core.embedded start` (or
`stop`, `status`) drives the servers of this clone; they listen on sockets in a private folder, never on TCP.
"""

import hashlib
import secrets
import tempfile
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

LOCK_TIMEOUT = "3s"  # then "busy, try again" instead of a queue of waiting people
IDLE_TIMEOUT = "60s"  # of a transaction in which nothing happens


def socket_dir(local_dir: Path) -> Path:
    """A short folder for sockets: a path of more than 107 characters cannot be bound."""
    digest = hashlib.sha256(str(local_dir).encode()).hexdigest()[:10]
    return Path(tempfile.gettempdir()) / f"ig-{digest}"


def local_secret(local_dir: Path) -> str:
    path = local_dir / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text()


def database_settings(url: str, local_dir: Path, statement_timeout: str = "0") -> dict:
    parts = urlsplit(url or f"postgresql://postgres@/investguangdong?host={socket_dir(local_dir)}")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": parts.port or "",
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 8, "timeout": 5},
            "connect_timeout": 5,
            "options": f"-c lock_timeout={LOCK_TIMEOUT} -c statement_timeout={statement_timeout}"
            f" -c idle_in_transaction_session_timeout={IDLE_TIMEOUT}",
            **query,
        },
    }


def cache_settings(url: str, local_dir: Path) -> dict:
    location = url or f"unix://{socket_dir(local_dir)}/valkey.sock?db=1"
    return {
        "BACKEND": "investguangdong.core.cache.FailSafeCache",
        "LOCATION": location,
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }


def broker_url(local_dir: Path) -> str:
    return f"redis+socket://{socket_dir(local_dir)}/valkey.sock?virtual_host=0"
