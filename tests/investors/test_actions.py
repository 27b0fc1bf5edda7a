"""What people do with organisations and mandates, and what they may not."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from investguangdong.audit.models import AuditEntry
from investguangdong.core.models import Change
from investguangdong.investors import actions
from investguangdong.investors.choices import MandateState, Purpose, Role, Verification
from investguangdong.investors.models import Consent, Grant, Organisation
from investguangdong.notifications.models import Message
from tests.factories import investors, places


def verbs():
    return list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))


def test_who_creates_an_organisation_owns_it(newcomer):
    row = actions.create_organisation(by=newcomer, name="Baía Metais", country="PT", kind="manufacturer")
    assert (row.slug, row.role_of(newcomer)) == ("baia-metais", Role.OWNER)
    assert verbs() == ["organisation.create"]


def test_two_organisations_of_one_name_get_two_addresses(newcomer, rival):
    first = actions.create_organisation(by=newcomer, name="南方电源", country="CN", kind="manufacturer")
    second = actions.create_organisation(by=rival, name="南方电源", country="CN", kind="manufacturer")
    assert first.slug != second.slug


def test_one_register_entry_is_one_organisation(db):
    investors.organisation(registration_no="PT-501")
    with pytest.raises(IntegrityError, match="organisation_once_a_register"), transaction.atomic():
        investors.organisation(registration_no="PT-501")


def test_stranger_and_reader_cannot_change_the_organisation(lusitano, rival, newcomer):
    investors.member(lusitano, newcomer, role=Role.VIEWER)
    for stranger in (rival, newcomer):
        with pytest.raises(PermissionDenied):
            actions.change_organisation(lusitano, by=stranger, name="Ours now")
    assert Organisation.objects.get(pk=lusitano.pk).name == "Lusitano Power Systems"


def test_second_editor_of_the_same_version_is_told(lusitano, investor, colleague):
    read = lusitano.version
    actions.change_organisation(lusitano, by=investor, version=read, website="https://one.example")
    with pytest.raises(actions.OldVersion):
        actions.change_organisation(lusitano, by=colleague, version=read, website="https://two.example")
    assert Organisation.objects.get(pk=lusitano.pk).website == "https://one.example"


def test_new_name_takes_the_check_back(lusitano, investor, province):
    actions.verify_organisation(lusitano, by=province, evidence="Register extract of 2026-11-20")
    row = actions.change_organisation(lusitano, by=investor, name="Lusitano Power Systems SGPS")
    assert (row.verification, row.verified_by, row.verified_on) == (Verification.NONE, None, None)


def test_check_tells_the_owner_once_and_keeps_the_evidence(lusitano, investor, colleague, province):
    row = actions.verify_organisation(lusitano, by=province, evidence="Register extract of 2026-11-20")
    assert row.is_verified
    assert row.verified_by == province
    assert [message.recipient for message in Message.objects.all()] == ["investor@example.com"]


def test_city_officer_checks_only_what_was_granted_to_her(lusitano, officer, shenzhen):
    with pytest.raises(PermissionDenied):
        actions.verify_organisation(lusitano, by=officer, evidence="seen")
    actions.grant(lusitano, city=shenzhen, because="asked about a project")
    assert actions.verify_organisation(lusitano, by=officer, evidence="seen").is_verified


def test_auditor_cannot_check(lusitano, auditor):
    with pytest.raises(PermissionDenied):
        actions.verify_organisation(lusitano, by=auditor, evidence="seen")


def test_check_without_evidence_is_refused_by_the_database(lusitano, province):
    with pytest.raises(IntegrityError, match="check_says_what_was_compared"), transaction.atomic():
        actions.verify_organisation(lusitano, by=province, evidence="")


def test_grant_repeated_is_the_same_row(lusitano, shenzhen, officer):
    first = actions.grant(lusitano, city=shenzhen, because="case IG-2026-000001")
    again = actions.grant(lusitano, city=shenzhen, because="case IG-2026-000002")
    assert first == again
    assert verbs() == ["organisation.grant"]


def test_withdrawn_grant_hides_the_organisation_at_once(lusitano, investor, officer, shenzhen):
    row = actions.grant(lusitano, city=shenzhen, because="asked")
    assert Organisation.objects.visible_to(officer).exists()
    actions.withdraw_grant(row, by=investor)
    assert not Organisation.objects.visible_to(officer).exists()
    assert Grant.objects.count() == 1


def test_member_leaves_and_sees_nothing_any_more(lusitano, investor, colleague):
    membership = lusitano.memberships.get(user=colleague)
    actions.leave(membership, by=colleague)
    assert not Organisation.objects.visible_to(colleague).exists()


def test_last_owner_cannot_leave(lusitano, investor):
    with pytest.raises(actions.NotPossible):
        actions.leave(lusitano.memberships.get(user=investor), by=investor)
    assert Organisation.objects.visible_to(investor).exists()


def test_member_cannot_remove_another(lusitano, investor, colleague):
    with pytest.raises(PermissionDenied):
        actions.leave(lusitano.memberships.get(user=investor), by=colleague)


def test_first_step_makes_a_mandate_active_and_queues_its_changes(lusitano, investor):
    storage = places.sector("new-energy-storage")
    row = actions.start_mandate(lusitano, by=investor)
    assert (row.state, row.next_step) == (MandateState.DRAFT, 1)
    row = actions.save_mandate_step(
        row, by=investor, step=1, data={"name": "Storage", "sectors": {storage: 3}}
    )
    assert (row.state, row.next_step, row.sector_weights) == (
        MandateState.ACTIVE,
        2,
        {"new-energy-storage": 3},
    )
    queued = Change.objects.filter(object_type="investors.mandate").values_list("field", flat=True)
    assert set(queued) == {"sectors", "state"}


def test_step_saved_unchanged_queues_nothing(lusitano, investor, shenzhen):
    row = investors.mandate(lusitano, cities=[shenzhen])
    actions.save_mandate_step(row, by=investor, step=3, data={"cities": [shenzhen], "land_min": None})
    assert not Change.objects.exists()


def test_amounts_are_queued_as_old_and_new_text(lusitano, investor):
    row = investors.mandate(lusitano)
    actions.save_mandate_step(row, by=investor, step=2, data={"ticket_max": 900_000_000})
    change = Change.objects.get()
    assert (change.field, change.old, change.new) == ("ticket_max", "800000000", 900_000_000)


def test_mandate_of_another_organisation_cannot_be_saved(lusitano, rival):
    row = investors.mandate(lusitano)
    with pytest.raises(PermissionDenied):
        actions.save_mandate_step(row, by=rival, step=2, data={"ticket_max": 1})


def test_old_version_of_a_mandate_is_refused(lusitano, investor, colleague):
    row = investors.mandate(lusitano)
    actions.save_mandate_step(row, by=investor, step=5, data={"headcount": 40, "version": 1})
    with pytest.raises(actions.OldVersion):
        actions.save_mandate_step(row, by=colleague, step=5, data={"headcount": 50, "version": 1})


def test_closed_mandate_cannot_be_opened_again(lusitano, investor):
    row = actions.move_mandate(investors.mandate(lusitano), by=investor, to=MandateState.CLOSED)
    with pytest.raises(actions.NotPossible):
        actions.move_mandate(row, by=investor, to=MandateState.ACTIVE)
    with pytest.raises(actions.NotPossible):
        actions.save_mandate_step(row, by=investor, step=1, data={"name": "Again"})


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"ticket_min": 900, "ticket_max": 800}, "mandate_ticket_in_order"),
        ({"equity_min": 51, "equity_max": 49}, "mandate_equity_in_order"),
        ({"land_min": 20, "land_max": 10}, "mandate_site_in_order"),
        ({"start_from": "2027-06-01", "start_to": "2027-01-01"}, "mandate_start_in_order"),
        ({"readiness_min": 101}, "mandate_readiness_of_100"),
        ({"modes": ["ppp"], "modes_never": ["ppp"]}, "mandate_mode_not_both_ways"),
    ],
)
def test_contradictory_mandate_is_refused_by_the_database(lusitano, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        investors.mandate(lusitano, **fields)


def test_consent_is_given_once_and_withdrawn_only_by_oneself(investor, colleague):
    told = {"purpose": Purpose.MATCHING, "text": "Compare our mandate", "language": "en"}
    row = actions.give_consent(investor, **told)
    assert actions.give_consent(investor, **told) == row
    with pytest.raises(PermissionDenied):
        actions.withdraw_consent(row, by=colleague)
    actions.withdraw_consent(row, by=investor)
    assert not Consent.objects.in_force().exists()
