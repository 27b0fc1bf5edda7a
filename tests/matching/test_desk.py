"""The officer's matching desk: what she sees, in which order, what she may do, and what she never reads."""

import csv

import pytest
from django.urls import reverse

from investguangdong.audit.models import AuditEntry
from investguangdong.core import clock
from investguangdong.insights.day import officer_day
from investguangdong.matching.actions import decide
from investguangdong.matching.choices import Answer
from investguangdong.matching.interests import panel
from investguangdong.matching.models import Feedback, Match
from investguangdong.matching.tallies import tally
from investguangdong.notifications.models import Message
from tests.factories import accounts, investors, matching

pytestmark = pytest.mark.django_db

SECRET = "Seacret Holdings"  # noqa: S105  a name that must not leak


@pytest.fixture
def project(shenzhen, officer):
    return matching.listing(shenzhen, officer=officer)


@pytest.fixture
def person():
    return accounts.user("amelia.seacret@example.com", name="Amelia Seacret")


@pytest.fixture
def match(person, project):
    """Of an investor who lets officers look without the name."""
    organisation = investors.organisation(SECRET, slug="seacret", members=[person])
    organisation.disclosure = "officers"
    organisation.save()
    return matching.match(organisation, project, name="Seacret plan", notes="Seacret inverter plant")


def address(name, *args):
    return reverse(f"admin:matching_{name}", args=args)


def pages_of(match) -> list[str]:
    return [
        address("match_changelist"),
        address("match_changelist") + f"?q={match.mandate.code}",
        address("match_change", match.code),
        address("match_project", match.project.code),
        address("feedback_changelist"),
        address("feedback_csv"),
        address("suggestion_changelist"),
        reverse("admin:index"),
        reverse("admin:projects_project_change", args=[match.project.pk]),
    ]


@pytest.mark.parametrize("answer", ["", "yes", "no", "later"])
def test_no_page_or_letter_tells_a_city_officer_the_name_before_both_agree(
    match, person, officer, client, answer
):
    if answer:
        decide(match, by=person, answer=answer, reason="other", note="Seacret: call Amelia.")
    client.force_login(officer)
    for page in pages_of(match):
        found = client.get(page, follow=True)
        assert found.status_code == 200, page
        text = found.content.decode()
        assert "eacret" not in text, page
        assert "Amelia" not in text, page
    assert not client.get(address("match_changelist"), {"q": "Seacret"}).context["cl"].result_count
    for message in Message.objects.filter(user=officer):
        assert "eacret" not in str(message.context) + message.dedup_key
    for entry in AuditEntry.objects.filter(object_type="matching.match"):
        assert "eacret" not in f"{entry.object_label} {entry.changes} {entry.reason}"


def test_the_name_and_the_words_open_with_the_introduction_and_close_with_the_grant(
    match, person, officer, client
):
    decide(match, by=person, answer=Answer.YES, note="Seacret: call Amelia.")
    decide(match, by=officer, answer=Answer.YES)
    client.force_login(officer)
    shown = [address("match_changelist"), address("match_change", match.code)]
    shown.append(address("match_project", match.project.code))
    for page in shown:
        assert SECRET in client.get(page).content.decode(), page
    text = client.get(shown[1]).content.decode()
    match.refresh_from_db()
    assert "call Amelia" in text
    assert reverse("admin:cases_case_change", args=[match.case.number]) in text
    match.mandate.organisation.grants.update(withdrawn_at=clock.now())
    for page in shown:
        assert SECRET not in client.get(page).content.decode(), page


def test_a_listing_shows_the_mandates_it_suits_in_the_order_of_its_own_side(
    match, person, project, officer, other_officer, client
):
    second = investors.organisation("Nordlys", slug="nordlys", members=[accounts.user("n@example.com")])
    second.disclosure = "officers"
    second.save()
    other = matching.match(second, project)
    Match.objects.filter(pk=match.pk).update(standing=40, score=80)
    Match.objects.filter(pk=other.pk).update(standing=70, score=50)
    client.force_login(officer)
    page = client.get(address("match_project", project.code))
    assert [card.match for card, _who in page.context["pairs"]] == [other, match]
    assert b'data-verdict="fits"' in page.content
    client.force_login(other_officer)
    assert client.get(address("match_project", project.code)).status_code == 404


def test_a_mandate_shows_its_projects_only_to_who_may_read_it(match, officer, province, client):
    client.force_login(officer)
    assert client.get(address("match_mandate", match.mandate.code)).status_code == 404
    client.force_login(province)
    page = client.get(address("match_mandate", match.mandate.code))
    assert [card.match for card, _who in page.context["pairs"]] == [match]


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ({"turn": "us"}, ["late", "waiting"]),
        ({"turn": "overdue"}, ["late"]),
        ({"turn": "them"}, ["asked"]),
        ({"turn": "untouched"}, ["strong"]),
        ({"turn": "introduced"}, ["met"]),
        ({"band": "weak"}, ["late"]),
        ({"band": "strong"}, ["met"]),
        ({"age": "older"}, ["late"]),
        ({"age": "week"}, ["asked", "met", "strong", "waiting"]),
        ({"turn": "nonsense"}, ["asked", "late", "met", "strong", "waiting"]),
    ],
)
def test_the_list_is_narrowed_by_who_must_answer_band_and_age(person, project, province, client, query, seen):
    organisation = investors.organisation(SECRET, slug="seacret", members=[person])
    rows = {
        name: matching.match(organisation, project) for name in ("waiting", "late", "asked", "strong", "met")
    }
    long_ago = clock.now().replace(year=2025)
    Match.objects.update(score=90)
    for name, fields in {
        "waiting": {"state_investor": "yes", "answer_due": clock.now().replace(year=2028)},
        "late": {
            "state_investor": "yes",
            "answer_due": long_ago,
            "answered_at": long_ago,
            "score": 40,
        },
        "asked": {"state_project": "yes"},
        "met": {
            "state_project": "yes",
            "state_investor": "yes",
            "introduced_at": clock.now(),
            "score": 75,
        },
    }.items():
        Match.objects.filter(pk=rows[name].pk).update(**fields)
    names = {row.pk: name for name, row in rows.items()}
    client.force_login(province)
    found = client.get(address("match_changelist"), query).context["cl"].queryset
    assert sorted(names[row.pk] for row in found) == seen
    desk = client.get(address("match_project", project.code), query).context["pairs"]
    assert sorted(names[card.match.pk] for card, _who in desk) == seen


def test_the_desk_takes_as_many_queries_for_thirty_mandates_as_for_one(
    match, project, officer, client, django_assert_max_num_queries
):
    client.force_login(officer)
    client.get(address("match_project", project.code))
    with django_assert_max_num_queries(14) as one:
        client.get(address("match_project", project.code))
    for number in range(12):
        row = investors.organisation(f"Other {number}", slug=f"other-{number}", members=[accounts.user()])
        row.disclosure = "officers"
        row.save()
        matching.match(row, project)
    with django_assert_max_num_queries(14) as many:
        client.get(address("match_project", project.code))
    assert len(many) == len(one)


def test_an_officer_takes_an_answer_back_and_is_refused_after_the_introduction(
    match, person, officer, client
):
    client.force_login(officer)
    args = (match.mandate.code, match.project.code)
    assert client.post(address("match_answer", *args), {"answer": "no", "reason": "site"}).status_code == 302
    assert client.post(address("match_undo", *args)).status_code == 302
    match.refresh_from_db()
    assert match.state_project == Answer.OPEN
    assert client.post(address("match_undo", *args)).status_code == 409
    past = {"answer": "later", "until": "2020-01-01"}
    assert client.post(address("match_answer", *args), past).status_code == 422


def declined(project, reasons) -> list[Match]:
    rows = []
    for number, reason in enumerate(reasons):
        user = accounts.user(f"no{number}@example.com")
        row = investors.organisation(f"No {number}", slug=f"no-{number}", members=[user])
        rows.append(matching.match(row, project))
        decide(rows[-1], by=user, answer=Answer.NO, reason=reason)
    return rows


def test_a_reason_is_counted_once_three_organisations_have_given_it(project):
    declined(project, ["cost", "cost"])
    found = tally([project])
    assert (found.total, [line.count for line in found.lines]) == (None, [None])


def test_tallies_count_organisations_by_reason_and_leave_the_rare_out(project, officer, client):
    rows = declined(project, ["cost", "cost", "cost", "place"])
    second = matching.match(rows[0].mandate.organisation, project)
    decide(second, by=accounts.User.objects.get(email="no0@example.com"), answer=Answer.NO, reason="cost")
    found = panel(project, officer)["tally"]
    assert (found.total, [(line.reason, line.count) for line in found.lines]) == (
        4,
        [("cost", 3), ("place", None)],
    )
    client.force_login(officer)
    table = client.get(address("feedback_csv")).content.decode("utf-8-sig").splitlines()
    assert list(csv.reader(table))[1:] == [[project.code, "shenzhen", "cost", "Cost", "3"]]
    assert AuditEntry.objects.filter(verb="feedback.export", by=officer).exists()


def test_another_citys_officer_reads_no_tally_of_ours(project, other_officer, client):
    declined(project, ["cost", "cost", "cost"])
    client.force_login(other_officer)
    assert len(client.get(address("feedback_csv")).content.decode().splitlines()) == 1
    assert client.get(address("feedback_changelist")).context["tally"].is_empty
    assert not Feedback.objects.visible_to(other_officer).exists()


def test_the_officers_day_counts_who_waits_and_what_nobody_touched(match, person, officer, client):
    Match.objects.update(score=80)
    assert officer_day(officer)["matches"]["strong"] == 1
    decide(match, by=person, answer=Answer.YES)
    Match.objects.update(answer_due=clock.now().replace(year=2025))
    day = officer_day(officer)["matches"]
    assert (day["waiting"], day["late"], day["strong"]) == (1, 1, 0)
    client.force_login(officer)
    assert f"{address('match_changelist')}?turn=us" in client.get(reverse("admin:index")).content.decode()


def test_the_listings_page_names_nobody_but_counts_and_leads_to_the_desk(match, person, officer):
    decide(match, by=person, answer=Answer.YES)
    told = panel(match.project, officer)
    ((row, who),) = told["waiting"]
    assert (row, SECRET in who) == (match, False)
    assert told["url"] == address("match_project", match.project.code)
