import pytest
from django.apps import apps
from django.urls import reverse

from investguangdong.audit.models import AuditEntry
from investguangdong.core.models import Change, TranslationState
from investguangdong.places.models import CalendarDay, Cluster, Figure, Zone


@pytest.fixture
def cluster(db):
    return Cluster.objects.create(
        slug="automobiles", kind="pillar", name_en="Automobiles", name_zh_hans="汽车", name_zh_hant="汽車"
    )


@pytest.fixture
def desk(client, admin):
    client.force_login(admin)
    return client


def form_of(cluster, **changes):
    return {
        "position": 0,
        "slug": cluster.slug,
        "kind": cluster.kind,
        "confidence": "high",
        "name_en": cluster.name_en,
        "name_zh_hans": cluster.name_zh_hans,
        "name_zh_hant": cluster.name_zh_hant,
        **changes,
    }


def test_edit_is_audited_and_queued(desk, cluster, admin):
    address = reverse("admin:places_cluster_change", args=[cluster.pk])
    answer = desk.post(address, form_of(cluster, kind="emerging"))
    assert answer.status_code == 302
    entry = AuditEntry.objects.about(cluster).get()
    assert (entry.verb, entry.by) == ("reference.edited", admin)
    assert entry.changes["kind"] == {"old": "pillar", "new": "emerging"}
    assert Change.objects.filter(object_id=str(cluster.pk), field="kind").count() == 1


def test_traditional_text_saved_by_a_person_counts_as_reviewed(desk, cluster, admin):
    address = reverse("admin:places_cluster_change", args=[cluster.pk])
    desk.post(address, form_of(cluster, name_zh_hant="汽車產業"))
    state = TranslationState.objects.get(object_id=str(cluster.pk), field="name", language="zh-hant")
    assert (state.state, state.reviewed_by) == ("reviewed", admin)


def test_reference_row_cannot_be_deleted(desk, cluster):
    assert desk.post(reverse("admin:places_cluster_delete", args=[cluster.pk])).status_code == 403
    assert Cluster.objects.filter(pk=cluster.pk).exists()


def test_row_switched_off_stays_in_reach_of_the_back_office(desk, cluster):
    Cluster.objects.update(disabled_on="2026-11-01")
    listed = desk.get(reverse("admin:places_cluster_changelist"), {"off": "yes"})
    assert "automobiles" in desk.get(reverse("admin:places_cluster_change", args=[cluster.pk])).text
    assert listed.context["cl"].result_count == 1
    assert desk.get(reverse("admin:places_cluster_changelist"), {"off": "no"}).context["cl"].result_count == 0


def test_investor_has_no_back_office(client, investor, cluster):
    client.force_login(investor)
    assert client.get(reverse("admin:places_cluster_changelist")).status_code == 302


def test_correction_of_the_calendar_is_audited(desk):
    desk.post(reverse("admin:places_calendarday_add"), {"day": "2026-12-01", "reason": "Typhoon"})
    day = CalendarDay.objects.get()
    assert (day.is_working, AuditEntry.objects.about(day).get().verb) == (False, "reference.added")


@pytest.mark.parametrize("count", [1, 30])
def test_list_of_zones_costs_the_same_for_one_and_thirty(
    desk, shenzhen, count, django_assert_max_num_queries
):
    Zone.objects.bulk_create(
        Zone(slug=f"z{n}", kind="high-tech", city=shenzhen, name_en=f"Z{n}") for n in range(count)
    )
    with django_assert_max_num_queries(12):
        assert desk.get(reverse("admin:places_zone_changelist")).status_code == 200


APPS = ("places", "services", "events", "resources")
MODELS = [model for model in apps.get_models() if model._meta.app_label in APPS]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_list_and_form_of_reference_data_open(desk, model):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert desk.get(reverse(f"{name}_changelist")).status_code == 200
    assert desk.get(reverse(f"{name}_add")).status_code == 200


def test_figures_keep_both_sources_in_view(desk, shenzhen):
    given = {"place_code": "440300", "city": shenzhen, "indicator": "gdp_cny_100m", "year_or_date": "2024"}
    Figure.objects.create(**given, value=1, source_title="a", source_body="Bureau")
    Figure.objects.create(**given, value=2, source_title="a", source_body="Press")
    page = desk.get(reverse("admin:places_figure_changelist")).text
    assert "Bureau" in page
    assert "Press" in page


def test_form_says_what_a_row_is_before_where_it_comes_from(desk, cluster):
    page = desk.get(reverse("admin:places_cluster_change", args=[cluster.pk])).text
    assert page.index('name="name_en"') < page.index('name="name_pt"') < page.index('name="confidence"')
