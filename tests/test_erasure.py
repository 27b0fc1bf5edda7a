"""Erasure leaves no trace: a person is made whose every word can be told apart, erased, and looked for in every
text column of every table, in every file and in the cache."""

from dataclasses import replace

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

from investguangdong.accounts import erasing
from investguangdong.accounts.models import Erasure, User
from investguangdong.accounts.tasks import carry_out_erasures
from investguangdong.audit.models import AccessLog, AuditEntry
from investguangdong.audit.verification import verify
from investguangdong.cases.models import Case
from investguangdong.core.privacy import declarations
from investguangdong.core.registry import privacy_declarations
from investguangdong.investors.models import Organisation
from investguangdong.matching.models import Feedback
from investguangdong.notifications.delivery import drain
from investguangdong.notifications.models import Message
from tests import stain
from tests.factories import accounts, investors, matching, places


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """The person, an officer, the province and a rival, for all tests of this file; gone afterwards."""
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
    officer = accounts.officer("officer@example.com", city=shenzhen, name="Lin Wei")
    province = accounts.officer("province@example.com", name="Chen Yu")
    rival = accounts.user("rival@example.com", name="Petra Lindqvist")
    nordlys = investors.organisation("Nordlys Storage", slug="nordlys", registration_no="N1", members=[rival])
    project = matching.listing(shenzhen, officer=officer)
    before = stain.rows_of_others()
    user = stain.person(officer=officer, province=province, project=project, rival=rival)
    stained = stain.stain(before)
    matching.match(nordlys, project)
    return {
        "user": user, "rival": rival, "officer": officer, "province": province, "project": project,
        "stained": stained,
    }  # fmt: skip


@pytest.fixture
def person(world, db, settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
    settings.MEDIA_ROOT = tmp_path / "media"
    stain.files(world["user"], world["project"])
    return User.objects.get(pk=world["user"].pk)


@pytest.fixture
def erase(django_capture_on_commit_callbacks):
    """Her week has passed; the job runs, the letter goes out, the job runs again."""

    def erase(user):
        row = erasing.ask_for_erasure(user, ends_what_is_open=True)
        Erasure.objects.update(due_at="2026-01-01T00:00Z")
        with django_capture_on_commit_callbacks(execute=True):
            carry_out_erasures()
        drain(shift=10)
        carry_out_erasures()
        row.refresh_from_db()
        return row

    return erase


def stored() -> list[str]:
    names, queue = [], [""]
    while queue:
        folder = queue.pop()
        folders, files = default_storage.listdir(folder) if default_storage.exists(folder) else ([], [])
        names += [f"{folder}/{name}" for name in files]
        queue += [f"{folder}/{name}".strip("/") for name in folders]
    return names


def test_she_has_left_a_row_in_every_declared_table(person):
    """Else the search below would prove nothing about it."""
    empty = {
        model.__name__
        for declared in declarations().values()
        for model in declared.models
        if not model._default_manager.exists()
    }
    assert empty == stain.NOT_HERS


def test_the_word_stands_in_many_columns_before(person, world):
    assert len(world["stained"]) > 60
    before = set(stain.found())
    assert len(before) > 80
    assert {
        "investors_organisation.slug",
        "cases_case.contact_email",
        "django_admin_log.object_repr",
    } <= before
    assert {"notifications_message.dedup_key", "core_change.new", "reports_reportrun.file"} <= before
    assert len(stored()) == 2


def test_erasure_leaves_no_trace_in_any_text_column_file_or_cache(person, erase):
    stain.look_around(person)
    row = erase(person)
    assert row.state == Erasure.State.DONE
    assert stain.found() == []
    assert stored() == []


# Each of these alone, forgotten by its app, must be found.
@pytest.mark.parametrize(
    "name",
    [
        *("cases", "messages", "message_preferences", "newsletter", "feedback", "reports", "organisations"),
        *("invitations", "mandates"),
    ],
)
def test_the_search_finds_what_one_app_forgets(name, person, erase, monkeypatch):
    order, declare = privacy_declarations._entries[name]
    forgetful = lambda: replace(declare(), erase=lambda user: 0)  # noqa: E731
    monkeypatch.setitem(privacy_declarations._entries, name, (order, forgetful))
    try:
        erase(person)
    except Exception:  # what the database itself refuses is found as well
        return
    assert stain.found() != []


def test_the_audit_keeps_the_acts_without_names_and_its_chain_holds(person, erase):
    acts = AuditEntry.objects.filter(by=person).count()
    looks = AccessLog.objects.filter(object_type="accounts.user", object_id=str(person.pk)).count()
    number = person.pk
    row = erase(person)
    assert acts > 5
    assert AuditEntry.objects.filter(by_id=number).count() >= acts
    assert AccessLog.objects.filter(object_type="accounts.user", object_id=str(number)).count() == looks
    assert AuditEntry.objects.get(verb="privacy.erase").changes["account"]["new"] == number == row.account
    assert verify().problems == []


def test_the_certificate_says_what_went_and_what_stays_and_is_then_forgotten(
    person, django_capture_on_commit_callbacks
):
    erasing.ask_for_erasure(person, ends_what_is_open=True)
    Erasure.objects.update(due_at="2026-01-01T00:00Z")
    assert erasing.carry_out_due() == 1
    letter = Message.objects.get(recipient=stain.EMAIL)
    assert letter.kind == "erasure_done"
    erasing.forget_letters()
    assert Message.objects.filter(pk=letter.pk).exists()
    drain(shift=10)
    letter.refresh_from_db()
    assert letter.subject == "You have been erased"
    erasing.forget_letters()
    assert not Message.objects.filter(pk=letter.pk).exists()


def test_nobody_elses_rows_change(person, erase, world):
    before = {name: stain.told_of_others(world[name]) for name in ("officer", "province")}
    rivals = Organisation.objects.of_member(world["rival"]).values().get()
    erase(person)
    after = {name: stain.told_of_others(world[name]) for name in before}
    assert Organisation.objects.of_member(world["rival"]).values().get() == rivals
    assert world["rival"].memberships.get().role == "owner"
    assert [len(text) > 10 for text in after.values()] == [True, True]


def test_the_public_clock_still_counts_her_cases(person, erase):
    before = list(
        Case.objects.order_by("pk").values_list("number", "first_answer_at", "confirmed_at", "stage")
    )
    erase(person)
    after = list(
        Case.objects.order_by("pk").values_list("number", "first_answer_at", "confirmed_at", "stage")
    )
    assert after == before
    assert not Case.objects.open_now().exists()


def test_nobody_can_sign_in_with_what_was_hers_nor_use_an_old_session(person, erase, client):
    client.force_login(person)
    erase(person)
    assert client.get("/en/desk/privacy/").status_code == 302
    assert not User.objects.filter(email=stain.EMAIL).exists()


def test_an_organisation_with_other_members_stays_theirs_and_gets_an_owner(
    investor, colleague, lusitano, shenzhen, officer, erase
):
    project = matching.listing(shenzhen, officer=officer)
    match = matching.match(lusitano, project)
    Feedback.objects.create(
        match=match, side="investor", action="no", reason="other", note="Inês says", by=investor,
        score=match.score, model_version=match.model_version,
    )  # fmt: skip
    case = Case.objects.create(
        language="en", contact_name="Inês Carvalho", contact_email=investor.email, subject="Plot",
        organisation=lusitano, opened_by=investor, city=shenzhen,
    )  # fmt: skip
    row = erase(investor)
    assert row.state == Erasure.State.DONE
    assert lusitano.role_of(colleague) == "owner"
    assert lusitano.mandates.count() == 1
    kept = Feedback.objects.get(match=match)
    assert (kept.note, kept.by, kept.action) == ("", None, "no")
    case.refresh_from_db()
    assert (case.contact_name, case.contact_email) == (colleague.name, colleague.email)


def test_a_restored_backup_is_cleaned_by_the_numbers_of_the_log(person):
    call_command("erase_again", str(person.pk), "987654321", verbosity=0)
    assert stain.found() == []


def test_one_fault_leaves_the_person_whole_and_is_tried_again(person, erase, monkeypatch):
    monkeypatch.setattr("investguangdong.cases.privacy.hand_over_the_rest", lambda user: 1 / 0)
    row = erase(person)
    assert row.state == Erasure.State.WAITING
    assert User.objects.filter(pk=person.pk).exists()
    assert len(stored()) == 2
