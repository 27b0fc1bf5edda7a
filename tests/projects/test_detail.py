"""A listing's page: what hangs on it, who may open which paper, what other sites are told."""

import io
import json
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from investguangdong.audit.models import AccessLog, AuditEntry
from investguangdong.core import clock
from investguangdong.projects.actions import change_project, close_project
from investguangdong.projects.documents import LARGEST, check_file
from investguangdong.projects.models import Answer, Document, Room, Tier
from tests.factories import projects

PDF = b"%PDF-1.7 sample"


def page(client, project, language="en") -> str:
    response = client.get(f"/{language}/projects/{project.code}/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def papers(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    project = projects.project()
    found = {}
    for tier in Tier.values:
        paper = Document(project=project, title=f"Paper {tier}", tier=tier, size=len(PDF))
        paper.file.save(f"paper-{tier}.pdf", ContentFile(PDF), save=False)
        paper.save()
        found[tier] = Document.objects.get(pk=paper.pk)
    return found


def download(client, paper):
    return client.get(f"/en/projects/{paper.project.code}/documents/{paper.key}/")


def opened(client, papers) -> set[int]:
    statuses = {tier: download(client, paper).status_code for tier, paper in papers.items()}
    assert set(statuses.values()) <= {200, 403}
    return {tier for tier, status in statuses.items() if status == 200}


def test_an_anonymous_page_asks_the_database_at_most_four_times_whatever_hangs_on_it(client, papers, officer):
    project = papers[0].project
    page(client, project)
    for number in range(8):
        Answer.objects.create(project=project, question_en=f"Question {number}?", answer_en="Yes.")
        change_project(project, by=officer, changes={"jobs": 100 + number})
    with CaptureQueriesContext(connection) as asked:
        page(client, project)
    assert len(asked) <= 4


def test_each_tier_opens_for_those_it_is_for(
    client, papers, newcomer, investor, lusitano, officer, other_officer
):
    assert opened(client, papers) == {Tier.PUBLIC}
    for person in (newcomer, other_officer):
        client.force_login(person)
        assert opened(client, papers) == {Tier.PUBLIC, Tier.SIGNED_IN}
    client.force_login(investor)
    type(lusitano).objects.filter(pk=lusitano.pk).update(
        verification="verified", verified_on=clock.today(), verified_by=officer, evidence="Register extract"
    )
    assert opened(client, papers) == {Tier.PUBLIC, Tier.SIGNED_IN, Tier.VERIFIED}
    Room.objects.create(project=papers[0].project, organisation=lusitano)
    assert opened(client, papers) == set(Tier.values)
    client.force_login(officer)
    assert opened(client, papers) == set(Tier.values)


def test_a_room_that_has_ended_or_is_another_organisations_opens_nothing(
    client, papers, investor, lusitano, rival
):
    project, yesterday = papers[0].project, clock.today() - timedelta(days=1)
    Room.objects.create(project=project, organisation=lusitano, signed_on=yesterday, until=yesterday)
    client.force_login(investor)
    assert Tier.NDA not in opened(client, papers)
    Room.objects.filter(project=project).update(until=None)
    client.force_login(rival)
    assert Tier.NDA not in opened(client, papers)


def test_each_look_at_a_closed_paper_is_kept_and_a_public_one_is_not(client, papers, newcomer):
    client.force_login(newcomer)
    download(client, papers[Tier.PUBLIC])
    assert AccessLog.objects.count() == 0
    response = download(client, papers[Tier.SIGNED_IN])
    assert (b"".join(response.streaming_content), response["Content-Type"]) == (PDF, "application/pdf")
    assert response["Content-Disposition"].startswith("attachment;")
    assert AccessLog.objects.get().act == AccessLog.Act.DOWNLOAD


def test_papers_of_a_draft_are_not_there_for_strangers(client, papers):
    project = papers[0].project
    type(project).objects.filter(pk=project.pk).update(status="draft", published_at=None)
    assert download(client, papers[Tier.PUBLIC]).status_code == 404


def test_the_page_names_locked_papers_and_says_what_opens_them(client, papers):
    text = page(client, papers[0].project)
    assert f"/documents/{papers[Tier.PUBLIC].key}/" in text
    assert f"/documents/{papers[Tier.NDA].key}/" not in text
    assert "Paper 3" in text
    assert "non-disclosure agreement" in text


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.exe", b"MZ"), ("a.pdf", b"<html>"), ("a.svg", b"<svg>"), ("noname", PDF), ("a.docx", PDF)],
)
def test_a_file_that_is_not_what_it_says_is_refused(name, content):
    with pytest.raises(ValidationError):
        check_file(SimpleUploadedFile(name, content))


def test_a_file_of_a_known_kind_and_size_is_taken():
    check_file(SimpleUploadedFile("A.PDF", PDF))
    large = SimpleUploadedFile("a.pdf", PDF)
    large.size = LARGEST + 1
    with pytest.raises(ValidationError):
        check_file(large)


def test_answers_are_public_only_once_they_are_meant_to_be(client, officer):
    project = projects.project()
    Answer.objects.create(project=project, question_en="Is there gas?", answer_en="Yes, from 2025.")
    Answer.objects.create(project=project, question_en="Who else asked?", answer_en="-", is_public=False)
    text = page(client, project)
    assert "Is there gas?" in text
    assert "Who else asked?" not in text


def test_a_change_is_told_in_words(client, officer):
    project = projects.project()
    change_project(project, by=officer, changes={"stage": "construction"})
    text = page(client, project)
    assert "Land ready → Under construction" in re.sub(r"\s+", " ", text)


def test_what_other_sites_read_is_valid_and_cannot_close_its_element(client, db):
    project = projects.project(title_en="A </script><script>alert(1)</script> plant")
    text = page(client, project)
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert json.loads(data)["name"] == "A </script><script>alert(1)</script> plant"
    assert json.loads(data)["priceSpecification"]["priceCurrency"] == "CNY"
    assert (
        f'property="og:image" content="http://localhost:8000/en/projects/{project.code}/picture.png"' in text
    )


def test_a_closed_listing_says_that_it_is_no_longer_offered(client, officer):
    project = projects.project()
    close_project(project, by=officer, outcome="landed", reason="Signed in May.")
    (data,) = re.findall(r'ld\+json">(.*?)</script>', page(client, project), re.DOTALL)
    assert json.loads(data)["availability"].endswith("SoldOut")


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant", "pt"])
def test_a_listing_has_a_picture_in_every_language(client, db, language):
    project = projects.project()
    response = client.get(f"/{language}/projects/{project.code}/picture.png")
    assert response["Content-Type"] == "image/png"
    assert len(response.content) < 60_000
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)


def test_a_draft_has_no_picture_even_for_its_officer(client, officer):
    project = projects.draft()
    client.force_login(officer)
    assert client.get(f"/en/projects/{project.code}/picture.png").status_code == 404
    assert "og:image" not in page(client, project)


def test_a_listing_can_be_shared_without_anybody_elses_script(client, db):
    project = projects.project()
    text = client.get(f"/en/projects/{project.code}/share/").content.decode()
    assert f"/en/projects/{project.code}/" in text
    assert 'src="data:image/svg+xml' in text
    assert "mailto:?subject=" in text


def test_neighbours_of_the_same_city_come_first(client, db):
    project = projects.project()
    elsewhere = projects.project(city="zhuhai", title_en="Elsewhere")
    here = projects.project(title_en="Here")
    hidden = projects.draft(title_en="Hidden")
    text = page(client, project)
    assert text.index(here.code) < text.index(elsewhere.code)
    assert hidden.code not in text


def test_an_officer_sees_the_rooms_of_her_desk_and_members_their_own(
    officer, other_officer, investor, rival, lusitano
):
    room = Room.objects.create(project=projects.project(), organisation=lusitano)
    seen = {
        user.email: list(Room.objects.visible_to(user)) for user in (officer, other_officer, investor, rival)
    }
    assert [email for email, rooms in seen.items() if rooms == [room]] == [officer.email, investor.email]


def test_an_officer_publishes_an_answer_and_the_audit_has_it(client, officer):
    project = projects.project()
    client.force_login(officer)
    data = {"project": project.pk, "question_en": "Is there gas?", "answer_en": "Yes.", "is_public": "on"}
    response = client.post("/admin/projects/answer/add/", data)
    assert response.status_code == 302, response.context["errors"]
    answer = Answer.objects.get()
    assert (answer.answered_by, answer.question_en) == (officer, "Is there gas?")
    assert AuditEntry.objects.filter(verb="project.answer").count() == 1


def test_an_officer_of_another_city_cannot_open_the_answer(client, officer, other_officer):
    answer = Answer.objects.create(project=projects.project(), question_en="Gas?", answer_en="Yes.")
    client.force_login(other_officer)
    assert client.get(f"/admin/projects/answer/{answer.pk}/change/").status_code in (302, 404)
    assert str(answer.project.code) not in client.get("/admin/projects/answer/").content.decode()
