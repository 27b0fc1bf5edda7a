import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponseNotAllowed
from django.test import Client, RequestFactory
from django.urls import path

from investguangdong import urls
from investguangdong.core import errors
from investguangdong.core.middleware import dress_bare_errors


def broken(request):
    raise ZeroDivisionError


def without_database(request):
    raise OperationalError("server closed the connection")


def forbidden(request):
    raise PermissionDenied


urlpatterns = [
    path("en/broken/", broken),
    path("zh-hans/broken/", broken),
    path("en/away/", without_database),
    path("en/forbidden/", forbidden),
    *urls.urlpatterns,
]
handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404
handler500 = urls.handler500


@pytest.fixture
def client(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status"),
    [("/en/broken/", 500), ("/en/away/", 503), ("/en/forbidden/", 403), ("/en/none/", 404)],
)
@pytest.mark.django_db
def test_error_has_a_page_with_one_heading_and_a_number(client, address, status):
    response = client.get(address)
    assert response.status_code == status
    page = response.content.decode()
    assert page.count("<h1") == 1
    assert page.count('<main id="main"') == 1
    assert response.headers["X-Request-ID"] in page
    assert response.headers["Cache-Control"] == "no-store"
    assert "Traceback" not in page


def test_broken_page_needs_no_database(client):
    """No django_db mark: a query would fail the test."""
    response = client.get("/en/broken/")
    assert response.status_code == 500
    assert b"ZeroDivisionError" not in response.content


def test_database_that_is_away_is_503_with_a_time_to_return(client):
    response = client.get("/en/away/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")


@pytest.mark.parametrize(
    ("address", "accept", "language"),
    [
        ("/zh-hans/broken/", "pt", "zh-hans"),
        ("/en/broken/", "zh-TW", "en"),
        ("/nowhere/", "zh-HK", "zh-hant"),
        ("/nowhere/", "pt-BR", "pt"),
        ("/nowhere/", "xx", "en"),
    ],
)
@pytest.mark.django_db
def test_error_speaks_the_language_of_the_address_else_of_the_browser(client, address, accept, language):
    response = client.get(address, headers={"Accept-Language": accept})
    assert response.headers["Content-Language"] == language
    assert (
        re.search(r'<html[^>]*\slang="([\w-]+)"', response.content.decode())[1].lower().startswith(language)
    )


@pytest.mark.django_db
def test_bare_405_gets_a_page_and_keeps_what_is_allowed():
    request = RequestFactory().get("/en/")
    response = dress_bare_errors(lambda request: HttpResponseNotAllowed(["POST"]))(request)
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert b"<h1" in response.content


def test_every_error_page_says_what_to_do():
    assert all(title and sentence for title, sentence in errors.TEXTS.values())
    assert errors.TEXTS.keys() >= errors.BARE | errors.NEEDS_NOTHING
