"""Holds PostgreSQL and Valkey up for a supervisor and, when that one closes its pipe or dies, ends every
process group it was told of and stops both servers: a killed supervisor leaves nothing behind."""

import os
import signal
import sys
import time
from pathlib import Path

from investguangdong.core.embedded import lifecycle
from investguangdong.core.embedded.postgres import EmbeddedError

READY = "ready"
PATIENCE = 12  # seconds between asking and forcing


def main(local_dir: Path) -> int:
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    try:
        with lifecycle.running(local_dir, always_stop=True):
            say(READY)
            end_groups([int(line) for line in sys.stdin])
    except EmbeddedError as error:
        say(str(error).replace("\n", " "))
        return 1
    return 0


def say(line: str) -> None:
    try:
        print(line, flush=True)
    except BrokenPipeError:
        os.close(1)


def end_groups(groups: list[int]) -> None:
    send(groups, signal.SIGTERM)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and any(map(is_alive, groups)):
        time.sleep(0.05)
    send(groups, signal.SIGKILL)


def send(groups: list[int], number: int) -> None:
    for group in groups:
        try:
            os.killpg(group, number)
        except (ProcessLookupError, PermissionError):
            continue


def is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
