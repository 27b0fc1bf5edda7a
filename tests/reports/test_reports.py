"""Reports: asked for once, built by one worker, seen only by who may see what they are about."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from investguangdong.audit.models import AuditEntry
from investguangdong.core import clock
from investguangdong.notifications import delivery
from investguangdong.notifications.models import Message
from investguangdong.projects.models import Project
from investguangdong.reports import actions, brochure, pdf, tasks
from investguangdong.reports.definitions import BROCHURE, find_project
from investguangdong.reports.models import ReportRun
from tests.factories import places

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return Project.objects.create(
        kind="factory_space",
        status="as_published",
        title_en="Nansha Xinxin semiconductor park",
        title_zh_hans="南沙科创中心芯新产业园",
        summary_en="Space for research and production",
        summary_zh_hans="为第三代半导体产业集群提供研发和生产空间",
        city=places.city("guangzhou"),
        total_min=1_800_000_000,
        land_min=12,
        source_id="PJ012",
        source_body="Nansha District",
        source_date=date(2022, 10, 14),
        source_url="https://example.org/nansha",
        published_at=clock.now(),
    )


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def built(project, language="en", by=None) -> ReportRun:
    run = actions.ask_for(
        BROCHURE, about=find_project(project.code, by or AnonymousUser()), language=language, by=by
    )
    assert actions.build(run.code)
    run.refresh_from_db()
    return run


def test_brochure_shows_chinese_glyphs_and_the_source(project):
    run = built(project, "zh-hans")
    text = text_of(run.file.open().read())
    assert "南沙科创中心芯新产业园" in text
    assert "18亿元人民币" in text.replace(" ", "")
    assert "https://example.org/nansha" in text


def test_brochure_embeds_its_fonts_and_names_its_language(project):
    reader = PdfReader(BytesIO(built(project, "zh-hans").file.open().read()))
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    assert fonts
    assert all("+" in str(font.get_object()["/BaseFont"]) for font in fonts)
    assert str(reader.trailer["/Root"]["/Lang"]).lower().startswith("zh")


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant", "pt"])
def test_brochure_compiles_in_every_language(project, language):
    data = brochure.collect(find_project(project.code, AnonymousUser()), language)
    assert pdf.render("brochure", {**data, "hash_line": "x"}).startswith(b"%PDF")


def test_text_of_a_project_is_never_read_as_markup(project):
    Project.objects.filter(pk=project.pk).update(title_en='#panic("out") *bold* $x$ <svg>')
    assert '#panic("out")' in text_of(built(project).file.open().read())


def test_same_data_are_built_once(project):
    first = built(project)
    again = actions.ask_for(BROCHURE, about=find_project(project.code, AnonymousUser()), language="en")
    assert again == first


def test_changed_project_gets_a_new_brochure(project):
    first = built(project)
    Project.objects.filter(pk=project.pk).update(title_en="Another name")
    again = actions.ask_for(BROCHURE, about=find_project(project.code, AnonymousUser()), language="en")
    assert again != first


def test_only_one_worker_builds_a_run(project):
    run = actions.ask_for(BROCHURE, about=find_project(project.code, AnonymousUser()), language="en")
    ReportRun.objects.filter(pk=run.pk).update(
        state="building", leased_until=clock.now() + timedelta(seconds=60)
    )
    assert actions.build(run.code) is False


def test_run_of_a_dead_worker_is_taken_over(project):
    run = actions.ask_for(BROCHURE, about=find_project(project.code, AnonymousUser()), language="en")
    ReportRun.objects.filter(pk=run.pk).update(
        state="building", leased_until=clock.now() - timedelta(seconds=1)
    )
    assert tasks.sweep() == 1
    assert actions.build(run.code) is True


def test_broken_template_ends_on_the_row_after_three_attempts(project, monkeypatch):
    monkeypatch.setattr(pdf, "TEMPLATES", pdf.TEMPLATES / "nowhere")
    run = actions.ask_for(BROCHURE, about=find_project(project.code, AnonymousUser()), language="en")
    for _attempt in range(3):
        assert actions.build(run.code) is False
    run.refresh_from_db()
    assert run.state == "failed"
    assert "FileNotFoundError" in run.error


def test_failed_run_can_be_asked_for_again(project, admin):
    run = actions.ask_for(BROCHURE, about=find_project(project.code, AnonymousUser()), language="en")
    ReportRun.objects.filter(pk=run.pk).update(state="failed", attempts=3)
    assert actions.retry(run, by=admin) is True
    assert actions.retry(run, by=admin) is False
    assert AuditEntry.objects.filter(verb="report_retried").count() == 1


def test_withdrawn_project_is_not_built(project):
    run = actions.ask_for(BROCHURE, about=find_project(project.code, AnonymousUser()), language="en")
    Project.objects.filter(pk=project.pk).update(status="draft", published_at=None)
    assert actions.build(run.code) is False
    run.refresh_from_db()
    assert run.state == "failed"


def test_finished_report_without_a_file_is_refused_by_the_database(project):
    run = actions.ask_for(BROCHURE, about=find_project(project.code, AnonymousUser()), language="en")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportRun.objects.filter(pk=run.pk).update(state="done")


def test_private_run_is_hidden_from_others(project, investor, rival):
    run = ReportRun.objects.create(
        definition="brochure",
        about_code=project.code,
        language="en",
        fingerprint="x",
        asked_by=investor,
        asked_at=clock.now(),
    )
    assert list(ReportRun.objects.visible_to(investor)) == [run]
    assert list(ReportRun.objects.visible_to(rival)) == []
    assert list(ReportRun.objects.visible_to(AnonymousUser())) == []


def test_visitor_asks_waits_and_downloads(client, project):
    address = reverse("reports:brochure", args=[project.code])
    page = client.get(address)
    assert (page.status_code, page["Content-Type"]) == (200, "text/html; charset=utf-8")
    waiting = client.post(address, follow=True)
    assert waiting["Refresh"] == "2"
    run = ReportRun.objects.get()
    actions.build(run.code)
    ready = client.get(reverse("reports:run", args=[run.code]))
    assert "Refresh" not in ready
    assert run.fingerprint in ready.content.decode()
    download = client.get(reverse("reports:download", args=[run.code]))
    assert download["Content-Disposition"].startswith("attachment")
    assert b"".join(download.streaming_content).startswith(b"%PDF")
    assert client.get(address)["Content-Type"] == "application/pdf"


def test_brochure_of_a_withdrawn_project_is_gone(client, project):
    run = built(project)
    Project.objects.filter(pk=project.pk).update(status="draft", published_at=None)
    for name, code in (("brochure", project.code), ("run", run.code), ("download", run.code)):
        assert client.get(reverse(f"reports:{name}", args=[code])).status_code == 404


def test_page_speaks_the_language_of_its_address(client, project):
    with translation.override("zh-hans"):
        address = reverse("reports:brochure", args=[project.code])
    assert 'lang="zh-Hans"' in client.get(address).content.decode()


def test_auditor_may_not_retry(client, auditor, project):
    run = actions.ask_for(BROCHURE, about=find_project(project.code, AnonymousUser()), language="en")
    ReportRun.objects.filter(pk=run.pk).update(state="failed")
    client.force_login(auditor)
    client.post(
        reverse("admin:reports_reportrun_changelist"),
        {"action": "retry_failed", "_selected_action": [run.pk]},
    )
    run.refresh_from_db()
    assert run.state == "failed"


def test_who_asked_for_a_report_is_told_once_that_it_is_ready(project, investor):
    run = actions.ask_for(BROCHURE, about=find_project(project.code, investor), language="en", by=investor)
    actions.build(run.code)
    actions.build(run.code)
    delivery.drain()
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([investor.email], f"Ready: Project brochure, {project.code}")
    assert f"/reports/{run.code}/" in letter.body


def test_a_report_that_nobody_with_an_account_asked_for_tells_nobody(project):
    run = actions.ask_for(BROCHURE, about=find_project(project.code, AnonymousUser()), language="en")
    actions.build(run.code)
    assert not Message.objects.exists()
