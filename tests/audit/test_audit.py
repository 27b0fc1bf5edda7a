from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from investguangdong.audit import actions, verification
from investguangdong.audit.models import AccessLog, AuditEntry, ChainLink

pytestmark = pytest.mark.django_db

TABLES = [AuditEntry, ChainLink, AccessLog]


@pytest.fixture
def recorded(shenzhen, admin):
    """One row in each table."""
    actions.record(
        "city.rename", shenzhen, by=admin, changes={"name": ("Shumchun", "Shenzhen")}, reason="since 1979"
    )
    actions.record_view(shenzhen, by=admin)
    actions.seal()


def tamper(sql: str, *values):
    """As somebody with the database's owner account would: the guards are switched off first."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in TABLES:
            cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER USER")
        cursor.execute(sql, values)


def test_entry_says_who_did_what_to_which_row_and_why(recorded, shenzhen, admin):
    entry = AuditEntry.objects.about(shenzhen).get()
    assert (entry.by, entry.verb, entry.object_label, entry.reason) == (
        admin,
        "city.rename",
        shenzhen.code,
        "since 1979",
    )
    assert entry.changes == {"name": {"old": "Shumchun", "new": "Shenzhen"}}


def test_entry_of_a_rolled_back_act_does_not_exist(shenzhen):
    with transaction.atomic():
        actions.record("city.rename", shenzhen)
        transaction.set_rollback(True)
    assert AuditEntry.objects.count() == 0


def test_private_values_are_kept_as_digests_that_tell_only_sameness(shenzhen):
    first = actions.record("x", shenzhen, changes={"email": ("a@example.com", "b@example.com")}).changes
    second = actions.record("x", shenzhen, changes={"email": ("b@example.com", None)}).changes
    assert "example.com" not in str(first)
    assert first["email"]["private"][1] == second["email"]["private"][0]
    assert second["email"]["private"][1] is None


def test_model_names_its_own_private_fields(shenzhen, monkeypatch):
    monkeypatch.setattr(type(shenzhen), "private_fields", {"note"}, raising=False)
    assert "secret" not in str(actions.record("x", shenzhen, changes={"note": "secret"}).changes)


def test_values_that_json_does_not_know_are_kept_as_text(shenzhen):
    changes = {"amount": (None, Decimal("1.50")), "city": (None, shenzhen)}
    kept = actions.record("x", shenzhen, changes=changes).changes
    assert kept == {
        "amount": {"old": None, "new": "1.50"},
        "city": {"old": None, "new": shenzhen.code},
    }


@pytest.mark.parametrize("model", TABLES)
@pytest.mark.parametrize(
    "statement", ["UPDATE {table} SET at = now()", "DELETE FROM {table}", "TRUNCATE {table} CASCADE"]
)
def test_database_refuses_to_change_the_record(recorded, model, statement):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table._meta.db_table} ENABLE TRIGGER USER")
    before = model.objects.count()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table=model._meta.db_table))
    assert model.objects.count() == before == 1


def test_untouched_record_agrees_with_its_chain(recorded, shenzhen, capsys):
    actions.record("x", shenzhen)
    actions.seal()
    actions.record("waits", shenzhen)
    call_command("verify_audit")
    assert "2 entries agree, 1 wait" in capsys.readouterr().out


def test_every_changed_entry_is_found(shenzhen):
    entries = [actions.record(f"act {number}", shenzhen) for number in range(20)]
    actions.seal()
    for entry in entries:
        with transaction.atomic():
            tamper("UPDATE audit_auditentry SET reason = 'another' WHERE id = %s", entry.pk)
            assert verification.verify().problems == [
                f"Entry {entry.pk} does not agree with link {entry.link.position}."
            ]
            transaction.set_rollback(True)
    assert verification.verify().problems == []


def test_removed_entry_is_found(shenzhen):
    entries = [actions.record(f"act {number}", shenzhen) for number in range(5)]
    actions.seal()
    tamper("DELETE FROM audit_chainlink WHERE entry_id = %s", entries[2].pk)
    tamper("DELETE FROM audit_auditentry WHERE id = %s", entries[2].pk)
    with pytest.raises(CommandError):
        call_command("verify_audit")
    assert "missing" in verification.verify().problems[0]


def test_chain_rewritten_as_a_whole_does_not_hold_the_head_noted_elsewhere(shenzhen):
    for number in range(3):
        actions.record(f"act {number}", shenzhen)
    actions.seal()
    head = verification.verify().head
    tamper("DELETE FROM audit_chainlink")
    tamper("UPDATE audit_auditentry SET reason = 'another'")
    actions.seal()
    assert verification.verify().problems == []
    assert "rewritten" in verification.verify(expected_head=head).problems[0]


def test_erased_account_leaves_the_record_as_it_is(recorded, admin, shenzhen):
    admin.delete()
    actor = AuditEntry.objects.about(shenzhen).values_list("by_id", flat=True)
    assert len(actor) == 1
    assert verification.verify().problems == []


def test_record_is_read_by_auditors_and_not_by_officers_or_investors(recorded, auditor, officer, investor):
    seen = [AuditEntry.objects.visible_to(reader).count() for reader in (auditor, officer, investor)]
    assert seen == [1, 0, 0]


def test_nobody_writes_the_record_in_the_back_office(client, recorded, admin):
    client.force_login(admin)
    entry = AuditEntry.objects.get()
    change = reverse("admin:audit_auditentry_change", args=[entry.pk])
    assert client.get(reverse("admin:audit_auditentry_add")).status_code == 403
    assert client.post(change, {"verb": "forged"}).status_code == 403
    assert (
        client.post(reverse("admin:audit_auditentry_delete", args=[entry.pk]), {"post": "yes"}).status_code
        == 403
    )
    assert AuditEntry.objects.get().verb == "city.rename"
