"""The labels as the rows tell them, and the whole way from rows to a new version."""

from datetime import date, timedelta

import pytest

from investguangdong.cases.models import StageMove
from investguangdong.core import clock
from investguangdong.core.models import JobRun
from investguangdong.matching import actions
from investguangdong.matching.actions import learning
from investguangdong.matching.choices import Answer, Side
from investguangdong.matching.models import Feedback, Match, ScoreModel, Shown
from investguangdong.matching.outcomes import acts, answered_lists
from investguangdong.matching.weights import DEFAULT, SIGNALS
from investguangdong.projects.models import Project, SavedProject
from tests.factories import cases, matching

pytestmark = pytest.mark.django_db
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def match(lusitano, investor, shenzhen, officer):
    wanted = matching.mandate(lusitano)
    found = Match.objects.create(
        mandate=wanted,
        project=matching.listing(shenzhen, officer=officer),
        model_version=DEFAULT.version,
        score=70,
        gate="pass",
        known=1,
        asked=1,
        signal_values=[0.5] * len(SIGNALS),
    )
    actions.record_shown([found], by=investor)
    return found


def kinds(match, side=Side.INVESTOR) -> list[str]:
    pair = (match.mandate_id, match.project_id)
    pair = pair if side == Side.INVESTOR else pair[::-1]
    return sorted(act.kind for act in acts(side, since=LONG_AGO) if (act.of, act.option) == pair)


def said(match, action, *, side=Side.INVESTOR, reason="", **fields):
    return Feedback.objects.create(
        match=match, side=side, action=action, reason=reason, score=70, model_version="stated-2", **fields
    )


def test_opened_saved_and_answered_are_read_from_where_they_are_kept(match, investor, colleague, rival):
    actions.record_opened(match, by=investor)
    SavedProject.objects.create(user=colleague, project=match.project)
    SavedProject.objects.create(user=rival, project=match.project)
    said(match, Answer.YES)
    assert kinds(match) == ["interested", "opened", "saved"]


def test_known_already_says_nothing_and_what_was_taken_back_is_no_label(match):
    said(match, Answer.NO, reason="known", ended_at=clock.now())
    said(match, Answer.NO, reason="sector", was_undone=True, ended_at=clock.now())
    assert kinds(match) == []
    said(match, Answer.NO, reason="too_small")
    assert kinds(match) == ["no"]


def test_each_side_has_its_own_answers_and_both_have_the_introduction(match):
    said(match, Answer.YES)
    said(match, Answer.NO, side=Side.PROJECT, reason="sector")
    Match.objects.filter(pk=match.pk).update(
        state_investor=Answer.YES, state_project=Answer.YES, introduced_at=clock.now()
    )
    assert kinds(match) == ["interested", "introduced"]
    assert kinds(match, Side.PROJECT) == ["introduced", "no"]


def test_a_question_about_the_project_is_interest_and_stages_say_met_and_signed(
    match, investor, shenzhen, rival
):
    case = cases.case(
        by=investor, project=match.project, city=shenzhen, organisation=match.mandate.organisation
    )
    cases.case(by=rival, project=match.project, city=shenzhen)
    for start, to in [("lead", "qualified"), ("qualified", "negotiating"), ("memorandum", "signed")]:
        StageMove.objects.create(case=case, from_stage=start, to_stage=to)
    assert kinds(match) == ["interested", "met", "signed"]


def test_a_year_of_answers_makes_a_version_that_waits_with_what_it_is_worth(lusitano, investor, shenzhen):
    projects = listings(shenzhen, 70)
    mandates, today = [matching.mandate(lusitano) for _number in range(3)], clock.today()
    for month in range(14):
        for number, mandate in enumerate(mandates):
            day = (today - timedelta(days=31 * month + 31)).replace(day=3 + number)
            shown_once(mandate, projects[month % 14 :: 14], day, strongest=(month + number) % 5)
    lists = answered_lists(Side.INVESTOR, since=LONG_AGO, before=today)
    assert len(lists) == 42
    made = learning.train(by=None)
    assert (made.version, made.is_learned, made.is_serving) == ("learned-1", True, False)
    assert made.weights["to_projects"]["power"] > DEFAULT.to_projects["power"]
    assert made.weights["to_investors"] == DEFAULT.to_investors
    measured = made.measured["to_projects"]
    assert measured["difference"]["low"] > 0
    assert measured["learned_on"] + measured["measured_on"] == measured["lists"] == len(lists)
    assert ScoreModel.objects.serving() == DEFAULT
    assert JobRun.objects.filter(outcome__startswith="learned-1; to_projects").exists()


def listings(city, count: int) -> list:
    """Copies of one, since nothing here looks at what they offer."""
    first = matching.listing(city)
    columns = {field.attname: getattr(first, field.attname) for field in Project._meta.concrete_fields}
    rows = [Project(**{**columns, "id": None, "code": f"GD-2026-9{at:05d}"}) for at in range(count)]
    return Project.objects.bulk_create(rows)


def shown_once(mandate, projects, day, *, strongest):
    """Opened is what has the most power, although its sector fits less."""
    rows = []
    for rank, project in enumerate(projects):
        values = [5000] * len(SIGNALS)
        values[SIGNALS.index("power")] = 10_000 if rank == strongest else 1000
        values[SIGNALS.index("sector")] = 4000 if rank == strongest else 6000
        rows.append(
            Shown(
                side=Side.INVESTOR,
                mandate=mandate,
                project=project,
                day=day,
                rank=rank + 1,
                model_version=DEFAULT.version,
                values=values,
                opened_at=clock.now() - (clock.today() - day) if rank == strongest else None,
            )
        )
    Shown.objects.bulk_create(rows)
