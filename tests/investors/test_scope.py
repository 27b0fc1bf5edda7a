"""Who sees which organisation, mandate and grant."""

import pytest
from django.contrib.auth.models import AnonymousUser

from investguangdong.investors.models import Grant, Mandate, Membership, Organisation
from tests.factories import investors


@pytest.fixture
def everything(lusitano, investor, rival):
    nordlys = Organisation.objects.get(slug="nordlys-storage")
    for organisation in (lusitano, nordlys):
        investors.mandate(organisation)
        investors.grant(organisation)
    return [lusitano, nordlys]


def seen(user):
    return {row.slug for row in Organisation.objects.visible_to(user)}


def test_member_sees_her_own_organisation_only(everything, investor, colleague):
    assert seen(investor) == {"lusitano-power-systems"}
    assert seen(colleague) == {"lusitano-power-systems"}


def test_anonymous_and_newcomer_see_no_organisation(everything, newcomer):
    assert seen(AnonymousUser()) == set()
    assert seen(newcomer) == set()


def test_city_officer_sees_only_what_was_granted_to_her_city(everything, officer, other_officer, shenzhen):
    assert seen(officer) == set()
    investors.grant(everything[0], shenzhen)
    assert seen(officer) == {"lusitano-power-systems"}
    assert seen(other_officer) == set()


def test_province_and_auditor_see_every_organisation(everything, province, auditor, admin):
    assert seen(province) == seen(auditor) == seen(admin) == {"lusitano-power-systems", "nordlys-storage"}


def test_membership_that_ended_yesterday_shows_nothing(everything, investor):
    Membership.objects.filter(user=investor).update(starts_on="2026-01-01", ends_on="2026-01-02")
    assert seen(investor) == set()


def test_mandates_members_and_grants_follow_the_organisation(everything, investor, rival, province):
    for model in (Mandate, Membership, Grant):
        own = model.objects.visible_to(investor)
        assert own.count() == 1
        assert own.get().organisation.slug == "lusitano-power-systems"
        assert model.objects.visible_to(province).count() == 2
        assert not model.objects.visible_to(AnonymousUser()).exists()
