from urllib.parse import urlencode

import pytest
from django.test import Client

BAD_TEXT = ["%00", "a%00b", "%FF", "%C3%28", "%ED%A0%80"]
LOGIN = "/accounts/login/"


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("bad", BAD_TEXT)
@pytest.mark.parametrize("address", ["/en/{}/", "/en/?q={}", "/admin/login/?next={}", "/static/{}"])
@pytest.mark.django_db
def test_address_that_is_no_text_is_400_with_the_sites_own_page(client, address, bad):
    response = client.get(address.format(bad))
    assert response.status_code == 400
    assert response.content.count(b"<h1>") == 1


@pytest.mark.parametrize("bad", BAD_TEXT)
@pytest.mark.django_db
def test_form_that_is_no_text_is_400(client, bad):
    body = f"login={bad}&password=x"
    response = client.post(LOGIN, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400


@pytest.mark.parametrize(
    "fields", [{"login": "a\0b"}, {"lo\0gin": "x"}, {"login": b"\xff\xfe".decode("utf-8", "replace")}]
)
@pytest.mark.django_db
def test_multipart_form_that_is_no_text_is_400(client, fields):
    assert client.post(LOGIN, fields).status_code == 400


@pytest.mark.parametrize("body", [b'{"a": "\x00"}', rb'{"a": "\u0000"}', b'{"a": "\xff"}'])
@pytest.mark.django_db
def test_json_that_is_no_text_is_400(client, body):
    assert client.post(LOGIN, body, content_type="application/json").status_code == 400


@pytest.mark.django_db
def test_cookie_with_nul_is_400(client, settings):
    client.cookies.load(f'{settings.SESSION_COOKIE_NAME}="a\\000b"')
    assert client.get("/en/").status_code == 400


@pytest.mark.django_db
def test_chinese_and_percent_signs_pass(client):
    query = urlencode({"next": "/en/?q=广东 100% 中"})
    assert client.get(f"{LOGIN}?{query}").status_code == 200


@pytest.mark.parametrize(
    "address", ["/accounts/login/", "/en/nowhere/", "/en/?q=%00", "/static/none.css", "/healthz"]
)
@pytest.mark.django_db
def test_every_answer_carries_the_headers(client, address):
    headers = client.get(address).headers
    assert headers["Content-Security-Policy"].startswith(
        "default-src 'none'; script-src 'self'; style-src 'self'"
    )
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert len(headers["X-Request-ID"]) == 16


@pytest.mark.parametrize(
    ("given", "kept"), [("abcd-1234-efgh", True), ("evil\nline", False), ("x" * 200, False)]
)
@pytest.mark.django_db
def test_number_of_the_proxy_is_kept_only_when_it_looks_like_one(client, given, kept):
    answer = client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"]
    assert (answer == given) is kept


@pytest.mark.django_db
def test_page_of_a_signed_in_person_is_stored_nowhere(client, newcomer):
    client.force_login(newcomer)
    assert client.get("/accounts/email/").headers["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_foreign_host_is_refused_whatever_the_query_says(client):
    response = client.get("/accounts/login/?Host=evil.test", headers={"host": "evil.test"})
    assert response.status_code == 400
    forwarded = client.get("/accounts/password/reset/", headers={"x-forwarded-host": "evil.test"})
    assert b"evil.test" not in forwarded.content
