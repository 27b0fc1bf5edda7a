"""Starts PostgreSQL, Valkey, web, worker and beat; prints where to look; stops them all together."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from investguangdong import environment

ROOT = Path(__file__).resolve().parents[2]
LOCAL_DIR = ROOT / ".local"
BIN = Path(sys.executable).parent
START_PATIENCE = 60  # seconds for the first answer of the web server

DEMO_ACCOUNTS = """\
  investor@example.com           Lusitano Power Systems, one mandate
  colleague@example.com          the same organisation
  rival@example.com              another organisation
  newcomer@example.com           no organisation yet
  officer.shenzhen@example.com   Shenzhen's desk         (sign in, then /admin/)
  officer.zhuhai@example.com     Zhuhai's desk           (sign in, then /admin/)
  province@example.com           the provincial desk     (sign in, then /admin/)
  auditor@example.com            reads, writes nothing   (sign in, then /admin/)
  admin@example.com              superuser               (sign in, then /admin/)"""


class Stop(Exception):
    """Time to go; the text, if any, says why."""


class Supervisor:
    def __init__(self, host: str, port: str):
        self.host, self.port = host, port
        self.children: dict[str, subprocess.Popen] = {}
        self.keeper: subprocess.Popen | None = None

    def run(self) -> None:
        self._refuse_taken_port()
        self._start_keeper()
        self._prepare()
        for name, command in self._commands().items():
            self._start(name, command)
        self._wait_for_answer()
        self._introduce()
        while True:
            self._notice_the_dead()
            time.sleep(0.3)

    def close(self) -> None:
        """The keeper ends the children; they are reaped here so that it sees them go."""
        if self.keeper is None:
            return
        self.keeper.stdin.close()
        while self.keeper.poll() is None:
            for child in self.children.values():
                child.poll()
            time.sleep(0.05)

    def _refuse_taken_port(self) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, int(self.port)))
            except (OSError, ValueError, OverflowError) as error:
                raise Stop(
                    f"Cannot listen on {self.host}:{self.port} ({error}). Set PORT or HOST."
                ) from error

    def _start_keeper(self) -> None:
        self.keeper = subprocess.Popen(
            [sys.executable, "-m", "investguangdong.run.keeper", str(LOCAL_DIR)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        answer = self.keeper.stdout.readline().strip()
        if answer != "ready":
            raise Stop(f"PostgreSQL and Valkey did not start: {answer}")

    def _prepare(self) -> None:
        """Database, reference data, sample, static files; what has not changed is skipped."""
        preparing = self._start("preparation", [sys.executable, "manage.py", "prepare"])
        if preparing.wait() != 0:
            raise Stop("The preparation failed; its own words are above.")
        del self.children["preparation"]

    def _commands(self) -> dict[str, list]:
        celery = [BIN / "celery", "-q", "-A", "investguangdong.celery"]
        quiet = ["--loglevel", "WARNING"]
        return {
            "web": [
                *(BIN / "granian", "--interface", "wsgi", "--host", self.host, "--port", self.port),
                *("--workers", "2", "--blocking-threads", "4", "--log-level", "warning"),
                *("--workers-kill-timeout", "10", "investguangdong.wsgi:application"),
            ],
            "worker": [
                *(*celery, "worker", *quiet, "--concurrency", "2"),
                *("--without-gossip", "--without-mingle"),
            ],
            "beat": [
                # In memory: the file of a beat that was killed is not always free when the next one starts.
                *(*celery, "beat", *quiet, "--scheduler", "celery.beat:Scheduler", "--pidfile", ""),
            ],
        }

    def _start(self, name: str, command: list) -> subprocess.Popen:
        child = subprocess.Popen(
            list(map(str, command)), cwd=ROOT, stdin=subprocess.DEVNULL, start_new_session=True
        )
        self.children[name] = child
        self.keeper.stdin.write(f"{child.pid}\n")
        self.keeper.stdin.flush()
        return child

    def _wait_for_answer(self) -> None:
        end = time.monotonic() + START_PATIENCE
        while not self._answers():
            self._notice_the_dead()
            if time.monotonic() > end:
                raise Stop("The web server does not answer.")
            time.sleep(0.1)

    def _answers(self) -> bool:
        host = "127.0.0.1" if self.host in ("0.0.0.0", "") else self.host  # noqa: S104
        with socket.socket() as client:
            client.settimeout(1)
            return client.connect_ex((host, int(self.port))) == 0

    def _notice_the_dead(self) -> None:
        for name, child in self.children.items():
            if child.poll() is not None:
                raise Stop(f"The {name} ended by itself (exit code {child.returncode}); stopping the rest.")
        if self.keeper.poll() is not None:
            raise Stop("The keeper of PostgreSQL and Valkey ended by itself; stopping the rest.")

    def _introduce(self) -> None:
        url = f"http://localhost:{self.port}"
        print(f"\nInvest Guangdong runs at {url}\n")
        if os.environ["DEMO"] == "1":
            print(f"Demo accounts, password guangdong-sample:\n{DEMO_ACCOUNTS}\n")
        if not environment.text("EMAIL_URL"):
            seen = f" and can be read at {url}/dev/mail/" if os.environ["DEMO"] == "1" else ""
            print(f"Mail lands in {LOCAL_DIR / 'mail'}{seen}")
        print("Ctrl-C stops everything.", flush=True)


def stop_on(number, frame) -> None:
    raise Stop("")


def main() -> int:
    for name, usual in {"HOST": "127.0.0.1", "PORT": "8000", "DEBUG": "0", "DEMO": "1"}.items():
        os.environ[name] = environment.text(name, usual)
    os.environ.setdefault("PYTHONWARNINGS", "ignore:You're running the worker")
    supervisor = Supervisor(os.environ["HOST"], os.environ["PORT"])
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    for number in signals:
        signal.signal(number, stop_on)
    code = 0
    try:
        supervisor.run()
    except Stop as stop:
        code = 1 if str(stop) else 0
        print(str(stop) or "\nStopping …", file=sys.stderr, flush=True)
    finally:
        for number in signals:
            signal.signal(number, signal.SIG_IGN)
        supervisor.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
