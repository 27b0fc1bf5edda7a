"""Who belongs to an organisation, as what, until when; and what each role opens and closes."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from investguangdong.audit.models import AuditEntry
from investguangdong.core import clock
from investguangdong.investors import actions
from investguangdong.investors.choices import Role
from investguangdong.investors.models import JoinRequest, Membership
from investguangdong.notifications import delivery
from investguangdong.notifications.models import Message
from investguangdong.projects.models import Document, Room, Tier
from investguangdong.projects.models.evidence import opened_tier
from tests.factories import accounts, investors, matching


@pytest.fixture
def match(lusitano, investor, shenzhen, officer):
    return matching.match(lusitano, matching.listing(shenzhen, officer=officer))


@pytest.fixture
def person(lusitano, investor):
    """Somebody in the role asked for; `ended` once belonged, `stranger` never."""

    def make(role):
        user = accounts.user(f"{role}@example.org")
        today, month = clock.today(), timedelta(days=30)
        if role == "ended":
            investors.member(lusitano, user, starts_on=today - month, ends_on=today)
        elif role == "past adviser":
            investors.member(lusitano, user, role=Role.ADVISER, starts_on=today - month, ends_on=today)
        elif role != "stranger":
            ends_on = today + month if role == Role.ADVISER else None
            investors.member(lusitano, user, role=role, ends_on=ends_on)
        return user

    return make


def page(name, *keys):
    return reverse(f"pages:{name}", args=keys)


ORGANISATION = {"name": "Lusitano Power Systems", "country": "PT", "kind": "sme", "disclosure": "granted"}
# What each role gets: read the page / change it. A stranger's own desk shows nothing of the organisation.
ROLES = ["owner", "member", "adviser", "viewer", "ended", "past adviser", "stranger"]
READS = {"owner", "member", "adviser", "viewer"}
WRITES = {
    "entry": {"owner", "member"},
    "visibility": {"owner", "member"},
    "check": {"owner", "member"},
    "answer": {"owner", "member"},
    "mandate": {"owner", "member", "adviser"},
    "another mandate": {"owner", "member", "adviser"},
    "invite": {"owner"},
    "member": {"owner"},
}


def acts(match, member) -> dict:
    organisation, mandate = match.mandate.organisation, match.mandate
    told = {"for": organisation.slug}
    return {
        "entry": (page("organisation"), {**told, **ORGANISATION}),
        "visibility": (page("organisation_visibility"), {**told, "country": "met", "kind": "met"}),
        "check": (page("organisation_check"), told),
        "answer": (page("match_answer", mandate.code, match.project.code), {"answer": "later"}),
        "mandate": (page("mandate_step", mandate.code, 3), {"land_min": "4"}),
        "another mandate": (page("mandate_start"), told),
        "invite": (
            page("organisation_invite"),
            {**told, "email": "new@example.net", "role": "member", "language": "pt"},
        ),
        "member": (page("organisation_member", member.key), {"act": "change", "role": "viewer"}),
    }


@pytest.mark.parametrize("role", ROLES)
def test_role_opens_these_pages_and_acts_and_no_others(client, match, person, colleague, lusitano, role):
    client.force_login(person(role))
    for act, (address, typed) in acts(match, lusitano.memberships.get(user=colleague)).items():
        answer = client.post(address, typed).status_code
        refusal = 403 if role in READS else 404
        allowed = answer < 400 or answer == 422
        assert (allowed, answer) == (True, answer) if role in WRITES[act] else answer == refusal, act


@pytest.mark.parametrize("role", ROLES)
def test_role_reads_the_organisation_its_mandates_and_matches_or_nothing(
    client, match, person, lusitano, role
):
    client.force_login(person(role))
    shows = role in READS
    told = lusitano.name in client.get(page("organisation")).content.decode()
    mandate = client.get(page("mandate_step", match.mandate.code, 1)).status_code
    seen = match.project.code in client.get(page("matches")).content.decode()
    assert (told, mandate == 200, seen) == (shows, shows, shows)


@pytest.mark.parametrize("role", ROLES)
def test_role_opens_the_papers_behind_an_agreement_or_not(match, person, lusitano, role):
    Room.objects.create(project=match.project, organisation=lusitano)
    assert Document.objects.count() == 0
    assert (opened_tier(person(role), match.project) == Tier.NDA) == (role in READS)


def test_open_session_is_shut_out_the_moment_the_membership_ends(
    client, match, colleague, investor, lusitano
):
    client.force_login(colleague)
    assert client.get(page("mandate_step", match.mandate.code, 1)).status_code == 200
    actions.leave(lusitano.memberships.get(user=colleague), by=investor)
    assert client.get(page("mandate_step", match.mandate.code, 1)).status_code == 404
    assert lusitano.name not in client.get(page("organisation")).content.decode()


def test_who_was_taken_out_is_told_and_who_leaves_is_not(lusitano, investor, colleague, newcomer):
    investors.member(lusitano, newcomer)
    actions.leave(lusitano.memberships.get(user=colleague), by=investor)
    actions.leave(lusitano.memberships.get(user=newcomer), by=newcomer)
    assert [message.recipient for message in Message.objects.filter(kind="organisation_left")] == [
        colleague.email
    ]


def test_membership_ended_today_can_begin_anew_today(lusitano, investor, colleague):
    actions.leave(lusitano.memberships.get(user=colleague), by=investor)
    actions.add_member(lusitano, by=investor, user=colleague, role=Role.VIEWER)
    assert lusitano.role_of(colleague) == Role.VIEWER
    assert lusitano.memberships.filter(user=colleague).count() == 2


def test_two_memberships_at_a_time_are_refused_by_the_database(lusitano, colleague):
    until = clock.today() + timedelta(days=9)
    with pytest.raises(IntegrityError, match="membership_once_at_a_time"), transaction.atomic():
        investors.member(lusitano, colleague, role=Role.ADVISER, ends_on=until)


def test_adviser_without_an_end_is_refused_by_the_database_and_by_the_act(lusitano, investor, newcomer):
    with pytest.raises(IntegrityError, match="membership_of_an_adviser_ends"), transaction.atomic():
        investors.member(lusitano, newcomer, role=Role.ADVISER)
    for told in ({"role": Role.ADVISER}, {"role": Role.OWNER, "ends_on": clock.today() + timedelta(days=9)}):
        with pytest.raises(actions.NotPossible):
            actions.add_member(lusitano, by=investor, user=newcomer, **told)
    assert lusitano.role_of(newcomer) is None


def test_last_owner_cannot_become_a_member(lusitano, investor):
    mine = lusitano.memberships.get(user=investor)
    with pytest.raises(actions.NotPossible):
        actions.change_member(mine, by=investor, role=Role.MEMBER)
    assert lusitano.role_of(investor) == Role.OWNER


def test_ownership_is_handed_over_in_one_step(client, lusitano, investor, colleague):
    client.force_login(investor)
    theirs = lusitano.memberships.get(user=colleague)
    assert client.post(page("organisation_member", theirs.key), {"act": "hand_over"}).status_code == 302
    assert (lusitano.role_of(colleague), lusitano.role_of(investor)) == (Role.OWNER, Role.MEMBER)
    assert client.post(page("organisation_member", theirs.key), {"act": "end"}).status_code == 403


def test_whose_role_was_changed_by_another_is_told(lusitano, investor, colleague):
    actions.change_member(lusitano.memberships.get(user=colleague), by=investor, role=Role.VIEWER)
    delivery.drain()
    assert [(letter.to, "reads only" in letter.subject) for letter in mail.outbox] == [
        ([colleague.email], True)
    ]


def test_adviser_cannot_be_made_owner_by_handing_over(lusitano, investor, newcomer):
    until = clock.today() + timedelta(days=9)
    row = investors.member(lusitano, newcomer, role=Role.ADVISER, ends_on=until)
    with pytest.raises(actions.NotPossible):
        actions.hand_over(row, by=investor)


def test_person_in_two_organisations_chooses_for_which_she_acts(client, lusitano, colleague, rival):
    other = rival.memberships.get().organisation
    investors.member(other, colleague, role=Role.ADVISER, ends_on=clock.today() + timedelta(days=9))
    theirs = matching.mandate(other, name="Nordic storage")
    client.force_login(colleague)
    assert "Nordic storage" not in client.get(page("mandates")).content.decode()
    answer = client.post(page("organisation_choose"), {"organisation": other.slug, "next": "//evil.example/"})
    assert answer.url == page("desk")
    text = client.get(page("mandates")).content.decode()
    assert theirs.name in text
    assert f'<option value="{other.slug}" selected>' in text
    Membership.objects.filter(user=colleague, organisation=other).update(ends_on=clock.today())
    assert theirs.name not in client.get(page("mandates")).content.decode()
    assert client.post(page("organisation_choose"), {"organisation": other.slug}).status_code == 404


def test_form_acts_on_the_organisation_it_was_made_for(client, lusitano, investor, newcomer):
    """Whatever was chosen meanwhile in another window."""
    second = investors.organisation("Second", slug="second", members=[investor])
    client.force_login(investor)
    client.post(page("organisation_choose"), {"organisation": second.slug})
    client.post(page("organisation"), {**ORGANISATION, "name": "Lusitano SGPS", "for": lusitano.slug})
    second.refresh_from_db()
    lusitano.refresh_from_db()
    assert (second.name, lusitano.name) == ("Second", "Lusitano SGPS")
    assert client.post(page("organisation"), {**ORGANISATION, "for": "nordlys-storage"}).status_code == 404


def test_members_of_another_organisation_are_not_there(client, lusitano, rival, colleague):
    client.force_login(rival)
    theirs = lusitano.memberships.get(user=colleague)
    assert client.get(page("organisation_member", theirs.key)).status_code == 404


def register(**fields):
    return {"country": "PT", "registration_no": "501 222 333", **fields}


def test_register_number_that_is_here_leads_to_a_request_that_its_owner_answers(
    client, lusitano, investor, newcomer
):
    type(lusitano).objects.filter(pk=lusitano.pk).update(**register())
    client.force_login(newcomer)
    typed = {"name": "Lusitano", "kind": "sme", "disclosure": "granted", **register()}
    answer = client.post(page("organisation_new"), typed)
    assert answer.status_code == 422
    assert page("organisation_ask") in answer.content.decode()
    assert lusitano.name not in answer.content.decode()
    assert client.post(page("organisation_ask"), register(note="I joined in May")).status_code == 200
    asked = JoinRequest.objects.get()
    assert [message.recipient for message in Message.objects.all()] == [investor.email]
    client.force_login(investor)
    assert "I joined in May" in client.get(page("join_request", asked.key)).content.decode()
    assert (
        client.post(page("join_request", asked.key), {"act": "accept", "role": "viewer"}).status_code == 302
    )
    assert lusitano.role_of(newcomer) == Role.VIEWER
    assert client.post(page("join_request", asked.key), {"act": "decline"}).status_code == 409


def test_request_answers_the_same_where_no_such_organisation_is_here(client, lusitano, newcomer):
    type(lusitano).objects.filter(pk=lusitano.pk).update(**register())
    client.force_login(newcomer)
    known, unknown = (
        client.post(page("organisation_ask"), register(registration_no=number)).content
        for number in ("501 222 333", "999 999 999")
    )
    strip = lambda text: text.split(b"<main")[1].split(b"</main")[0]  # noqa: E731
    assert strip(known) == strip(unknown)
    assert JoinRequest.objects.count() == 1


def test_requests_a_day_are_limited(client, newcomer):
    client.force_login(newcomer)
    answers = [client.post(page("organisation_ask"), register()) for _number in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[-1]["Retry-After"]


def test_colleague_does_not_answer_requests(client, lusitano, colleague, newcomer):
    asked = JoinRequest.objects.create(organisation=lusitano, user=newcomer)
    client.force_login(colleague)
    assert client.post(page("join_request", asked.key), {"act": "accept", "role": "owner"}).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.answer_join_request(asked, by=colleague, accept=True)


def test_each_change_of_people_is_recorded(lusitano, investor, colleague, newcomer):
    row = actions.add_member(lusitano, by=investor, user=newcomer)
    actions.change_member(row, by=investor, role=Role.VIEWER)
    actions.hand_over(lusitano.memberships.get(user=colleague), by=investor)
    actions.leave(row, by=newcomer)
    verbs = AuditEntry.objects.about(lusitano).order_by("id").values_list("verb", flat=True)
    short = [verb.removeprefix("organisation.") for verb in verbs]
    assert short == ["add_member", "change_member", "hand_over", "leave"]
