"""What officers do with a case, and what is refused."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from investguangdong.audit.models import AuditEntry
from investguangdong.cases import actions, stages
from investguangdong.cases.models import Case, CaseEntry, Stage, State
from investguangdong.core import clock
from investguangdong.core.models import Change
from investguangdong.notifications.delivery import drain
from investguangdong.notifications.models import Message
from tests.factories import accounts, cases

QUALIFIED = {"need": "A site with a quay", "size_cny": "350", "rivals": "none known"}


@pytest.fixture
def case(shenzhen, officer, investor):
    return cases.case(by=investor, project=cases.listing(shenzhen, officer=officer))


def desk(case, act):
    return reverse(f"admin:cases_case_{act}", args=[case.number])


def answer(client, case, **changes):
    (question,) = case.questions.all()[:1]
    told = {"text": "Yes, from March.", "language": "en", f"tick_{question.pk}": "answered", **changes}
    return client.post(desk(case, "answer"), {"version": case.version, **told})


def test_answer_reaches_page_mail_and_inbox(client, case, officer, investor):
    client.force_login(officer)
    assert answer(client, case).status_code == 302
    case.refresh_from_db()
    assert case.first_answer_at is not None
    assert case.full_answer_at is not None
    drain()
    letter = next(m for m in mail.outbox if "has answered" in m.subject)
    assert letter.to == [investor.email]
    assert "Yes, from March." in letter.body
    client.force_login(investor)
    assert "Yes, from March." in client.get(case.get_absolute_url()).content.decode()


def test_answer_that_settles_part_leaves_the_full_answer_due(case, officer):
    (question,) = case.questions.all()
    case = actions.answer_case(case, by=officer, text="More on Friday.", ticks={question.pk: "coming"})
    assert case.first_answer_at is not None
    assert case.full_answer_at is None
    assert case.due_at == case.full_answer_due


def test_time_the_investor_takes_is_added_to_the_promise(case, officer, investor, monkeypatch):
    (question,) = case.questions.all()
    case = actions.answer_case(
        case, by=officer, text="Send the load curve.", ticks={question.pk: "open"}, wait=True
    )
    due = case.full_answer_due
    assert (case.is_waiting_for_investor, case.due_at) == (True, None)
    later = clock.now() + timedelta(days=7)
    monkeypatch.setattr(clock, "now", lambda: later)
    case = actions.ask_again(case, by=investor, text="Here it is.")
    assert case.waiting_since is None
    assert case.full_answer_due > due + timedelta(days=5)
    assert [wait.ended_at for wait in case.waits.all()] == [later]


def test_further_question_starts_a_new_promise_and_tells_the_officer(case, officer, investor):
    case = actions.answer_case(case, by=officer, text="Yes.")
    case = actions.ask_again(case, by=investor, text="And the second floor?")
    assert case.full_answer_at is None
    assert case.due_at == case.full_answer_due
    assert Message.objects.filter(kind="case_followup", user=officer).count() == 1


@pytest.mark.parametrize("act", ["answer", "assign", "note", "state", "kept"])
def test_auditor_and_other_city_cannot_work_a_case(client, case, auditor, other_officer, act):
    client.force_login(auditor)
    assert client.post(desk(case, act), {"text": "x"}).status_code == 403
    client.force_login(other_officer)
    assert client.post(desk(case, act), {"text": "x"}).status_code == 404
    assert case.entries.count() == 1


def test_actions_refuse_who_may_not_write_whatever_page_calls_them(case, auditor, other_officer, investor):
    for user in (auditor, other_officer, investor):
        with pytest.raises(PermissionDenied):
            actions.answer_case(case, by=user, text="x")
        with pytest.raises(PermissionDenied):
            actions.change_state(case, by=user, state=State.DELAYED, reason="x")


def test_second_officer_with_an_old_version_sees_both(client, case, officer):
    client.force_login(officer)
    answer(client, case)
    page = answer(client, case, text="No, only from June.")
    assert page.status_code == 409
    assert "No, only from June." in page.content.decode()
    assert "Yes, from March." in page.content.decode()
    assert CaseEntry.objects.filter(kind="answer").count() == 1


def test_preview_sends_nothing(client, case, officer):
    client.force_login(officer)
    page = answer(client, case, preview="1")
    assert page.status_code == 200
    assert '<section class="preview"' in page.content.decode()
    assert not CaseEntry.objects.filter(kind="answer").exists()


def test_empty_answer_names_the_field(client, case, officer):
    client.force_login(officer)
    assert answer(client, case, text="").status_code == 422


def test_cited_figure_is_kept_as_it_was(case, officer, client):
    case.project.land_min, case.project.source_body = 4, "Bureau of Commerce"
    case.project.save()
    client.force_login(officer)
    answer(client, case, cites="land")
    case.project.land_min = 9
    case.project.save()
    (cite,) = CaseEntry.objects.get(kind="answer").cites
    assert cite["value"].startswith("4 (Bureau of Commerce")


def test_unconfirmed_case_cannot_be_answered(client, shenzhen, officer):
    case = cases.case(project=cases.listing(shenzhen, officer=officer))
    client.force_login(officer)
    assert answer(client, case).status_code == 409


def test_stage_asks_for_what_its_row_of_the_table_says(client, case, officer):
    client.force_login(officer)
    address = reverse("admin:cases_case_move", args=[case.number, "qualified"])
    refused = client.post(address, {"need": "A quay", "version": case.version})
    assert refused.status_code == 422
    assert "id_size_cny" in refused.content.decode()
    assert client.post(address, {**QUALIFIED, "version": case.version}).status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.facts["size_cny"]) == ("qualified", "350")
    assert [(m.from_stage, m.to_stage) for m in case.moves.all()] == [("lead", "qualified")]


def test_jump_over_stages_is_refused_with_a_sentence(client, case, officer):
    client.force_login(officer)
    answer = client.post(reverse("admin:cases_case_move", args=[case.number, "signed"]), {})
    assert answer.status_code == 409
    assert "one stage at a time" in answer.content.decode()
    with pytest.raises(actions.IllegalStep):
        actions.move_stage(case, by=officer, to="signed")


def test_action_itself_refuses_an_incomplete_move(case, officer):
    with pytest.raises(actions.Incomplete) as error:
        actions.move_stage(case, by=officer, to="qualified", facts={"need": " "})
    assert [need.name for need in error.value.missing] == ["need", "size_cny", "rivals"]


def test_going_back_needs_a_reason(case, officer):
    case = actions.move_stage(case, by=officer, to="qualified", facts=QUALIFIED)
    with pytest.raises(actions.IllegalStep):
        actions.move_stage(case, by=officer, to="lead")
    assert actions.move_stage(case, by=officer, to="lead", reason="The plan was dropped").stage == "lead"


def test_move_is_told_upwards_and_audited(case, officer):
    actions.move_stage(case, by=officer, to="qualified", facts=QUALIFIED)
    assert Change.objects.filter(topic="cases", field="stage", new="qualified").count() == 1
    entry = AuditEntry.objects.get(verb="case.move")
    assert (entry.by, entry.object_label) == (officer, case.number)


def test_audit_keeps_no_words_of_the_investor(case, officer):
    actions.answer_case(case, by=officer, text="Yes, from March.")
    told = " ".join(str(entry.changes) + entry.object_label for entry in AuditEntry.objects.all())
    assert "March" not in told
    assert "cleanroom" not in told


def test_lost_case_names_the_place_and_takes_no_answer(case, officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state="lost", state_reason="Cheaper power")
    case = actions.change_state(case, by=officer, state="lost", reason="Cheaper power", lost_to="Suzhou")
    with pytest.raises(actions.IllegalStep):
        actions.answer_case(case, by=officer, text="x")
    case = actions.change_state(case, by=officer, state="ongoing")
    assert (case.state_reason, case.lost_to) == ("", "")


def test_province_hands_a_case_to_a_city_and_the_officer_is_told(
    case, province, zhuhai, other_officer, officer
):
    case = actions.assign_case(case, by=province, officer=other_officer, city=zhuhai)
    assert (case.owner, case.city) == (other_officer, zhuhai)
    assert Message.objects.filter(kind="case_assigned", user=other_officer).count() == 1
    assert not Case.objects.visible_to(officer).exists()
    assert set(case.organisation.grants.values_list("city__slug", flat=True)) == {"shenzhen", "zhuhai"}


def test_province_gives_a_case_to_an_officer_of_another_city_on_the_page(
    client, case, province, zhuhai, other_officer
):
    client.force_login(province)
    told = {"officer": other_officer.pk, "version": case.version}
    assert client.post(desk(case, "assign"), told).status_code == 302
    case.refresh_from_db()
    assert (case.owner, case.city) == (other_officer, zhuhai)


def test_case_cannot_be_given_to_who_may_not_answer_it(client, case, officer, other_officer, auditor):
    client.force_login(officer)
    for user in (other_officer, auditor):
        told = {"officer": user.pk, "version": case.version}
        assert client.post(desk(case, "assign"), told).status_code == 422
        with pytest.raises(PermissionDenied):
            actions.assign_case(case, by=officer, officer=user)


def test_letter_is_dropped_when_its_reader_may_not_see_the_case_any_more(case, officer, investor):
    actions.answer_case(case, by=officer, text="Yes.")
    investor.memberships.all().delete()
    drain()
    states = dict(Message.objects.values_list("kind", "state"))
    assert states["case_answered"] == states["case_receipt"] == "dropped"
    assert not any(investor.email in m.to for m in mail.outbox)


def test_every_letter_of_a_case_goes_out_with_an_absolute_address(case, officer, investor, settings):
    stranger = cases.case(project=case.project)
    drain()
    actions.confirm_case(stranger)
    actions.answer_case(stranger, by=officer, text="Yes.")
    actions.ask_again(case, by=investor, text="And then?")
    drain()
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    bodies = "\n".join(letter.body for letter in mail.outbox)
    assert f"{settings.SITE_URL}/en/cases/{stranger.number}/open/" in bodies
    assert f"{settings.SITE_URL}/admin/cases/case/{case.number}/answer/" in bodies


def test_signed_token_is_kept_in_no_row_of_the_outbox(case, officer):
    stranger = cases.confirmed(project=case.project)
    actions.answer_case(stranger, by=officer, text="Yes.")
    drain()
    told = Message.objects.filter(recipient="sofia@example.net", state="sent")
    assert told.count() == 2
    assert {message.url for message in told} == {""}
    assert Message.objects.get(kind="case_assigned", about_id=case.pk).url != ""


def test_list_of_cases_needs_the_same_queries_for_one_and_thirty(client, shenzhen, officer):
    listing = cases.listing(shenzhen, officer=officer)
    client.force_login(officer)
    address = reverse("admin:cases_case_changelist")
    counts = []
    for wanted in (1, 30):
        while Case.objects.count() < wanted:
            cases.confirmed(project=listing)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize(
    "clock_", ["waiting", "overdue", "today", "investor", "answered", "unconfirmed", "nonsense"]
)
def test_list_filters_by_clock(client, case, officer, clock_):
    client.force_login(officer)
    assert (
        client.get(reverse("admin:cases_case_changelist"), {"clock": clock_, "mine": "1"}).status_code == 200
    )


def test_every_stage_is_in_the_table_and_its_facts_have_one_name_each():
    assert set(stages.REQUIRED) == set(Stage)
    names = [need.name for needs in stages.REQUIRED.values() for need in needs]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("start", "to", "allowed"),
    [
        ("lead", "qualified", True),
        ("lead", "negotiating", False),
        ("negotiating", "signed", True),
        ("registered", "construction", True),
        ("signed", "construction", False),
        ("production", "lead", True),
        ("lead", "lead", False),
    ],
)
def test_moves_that_the_table_allows(start, to, allowed):
    assert stages.may_move(start, to) is allowed


def test_deputy_who_is_the_owner_is_refused_by_the_database(case, officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(deputy=officer)


def test_desk_without_any_officer_still_takes_the_question(shenzhen):
    case = cases.confirmed(city=shenzhen)
    assert case.owner is None
    assert case.first_answer_due is not None
    accounts.officer("late@example.com")
    assert Case.objects.filter(owner=None).count() == 1
