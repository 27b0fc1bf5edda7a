"""A missing or wrong variable ends with one line that says what to set, not with a trace."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from investguangdong import environment
from investguangdong.core import embedded

ROOT = Path(__file__).resolve().parent.parent
REAL = {"SITE_URL": "https://invest.example", "SECRET_KEY": "k" * 60, "DEMO": "0"}


def load_settings(**variables: str) -> subprocess.CompletedProcess:
    code = (
        "from investguangdong import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.SECURE_HSTS_SECONDS, s.SECURE_SSL_REDIRECT, s.STAFF_MFA_REQUIRED)"
    )
    clean = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=clean | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"DEBUG": "perhaps"}, "DEBUG"),
        ({"DEMO": "1", "SITE_URL": "https://invest.example"}, "DEMO"),
        ({"SITE_URL": "https://invest.example"}, "SECRET_KEY"),
        ({"EMAIL_URL": "mailto:somebody"}, "EMAIL_URL"),
        ({"STORAGE_URL": "s3://bucket"}, "STORAGE_URL"),
        ({"SENTRY_DSN": "https://key@sentry.example/1"}, "SENTRY_DSN"),
        ({"DATABASE_URL": "mysql://localhost/x"}, "DATABASE_URL"),
        ({"CACHE_URL": "memcached://localhost"}, "CACHE_URL"),
        ({"CELERY_BROKER_URL": "localhost"}, "CELERY_BROKER_URL"),
    ],
)
def test_wrong_value_is_refused_with_one_line(variables, named):
    done = load_settings(**variables)
    assert done.returncode == 1
    assert done.stderr.startswith("Configuration: ")
    assert named in done.stderr
    assert done.stderr.count("\n") == 1


def test_real_address_is_locked_down():
    assert load_settings(**REAL).stdout.split() == ["__Host-session", "31536000", "True", "True"]


def test_local_address_works_over_plain_http():
    assert load_settings(DEMO="1").stdout.split() == ["session", "0", "False", "False"]


def test_every_variable_that_is_read_stands_in_the_example():
    example = set(environment.read_file(ROOT / ".env.example"))
    sources = [
        *(ROOT / "investguangdong").glob("*.py"),
        *(ROOT / "investguangdong/core/embedded").glob("*.py"),
    ]
    read = {
        call.split('"')[1]
        for path in sources
        for call in path.read_text().split("environment.")[1:]
        if call.startswith(('text("', 'flag("', 'names("', 'address("', "address(\n"))
    }
    assert read - example == set()


def test_file_values_end_before_a_remark(tmp_path):
    (tmp_path / ".env").write_text("# no\nA=  # nothing\nB=x#y # why\nC = 1\n")
    assert environment.read_file(tmp_path / ".env") == {"A": "", "B": "x#y", "C": "1"}
    assert environment.read_file(tmp_path / "none") == {}


def test_database_address_is_taken_apart(tmp_path):
    url = "postgresql://us%40er:pa%2Fss@db.internal:6432/portal?sslmode=require"
    found = embedded.database_settings(url, tmp_path)
    names = ("NAME", "USER", "PASSWORD", "HOST", "PORT")
    assert [found[name] for name in names] == ["portal", "us@er", "pa/ss", "db.internal", 6432]
    assert found["OPTIONS"]["sslmode"] == "require"
