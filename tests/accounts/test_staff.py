"""Officers: their areas, their roles, their door."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from investguangdong.accounts.models import OfficerScope, User
from investguangdong.accounts.scopes import desk_of, scope_of
from investguangdong.audit.models import AuditEntry
from tests.factories import accounts, places


def test_city_officer_covers_her_city_only(officer, shenzhen, zhuhai):
    scope = scope_of(officer)
    assert (scope.everywhere, scope.city_ids, scope.can_write) == (False, {shenzhen.pk}, True)
    assert scope.covers(shenzhen)
    assert scope.may_write(shenzhen)
    assert not scope.covers(zhuhai)
    assert not scope.covers(None)


def test_province_and_administrator_cover_everything(province, admin, zhuhai):
    for user in (province, admin):
        scope = scope_of(user)
        assert scope.covers(zhuhai)
        assert scope.covers(None)
        assert scope.may_write(None)


def test_auditor_covers_everything_and_writes_nothing(auditor, zhuhai):
    scope = scope_of(auditor)
    assert scope.covers(zhuhai)
    assert not scope.can_write
    assert not scope.may_write(zhuhai)
    assert not scope.may_write(None)


def test_strangers_investors_and_former_officers_cover_nothing(investor, officer, shenzhen):
    officer.is_active = False
    for user in (AnonymousUser(), investor, officer):
        assert not scope_of(user)
        assert not scope_of(user).covers(shenzhen)


def test_officer_of_some_sectors_is_known_as_such(officer):
    chips = places.sector("semiconductors")
    officer.scopes.get().sectors.add(chips)
    assert scope_of(officer).sector_ids == {chips.pk}


def test_desk_names_the_lead_first_and_falls_back_to_the_province(officer, province, shenzhen, zhuhai):
    deputy = accounts.officer(city=shenzhen, rank=OfficerScope.Rank.DEPUTY)
    accounts.officer(city=shenzhen, is_active=False)
    assert desk_of(shenzhen) == [officer, deputy]
    assert desk_of(zhuhai) == desk_of(None) == [province]


def test_one_area_a_city_and_a_reader_never_leads(officer, shenzhen):
    with pytest.raises(IntegrityError, match="officer_scope_once_a_city"), transaction.atomic():
        OfficerScope.objects.create(user=officer, city=shenzhen)
    with pytest.raises(IntegrityError, match="officer_scope_lead_can_write"), transaction.atomic():
        OfficerScope.objects.create(user=officer, can_write=False, rank=1)


def test_roles_give_work_to_officers_and_only_reading_to_auditors(officer, province, auditor):
    assert officer.has_perm("investors.change_organisation")
    assert not officer.has_perm("investors.delete_organisation")
    assert not officer.has_perm("accounts.view_user")
    assert province.has_perm("places.change_city")
    assert auditor.has_perm("audit.view_auditentry")
    assert not any(
        not codename.split(".")[1].startswith(("view_", "read_"))
        for codename in auditor.get_all_permissions()
    )


def test_people_are_seen_by_themselves_and_by_the_province(investor, rival, officer, province):
    assert list(User.objects.visible_to(investor)) == [investor]
    assert list(User.objects.visible_to(officer)) == [officer]
    assert User.objects.visible_to(province).count() == User.objects.count()
    assert not User.objects.visible_to(AnonymousUser()).exists()


def test_back_office_has_one_door(client, db):
    answer = client.get("/admin/cases/case/?q=1")
    door = client.get(answer.url)
    assert door.url == f"{reverse('account_login')}?next=%2Fadmin%2Fcases%2Fcase%2F%3Fq%3D1"
    assert client.get("/admin/login/?next=https://evil.test/").url.endswith("?next=%2Fadmin%2F")


def test_investor_finds_nothing_behind_the_door(client, investor):
    client.force_login(investor)
    assert client.get("/admin/", follow=True).status_code == 404


def test_staff_without_second_factor_is_sent_to_set_one_up(client, officer, settings):
    settings.STAFF_MFA_REQUIRED = True
    client.force_login(officer)
    for address in ("/admin/", "/admin/investors/organisation/", "/admin/jsi18n/"):
        assert client.get(address).url == reverse("mfa_index")
    TOTP.activate(officer, generate_totp_secret())
    assert client.get("/admin/").status_code == 200


def test_demo_accounts_are_not_asked_for_a_second_factor(client, officer, settings):
    settings.STAFF_MFA_REQUIRED = settings.DEMO = True
    officer.is_demo = True
    officer.save()
    client.force_login(officer)
    assert client.get("/admin/").status_code == 200


def test_create_officer_makes_an_account_that_covers_its_city(shenzhen):
    call_command("create_officer", "New.Officer@Example.com", "--city", "440300", "--name", "Ye Min")
    user = User.objects.get(email="new.officer@example.com")
    assert scope_of(user).city_ids == {shenzhen.pk}
    assert user.has_perm("projects.change_project")
    assert not user.has_usable_password()


def test_create_officer_names_what_is_wrong(shenzhen):
    with pytest.raises(CommandError, match="There is no city"):
        call_command("create_officer", "a@example.com", "--city", "999999")
    with pytest.raises(CommandError, match="not an e-mail"):
        call_command("create_officer", "nobody", "--city", "440300")


def test_officer_cannot_widen_her_own_area_or_role(client, officer, province):
    for user in (officer, province):
        client.force_login(user)
        own = reverse("admin:accounts_user_change", args=[user.pk])
        assert client.post(own, {"email": user.email, "is_superuser": "on"}).status_code == 403
        scope = reverse("admin:accounts_officerscope_change", args=[user.scopes.get().pk])
        assert client.post(scope, {"user": user.pk, "city": "", "rank": 1}).status_code == 403
        user.refresh_from_db()
        assert not user.is_superuser


def test_administrator_appoints_an_officer_and_it_is_audited(client, admin, shenzhen):
    client.force_login(admin)
    typed = {"email": "Lead@Example.com", "name": "Lead", "time_zone": "Asia/Shanghai", "is_active": "on",
             "is_staff": "on", "scopes-TOTAL_FORMS": 1, "scopes-INITIAL_FORMS": 0, "scopes-0-city": shenzhen.pk,
             "scopes-0-rank": 1, "scopes-0-can_write": "on",
             "officer_profile-TOTAL_FORMS": 0, "officer_profile-INITIAL_FORMS": 0}  # fmt: skip
    answer = client.post(reverse("admin:accounts_user_add"), typed)
    assert answer.status_code == 302, answer.context["errors"]
    user = User.objects.get(email="lead@example.com")
    assert desk_of(shenzhen) == [user]
    assert AuditEntry.objects.filter(verb="user.create", by=admin).exists()
