import re

import pytest
from django.conf import settings
from django.core import mail
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

from investguangdong.core.registry import message_renderers
from investguangdong.notifications import delivery
from investguangdong.notifications.actions import notify
from investguangdong.notifications.backends import FolderBackend
from investguangdong.notifications.kinds import KINDS
from investguangdong.notifications.models import Message, Preference
from investguangdong.notifications.tokens import stop_token


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["subject.txt", "body.txt", "body.html"])
def test_kind_has_its_templates(kind, name):
    get_template(f"emails/{kind}/{name}")


@pytest.mark.django_db
def test_mail_of_django_itself_takes_the_outbox(settings):
    settings.MAILERS = {
        **settings.MAILERS,
        "default": {"BACKEND": "investguangdong.notifications.backends.OutboxBackend"},
    }
    mail.EmailMessage("Reset", "Follow http://localhost/x", None, ["a@example.com", "b@example.com"]).send()
    assert [(row.kind, row.recipient, row.state) for row in Message.objects.order_by("id")] == [
        ("account", "a@example.com", "queued"),
        ("account", "b@example.com", "queued"),
    ]
    assert mail.outbox == []
    delivery.drain()
    assert [sent.to for sent in mail.outbox] == [["a@example.com"], ["b@example.com"]]


def test_repeat_of_a_message_replaces_its_file(tmp_path):
    folder = FolderBackend(folder=tmp_path, alias="delivery")
    letter = mail.EmailMessage("A fact", "text", None, ["a@example.com"], headers={"Message-ID": "<1@x>"})
    folder.send_messages([letter, letter])
    assert len(list(tmp_path.iterdir())) == 1


def link_to_stop(kind: str) -> str:
    message = notify(kind, to="reader@example.com", language="en")
    return reverse("notifications:stop", args=[stop_token(message.pk)])


@pytest.fixture
def stop_address(db):
    return link_to_stop("match_digest")


@pytest.mark.django_db
def test_following_the_stop_link_changes_nothing(client, stop_address):
    assert client.get(stop_address).status_code == 200
    assert Preference.objects.count() == 0


@pytest.mark.django_db
def test_one_click_stops_the_kind_once_without_a_cookie(stop_address):
    strict = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = strict.post(stop_address, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    (preference,) = Preference.objects.all()
    assert (preference.address, preference.kind, preference.frequency) == (
        "reader@example.com",
        "match_digest",
        "off",
    )


@pytest.mark.django_db
def test_stop_link_of_a_mandatory_kind_does_not_exist(client):
    assert client.post(link_to_stop("case_answered")).status_code == 404


@pytest.mark.django_db
def test_tampered_stop_link_does_not_exist(client, stop_address):
    assert client.post(stop_address[:-3] + "xx/").status_code == 404
    assert Preference.objects.count() == 0


@pytest.fixture
def letter_on_disk(settings):
    folder = FolderBackend(folder=settings.MAIL_DIR, alias="delivery")
    written = mail.EmailMultiAlternatives("A fact", "See http://localhost/en/", None, ["a@example.com"])
    written.attach_alternative("<p>Formatted <script>alert(1)</script></p>", "text/html")
    folder.send_messages([written])
    return next(settings.MAIL_DIR.iterdir()).stem


@pytest.mark.django_db
def test_demonstration_mailbox_lists_and_shows_letters(client, settings, letter_on_disk):
    settings.DEMO = True
    assert "A fact" in client.get(reverse("dev_mail")).content.decode()
    page = client.get(reverse("dev_mail_detail", args=[letter_on_disk])).content.decode()
    assert '<a href="http://localhost/en/"' in page
    assert "<script>alert(1)</script>" not in page


@pytest.mark.django_db
def test_formatted_letter_is_served_where_nothing_can_run(client, settings, letter_on_disk):
    settings.DEMO = True
    answer = client.get(reverse("dev_mail_html", args=[letter_on_disk]))
    policy = answer.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["nothing", "..", "passwd"])
def test_only_letters_of_the_folder_are_opened(client, settings, letter_on_disk, name):
    settings.DEMO = True
    assert client.get(f"/dev/mail/{name}/").status_code == 404


@pytest.mark.django_db
def test_mailbox_is_not_there_outside_demonstrations(client, settings, letter_on_disk):
    settings.DEMO = False
    addresses = [reverse("dev_mail"), reverse("dev_mail_detail", args=[letter_on_disk])]
    assert [client.get(address).status_code for address in addresses] == [404, 404]


@pytest.mark.django_db
def test_letter_carries_its_images_and_fetches_nothing():
    notify("generic", to="a@example.com", language="en", context={"title": "A fact"})
    delivery.drain()
    letter = mail.outbox[0].message()
    html = letter.get_body(("html",)).get_content()
    assert re.findall(r'src="([^"]+)"', html) == ["cid:strip", "cid:mark"]
    images = [part["Content-ID"] for part in letter.walk() if part.get_content_maintype() == "image"]
    assert images == ["<strip>", "<mark>"]
    assert letter.get_body(("plain",)).get_content().startswith("A fact")


def test_every_kind_that_the_code_sends_has_somebody_to_write_it():
    calls = re.compile(r'\bnotify\(\s*"([a-z_]+)"')
    sources = (settings.BASE_DIR / "investguangdong").rglob("*.py")
    told = {kind for path in sources for kind in calls.findall(path.read_text())}
    assert told <= set(KINDS)
    assert {kind for kind in told if kind not in message_renderers} == set()
    assert "case_answered" in told
