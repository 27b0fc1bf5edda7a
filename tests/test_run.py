"""The supervisor and its keeper, with real processes but without the site: nothing may be left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from investguangdong.core.embedded import lifecycle, socket_dir
from investguangdong.run import keeper

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def own_dir(tmp_path, monkeypatch):
    """Another clone's `.local/`, with servers of its own."""
    for name in ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL"):
        monkeypatch.delenv(name, raising=False)
    yield tmp_path / ".local"
    lifecycle.stop(tmp_path / ".local")


def is_running(local_dir: Path) -> list[bool]:
    return [server.is_running() for server in lifecycle.servers(local_dir)]


def test_servers_start_once_recover_from_a_kill_and_stop(own_dir):
    assert lifecycle.start(own_dir) == ["Postgres", "Valkey"]
    assert lifecycle.start(own_dir) == []
    postgres, _valkey = lifecycle.servers(own_dir)
    os.kill(postgres.pid, signal.SIGKILL)
    while postgres.is_running():
        time.sleep(0.02)
    assert lifecycle.start(own_dir) == ["Postgres"]
    lifecycle.stop(own_dir)
    assert is_running(own_dir) == [False, False]


def test_keeper_ends_everything_when_its_supervisor_is_killed(own_dir):
    """The supervisor is the holder of the pipe; closing it is what the kernel does for a killed process."""
    child = subprocess.Popen(["sleep", "60"], start_new_session=True)
    command = [sys.executable, "-m", "investguangdong.run.keeper", str(own_dir)]
    guard = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert guard.stdout.readline().strip() == keeper.READY
    assert is_running(own_dir) == [True, True]
    guard.stdin.write(f"{child.pid}\n")
    guard.stdin.close()
    assert child.wait(timeout=10) == -signal.SIGTERM
    assert guard.wait(timeout=30) == 0
    assert is_running(own_dir) == [False, False]


def test_servers_of_two_clones_do_not_meet(tmp_path):
    assert socket_dir(tmp_path / "a") != socket_dir(tmp_path / "b")
    assert len(str(socket_dir(tmp_path / ("deep" * 60)) / ".s.PGSQL.5432.lock")) < 107


@pytest.mark.parametrize("port", ["taken", "banana", "99999"])
def test_port_that_cannot_be_had_ends_with_one_line(port):
    taken = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import socket; taken = socket.create_server(('127.0.0.1', 0));"
            "print(taken.getsockname()[1], flush=True); input()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    number = taken.stdout.readline().strip() if port == "taken" else port
    done = subprocess.run(
        [sys.executable, "-m", "investguangdong.run"],
        cwd=ROOT,
        env=os.environ | {"PORT": number, "HOST": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    taken.communicate("\n")
    assert done.returncode == 1
    assert done.stderr.startswith(f"Cannot listen on 127.0.0.1:{number}")
    assert done.stderr.count("\n") == 1
