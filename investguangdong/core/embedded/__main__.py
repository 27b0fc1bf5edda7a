"""`python -m investguangdong.core.embedded start|stop|status`."""

import argparse
import sys
from pathlib import Path

from investguangdong.core.embedded import lifecycle
from investguangdong.core.embedded.postgres import EmbeddedError

LOCAL_DIR = Path(__file__).resolve().parents[3] / ".local"


def main() -> int:
    parser = argparse.ArgumentParser(prog="embedded")
    parser.add_argument("command", choices=("start", "stop", "status"))
    command = parser.parse_args().command
    try:
        if command == "start":
            lifecycle.start(LOCAL_DIR)
        elif command == "stop":
            lifecycle.stop(LOCAL_DIR)
    except EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1
    for server in lifecycle.servers(LOCAL_DIR):
        print(type(server).__name__, "runs" if server.is_running() else "is stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
