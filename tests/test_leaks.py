"""Who gets what of one organisation: a table of roles and things as data, and a crawl that looks for its words.

The organisation is the one of `tests.stain`: its word stands in every text column it owns, so that a page which
shows anything of it shows the word."""

import re
from datetime import timedelta
from itertools import product
from urllib.parse import quote, urldefrag, urlsplit

import pytest
from django.contrib import admin as back_office
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.http import urlencode

from investguangdong.accounts.models import DataCopy, User
from investguangdong.cases.models import Case
from investguangdong.core import clock
from investguangdong.core.privacy import declarations
from investguangdong.investors.models import Mandate, Organisation
from investguangdong.matching.models import Brief, CityBrief, Match
from investguangdong.notifications.models import Message
from investguangdong.projects.models import Document, SavedSearch, Tier
from investguangdong.reports.models import ReportRun
from tests import stain
from tests.factories import accounts, investors, matching, places
from tests.test_site import NOTHING, patterns

SIGN_IN = 302
# What is asked for, and the status of the answer to each role; "none" is a page without a word of it.
ROLES = ("anonymous", "newcomer", "rival", "left", "elsewhere", "viewer", "officer", "auditor", "province")
MATRIX = {
    #                         anonymous newcomer rival   left    elsewh. viewer  officer auditor province
    "mandate":               (SIGN_IN,  404,     404,    404,    404,    200,    404,    404,    404),
    "match, answered":       (SIGN_IN,  404,     404,    404,    404,    403,    404,    404,    404),
    "brief":                 (SIGN_IN,  404,     404,    404,    404,    200,    404,    404,    404),
    "brief as a table":      (SIGN_IN,  404,     404,    404,    404,    200,    404,    404,    404),
    "case":                  (404,      404,     404,    404,    404,    200,    200,    200,    200),
    "closed paper":          (403,      403,     403,    403,    403,    200,    200,    200,    200),
    "report":                (404,      404,     404,    404,    404,    404,    404,    404,    404),
    "copy of her data":      (SIGN_IN,  404,     404,    404,    404,    404,    404,    404,    404),
    "message, read":         (SIGN_IN,  404,     404,    404,    404,    404,    404,    404,    404),
    "saved search, changed": (SIGN_IN,  404,     404,    404,    404,    404,    404,    404,    404),
    "desk":                  (SIGN_IN,  "none",  "none", "none", "none", 200,    "none", "none", "none"),
    "feed of her search":    ("none",) * 9,
    "listings as CSV":       ("none",) * 9,
    "search of the site":    ("none",) * 9,
    # In the back office a stranger finds no door, an investor no page, an officer her scope.
    "organisation":          (302,      302,     302,    302,    302,    302,    200,    200,    200),
    "mandate, office":       (302,      302,     302,    302,    302,    302,    200,    200,    200),
    "match, office":         (302,      302,     302,    302,    404,    302,    200,    200,    200),
    "case, office":          (302,      302,     302,    302,    404,    302,    200,    200,    200),
    "brief, office":         (302,      302,     302,    302,    403,    302,    403,    200,    200),
    "answer, office":        (302,      302,     302,    302,    404,    302,    200,    200,    200),
    "person, office":        (302,      302,     302,    302,    403,    302,    403,    200,    200),
    "mail, office":          (302,      302,     302,    302,    302,    302,    302,    200,    200),
    "search of organisations": (302,    302,     302,    302,    "none", 302,    200,    200,    200),
    "search of cases":       (302,      302,     302,    302,    "none", 302,    200,    200,    200),
    "completing of persons": (302,      302,     302,    302,    403,    302,    403,    200,    200),
}  # fmt: skip
POSTS = {"match, answered": {"answer": "yes"}, "message, read": {}, "saved search, changed": {"remove": "1"}}
MOST_PAGES = 40  # followed from the first pages of each role


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    mail = tmp_path_factory.mktemp("mail")
    with django_db_blocker.unblock(), override_settings(MAIL_DIR=mail, MAIL_PER_SECOND=0):
        outer = transaction.atomic()
        outer.__enter__()
        yield people()
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)
        connection.close()


def people() -> dict:
    shenzhen = places.city("shenzhen")
    cast = {
        "officer": accounts.officer("officer@example.com", city=shenzhen, name="Lin Wei"),
        "elsewhere": accounts.officer("elsewhere@example.com", city=places.city("shaoguan"), name="Ye Min"),
        "province": accounts.officer("province@example.com", name="Chen Yu"),
        "auditor": accounts.auditor("auditor@example.com", name="Zhao Min"),
    }
    for role in ("newcomer", "rival", "left", "viewer"):
        cast[role] = accounts.user(f"{role}@example.com", name=role.title())
    investors.organisation("Nordlys Storage", registration_no="N1", members=[cast["rival"]])
    project = matching.listing(shenzhen, officer=cast["officer"])
    before = stain.rows_of_others()
    user = stain.person(officer=cast["officer"], province=cast["province"], project=project)
    stain.stain(before, with_json=False)
    row = Organisation.objects.of_member(user).get()
    investors.member(row, cast["viewer"], role="viewer")
    yesterday = clock.today() - timedelta(days=1)
    investors.member(row, cast["left"], role="adviser", starts_on=yesterday, ends_on=yesterday)
    return {"cast": cast, "user": user, "row": row, "project": project}


@pytest.fixture
def things(world, db):
    """The address of everything in the table."""
    paper = Document.objects.create(project=world["project"], title="Closed", tier=Tier.NDA)
    paper.file.save("closed.pdf", ContentFile(stain.WORD.encode()))
    paper.refresh_from_db()
    stain.files(world["user"], world["project"])
    row, user = world["row"], world["user"]
    mandate = Mandate.objects.filter(organisation=row).first()
    match = Match.objects.filter(mandate__organisation=row).select_related("mandate", "project").first()
    brief = Brief.objects.get(mandate__organisation=row)
    part = CityBrief.objects.get(brief=brief, city__slug="shenzhen")
    case = Case.objects.filter(organisation=row).first()
    run = ReportRun.objects.get(asked_by=user)
    search = SavedSearch.objects.get(user=user)
    change = "admin:{}_change".format
    word = urlencode({"q": stain.WORD})
    completing = {
        "app_label": "content",
        "model_name": "contact",
        "field_name": "officer",
        "term": stain.WORD,
    }
    return {
        "mandate": reverse("pages:mandate_step", args=[mandate.code, 1]),
        "match, answered": reverse("pages:match_answer", args=[match.mandate.code, match.project.code]),
        "brief": reverse("pages:brief", args=[brief.number]),
        "brief as a table": reverse("pages:brief_csv", args=[brief.number]),
        "case": reverse("cases:case", args=[case.number]),
        "closed paper": reverse("projects:document", args=[world["project"].code, paper.key]),
        "report": reverse("reports:download", args=[run.code]),
        "copy of her data": reverse("pages:privacy_copy", args=[DataCopy.objects.get(user=user).code]),
        "message, read": reverse("pages:inbox"),
        "saved search, changed": reverse("projects:search_change", args=[search.key]),
        "desk": reverse("pages:mandates"),
        "feed of her search": f"{reverse('projects:atom')}?{urlencode({'q': 'person'})}",
        "listings as CSV": reverse("projects:csv"),
        "search of the site": f"{reverse('pages:search')}?{urlencode({'q': 'person gmbh'})}",
        "organisation": reverse(change("investors_organisation"), args=[row.pk]),
        "mandate, office": reverse(change("investors_mandate"), args=[mandate.pk]),
        "match, office": reverse(change("matching_match"), args=[match.code]),
        "case, office": reverse(change("cases_case"), args=[case.number]),
        "brief, office": reverse(change("matching_brief"), args=[brief.pk]),
        "answer, office": reverse(change("matching_citybrief"), args=[part.code]),
        "person, office": reverse(change("accounts_user"), args=[user.pk]),
        "mail, office": reverse(
            change("notifications_message"), args=[Message.objects.filter(user=user).first().pk]
        ),
        "search of organisations": f"{reverse('admin:investors_organisation_changelist')}?{word}",
        "search of cases": f"{reverse('admin:cases_case_changelist')}?{word}",
        "completing of persons": f"{reverse('admin:autocomplete')}?{urlencode(completing)}",
    }


def browser(world, role: str) -> Client:
    client = Client(raise_request_exception=False)
    if role != "anonymous":
        client.force_login(User.objects.get(pk=world["cast"][role].pk))
    return client


def words_of(response, address: str) -> str:
    """What the answer says, without the address it was asked by, which it may repeat."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = f"{body.decode('utf-8', 'replace')} {response.headers}".lower()
    for asked in (address, address.replace("&", "&amp;"), quote(address), "zqxcanary-person-gmbh"):
        text = text.replace(asked.lower(), "")
    return text


def shows(response, address: str) -> str:
    """The words around hers, or nothing."""
    text = words_of(response, address)
    # The search box and its links repeat the question.
    for own in (f'value="{stain.WORD}"', f"q={stain.WORD}", f"q%3d{stain.WORD}"):
        text = text.replace(own, "")
    place = text.find(stain.WORD)
    return text[max(place - 60, 0) : place + 60] if place >= 0 else ""


def answer_to(client, world, thing: str, address: str):
    if thing not in POSTS:
        return client.get(address)
    typed = dict(POSTS[thing])
    if thing == "message, read":
        typed["message"] = Message.objects.inbox_of(world["user"]).first().pk
    return client.post(address, typed)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_of_another_organisation_what_is_due(role, world, things):
    client, wrong = browser(world, role), {}
    place = ROLES.index(role)
    for thing, row in MATRIX.items():
        response = answer_to(client, world, thing, things[thing])
        leaks = bool(shows(response, things[thing]))
        due = 200 if row[place] == "none" else row[place]
        seen = (response.status_code, leaks)
        allowed = row[place] == 200
        if response.status_code != due or (leaks and not allowed):
            wrong[thing] = (*seen, row[place])
    assert wrong == {}


def test_the_table_names_everything_that_there_is_to_see(things):
    assert things.keys() == MATRIX.keys()
    assert all(len(row) == len(ROLES) for row in MATRIX.values())


def test_the_owner_finds_her_word_on_all_her_own_pages(world, things):
    """Else its absence on the pages of others would prove nothing."""
    client = Client()
    client.force_login(world["user"])
    for thing in ("mandate", "brief", "case", "desk", "closed paper", "report"):
        response = client.get(things[thing])
        assert response.status_code == 200, thing
    for thing in ("mandate", "brief", "case", "desk"):
        assert shows(client.get(things[thing]), things[thing]), thing
    assert shows(client.get(reverse("pages:privacy_desk")), "")


def hers(world) -> dict[str, list[str]]:
    """For each placeholder of an address, what stands in it for a row of hers."""
    row, user = world["row"], world["user"]
    mandates = Mandate.objects.filter(organisation=row).values_list("code", flat=True)
    numbers = [
        *Case.objects.filter(organisation=row).values_list("number", flat=True),
        *Brief.objects.filter(mandate__organisation=row).values_list("number", flat=True),
    ]
    codes = [*mandates, *DataCopy.objects.filter(user=user).values_list("code", flat=True)]
    codes += ReportRun.objects.filter(asked_by=user).values_list("code", flat=True)
    keys = [
        *SavedSearch.objects.filter(user=user).values_list("key", flat=True),
        *row.memberships.values_list("key", flat=True),
        *row.invitations.values_list("key", flat=True),
    ]
    return {
        "code": [*codes, world["project"].code],
        "mandate": list(mandates),
        "project": [world["project"].code],
        "number": numbers,
        "key": [str(key) for key in keys],
        "slug": [row.slug],
    }


def addresses_of(world) -> list[str]:
    """Every address of the site, with her rows in its placeholders."""
    values, found = hers(world), []
    for name, wanted in patterns():
        if name.startswith("sitemap"):
            continue
        choices = [[(key, one) for one in values.get(key, [NOTHING.get(key, "none")])] for key in wanted]
        for chosen in product(*choices):
            found.append(reverse(name, kwargs=dict(chosen)))
    return found


def office_addresses_of(world) -> list[str]:
    """Every list that may hold a row of hers, searched for her, and the page of each row."""
    found, declared = [], {model for one in declarations().values() for model in one.models}
    for model, model_admin in back_office.site._registry.items():
        if model not in declared:
            continue
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        found += [reverse(f"{base}_changelist")]
        found += [f"{reverse(f'{base}_changelist')}?q={stain.WORD}"] if model_admin.search_fields else []
        rows = rows_of(world, model)
        found += [reverse(f"{base}_change", args=[getattr(row, "number", row.pk)]) for row in rows]
    return found


def rows_of(world, model) -> list:
    declared = [one for one in declarations().values() if model in one.models]
    rows = declared[0].rows(world["user"]) if declared else None
    return list(rows[:2]) if rows is not None and rows.model is model else []


def links_in(page: str) -> set[str]:
    return {
        urldefrag(link).url.replace("&amp;", "&")
        for link in re.findall(r'href="(/[^"]*)"', page)
        if urlsplit(link).path.startswith(("/en/", "/admin/"))
    }


@pytest.mark.parametrize("role", ["rival", "left", "elsewhere"])
def test_no_page_that_a_stranger_reaches_holds_a_word_of_hers(role, world, things):
    client = browser(world, role)
    asked = [*addresses_of(world), *(office_addresses_of(world) if role == "elsewhere" else [])]
    queue = [reverse("pages:home"), reverse("pages:desk"), reverse("admin:index"), *things.values()]
    seen, leaks, followed = set(), {}, 0
    while queue or asked:
        address = queue.pop(0) if queue else asked.pop()
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address)
        assert response.status_code < 500, address
        if around := shows(response, address):
            leaks[address] = around
        if not response.streaming and followed < MOST_PAGES:
            new = links_in(response.content.decode("utf-8", "replace")) - seen
            queue += sorted(new)[: MOST_PAGES - followed]
            followed += len(new)
    assert leaks == {}
    assert len(seen) > 120


@pytest.mark.parametrize("role", ["anonymous", "rival", "elsewhere"])
def test_nothing_of_hers_changes_by_what_a_stranger_posts(role, world, things):
    client = browser(world, role)
    before = stain.told_of_others(world["user"])
    typed = {
        "name": "Mine",
        "answer": "no",
        "reason": "other",
        "to": "closed",
        "remove": "1",
        "state": "lost",
    }
    for address in addresses_of(world):
        response = client.post(address, typed)
        assert response.status_code < 500, address
    assert stain.told_of_others(world["user"]) == before
