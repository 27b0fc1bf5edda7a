"""A walk over the whole map of addresses as everyone who comes: each gets a page or the refusal that is due."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib import admin as back_office
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver, reverse
from django.utils import translation

from investguangdong.accounts.models import User
from investguangdong.cases.models import Case
from investguangdong.content.models import Question, Update
from investguangdong.matching.models import Brief
from investguangdong.pages.project_sitemap import KEYS
from investguangdong.places.models import City, Cluster, Policy, Port, Zone
from investguangdong.projects.models import Document, Project
from tests.factories import cases

INVESTORS = ["newcomer", "investor", "colleague", "rival"]
STAFF = ["officer.shenzhen", "officer.zhuhai", "province", "auditor", "admin"]
NOTHING = {
    "pk": 987654,
    "step": 1,
    "key": "00000000-0000-0000-0000-000000000000",
    "uidb36": "1",
    "object_id": "987654",
}
FUZZ = [
    "'",
    '"><x>',
    "%",
    "\\",
    "９９",
    "\u202e",
    "-1",
    "0",
    "9" * 30,
    "1e309",
    "NaN",
    "2026-99-99",
    "a" * 5000,
]
# To strangers every page is open except these.
TO_STRANGERS = {
    302: {
        *("account_change_password", "account_email", "account_reauthenticate", "account_set_password"),
        *("account_logout", "account_confirm_login_code", "account_profile", "usersessions_list"),
        *("mfa_activate_totp", "mfa_add_webauthn", "mfa_authenticate", "mfa_deactivate_totp", "mfa_index"),
        *("mfa_download_recovery_codes", "mfa_edit_webauthn", "mfa_generate_recovery_codes"),
        *("mfa_list_webauthn", "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"),
        *("mfa_remove_webauthn", "mfa_view_recovery_codes"),
        *(
            "pages:desk",
            "pages:matches",
            "pages:saved",
            "pages:inbox",
            "pages:organisation",
            "pages:mandates",
        ),
        "pages:suggestion",
        *("pages:organisation_choose", "pages:organisation_new", "pages:organisation_ask"),
        *("pages:organisation_visibility", "pages:organisation_invite", "pages:invitation_act"),
        *("pages:organisation_member", "pages:join_request"),
        *("pages:mandate", "pages:mandates_csv", "pages:mandate_history", "pages:mandate_answer"),
        *("pages:organisation_check", "pages:mandate_start", "pages:mandate_step", "pages:desk_cases"),
        *("pages:briefs", "pages:brief_start", "pages:brief", "pages:brief_city", "pages:brief_ask"),
        *("pages:brief_choose", "pages:brief_end", "pages:brief_csv"),
        *("pages:privacy_desk", "pages:privacy_export", "pages:privacy_erase", "pages:match_answer"),
        "pages:match_open",
        *(
            "pages:privacy_copy",
            "pages:privacy_correct",
            "pages:privacy_restrict",
            "pages:privacy_erase_undo",
        ),
        *(
            "pages:consent_withdraw",
            "pages:grant_withdraw",
            "projects:search_save",
            "projects:follow",
            "projects:search_change",
            "notifications:preferences",
        ),
    },
    404: {
        "pages:invitation",
        "projects:note",
        "projects:shared",
        "cases:case",
        "cases:received",
        "cases:confirm",
        "pages:mandate_confirm",
        "cases:open",
        "reports:run",
        "reports:download",
        "reports:exposure",
        "reports:exposure_latest",
    },
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The reference data and a small sample, for all walks of this file; gone afterwards."""
    hasher = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), override_settings(DEMO=True, PASSWORD_HASHERS=hasher):
        outer = transaction.atomic()
        outer.__enter__()
        call_command("load_reference", verbosity=0)
        call_command("seed_sample", projects=25, investors=3, verbosity=0)
        investor = User.objects.get(email="investor@example.com")
        project = Project.objects.listed().filter(city__slug="shenzhen").first()
        cases.case(by=investor, project=project, city=City.objects.get(slug="shenzhen"))
        yield
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)
        connection.close()


@pytest.fixture
def walker(world, db, settings):
    """`walker("investor")` is her browser; it never sees an exception, only answers."""
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["testserver"]

    def come(role: str) -> Client:
        client = Client(raise_request_exception=False)
        if role != "anonymous":
            client.force_login(User.objects.get(email=f"{role}@example.com"))
        return client

    return come


def patterns(resolver=None, space: str = "", above: frozenset = frozenset()):
    """Name and placeholders of every address outside the back office, which has a walk of its own."""
    for entry in (resolver or get_resolver()).url_patterns:
        wanted = above | set(entry.pattern.converters) | set(entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            if entry.name:
                yield f"{space}{entry.name}", wanted
        elif entry.namespace != "admin":
            yield from patterns(entry, f"{space}{entry.namespace}:" if entry.namespace else space, wanted)


def addresses() -> dict[str, str]:
    """One address for each name, leading to a row that exists wherever there is one to show."""
    listing = Project.objects.listed().filter(city__slug="shenzhen").first()
    paper = Document.objects.filter(tier=0).exclude(file="").select_related("project").first()
    by_space = {
        "projects": {"code": listing.code},
        "cases": {"code": listing.code, "number": Case.objects.first().number, "token": "none"},
        "projects:document": {"code": paper.project.code, "key": str(paper.key)},
        "reports:brochure": {"code": listing.code},
        "reports:project_picture": {"code": listing.code},
        "pages:city_csv": {"slug": "shenzhen"},
        "pages:port": {"slug": Port.objects.first().slug},
        "pages:city": {"slug": "shenzhen"},
        "pages:zone": {"slug": Zone.objects.first().slug},
        "pages:cluster": {"slug": Cluster.objects.first().slug},
        "pages:policy": {"slug": Policy.objects.first().slug},
        "sitemap_projects": {"number": str(listing.pk // KEYS)},
        "pages:sector": {"slug": "semiconductors"},
        "pages:case_study": {"slug": "pj001"},
        "pages:article": {"slug": "about"},
        "content:update": {"slug": Update.objects.first().slug},
        "content:question": {"slug": Question.objects.first().slug},
    }
    brief = {"number": Brief.objects.first().number}
    by_space |= {
        f"pages:{name}": brief
        for name in ("brief", "brief_city", "brief_ask", "brief_choose", "brief_end", "brief_csv")
    }
    found = {}
    for name, wanted in patterns():
        values = by_space.get(name) or by_space.get(name.split(":")[0]) or {}
        found[name] = reverse(name, kwargs={key: values.get(key, NOTHING.get(key, "none")) for key in wanted})
    return found


def visit(client: Client, address: str):
    response = client.get(address, headers={"host": "testserver"})
    assert response.status_code < 500, address
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'"), address
    if response.status_code in (301, 302, 303):
        assert urlsplit(response.headers["Location"]).netloc in ("", "testserver"), address
    elif response.headers["Content-Type"].startswith("text/html") and "/html/" not in address:
        page = response.content.decode()
        assert len(re.findall(r"<h1[\s>]", page)) == 1, f"{address} has not exactly one h1"
        assert len(re.findall(r'<main id="main"', page)) == 1, f"{address} has not exactly one main"
    return response


def due_to_strangers(name: str) -> int:
    return next((status for status, names in TO_STRANGERS.items() if name in names), 200)


def test_strangers_get_every_public_page_and_the_refusal_due_for_the_rest(walker):
    client = walker("anonymous")
    answers = {name: visit(client, address).status_code for name, address in addresses().items()}
    unknown = {
        "services:detail",
        "events:detail",
        "resources:detail",
        "notifications:stop",
        "content:newsletter_confirm",
        "sitemap_section",
        "projects:document",  # its file lies in the store of another test
    }
    unknown |= {name for name in answers if name.startswith(("dev_mail", "account_confirm_email"))}
    wrong = {
        name: (status, due_to_strangers(name))
        for name, status in answers.items()
        if name not in unknown and status != due_to_strangers(name)
    }
    assert wrong == {}


@pytest.mark.parametrize("role", [*INVESTORS, *STAFF])
def test_signed_in_people_never_meet_a_fault(walker, role):
    client = walker(role)
    allowed = {200, 302, 303, 403, 404, 405, 409, 422}
    answers = {name: visit(client, address).status_code for name, address in addresses().items()}
    assert {name: status for name, status in answers.items() if status not in allowed} == {}
    assert answers["pages:about"] == answers["projects:list"] == answers["projects:detail"] == 200


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "pt"])
def test_every_public_page_stands_in_every_language(walker, language):
    client = walker("anonymous")
    with translation.override(language):
        found = {name: address for name, address in addresses().items() if f"/{language}/" in address}
    assert found
    for name, address in found.items():
        if due_to_strangers(name) == 200 and not name.endswith(":detail"):
            answer = visit(client, address)
            if answer.headers["Content-Type"].startswith("text/html"):
                spoken = re.search(r'<html[^>]*\slang="([\w-]+)"', answer.content.decode())
                assert (spoken[1] if spoken else "").lower().startswith(language), name


def back_office_addresses() -> dict[str, str]:
    """List and form for a new row, of every kind of row."""
    found = {"index": reverse("admin:index")}
    for model in back_office.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        found[f"{base} list"] = reverse(f"{base}_changelist")
        found[f"{base} add"] = reverse(f"{base}_add")
    return found


@pytest.mark.parametrize("role", STAFF)
def test_staff_get_the_back_office_or_the_refusal_due(walker, role):
    client = walker(role)
    queue = list(back_office_addresses().items())
    for name, address in queue:
        response = client.get(address, headers={"host": "testserver"})
        here = response.headers["Location"] if response.status_code == 302 else address
        for link in re.findall(r'href="(/admin/[^"?]+/change/)"', response.content.decode())[:1]:
            if link.startswith(here) and name.endswith("list"):
                queue.append((f"{name}, first row", link))
        assert response.status_code in (200, 302, 403), f"{name}: {response.status_code}"
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'"), name
        if response.status_code == 200:
            assert len(re.findall(rb"<h1[\s>]", response.content)) == 1, f"{name} has not exactly one h1"
    assert client.get(reverse("admin:index"), headers={"host": "testserver"}).status_code == 200


@pytest.mark.parametrize("role", ["anonymous", *INVESTORS])
def test_the_back_office_is_shut_to_everybody_else(walker, role):
    client = walker(role)
    for name, address in back_office_addresses().items():
        response = client.get(address, headers={"host": "testserver"})
        assert response.status_code in (302, 403, 404), name
        assert b"data-project" not in response.content


@pytest.mark.parametrize("bad", FUZZ)
def test_strange_filter_values_are_no_fault(walker, bad):
    client = walker("admin")
    keys = "q sector cluster zone city mode stage min max currency land_min readiness verified sort page view p after"
    for name in ("projects:list", "projects:csv", "projects:json", "projects:atom", "projects:compare"):
        response = client.get(reverse(name), dict.fromkeys(keys.split(), bad), headers={"host": "testserver"})
        assert response.status_code < 500, f"{name} {bad!r}"


@pytest.mark.parametrize("bad", ["\x00", "x", "9" * 30])
def test_strange_back_office_addresses_are_no_fault(walker, bad):
    client = walker("admin")
    for model, model_admin in back_office.site._registry.items():
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        hierarchy = model_admin.date_hierarchy
        keys = ["q", "p", "id__exact", "nonsense", *([f"{hierarchy}__year"] if hierarchy else [])]
        for key in keys:
            response = client.get(reverse(base), {key: bad}, headers={"host": "testserver"})
            assert response.status_code < 500, f"{base}?{key}={bad!r}"


def test_nothing_but_statistics_changes_by_looking(walker):
    """A7: GET writes nothing but sessions, views noted in the audit, and counters."""
    client = walker("investor")
    before = rows_of_business()
    for address in addresses().values():
        client.get(address, headers={"host": "testserver"})
    assert rows_of_business() == before


def rows_of_business() -> dict:
    return {model.__name__: model.objects.count() for model in (Project, Case, User, City, Policy)}
