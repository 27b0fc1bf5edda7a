"""Between a draft and the public: two people, comments on lines, changes that wait beside what is public."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from investguangdong.core import clock
from investguangdong.core.models import Change
from investguangdong.notifications.models import Message
from investguangdong.projects import actions
from investguangdong.projects.models import (
    Project,
    ProjectChange,
    Publication,
    Review,
    ReviewComment,
    ReviewState,
    Status,
)
from tests.factories import accounts, places, projects


@pytest.fixture
def deputy(shenzhen):
    return accounts.officer("deputy.shenzhen@example.com", city=shenzhen, name="Deng Min")


def in_days(days):
    return clock.today() + timedelta(days=days)


LETTER = {
    "kind": "right_to_offer",
    "state": "cleared",
    "issued_by": "Bureau of Commerce",
    "issued_on": clock.today() - timedelta(days=3),
}


def submitted(officer):
    project = actions.edit_project(projects.draft(), by=officer, changes={"jobs": 5}).project
    return actions.submit_project(project, by=officer)


def test_who_wrote_a_listing_does_not_approve_it(officer, deputy):
    project = submitted(officer)
    with pytest.raises(actions.NotForYou):
        actions.review_project(project, by=officer, status=Status.CITY_REVIEW)
    project = actions.review_project(project, by=deputy, status=Status.CITY_REVIEW)
    with pytest.raises(actions.NotForYou):
        actions.publish_project(project, by=officer, expires_on=in_days(30))
    assert actions.publish_project(project, by=deputy, expires_on=in_days(30)).status == Status.PUBLISHED
    review = Review.objects.get()
    assert (review.state, review.asked_by, review.taken_by, review.answered_by) == (
        ReviewState.PUBLISHED, officer, deputy, deputy,
    )  # fmt: skip


def test_who_mends_a_listing_under_review_no_longer_decides(officer, deputy):
    project = actions.review_project(submitted(officer), by=deputy, status=Status.CITY_REVIEW)
    mended = actions.edit_project(project, by=deputy, changes={"title_en": "Battery factory"}).project
    assert mended.title_en == "Battery factory"
    with pytest.raises(actions.NotForYou):
        actions.publish_project(mended, by=deputy, expires_on=in_days(30))


def test_a_desk_of_one_passes_its_listing_to_the_province_which_publishes(officer, deputy, province):
    project = actions.review_project(submitted(officer), by=officer, status=Status.PROVINCIAL_REVIEW)
    with pytest.raises(actions.NotForYou):
        actions.publish_project(project, by=deputy, expires_on=in_days(30))
    assert actions.publish_project(project, by=province, expires_on=in_days(30)).is_public


def test_the_province_may_publish_what_it_wrote_itself(province):
    project = submitted(province)
    project = actions.review_project(project, by=province, status=Status.PROVINCIAL_REVIEW)
    assert actions.publish_project(project, by=province).status == Status.PUBLISHED


def test_a_return_has_a_reason_and_the_author_is_told_it(officer, deputy):
    project = submitted(officer)
    actions.review_project(project, by=deputy, status=Status.DRAFT, reason="The plot is sold")
    review = Review.objects.get()
    assert (review.state, review.reason) == (ReviewState.RETURNED, "The plot is sold")
    told = Message.objects.get(kind="listing_returned")
    assert told.user == officer


def test_the_author_takes_a_listing_back(officer):
    project = actions.withdraw_project(submitted(officer), by=officer)
    assert project.status == Status.DRAFT
    assert Review.objects.get().state == ReviewState.WITHDRAWN
    assert Message.objects.count() == 0


def test_publishing_tells_who_wrote_it_and_keeps_what_went_out(officer, deputy):
    project = actions.review_project(submitted(officer), by=deputy, status=Status.CITY_REVIEW)
    actions.publish_project(project, by=deputy, expires_on=in_days(30))
    assert Message.objects.get(kind="listing_published", user=officer)
    assert not Message.objects.filter(user=deputy).exists()
    kept = Publication.objects.get()
    assert (kept.number, kept.by, kept.data["jobs"], kept.data["sought_max"]) == (
        1,
        deputy,
        5,
        "120000000.00",
    )
    assert kept.data["papers"] == {"right_to_offer": "cleared"}
    assert kept.data["sectors"] == ["new-energy-storage"]


@pytest.mark.parametrize("act", [actions.submit_project, actions.publish_project])
def test_nothing_goes_on_while_a_comment_must_be_put_right(officer, deputy, act):
    status = Status.DRAFT if act is actions.submit_project else Status.CITY_REVIEW
    project = projects.draft(status=status)
    wish = actions.comment_on(project, by=deputy, line="jobs", text="Say where they come from")
    must = actions.comment_on(project, by=deputy, line="risks_en", text="Name the flood plain", is_must=True)
    with pytest.raises(actions.IllegalStep, match="1 comment must"):
        act(project, by=officer)
    actions.settle_comment(must, by=officer)
    assert act(project, by=officer).status != status
    assert [row.is_settled for row in ReviewComment.objects.order_by("number")] == [False, True]
    assert wish.number == 1


def test_comments_are_answered_settled_once_and_opened_again(officer, deputy):
    project = projects.draft()
    comment = actions.comment_on(project, by=deputy, line="jobs", text="Sure?", is_must=True)
    reply = actions.comment_on(project, by=officer, text="Yes", answers=comment, is_must=True)
    assert (reply.line, reply.is_must, reply.number) == ("jobs", False, 2)
    settled = actions.settle_comment(comment, by=officer)
    assert (settled.resolved_by, settled.resolved_at is not None) == (officer, True)
    for wrong in (comment, reply):
        with pytest.raises(actions.IllegalStep):
            actions.settle_comment(wrong, by=officer)
    assert not actions.reopen_comment(comment, by=deputy).is_settled


def test_a_city_officers_change_of_a_public_listing_waits_beside_it(officer, deputy):
    project = projects.project(title_en="Old")
    Change.objects.all().delete()
    edit = actions.edit_project(
        project, by=officer, changes={"title_en": "New", "sought_max": Decimal(200_000_000), "deputy": deputy}
    )
    row = Project.objects.get()
    assert (row.title_en, row.sought_max, row.deputy) == ("Old", Decimal(120_000_000), deputy)
    assert edit.held.proposal == {"title_en": "New", "sought_max": "200000000.00"}
    assert list(Change.objects.values_list("field", flat=True)) == ["deputy"]


def test_what_waits_goes_out_by_a_second_person_and_followers_are_told(officer, deputy):
    project = projects.project(title_en="Old", title_zh_hans="电池工厂")
    marine = places.sector("marine-offshore-wind")
    actions.edit_project(
        project, by=officer, changes={"title_en": "New", "title_zh_hans": "软件园区"}, sectors=[marine]
    )
    with pytest.raises(actions.IllegalStep):
        actions.publish_changes(project, by=deputy)
    actions.ask_for_review(project, by=officer)
    with pytest.raises(actions.NotForYou):
        actions.publish_changes(project, by=officer)
    public = actions.publish_changes(project, by=deputy)
    assert (public.title_en, public.title_zh_hant, list(public.sectors.all())) == (
        "New",
        "軟件園區",
        [marine],
    )
    told = ProjectChange.objects.filter(by=deputy).values_list("field", "old", "new")
    assert ("title_en", "Old", "New") in told
    assert [one.data["title_en"] for one in Publication.objects.order_by("number")] == ["Old", "New"]
    assert Review.objects.get().state == ReviewState.PUBLISHED


def test_returned_changes_are_kept_and_asked_for_again_in_a_new_round(officer, deputy):
    project = projects.project()
    actions.edit_project(project, by=officer, changes={"jobs": 7})
    actions.ask_for_review(project, by=officer)
    actions.return_changes(project, by=deputy, reason="Seven of what?")
    with pytest.raises(actions.IllegalStep):
        actions.return_changes(project, by=deputy, reason="Again")
    actions.edit_project(project, by=officer, changes={"place_note": "North gate"})
    actions.ask_for_review(project, by=officer)
    rounds = Review.objects.order_by("number").values_list("state", "proposal")
    assert list(rounds) == [
        (ReviewState.RETURNED, {"jobs": 7}),
        (ReviewState.ASKED, {"jobs": 7, "place_note": "North gate"}),
    ]


def test_a_change_taken_back_waits_no_longer(officer):
    project = projects.project(jobs=5)
    actions.edit_project(project, by=officer, changes={"jobs": 7})
    actions.edit_project(project, by=officer, changes={"jobs": 5})
    assert Review.objects.get().state == ReviewState.WITHDRAWN
    actions.edit_project(project, by=officer, changes={"jobs": 8})
    actions.discard_changes(project, by=officer)
    assert Project.objects.get().jobs == 5
    with pytest.raises(actions.IllegalStep):
        actions.discard_changes(project, by=officer)


def test_the_provinces_change_goes_out_at_once_and_is_kept(province):
    project = projects.project(jobs=5)
    edit = actions.edit_project(project, by=province, changes={"jobs": 6})
    assert (edit.project.jobs, edit.held) == (6, None)
    assert Publication.objects.get().data["jobs"] == 6


def test_changes_that_would_break_a_published_listing_are_not_asked_for(officer):
    project = projects.project()
    actions.edit_project(project, by=officer, changes={"risks_en": ""})
    with pytest.raises(actions.Incomplete) as refused:
        actions.ask_for_review(project, by=officer)
    assert len(refused.value.missing) == 1


def test_an_offer_found_elsewhere_is_confirmed_by_two_people_and_keeps_its_source(officer, deputy):
    project = projects.as_published(publishing_body_en="", risks_en="")
    with pytest.raises(actions.Incomplete) as refused:
        actions.confirm_project(project, by=officer, officer=officer, expires_on=in_days(60))
    assert len(refused.value.missing) == 2
    actions.edit_project(project, by=officer, changes={"risks_en": "Floods"})
    actions.confirm_project(project, by=officer, officer=officer, expires_on=in_days(60), letter=LETTER)
    waiting = Project.objects.get()
    assert (waiting.status, waiting.verified_on, waiting.risks_en) == (Status.AS_PUBLISHED, None, "")
    with pytest.raises(actions.NotForYou):
        actions.publish_changes(project, by=officer)
    actions.publish_changes(project, by=deputy)
    row = Project.objects.get()
    assert (row.status, row.officer, row.verified_by) == (Status.PUBLISHED, officer, officer)
    assert (row.source_id, row.source_body, row.publishing_body_en) == (
        "PJ900",
        "City government",
        "City government",
    )
    assert row.published_at is not None
    assert Project.objects.listed().count() == 1


def test_the_province_confirms_in_one_act(province, officer):
    project = projects.as_published()
    done = actions.confirm_project(
        project, by=province, officer=officer, expires_on=in_days(60), letter=LETTER
    )
    assert (done.status, done.officer) == (Status.PUBLISHED, officer)
    with pytest.raises(actions.IllegalStep):
        actions.confirm_project(done, by=province, officer=officer, expires_on=in_days(60))


def test_the_database_keeps_one_open_round_a_listing(officer):
    project = submitted(officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(project=project, number=2, kind="first", asked_at=clock.now())


def test_reviews_comments_and_publications_stay_on_the_desk(
    officer, other_officer, province, auditor, investor
):
    project = actions.edit_project(projects.project(), by=province, changes={"jobs": 6}).project
    actions.edit_project(project, by=officer, changes={"jobs": 7})
    actions.comment_on(project, by=officer, text="Check")
    for model in (Review, ReviewComment, Publication):
        people = (officer, auditor, other_officer, investor)
        seen = [model.objects.visible_to(one).exists() for one in people]
        assert seen == [True, True, False, False]
