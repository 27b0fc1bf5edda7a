"""The nightly run: chunks that are claimed, given back and settled; and what a change costs."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from investguangdong.core import clock
from investguangdong.core.actions import queue_change
from investguangdong.core.models import Change
from investguangdong.investors.models import Mandate
from investguangdong.matching import actions, affected, tasks
from investguangdong.matching.actions import running, scoring
from investguangdong.matching.actions.running import claim, start_run, work_on_run
from investguangdong.matching.choices import Answer, RunState
from investguangdong.matching.models import Match, Run
from investguangdong.matching.reading import Reference, mandate_facts
from investguangdong.projects.models import Project
from tests.factories import investors, matching, places

pytestmark = pytest.mark.django_db


@pytest.fixture
def market(lusitano, rival, shenzhen, zhuhai, monkeypatch):
    """Three mandates in chunks of one, four listings."""
    monkeypatch.setattr(running, "CHUNK", 1)
    for city in (shenzhen, shenzhen, zhuhai, zhuhai):
        matching.listing(city)
    other = rival.memberships.get().organisation
    return [
        matching.mandate(lusitano, cities=[shenzhen]),
        matching.mandate(lusitano, cities=[zhuhai]),
        matching.mandate(other, cities=[shenzhen]),
    ]


def rows():
    columns = ("mandate", "project", "score", "standing", "signal_values", "gate_codes", "rank", "is_current")
    return list(Match.objects.order_by("mandate", "project").values_list(*columns))


def finished(run) -> Run:
    assert work_on_run(seconds=30) is False
    run.refresh_from_db()
    assert (run.state, run.problem) == (RunState.FINISHED, "")
    return run


def test_a_run_finds_what_scoring_each_mandate_finds(market):
    finished(start_run())
    by_run = rows()
    Match.objects.all().delete()
    actions.rescore_mandates(market)
    assert [row[:6] for row in rows()] == [row[:6] for row in by_run]


def test_a_run_counts_its_pairs_and_writes_nothing_twice(market):
    first, second = finished(start_run()), finished(start_run())
    assert (first.chunks_total, first.mandates, first.projects, first.pairs) == (3, 3, 4, 12)
    assert first.written == Match.objects.count() > 0
    assert second.written == 0


def test_there_is_never_a_second_run(market):
    run = start_run()
    assert start_run() == run
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.create(model_version="x")


def test_a_chunk_is_taken_once_and_again_when_its_lease_is_over(market):
    run = start_run()
    taken = [claim(run) for _chunk in market]
    assert [chunk.number for chunk in taken] == [1, 2, 3]
    assert claim(run) is None
    run.chunks.filter(number=2).update(claimed_until=clock.now() - timedelta(seconds=1))
    assert claim(run).number == 2


def test_who_has_lost_a_claim_writes_nothing(market):
    run = start_run()
    slow = claim(run)
    run.chunks.filter(pk=slow.pk).update(claim="somebody else")
    running.do(run, slow)
    assert not Match.objects.exists()
    assert run.chunks.unscored().count() == 3


def test_an_error_gives_the_chunk_back_and_enough_of_them_end_the_run(market, monkeypatch):
    def fail(_run, _chunk):
        raise ValueError("the map is upside down")

    run = start_run()
    monkeypatch.setattr(running, "score_chunk", fail)
    monkeypatch.setattr(running, "PAUSE", timedelta(0))
    for _attempt in range(running.MOST_ATTEMPTS):
        running.do(run, claim(run))
    run.refresh_from_db()
    assert (run.state, run.problem) == (RunState.FAILED, "ValueError: the map is upside down")
    monkeypatch.undo()
    assert finished(start_run()) != run


def test_a_run_with_weights_that_no_longer_serve_is_ended(market):
    old = start_run()
    Run.objects.update(model_version="older")
    new = start_run()
    old.refresh_from_db()
    assert (old.state, new.state) == (RunState.FAILED, RunState.RUNNING)


def test_a_run_retires_what_no_longer_stands_and_keeps_what_was_answered(market, investor):
    finished(start_run())
    mandate = market[0]
    kept, gone = Match.objects.filter(mandate=mandate).order_by("pk")[:2]
    actions.decide(kept, by=investor, answer=Answer.YES)
    Project.objects.filter(pk__in=[kept.project_id, gone.project_id]).update(in_negotiation=True)
    Match.objects.update(at=clock.now() - timedelta(days=1))
    finished(start_run())
    kept.refresh_from_db()
    assert (kept.is_current, kept.state_investor) == (False, Answer.YES)
    assert not Match.objects.filter(pk=gone.pk).exists()


def test_a_project_that_no_list_holds_still_has_its_best_mandates(market, monkeypatch):
    monkeypatch.setattr(scoring, "LONGEST_LIST", 1)
    finished(start_run())
    assert Match.objects.values("project").distinct().count() == 4


def test_contributions_add_up_to_the_stored_score(market):
    finished(start_run())
    for match in Match.objects.all():
        assert abs(sum(part.contribution for part in match.parts) - float(match.score)) < 1e-6


def swept_after(seconds: float) -> list:
    Change.objects.update(at=clock.now() - timedelta(seconds=seconds))
    return tasks.sweep()


@pytest.fixture
def scored(monkeypatch):
    """How often a mandate was scored."""
    count = []
    original = scoring.score_many

    def counting(facts, *args, **options):
        count.append(facts.code)
        return original(facts, *args, **options)

    monkeypatch.setattr(scoring, "score_many", counting)
    return count


def test_a_burst_of_changes_of_one_listing_scores_each_mandate_once(market, scored):
    project = Project.objects.first()
    for field in ("total_max", "land_max", "title_en", "total_max"):
        queue_change(project, field, None, "1")
    assert tasks.sweep() == 0  # it may not be over yet
    assert swept_after(20) == 4
    assert sorted(scored) == sorted(mandate.code for mandate in market)


def test_a_row_that_is_never_left_alone_is_scored_in_the_end(market, scored):
    project = Project.objects.first()
    old = queue_change(project, "total_max", None, "1")
    queue_change(project, "total_max", None, "2")
    Change.objects.filter(pk=old.pk).update(at=clock.now() - timedelta(minutes=5))
    assert tasks.sweep() == 1


@pytest.mark.parametrize("field", ["officer", "description_en", "jobs", "publishing_body_pt", "place_note"])
def test_a_field_of_a_listing_that_nobody_reads_costs_nothing(market, scored, field):
    queue_change(Project.objects.first(), field, "a", "b")
    assert swept_after(20) == 1
    assert scored == []


@pytest.mark.parametrize("field", ["name", "digest", "language"])
def test_a_field_of_a_mandate_that_nobody_reads_costs_nothing(market, scored, field):
    queue_change(market[0], field, "a", "b")
    assert swept_after(20) == 1
    assert scored == []


def test_a_listing_is_scored_only_for_mandates_near_its_sector(market, scored, lusitano, shenzhen):
    far = matching.mandate(lusitano, sector="biomedicine")
    anything = investors.mandate(lusitano)
    queue_change(Project.objects.first(), "total_max", None, "1")
    swept_after(20)
    assert far.code not in scored
    assert set(scored) == {*(mandate.code for mandate in market), anything.code}


def test_every_fact_that_is_read_of_a_listing_is_a_field_that_counts():
    unread = {"code", "amount_cny_min", "amount_cny_max", "sector_ids", "primary_sector_id", "city_id"}
    assert {
        "total_min",
        "sectors",
        "city",
        "title_pt",
        "in_negotiation",
        "verified_on",
    } <= affected.PROJECT_READS
    assert unread - affected.PROJECT_READS <= {"code"}


def test_a_changed_listing_enters_a_full_list_only_when_it_is_among_the_best(market, monkeypatch, shenzhen):
    monkeypatch.setattr(scoring, "LONGEST_LIST", 2)
    actions.rescore_mandates(market)
    poor = matching.listing(shenzhen, primary_sector=places.sector("biomedicine"), modes=["licence"])
    actions.rescore_project(poor)
    assert not Match.objects.filter(project=poor, mandate=market[0]).exists()


def test_provincial_officers_see_how_far_a_run_is(market, client, province):
    start_run()
    client.force_login(province)
    page = client.get("/admin/matching/run/")
    assert page.status_code == 200
    assert "0 of 6 steps" in page.content.decode()


def test_what_an_investor_said_yes_to_counts_beside_what_she_states(market, investor):
    finished(start_run())
    match = Match.objects.filter(mandate=market[0]).order_by("-score")[0]
    actions.decide(match, by=investor, answer=Answer.YES)
    mandate = Mandate.objects.with_facts().get(pk=market[0].pk)
    facts = mandate_facts(mandate, Reference())
    assert [(one.sector, one.place.slug, one.weight) for one in facts.taken] == [
        ("new-energy-storage", match.project.city.slug, 0.5)
    ]
    assert (facts.new_12, facts.since) == (None, None)  # not introduced
    Match.objects.filter(pk=match.pk).update(
        state_project=Answer.YES, introduced_at=clock.now() - timedelta(days=400)
    )
    facts = mandate_facts(mandate, Reference())
    assert (facts.taken[0].weight, facts.new_12, facts.new_24, facts.since) == (1.0, 0, 1, 400)
