"""Sign-up, sign-in and reset: what a stranger can learn and do, and what happens when servers are away."""

from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse

from investguangdong.accounts.models import User
from investguangdong.notifications.models import Message
from tests.factories import accounts

PASSWORD = "seven green kites"
SIGNUP = {"name": "Ana Sousa", "email": "ana@example.org", "password1": PASSWORD}


def sign_up(client, **changes):
    return client.post(reverse("account_signup"), {**SIGNUP, **changes})


def sign_in(client, email, password=PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": email, "password": password, **extra})


def test_new_account_waits_until_its_address_is_confirmed(client, db):
    answer = sign_up(client, email="Ana@Example.ORG")
    assert answer.url == reverse("account_email_verification_sent")
    user = User.objects.get(email="ana@example.org")
    assert (user.name, user.language) == ("Ana Sousa", "en")
    assert not EmailAddress.objects.get(user=user).verified
    assert sign_in(client, user.email).url == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session


def test_language_of_sign_up_is_kept_and_its_letter_is_in_it(client, db):
    client.post(f"{reverse('account_signup')}?next=/pt/projects/", SIGNUP)
    assert User.objects.get().language == "pt"
    assert Message.objects.get().language == "pt"


def test_sign_up_answers_alike_for_a_known_and_an_unknown_address(client, db):
    accounts.user("known@example.org", password=PASSWORD)
    known, unknown = sign_up(client, email="known@example.org"), sign_up(client, email="unknown@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert known.content == unknown.content
    assert User.objects.filter(email="known@example.org").count() == 1
    letters = dict(Message.objects.values_list("recipient", "prepared__subject"))
    assert letters["known@example.org"] == "You have an account already"
    assert letters["unknown@example.org"].startswith("Confirm your address")


def test_sign_up_hashes_a_password_also_for_a_known_address(client, db, monkeypatch):
    accounts.user("known@example.org")
    hashed = []
    monkeypatch.setattr(User, "set_password", lambda self, raw: hashed.append(raw))
    sign_up(client, email="known@example.org")
    sign_up(client, email="unknown@example.org")
    assert hashed == [PASSWORD, PASSWORD]
    assert User.objects.count() == 2


def test_two_sign_ups_at_once_make_one_account_and_no_error(client, db, monkeypatch):
    """The second form was checked before the first was saved."""
    monkeypatch.setattr(
        "allauth.account.internal.flows.manage_email.email_already_exists", lambda email: (email, False)
    )
    first, second = sign_up(client), sign_up(client)
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert User.objects.count() == 1


@pytest.mark.parametrize("twin", ["ANA@example.org", "ａｎａ@example.org", "ana\u200b@example.org"])
def test_addresses_that_look_alike_are_one_account(client, db, twin):
    sign_up(client)
    sign_up(client, email=twin)
    assert User.objects.count() == 1


def test_database_refuses_the_same_address_in_another_form(db):
    accounts.user("ana@example.org")
    for twin in ("ANA@example.org", "ａｎａ@example.org"):
        with pytest.raises(IntegrityError, match="user_email_once_folded"), transaction.atomic():
            User.objects.bulk_create([User(email=twin)])


def test_reset_answers_alike_and_writes_only_to_known_addresses(client, db):
    accounts.user("known@example.org", password=PASSWORD)
    answers = [
        client.post(reverse("account_reset_password"), {"email": email})
        for email in ("known@example.org", "unknown@example.org")
    ]
    assert [answer.url for answer in answers] == [reverse("account_reset_password_done")] * 2
    assert [message.recipient for message in Message.objects.all()] == ["known@example.org"]


def test_reset_link_works_once(client, db):
    user = accounts.user("known@example.org", password=PASSWORD)
    client.post(reverse("account_reset_password"), {"email": user.email})
    text = Message.objects.get().prepared["text"]
    address = urlsplit(next(word for word in text.split() if "/password/reset/key/" in word)).path
    form = client.get(address, follow=True)
    new = {"password1": "eight blue kites", "password2": "eight blue kites"}
    assert client.post(form.request["PATH_INFO"], new).status_code == 302
    assert b"This link no longer works" in client.get(address, follow=True).content
    user.refresh_from_db()
    assert user.check_password("eight blue kites")


def test_wrong_password_and_unknown_address_say_the_same(client, db):
    accounts.user("known@example.org", password=PASSWORD)
    known = sign_in(client, "known@example.org", "wrong password")
    unknown = sign_in(client, "unknown@example.org", "wrong password")
    assert known.context["form"].errors == unknown.context["form"].errors
    assert b"is not right" in known.content


def test_sixth_wrong_password_is_not_checked_any_more(client, db, monkeypatch):
    accounts.user("known@example.org", password=PASSWORD)
    checked = []
    monkeypatch.setattr(User, "check_password", lambda self, raw: checked.append(raw) or False)
    for number in range(8):
        sign_in(client, "known@example.org", f"wrong {number}", **{})
    assert len(checked) == 5


def test_too_many_sign_ups_are_429(client, db):
    answers = [sign_up(client, email=f"p{number}@example.org").status_code for number in range(11)]
    assert answers[9:] == [302, 429]


@pytest.mark.parametrize(
    "password",
    ["short one", "123456789012345", "password12345", "qwerty!!!!!!!", "guangdong-sample", "ana@example.org"],
)
def test_weak_and_known_passwords_are_refused_at_their_field(client, db, settings, password):
    settings.DEMO = False
    answer = sign_up(client, password1=password)
    assert list(answer.context["form"].errors) == ["password1"]
    assert b"ana@example.org" in answer.content
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "next_", ["https://evil.test/", "//evil.test", r"/\evil.test", "javascript:alert(1)"]
)
def test_next_never_leads_off_the_site(client, investor, next_):
    investor.set_password(PASSWORD)
    investor.save()
    answer = client.post(
        f"{reverse('account_login')}?next={next_}",
        {"login": investor.email, "password": PASSWORD, "next": next_},
    )
    assert answer.status_code == 302
    assert "evil" not in answer.url
    assert not answer.url.startswith("javascript")


def test_officers_land_in_the_back_office_and_investors_at_their_desk(client, officer, investor):
    for user, place in ((investor, reverse("pages:desk")), (officer, reverse("admin:index"))):
        user.set_password(PASSWORD)
        user.save()
        assert sign_in(client, user.email).url == place
        client.logout()


def test_session_changes_at_sign_in_and_dies_with_the_account(client, investor):
    investor.set_password(PASSWORD)
    investor.save()
    client.get(reverse("account_login"))
    before = client.session.session_key
    sign_in(client, investor.email)
    assert client.session.session_key != before
    assert client.get(reverse("account_profile")).status_code == 200
    User.objects.filter(pk=investor.pk).update(is_active=False)
    assert client.get(reverse("account_profile")).status_code == 302


def test_sign_in_sign_up_and_reset_survive_a_cache_that_is_away(client, investor, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "investguangdong.core.cache.FailSafeCache",
            "LOCATION": "unix:///nowhere/at/all.sock",
        }
    }
    investor.set_password(PASSWORD)
    investor.save()
    assert cache.get("x") is None
    assert sign_up(client).status_code == 302
    assert client.post(reverse("account_reset_password"), {"email": investor.email}).status_code == 302
    assert sign_in(client, investor.email).status_code == 302


def test_sign_up_survives_a_mail_server_that_is_away(client, db, settings):
    settings.MAILERS = {
        **settings.MAILERS,
        "delivery": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 1},
        },
    }
    assert sign_up(client).status_code == 302
    assert Message.objects.count() == 1


def test_sign_in_code_opens_the_account_without_a_password(client, investor):
    client.post(reverse("account_request_login_code"), {"email": investor.email})
    code = next(
        line for line in Message.objects.get().prepared["text"].splitlines() if line.isupper() or "-" in line
    )
    answer = client.post(reverse("account_confirm_login_code"), {"code": code.strip()})
    assert answer.status_code == 302
    assert client.get(reverse("account_profile")).status_code == 200
