"""The pages of the sign-in library in our look: one heading, right language, no surprise in any state."""

import re

import pytest
from allauth.account.models import EmailConfirmationHMAC
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from investguangdong.accounts.models import User

OUTSIDE = ["account_login", "account_signup", "account_reset_password", "account_reset_password_done",
           "account_email_verification_sent", "account_inactive", "account_request_login_code",
           "account_reset_password_from_key_done"]  # fmt: skip
INSIDE = ["account_profile", "account_email", "account_change_password", "account_logout", "mfa_index",
          "usersessions_list", "account_reauthenticate"]  # fmt: skip
PASSWORD = "seven green kites"
AFTER_PASSWORD = ["mfa_activate_totp", "mfa_add_webauthn"]


def headings(answer):
    return re.findall(r"<h1[ >]", answer.content.decode())


def sign_in(client, user):
    user.set_password(PASSWORD)
    user.save()
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant", "pt"])
def test_page_for_strangers_has_one_heading_in_each_language(client, db, name, language):
    answer = client.get(reverse(name), {"language": language})
    assert answer.status_code == 200
    assert len(headings(answer)) == 1
    assert b"<style" not in answer.content
    assert answer.headers["Content-Language"] == language


@pytest.mark.parametrize("name", INSIDE)
def test_page_of_the_account_has_one_heading(client, investor, name):
    sign_in(client, investor)
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert len(headings(answer)) == 1


@pytest.mark.parametrize("name", AFTER_PASSWORD)
def test_protection_is_changed_only_after_the_password_was_typed_lately(client, investor, name):
    sign_in(client, investor)
    ask = client.get(reverse(name)).url
    assert ask.startswith(reverse("account_reauthenticate"))
    assert client.post(ask, {"password": "not this one"}).status_code == 200
    assert client.get(reverse(name)).status_code == 302
    answer = client.post(ask, {"password": PASSWORD}, follow=True)
    assert answer.request["PATH_INFO"] == reverse(name)
    assert len(headings(answer)) == 1


def test_second_factor_is_asked_and_its_secret_is_not_readable_in_the_database(client, investor):
    secret = generate_totp_secret()
    stored = TOTP.activate(investor, secret).instance
    assert secret not in str(stored.data)
    answer = sign_in(client, investor)
    assert answer.url == reverse("mfa_authenticate")
    assert len(headings(client.get(answer.url))) == 1
    assert client.get("/accounts/profile/").status_code == 302
    wrong = client.post(answer.url, {"code": "000000"})
    assert wrong.status_code == 200
    assert b"not right" in wrong.content


def test_confirmation_link_asks_before_it_confirms(client, db):
    client.post(
        reverse("account_signup"),
        {"name": "Ana", "email": "ana@example.org", "password1": "seven green kites"},
    )
    user = User.objects.get(email="ana@example.org")
    address = user.emailaddress_set.get()
    key = EmailConfirmationHMAC(address).key
    page = client.get(reverse("account_confirm_email", args=[key]))
    assert b"ana@example.org" in page.content
    address.refresh_from_db()
    assert not address.verified
    client.post(reverse("account_confirm_email", args=[key]))
    address.refresh_from_db()
    assert address.verified


def test_broken_links_say_so_and_offer_a_new_one(client, db):
    for address in (
        reverse("account_confirm_email", args=["nonsense"]),
        "/accounts/password/reset/key/1-no-no/",
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert b"This link no longer works" in answer.content


@pytest.mark.parametrize(
    ("onward", "language"), [("/pt/projects/", "pt"), ("/zh-hant/desk/", "zh-hant"), ("", "zh-hans")]
)
def test_sign_in_speaks_the_language_of_next_else_of_the_browser(client, db, onward, language):
    answer = client.get(
        reverse("account_login"), {"next": onward}, headers={"accept-language": "zh-CN,zh;q=0.9"}
    )
    assert answer.headers["Content-Language"] == language


def test_account_pages_speak_the_language_of_the_account(client, investor):
    investor.language = "pt"
    investor.save()
    client.force_login(investor)
    assert client.get(reverse("account_email")).headers["Content-Language"] == "pt"


def test_profile_keeps_name_language_and_time_zone_and_refuses_an_unknown_zone(client, investor):
    client.force_login(investor)
    typed = {"name": "Inês C.", "language": "pt", "time_zone": "Europe/Lisbon"}
    assert client.post(reverse("account_profile"), typed).status_code == 302
    investor.refresh_from_db()
    assert (investor.name, investor.language, investor.time_zone) == ("Inês C.", "pt", "Europe/Lisbon")
    answer = client.post(reverse("account_profile"), {**typed, "time_zone": "Mars/Olympus", "is_staff": "on"})
    assert answer.status_code == 422
    investor.refresh_from_db()
    assert not investor.is_staff
