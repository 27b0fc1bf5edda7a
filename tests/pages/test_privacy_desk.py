"""The privacy desk: who looked, what was agreed, a copy, a correction, rest, erasure asked for."""

import hashlib
import json
import zipfile
from io import BytesIO

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from investguangdong.accounts import copies, erasing, rights
from investguangdong.accounts.models import Correction, DataCopy, Erasure
from investguangdong.audit.actions import record_view
from investguangdong.audit.models import AccessLog, AuditEntry
from investguangdong.cases.models import Case
from investguangdong.content.loaders import load_pages
from investguangdong.core.privacy import declarations
from investguangdong.investors.actions import give_consent
from investguangdong.investors.models import Mandate, Organisation
from investguangdong.matching.models import Match
from investguangdong.notifications.actions import notify
from investguangdong.notifications.delivery import drain
from investguangdong.notifications.models import Message, Preference
from investguangdong.projects.models import Follow, SavedProject
from tests.factories import cases, investors, matching

pytestmark = pytest.mark.django_db
DESK = "pages:privacy_desk"


@pytest.fixture
def project(shenzhen, officer):
    return matching.listing(shenzhen, officer=officer)


@pytest.fixture
def match(lusitano, investor, project):
    return matching.match(lusitano, project)


@pytest.fixture
def desk(client, investor):
    """Signed in as the investor."""
    client.force_login(investor)
    return client


def text_of(client, name=DESK, *args) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def unpacked(client) -> dict[str, bytes]:
    answer = client.get(reverse("pages:privacy_export"))
    assert answer.headers["Cache-Control"] == "private, no-store"
    archive = zipfile.ZipFile(BytesIO(answer.content))
    return {name: archive.read(name) for name in archive.namelist()}


def test_who_looked_is_told_by_desk_and_reason_not_by_name(desk, match, province, officer, rival):
    record_view(match.mandate.organisation, by=province)
    record_view(match, by=officer)
    record_view(rival.memberships.get().organisation, by=province)
    page = text_of(desk)
    assert page.count("The province’s desk</td>") == 1
    assert "The desk of Shenzhen" in page
    assert "Answers for the whole province" in page
    assert "Chen Yu" not in page
    assert "Lin Wei" not in page


def test_looks_are_paged_and_the_desk_asks_the_same_for_one_and_for_many(desk, match, province):
    counts = []
    for number in (1, 30):
        for _ in range(number):
            record_view(match.mandate.organisation, by=province)
        desk.get(reverse(DESK))
        with CaptureQueriesContext(connection) as queries:
            page = text_of(desk)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 20
    assert 'rel="next"' in page
    assert text_of(desk).count("The province’s desk</td>") == 20


def test_consents_stand_in_the_very_words_language_and_with_a_day(desk, investor):
    give_consent(investor, purpose="matching", text="我们同意把委托与项目相比较。", language="zh-hans")
    page = text_of(desk)
    assert '<blockquote lang="zh-hans">我们同意把委托与项目相比较。</blockquote>' in page
    desk.post(reverse("pages:consent_withdraw"), {"purpose": "matching"})
    assert "withdrawn on" in text_of(desk)


def test_the_copy_holds_my_data_and_nobody_elses(desk, match, rival, investor):
    matching.match(rival.memberships.get().organisation, match.project)
    cases.case(by=investor, question="Is the cleanroom free?")
    files = unpacked(desk)
    data = {name: json.loads(text) for name, text in files.items() if name.endswith(".json")}
    assert [row["mandate"] for row in data["matches.json"]] == [match.mandate.code]
    assert data["mandates.json"][0]["sectors"] == {"new-energy-storage": 2}
    assert data["account.json"][0]["email"] == "investor@example.com"
    assert data["cases.json"][0]["questions"][0]["text"] == "Is the cleanroom free?"
    assert b"Nordlys" not in b"".join(files.values())


def test_the_copy_has_a_page_to_read_and_the_hash_of_every_file(desk, match):
    files = unpacked(desk)
    assert b"investor@example.com" in files["index.html"]
    sums = dict(reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums.keys() == files.keys()
    assert all(hashlib.sha256(content).hexdigest() == sums[name] for name, content in files.items())


def test_the_index_of_the_copy_is_in_her_language(client, investor):
    client.force_login(investor)
    answer = client.get(reverse("pages:privacy_export").replace("/en/", "/pt/"))
    index = zipfile.ZipFile(BytesIO(answer.content)).read("index.html").decode()
    assert '<html lang="pt' in index


def test_an_old_session_signs_in_again_before_it_gets_the_copy(client, investor):
    investor.set_password("a sentence that nobody guesses")
    investor.save()
    client.force_login(investor)
    for name in ("privacy_export", "privacy_erase"):
        answer = client.get(reverse(f"pages:{name}"))
        assert answer.status_code == 302
        assert "reauthenticate" in answer.url


def test_a_large_copy_is_built_by_a_worker_and_is_hers_alone(
    desk, client, investor, rival, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(copies, "AT_ONCE", 0)
    assert desk.get(reverse("pages:privacy_export")).status_code == 302
    row = DataCopy.objects.get()
    assert "Your copy is being built" in text_of(desk)
    assert copies.build(row.code)
    assert not copies.build(row.code)
    address = reverse("pages:privacy_copy", args=[row.code])
    answer = desk.get(address)
    assert answer.headers["Cache-Control"] == "private, no-store"
    archive = zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))
    assert "account.json" in archive.namelist()
    assert Message.objects.filter(kind="data_copy_ready", user=investor).exists()
    client.force_login(rival)
    assert client.get(address).status_code == 404
    DataCopy.objects.update(asked_at="2026-01-01T00:00Z")
    client.force_login(investor)
    assert client.get(address).status_code == 404


def test_a_copy_that_fails_is_tried_again_and_ends_as_failed(investor, monkeypatch):
    row = rights.ask_for_copy(investor)
    monkeypatch.setattr(copies, "_fill", lambda row: 1 / 0)
    for _ in range(copies.MOST_ATTEMPTS):
        assert not copies.build(row.code)
    row.refresh_from_db()
    assert row.state == DataCopy.State.FAILED


def correction(client, **typed):
    form = {"about": "cases", "text": "My name is spelt Carvalho.", "submission_key": "k1", **typed}
    return client.post(reverse("pages:privacy_correct"), form)


def test_a_correction_is_one_request_with_a_date_however_often_it_is_sent(desk, province):
    assert correction(desk).status_code == 302
    assert correction(desk).status_code == 302
    row = Correction.objects.get()
    assert row.due_at > row.asked_at
    assert Message.objects.filter(kind="correction_asked", user=province).count() == 1
    assert correction(desk, text="Other words.").status_code == 422
    assert correction(desk, text="", submission_key="k2").status_code == 422


def test_the_province_answers_a_correction_and_nobody_else_sees_it(
    client, desk, investor, province, auditor, officer, rival
):
    correction(desk)
    address = reverse("admin:accounts_correction_answer", args=[Correction.objects.get().code])
    typed = {"was_corrected": "yes", "answer": "It says Carvalho now."}
    for user, status in ((officer, 403), (auditor, 403)):
        client.force_login(user)
        assert client.post(address, typed).status_code in (status, 404), user
    client.force_login(province)
    assert client.post(address, {"was_corrected": "yes", "answer": ""}).status_code == 422
    assert client.post(address, typed).status_code == 302
    assert client.post(address, typed).status_code == 409
    assert Correction.objects.visible_to(rival).count() == 0
    assert Correction.objects.visible_to(AnonymousUser()).count() == 0
    client.force_login(investor)
    assert "It says Carvalho now." in text_of(client)


def test_data_that_rests_is_not_matched_not_mailed_and_not_read_by_officers(
    desk, investor, lusitano, match, officer, province, auditor, shenzhen
):
    investors.grant(lusitano, shenzhen)
    Follow.objects.create(user=investor, project=match.project, due_at="2026-01-01T00:00Z")
    seen = [
        user for user in (officer, province, auditor) if lusitano in Organisation.objects.visible_to(user)
    ]
    assert seen == [officer, province, auditor]
    desk.post(reverse("pages:privacy_restrict"), {"wanted": "yes"})
    investor.refresh_from_db()
    assert investor.is_restricted
    for user in (officer, province, auditor):
        assert lusitano not in Organisation.objects.visible_to(user)
        assert not Mandate.objects.visible_to(user).exists()
        assert not Match.objects.visible_to(user).exists()
    assert not Mandate.objects.active().exists()
    assert not Follow.objects.due().exists()
    assert Match.objects.visible_to(investor).exists()
    assert "Your data has been resting since" in text_of(desk)
    desk.post(reverse("pages:privacy_restrict"), {"wanted": "no"})
    assert Mandate.objects.active().exists()
    assert Follow.objects.due().exists()


def test_officers_go_on_with_the_open_cases_of_data_that_rests(investor, lusitano, officer, shenzhen):
    case = cases.case(by=investor, city=shenzhen)
    rights.restrict(investor, by=investor, wanted=True)
    assert case in Case.objects.visible_to(officer)
    Case.objects.filter(pk=case.pk).update(state="lost", state_reason="x", lost_to="Vietnam")
    assert case not in Case.objects.visible_to(officer)
    assert case in Case.objects.visible_to(investor)


def test_an_organisation_rests_only_when_all_its_owners_ask(investor, colleague, lusitano):
    rights.restrict(colleague, by=colleague, wanted=True)
    assert not Organisation.objects.restricted().exists()
    rights.restrict(investor, by=investor, wanted=True)
    assert Organisation.objects.restricted().get() == lusitano
    colleague.memberships.update(role="owner")
    assert Organisation.objects.restricted().exists()
    rights.restrict(colleague, by=colleague, wanted=False)
    assert not Organisation.objects.restricted().exists()


def test_letters_that_may_be_switched_off_stay_at_home_while_data_rests(investor):
    message = notify("generic", to=investor, about=investor, context={"title": "News", "paragraphs": []})
    assert Preference.objects.wants_mail(message)
    rights.restrict(investor, by=investor, wanted=True)
    assert not Preference.objects.wants_mail(Message.objects.get(pk=message.pk))


def test_the_page_says_what_goes_what_stays_and_why(desk, match):
    page = text_of(desk, "pages:privacy_erase")
    assert "Lusitano Power Systems</b> goes with you" in page
    assert "a record that can be shortened proves nothing" in page


def test_erasure_wants_the_address_and_waits_a_week(desk, investor):
    there = reverse("pages:privacy_erase")
    assert desk.post(there, {"address": "rival@example.com"}).status_code == 422
    assert desk.post(there, {"address": "Investor@Example.com"}).status_code == 302
    row = Erasure.objects.get()
    assert (row.due_at - row.asked_at).days == 7
    assert AuditEntry.objects.filter(verb="privacy.ask_for_erasure", by=investor).count() == 1
    assert desk.get(there).status_code == 302
    assert erasing.ask_for_erasure(investor) == row
    assert not erasing.carry_out(row)
    assert "Take it back" in text_of(desk)


def test_erasure_can_be_taken_back_by_herself_only(client, desk, investor, rival):
    row = erasing.ask_for_erasure(investor)
    client.force_login(rival)
    assert client.post(reverse("pages:privacy_erase_undo")).status_code == 404
    with pytest.raises(erasing.NotPossible):
        erasing.undo_erasure(row, by=rival)
    client.force_login(investor)
    client.post(reverse("pages:privacy_erase_undo"))
    Erasure.objects.update(due_at="2026-01-01T00:00Z")
    assert erasing.carry_out_due() == 0
    row.refresh_from_db()
    assert row.state == Erasure.State.UNDONE


def test_an_open_case_is_ended_only_if_she_says_so(desk, investor, shenzhen, officer):
    case = cases.case(by=investor, city=shenzhen)
    there, typed = reverse("pages:privacy_erase"), {"address": investor.email}
    assert case.number in text_of(desk, "pages:privacy_erase")
    assert desk.post(there, typed).status_code == 422
    with pytest.raises(erasing.NotPossible):
        erasing.ask_for_erasure(investor)
    assert desk.post(there, {**typed, "ends_what_is_open": "on"}).status_code == 302


def test_a_case_opened_in_the_week_stops_the_erasure_and_she_is_told(investor, shenzhen, officer):
    row = erasing.ask_for_erasure(investor)
    cases.case(by=investor, city=shenzhen)
    Erasure.objects.update(due_at="2026-01-01T00:00Z")
    assert erasing.carry_out_due() == 0
    row.refresh_from_db()
    assert row.state == Erasure.State.STOPPED
    drain(shift=5)
    assert Message.objects.get(kind="erasure_stopped").subject == "You have not been erased yet"


def test_who_works_in_the_back_office_is_not_erased_by_herself(client, officer):
    client.force_login(officer)
    assert "an administrator ends your account" in text_of(client, "pages:privacy_erase")
    assert client.post(reverse("pages:privacy_erase"), {"address": officer.email}).status_code == 409
    assert not Erasure.objects.exists()


def test_a_copy_leaves_a_trace_that_the_person_herself_made_it(desk, investor):
    desk.get(reverse("pages:privacy_export"))
    assert AccessLog.objects.get(act="export").by == investor
    assert AuditEntry.objects.filter(verb="privacy.export", by=investor).exists()
    assert not SavedProject.objects.exists()


@pytest.mark.parametrize("language", ["en", "zh-hans", "pt"])
def test_the_public_page_tells_the_terms_of_everything_that_is_declared(client, language):
    load_pages(settings.BASE_DIR / "data")
    with translation.override(language):
        page = client.get(reverse("pages:privacy")).content.decode()
        told = declarations()
        assert all(
            escape(str(one.label)) in page and escape(str(one.kept_for)) in page for one in told.values()
        )
    assert page.count('<th scope="row">') == len(told)
