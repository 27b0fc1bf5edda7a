import pytest
from django.core.exceptions import ImproperlyConfigured

from investguangdong.accounts import sample as staff
from investguangdong.accounts.models import OfficerScope, User
from investguangdong.accounts.scopes import desk_of
from investguangdong.investors import sample
from investguangdong.investors.models import Mandate, Organisation
from tests.factories import places


@pytest.fixture
def seeded(settings, db):
    settings.DEMO = True
    for slug in ("shenzhen", "zhuhai", "guangzhou"):
        places.city(slug)
    for slug in ("new-energy-storage", "semiconductors", "marine-offshore-wind"):
        places.sector(slug)
    staff.make(seed=1)
    sample.make(seed=1, investors=12)


def facts():
    return sorted(
        (row.organisation.slug, row.ticket_min, tuple(row.modes), tuple(sorted(row.sector_weights.items())))
        for row in Mandate.objects.with_facts()
    )


def test_demo_accounts_of_the_contract_exist_and_sign_in(seeded, client):
    for word in ("investor", "colleague", "rival", "newcomer", "officer.shenzhen", "officer.zhuhai",
                 "province", "auditor", "admin"):  # fmt: skip
        user = User.objects.get(email=f"{word}@example.com")
        assert user.is_demo
        assert client.login(email=user.email, password="guangdong-sample"), word


def test_demo_accounts_do_not_work_without_demo(seeded, client, settings):
    client.force_login(User.objects.get(email="admin@example.com"))
    settings.DEMO = False
    assert not client.login(email="admin@example.com", password="guangdong-sample")
    assert client.get("/admin/").status_code == 302


def test_samples_are_not_made_without_demo(settings, db):
    settings.DEMO = False
    for make in (staff.make, sample.make):
        with pytest.raises(ImproperlyConfigured):
            make()
    assert not User.objects.exists()


def test_every_city_has_a_lead_and_a_deputy_and_the_province_a_desk(seeded, shenzhen):
    lead, deputy = desk_of(shenzhen)
    assert (lead.email, deputy.email) == ("officer.shenzhen@example.com", "deputy.shenzhen@example.com")
    assert lead.officer_profile.title_pt
    assert [user.email for user in desk_of(None)] == ["province@example.com", "province.deputy@example.com"]
    assert OfficerScope.objects.filter(city__isnull=False).count() == 6


def test_lusitano_and_the_crowd_are_there_and_marked_as_sample(seeded):
    lusitano = Organisation.objects.get(slug="lusitano-power-systems")
    assert lusitano.memberships.count() == 2
    assert lusitano.mandates.get().sector_weights == {"new-energy-storage": 3, "semiconductors": 2}
    assert Organisation.objects.count() == 14
    assert not Organisation.objects.filter(is_sample=False).exists()


def test_same_seed_twice_changes_nothing_and_a_larger_number_only_adds(seeded):
    before = facts()
    staff.make(seed=1)
    sample.make(seed=1, investors=12)
    assert facts() == before
    sample.make(seed=1, investors=15)
    assert set(before) < set(facts())
    assert len(facts()) == len(before) + 3
