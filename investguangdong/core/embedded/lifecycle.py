"""Starting and stopping both servers of a clone, safely from several processes at once."""

import fcntl
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from investguangdong import environment
from investguangdong.core.embedded import socket_dir
from investguangdong.core.embedded.postgres import EmbeddedError, Postgres
from investguangdong.core.embedded.valkey import Valkey


def servers(local_dir: Path) -> list[Postgres | Valkey]:
    """Those this clone needs: what the environment names elsewhere is not started here."""
    sockets = socket_dir(local_dir)
    needed = []
    if not environment.text("DATABASE_URL"):
        needed.append(Postgres(local_dir, sockets))
    if not (environment.text("CELERY_BROKER_URL") and environment.text("CACHE_URL")):
        needed.append(Valkey(local_dir, sockets))
    return needed


def start(local_dir: Path) -> list[str]:
    """Returns the names of the servers that were not running before."""
    local_dir.mkdir(parents=True, exist_ok=True)
    with _alone(local_dir / "embedded.lock"):
        own_folder(socket_dir(local_dir))
        asleep = [server for server in servers(local_dir) if not server.is_running()]
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda server: server.start(), asleep))
    return [type(server).__name__ for server in asleep]


def stop(local_dir: Path) -> None:
    if not local_dir.exists():
        return
    with _alone(local_dir / "embedded.lock"), ThreadPoolExecutor() as pool:
        list(pool.map(lambda server: server.stop(), servers(local_dir)))


@contextmanager
def running(local_dir: Path, *, always_stop: bool = False) -> Iterator[None]:
    """Both servers for the length of the block. Afterwards they are stopped if this block started them (or
    always, when asked), unless another process is inside such a block."""
    local_dir.mkdir(parents=True, exist_ok=True)
    with open(local_dir / "embedded.users", "w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        started = start(local_dir)
        try:
            yield
        finally:
            if (started or always_stop) and _is_last(users):
                stop(local_dir)


def _is_last(users) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with open(path, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def own_folder(path: Path) -> None:
    """The folder lies under a name others could guess: it must be ours and closed to them."""
    path.mkdir(mode=0o700, exist_ok=True)
    if path.is_symlink() or path.stat().st_uid != os.geteuid():
        raise EmbeddedError(f"{path} belongs to somebody else; remove it.")
    path.chmod(0o700)
