from datetime import timedelta

import pytest
from django.db import OperationalError

from investguangdong.core import clock
from investguangdong.notifications.models import Message
from investguangdong.pages import machines


@pytest.fixture(autouse=True)
def _forget_the_last_reading():
    machines._last_reading[:] = [None, {}]


def late_message(minutes: int) -> Message:
    return Message.objects.create(
        kind="case_receipt",
        dedup_key="late",
        message_id="<late@localhost>",
        recipient="somebody@example.com",
        language="en",
        not_before=clock.now() - timedelta(minutes=minutes),
    )


def test_health_asks_nothing_of_the_database(client):
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_ready_when_all_parts_are(client):
    response = client.get("/readyz")
    parts = {"database": True, "migrations": True, "cache": True, "mail": True}
    assert (response.status_code, response.json()) == (200, {"ready": True, "parts": parts})


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "status"), [(9, 200), (11, 503)])
def test_not_ready_when_mail_stands_still(client, minutes, status):
    late_message(minutes)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["parts"]["mail"]) == (status, status == 200)


@pytest.mark.django_db
def test_not_ready_without_database(client, monkeypatch):
    def away():
        raise OperationalError("host=secret.internal password=hunter2")

    monkeypatch.setattr(machines.connection, "cursor", away)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["parts"]["database"]) == (503, False)
    assert b"hunter2" not in response.content


@pytest.mark.django_db
def test_readings_are_kept_for_a_second(client, django_assert_num_queries):
    client.get("/readyz")
    with django_assert_num_queries(0):
        client.get("/readyz")


@pytest.mark.django_db
def test_metrics_count_messages_by_state(client, monkeypatch):
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    late_message(2)
    text = client.get("/metrics").content.decode()
    assert 'investguangdong_messages{state="queued"} 1' in text
    assert "investguangdong_outbox_age_seconds 120" in text
    assert "somebody@example.com" not in text


@pytest.mark.parametrize("demo", [True, False])
def test_crawlers_are_kept_out_of_private_parts_and_of_a_demo(client, settings, demo):
    settings.DEMO = demo
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert ("Disallow: /" in lines) is demo
    assert ("Disallow: /*/desk/" in lines) is not demo


def test_security_txt_names_a_contact_and_expires_in_the_future(client, settings):
    fields = dict(
        line.split(": ", 1)
        for line in client.get("/.well-known/security.txt").content.decode().split("\n")
        if line
    )
    assert fields["Contact"] == f"mailto:{settings.SECURITY_CONTACT}"
    assert fields["Expires"] > clock.now().isoformat()


def test_manifest_is_json_for_an_app(client):
    response = client.get("/manifest.webmanifest")
    assert response.headers["Content-Type"] == "application/manifest+json"
    assert response.json()["start_url"] == "/"
