"""The pages of the review desk: who sees and does what, what stands beside the form, and what a page costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from investguangdong.core.models import TranslationState
from investguangdong.projects import actions, parity, publishing, versions
from investguangdong.projects.admin.filters import CappedPaginator
from investguangdong.projects.models import (
    AmountMissing,
    EvidenceKind,
    Project,
    ProjectChange,
    Review,
    ReviewComment,
    Status,
)
from tests.factories import accounts, projects

LIST = "/admin/projects/project/"


@pytest.fixture
def deputy(shenzhen):
    return accounts.officer("deputy.shenzhen@example.com", city=shenzhen, name="Deng Min")


def form_of(client, project) -> dict:
    """What the browser would send back unchanged."""
    page = client.get(f"{LIST}{project.code}/change/")
    data = {}
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                data[bound.html_name] = value
    return data


def save(client, project, **changes):
    return client.post(f"{LIST}{project.code}/change/", {**form_of(client, project), **changes})


def act(client, project, name, **data):
    project.refresh_from_db()
    return client.post(f"{LIST}{project.code}/step/{name}/", {"version": project.version, **data})


def test_saving_the_form_unchanged_changes_nothing(client, officer):
    project = projects.project(jobs=5, sought_min="80000000.00")
    client.force_login(officer)
    assert save(client, project).status_code == 302
    assert (ProjectChange.objects.count(), Review.objects.count()) == (0, 0)


def test_from_the_form_to_the_public_by_two_people(client, officer, deputy):
    project = projects.project(jobs=5, title_en="Old plant")
    client.force_login(officer)
    assert save(client, project, title_en="New plant", jobs=9).status_code == 302
    assert Project.objects.get().title_en == "Old plant"
    page = client.get(f"{LIST}{project.code}/change/").content.decode()
    assert 'value="New plant"' in page
    assert act(client, project, "publish-changes").status_code == 409
    assert act(client, project, "ask").status_code == 302
    assert act(client, project, "publish-changes").status_code == 403
    client.force_login(deputy)
    page = client.get(f"{LIST}{project.code}/review/").content.decode()
    assert "<del>Old</del>" in page
    assert "<ins>New</ins>" in page
    assert act(client, project, "publish-changes").status_code == 302
    assert (Project.objects.get().title_en, Project.objects.get().jobs) == ("New plant", 9)


def test_the_whole_way_of_a_new_listing_over_its_pages(client, officer, deputy, province):
    project = actions.edit_project(projects.draft(), by=officer, changes={"jobs": 5}).project
    client.force_login(deputy)
    address = f"{LIST}{project.code}/review/"
    client.post(address, {"line": "risks_en", "text": "Name the river", "is_must": "on"})
    client.force_login(officer)
    refused = act(client, project, "submit")
    assert refused.status_code == 409
    assert b"1 comment must be put right" in refused.content
    assert client.post(f"{LIST}{project.code}/comments/1/settle/").status_code == 302
    assert act(client, project, "submit").status_code == 302
    assert act(client, project, "city-review").status_code == 403
    client.force_login(deputy)
    assert act(client, project, "city-review").status_code == 302
    assert act(client, project, "provincial-review").status_code == 302
    client.force_login(province)
    assert act(client, project, "return", reason="").status_code == 422
    until = "2099-01-01"
    assert act(client, project, "publish", expires_on=until).status_code == 422
    assert Project.objects.get().status == Status.PROVINCIAL_REVIEW


def test_comments_are_answered_on_the_page_and_stay_in_their_thread(client, officer, deputy):
    project = projects.draft()
    client.force_login(deputy)
    address = f"{LIST}{project.code}/review/"
    assert client.post(address, {"line": "jobs", "text": ""}).status_code == 422
    assert client.post(address, {"line": "nonsense", "text": "x"}).status_code == 422
    client.post(address, {"line": "evidence:study", "text": "Which edition?"})
    client.force_login(officer)
    client.post(address, {"answers": 1, "text": "Edition two"})
    assert client.post(address, {"answers": 99, "text": "x"}).status_code == 404
    assert ReviewComment.objects.get(number=2).answers.number == 1
    page = client.get(address).content.decode()
    assert page.index("Which edition?") < page.index("Edition two")
    assert client.post(f"{LIST}{project.code}/comments/1/burn/").status_code == 404
    for name, status in (("settle", 302), ("settle", 409), ("reopen", 302)):
        assert client.post(f"{LIST}{project.code}/comments/1/{name}/").status_code == status


PAGES = ("change/", "review/", "step/pause/", "comments/1/settle/", "texts/", "live/")


def test_another_citys_officer_finds_none_of_the_pages(client, other_officer):
    project = projects.project(city="shenzhen")
    client.force_login(other_officer)
    found = [client.post(f"{LIST}{project.code}/{page}").status_code for page in PAGES]
    assert found == [302, 404, 404, 404, 404, 404]  # Django's own form sends strangers back to the index
    assert client.get(f"{LIST}{project.code}/review/").status_code == 404


def test_an_auditor_reads_every_page_and_writes_on_none(client, auditor, officer):
    project = projects.project()
    actions.comment_on(project, by=officer, text="Check")
    client.force_login(auditor)
    for page in ("change/", "review/"):
        assert client.get(f"{LIST}{project.code}/{page}").status_code == 200
    for page in PAGES:
        assert client.post(f"{LIST}{project.code}/{page}", {"text": "x"}).status_code == 403
    assert (ReviewComment.objects.count(), ReviewComment.objects.get().is_settled) == (1, False)


def test_every_gap_leads_to_where_it_is_mended(client, officer):
    project = projects.draft(
        title_en="", risks_en="", officer=None, evidence=(), modes=[], verified_on=None, expires_on=None
    )
    client.force_login(officer)
    page = client.get(f"{LIST}{project.code}/change/").content.decode()
    lines = [gap.line for gap in publishing.gaps(project)]
    assert {"evidence:right_to_offer", "step:verify"} < set(lines)
    for line in lines:
        if ":" not in line:
            assert f'href="#id_{line}"' in page
            assert f'id="id_{line}"' in page
    assert 'id="evidence-group"' in page


def test_readiness_and_gaps_follow_what_is_typed_without_saving(client, officer):
    project = projects.draft(kind="land_plot", evidence=(), risks_en="", risks_zh_hans="")
    client.force_login(officer)
    data = form_of(client, project) | {
        "evidence-TOTAL_FORMS": 1,
        "evidence-0-kind": EvidenceKind.RIGHT_TO_OFFER,
        "evidence-0-state": "cleared",
        "evidence-0-issued_by": "Bureau",
        "evidence-0-issued_on": "2026-11-01",
        "risks_en": "Floods",
    }
    page = client.post(f"{LIST}{project.code}/live/", data).content.decode()
    assert '<progress max="100" value="20"' in page
    assert "Nothing. It can be submitted." in page
    project.refresh_from_db()
    assert (project.readiness, project.risks_en, project.evidence.count()) == (None, "", 0)


def test_a_listing_that_nobody_has_saved_is_counted_as_well(client, officer):
    client.force_login(officer)
    page = client.post(f"{LIST}live/", {"kind": "fund", "title_en": "Fund"})
    assert page.status_code == 200
    assert b"A main sector" in page.content
    assert b"verified searches" in page.content
    assert Project.objects.count() == 0


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_for_one_and_for_thirty(client, officer, rows):
    for _number in range(rows):
        projects.project()
    client.force_login(officer)
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as told:
        page = client.get(LIST)
    assert len(told) <= 12
    assert len(page.content) < 150_000
    with CaptureQueriesContext(connection) as told:
        assert client.get(f"{LIST}?q=battery").context["cl"].result_count == rows
    assert len(told) <= 12


def test_a_long_list_is_counted_to_a_limit_and_says_so(client, officer, monkeypatch):
    monkeypatch.setattr(CappedPaginator, "MOST", 2)
    for _number in range(3):
        projects.project()
    client.force_login(officer)
    page = client.get(LIST)
    assert page.context["cl"].result_count == 2
    assert b"more than 2 projects" in page.content


def test_filters_find_stale_texts_missing_titles_and_what_waits(client, officer):
    stale = projects.draft(title_en="A", title_zh_hans="甲")
    actions.change_project(stale, by=officer, changes={"title_zh_hans": "乙"})
    projects.draft(title_en="", title_zh_hans="丙")
    waiting = actions.submit_project(projects.draft(title_zh_hans="丁"), by=officer)
    client.force_login(officer)

    def found(query):
        return [row.pk for row in client.get(f"{LIST}?{query}").context["cl"].result_list]

    assert found("language=stale") == [stale.pk]
    assert len(found("language=en")) == 1
    assert found("review=waiting") == [waiting.pk]


def test_translations_go_stale_with_their_source_and_are_reviewed_on_the_page(client, officer):
    project = projects.draft(title_en="Plant", title_zh_hans="工厂", title_pt="Fábrica")
    project = actions.change_project(project, by=officer, changes={"title_zh_hans": "大工厂"})
    states = {cell.language: cell.state for cell in parity.matrix(project)[0].cells}
    assert states == {"en": "stale", "zh-hans": "original", "zh-hant": "machine", "pt": "stale"}
    client.force_login(officer)
    cells = ["title:en", "title:xx", "code:en", "summary:pt"]
    assert client.post(f"{LIST}{project.code}/texts/", {"cell": cells}).status_code == 302
    states = {cell.language: cell.state for cell in parity.matrix(project)[0].cells}
    assert (states["en"], states["pt"]) == ("reviewed", "stale")
    row = TranslationState.objects.get(field="title", language="en")
    assert row.reviewed_by == officer


def test_who_types_a_translation_anew_has_compared_it(officer):
    project = projects.draft(title_en="Plant", title_zh_hans="工厂")
    changes = {"title_zh_hans": "大工厂", "title_en": "Large plant", "title_zh_hant": "大廠房"}
    project = actions.change_project(project, by=officer, changes=changes)
    states = {cell.language: cell.state for cell in parity.matrix(project)[0].cells}
    assert states == {"en": "reviewed", "zh-hans": "original", "zh-hant": "reviewed", "pt": "missing"}
    project = actions.change_project(project, by=officer, changes={"title_zh_hans": "小工厂"})
    assert project.title_zh_hant == "大廠房"  # what a person wrote is not written over by a machine
    assert {cell.state for cell in parity.matrix(project)[0].cells} == {"stale", "original", "missing"}


def test_a_publication_is_lossless_and_compared_in_words(province):
    project = projects.project(lat="22.5", lon="114.1", precision="city", has_gas=False, green_power="33.30")
    kept = versions.snapshot(project)
    again = versions.with_values(Project(pk=project.pk), kept)
    assert {name: versions.value_of(again, name) for name in versions.COLUMNS} == {
        name: versions.value_of(project, name) for name in versions.COLUMNS
    }
    draft = versions.with_values(project, {"sought_max": None, "amount_missing": AmountMissing.DEPENDS})
    told = {one.line: (one.old, one.new) for one in versions.differences(project, draft)}
    assert told == {
        "sought_max": ("CNY 120,000,000", ""),
        "amount_missing": ("", "It depends on the investor's project"),
    }


def test_words_are_compared_by_word_and_chinese_by_character():
    pieces = versions.word_by_word("A large plant", "A small plant")
    assert [(one.kind, one.text) for one in pieces] == [
        ("stayed", "A "), ("went", "large"), ("came", "small"), ("stayed", " plant"),
    ]  # fmt: skip
    pieces = versions.word_by_word("电池工厂", "电机工厂")
    assert [(one.kind, one.text) for one in pieces][1:3] == [("went", "池"), ("came", "机")]
    assert versions.word_by_word("a " * 3000, "b")[0].kind == "went"


def test_a_change_in_one_language_only_is_pointed_out(officer):
    project = projects.project(title_en="Plant", title_zh_hans="工厂", title_pt="")
    draft = versions.with_values(project, {"title_en": "Large plant"})
    told = versions.one_sided(versions.differences(project, draft), draft)
    assert told == ["Title: changed, but not in 简体中文, 繁體中文."]


def test_the_officers_day_shows_what_waits_and_for_whom(client, officer, deputy, other_officer):
    project = actions.submit_project(projects.draft(title_en="Wharf"), by=officer)
    for user, words in ((officer, "another person"), (deputy, ">Review<"), (other_officer, None)):
        client.force_login(user)
        page = client.get(reverse("admin:index")).content.decode()
        assert (f"{project.code}/review/" in page) == (words is not None)
        assert words is None or words in page


def test_the_form_of_a_new_and_of_a_refused_listing_is_there_whole(client, officer):
    client.force_login(officer)
    page = client.get(f"{LIST}add/").content.decode()
    assert page.count('class="module aligned lang') == 4
    project = projects.draft()
    refused = save(client, project, total_min="9", total_max="5")
    assert refused.status_code == 200
    assert "The total cannot end below where it starts." in refused.content.decode()
    assert 'id="id_title_pt"' in refused.content.decode()
