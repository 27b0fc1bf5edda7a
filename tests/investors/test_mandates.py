"""What people do with several mandates: copy, pause, delete, change by an offer; and what is told of it."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from investguangdong.audit.models import AuditEntry
from investguangdong.core.models import Change
from investguangdong.investors import actions, mandate_actions
from investguangdong.investors.choices import MandateState, PausedBecause, Wish
from investguangdong.investors.models import Mandate
from investguangdong.investors.telling import history, summary
from tests.factories import investors, places


def test_copy_is_a_draft_with_the_same_wishes_and_no_history(lusitano, investor, shenzhen, zhuhai):
    storage = places.sector("new-energy-storage")
    source = investors.mandate(
        lusitano, name="Storage", sectors=[(storage, 3)], cities=[shenzhen], musts=["place"], land_min=4,
        province_note="Known to the desk", times_asked=1, next_question={"name": "power"},
    )  # fmt: skip
    source.cities_excluded.set([zhuhai])
    copy = actions.copy_mandate(source, by=investor)
    copy.refresh_from_db()
    assert (copy.state, copy.steps_done, copy.name) == (MandateState.DRAFT, 0, "Copy of Storage")
    assert (copy.sector_weights, copy.musts, copy.land_min) == ({storage.slug: 3}, ["place"], 4)
    assert [list(copy.cities.all()), list(copy.cities_excluded.all())] == [[shenzhen], [zhuhai]]
    assert (copy.province_note, copy.times_asked, copy.next_question) == ("", 0, {})
    assert copy.code != source.code
    source.refresh_from_db()
    assert source.state == MandateState.ACTIVE


def test_organisation_keeps_no_more_mandates_than_the_limit(lusitano, investor, monkeypatch):
    monkeypatch.setattr(mandate_actions, "MOST_MANDATES", 2)
    kept = [actions.start_mandate(lusitano, by=investor) for _ in range(2)]
    with pytest.raises(actions.NotPossible, match="at most 2"):
        actions.start_mandate(lusitano, by=investor)
    with pytest.raises(actions.NotPossible, match="at most 2"):
        actions.copy_mandate(kept[0], by=investor)
    actions.move_mandate(kept[0], by=investor, to=MandateState.CLOSED)
    assert actions.start_mandate(lusitano, by=investor).state == MandateState.DRAFT


def test_only_a_draft_is_deleted_and_the_note_of_it_stays(lusitano, investor, rival):
    draft, active = actions.start_mandate(lusitano, by=investor), investors.mandate(lusitano)
    with pytest.raises(actions.NotPossible):
        actions.delete_draft(active, by=investor)
    with pytest.raises(PermissionDenied):
        actions.delete_draft(draft, by=rival)
    actions.delete_draft(draft, by=investor)
    assert list(Mandate.objects.all()) == [active]
    assert AuditEntry.objects.filter(verb="mandate.delete", object_label=draft.code).count() == 1


def test_pause_by_a_member_says_so_and_resuming_forgets_it(lusitano, investor):
    row = actions.move_mandate(investors.mandate(lusitano), by=investor, to=MandateState.PAUSED)
    assert (row.state, row.paused_because) == (MandateState.PAUSED, PausedBecause.MEMBER)
    row = actions.move_mandate(row, by=investor, to=MandateState.ACTIVE)
    assert (row.state, row.paused_because) == (MandateState.ACTIVE, "")
    assert [change.field for change in Change.objects.order_by("pk")] == ["state", "state"]


def test_confirming_does_not_resume_what_a_member_paused(lusitano, investor):
    row = actions.move_mandate(investors.mandate(lusitano), by=investor, to=MandateState.PAUSED)
    assert actions.confirm_mandate(row, by=investor).state == MandateState.PAUSED


def test_old_version_moves_nothing(lusitano, investor):
    row = investors.mandate(lusitano, version=4)
    with pytest.raises(actions.OldVersion):
        actions.move_mandate(row, by=investor, to=MandateState.PAUSED, version=3)
    with pytest.raises(actions.OldVersion):
        actions.change_mandate(row, by=investor, version=3, name="Other")


def test_name_and_letters_are_audited_but_score_nothing_anew(lusitano, investor):
    row = investors.mandate(lusitano, name="Before")
    actions.change_mandate(row, by=investor, name="After", digest="off", language="pt")
    assert not Change.objects.exists()
    changes = AuditEntry.objects.get(verb="mandate.change").changes
    assert changes["digest"] == {"old": "weekly", "new": "off"}
    assert "After" not in str(changes["name"])


def test_offer_changes_the_ticket_in_the_currency_of_the_mandate(lusitano, investor, rival):
    row = investors.mandate(lusitano, currency="EUR", ticket_min=10, ticket_max=20)
    with pytest.raises(PermissionDenied):
        actions.change_ticket(row, by=rival, low=Decimal(5), high=None)
    with pytest.raises(actions.NotPossible):
        actions.change_ticket(row, by=investor, low=Decimal(30), high=Decimal(20))
    row = actions.change_ticket(row, by=investor, low=Decimal(15), high=None)
    assert (row.ticket_min, row.ticket_max, row.currency) == (15, None, "EUR")
    assert {change.field for change in Change.objects.all()} == {"ticket_min", "ticket_max"}


def test_widening_never_narrows(lusitano, investor):
    row = investors.mandate(lusitano, ticket_min=10, ticket_max=20)
    row = actions.widen_ticket(row, by=investor, low=Decimal(12), high=Decimal(40))
    assert (row.ticket_min, row.ticket_max) == (10, 40)


def test_city_that_is_added_is_no_longer_ruled_out(lusitano, investor, shenzhen, zhuhai):
    row = investors.mandate(lusitano, cities=[shenzhen])
    row.cities_excluded.set([zhuhai])
    row = actions.add_cities(row, by=investor, cities=[zhuhai])
    assert set(row.cities.all()) == {shenzhen, zhuhai}
    assert not row.cities_excluded.exists()


def test_note_is_for_the_province_and_confirms_nothing(lusitano, investor, province, officer):
    row = investors.mandate(lusitano, last_confirmed_on="2026-01-05")
    for nobody in (investor, officer):
        with pytest.raises(PermissionDenied):
            actions.note_mandate(row, by=nobody, note="x")
    row = actions.note_mandate(row, by=province, note="Met at the summit")
    assert (row.province_note, str(row.last_confirmed_on)) == ("Met at the summit", "2026-01-05")
    assert "summit" not in str(AuditEntry.objects.get(verb="mandate.note").changes)


def test_history_tells_old_and_new_in_words_but_not_the_note(
    lusitano, investor, colleague, province, shenzhen
):
    row = actions.start_mandate(lusitano, by=investor)
    told = {"sectors": {places.sector("new-energy-storage"): 3}, "notes": "Secret line 7"}
    row = actions.save_mandate_step(row, by=investor, step=1, data=told)
    row = actions.change_mandate(row, by=colleague, cities=[shenzhen], ticket_min=Decimal(5_000_000))
    actions.note_mandate(row, by=province, note="Desk only")
    entries = history(row, reader=investor)
    assert [entry.what for entry in entries] == ["Changed", "Changed", "Started"]
    assert [entry.who for entry in entries] == ["Rui Tavares", "you", "you"]
    found = {change.label: (change.old, change.new) for change in entries[0].changes}
    assert found["Cities you have in mind"] == ("not said", "Shenzhen")
    assert found["Investment from"] == ("not said", "CNY 5 million")
    everything = str(entries)
    assert "Secret line 7" not in everything
    assert "Desk only" not in everything


def test_summary_tells_what_is_said_how_firmly_and_what_never(lusitano, shenzhen):
    row = investors.mandate(
        lusitano, cities=[shenzhen], musts=["place"], indifferent=["time"], modes_never=["ppp"], land_min=0
    )
    lines = {line.label: line for line in summary(Mandate.objects.with_facts().get(pk=row.pk))}
    assert (lines["Cities"].text, lines["Cities"].strength) == ("Shenzhen", "must")
    assert (lines["Start"].text, lines["Start"].strength) == ("", "any")
    assert (lines["Sectors"].text, lines["Sectors"].strength) == ("", "")
    assert lines["Site"].text == "no land"
    assert lines["Never these forms"].is_never


def test_every_wish_has_its_fields_and_is_said_by_them(lusitano, shenzhen):
    row = investors.mandate(lusitano, cities=[shenzhen], ticket_max=None, ticket_min=None, modes=[])
    assert [wish.value for wish in Wish if row.says(wish)] == ["place"]
