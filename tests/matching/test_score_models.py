"""A person decides which version serves, after seeing what it would change; one click goes back."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from investguangdong.audit.models import AuditEntry
from investguangdong.core.models import JobRun
from investguangdong.matching.actions import NotPossible, activating, learning
from investguangdong.matching.changes import changes
from investguangdong.matching.choices import Answer
from investguangdong.matching.layouts import forget
from investguangdong.matching.models import Match, ScoreModel
from investguangdong.matching.scorecard import READS, lines, verdict
from investguangdong.matching.weights import DEFAULT, SIGNALS, written
from tests.factories import matching, places

pytestmark = pytest.mark.django_db
CITY, SECTOR = SIGNALS.index("city"), SIGNALS.index("sector")


@pytest.fixture(autouse=True)
def _forget_layouts():
    forget()
    yield
    forget()


def weights(version: str, **points):
    """All hundred points on the signals named."""
    column = {name: float(points.get(name, 0)) for name in SIGNALS}
    return replace(DEFAULT, version=version, to_projects=column)


def version(name: str, *, serves=False, **points) -> ScoreModel:
    return ScoreModel.objects.create(
        version=name, weights=written(weights(name, **points)), is_serving=serves, is_learned=not serves
    )


def pair(mandate, *, sector, city, model="by-sector", **fields) -> Match:
    values = [0.0] * len(SIGNALS)
    values[SECTOR], values[CITY] = sector, city
    averages = [0.5] * len(SIGNALS)
    return Match.objects.create(
        mandate=mandate,
        project=matching.listing(places.city("shenzhen")),
        model_version=model,
        score=round(100 * (0.5 if sector is None else sector), 6),
        gate="pass",
        known=1,
        asked=1,
        signal_values=values,
        averages=averages,
        **fields,
    )


@pytest.fixture
def serving(db):
    return version("by-sector", serves=True, sector=100)


@pytest.fixture
def other(db):
    return version("by-city", city=100)


@pytest.fixture
def wanted(lusitano, investor):
    return matching.mandate(lusitano)


def test_what_a_version_would_change_is_summed_from_stored_values(serving, other, wanted):
    pair(wanted, sector=0.9, city=0.9)
    pair(wanted, sector=0.9, city=0.6)
    pair(wanted, sector=0.4, city=0.7)
    pair(wanted, sector=0.7, city=None)  # counts with its neutral value, below 0.4
    pair(wanted, sector=0.9, city=0.1, state_investor=Answer.YES, state_project=Answer.YES)
    pair(wanted, sector=0.9, city=0.1, state_investor=Answer.NO)
    told = changes(weights("new", city=100))
    assert (told.open.total, told.open.up, told.open.down) == (4, 1, 2)
    assert told.open.counts == {
        ("very_strong", "very_strong"): 1,
        ("very_strong", "possible"): 1,
        ("below", "strong"): 1,
        ("strong", "below"): 1,
    }
    assert told.introduced.counts == {("very_strong", "below"): 1}
    moved = [(match.old_score, match.new_score) for match in told.most_moved]
    assert moved[0] == pytest.approx((90, 10))
    assert moved[-1] == pytest.approx((90, 90))


def test_what_an_older_version_scored_is_read_in_its_own_order(serving, wanted):
    turned = ScoreModel.objects.create(
        version="turned", weights=written(weights("turned", sector=100)), signals=["city", "sector"]
    )
    match = pair(wanted, sector=0.8, city=0.2, model=turned.version)
    Match.objects.filter(pk=match.pk).update(signal_values=[0.5, 0.8], averages=[0.5, 0.5])
    (moved,) = changes(weights("new", city=60, sector=40)).most_moved
    assert moved.new_score == pytest.approx(62)


def test_a_decision_by_the_province_puts_a_version_to_use_and_asks_for_new_scores(
    serving, other, province, django_capture_on_commit_callbacks, monkeypatch
):
    asked = []
    monkeypatch.setattr("investguangdong.core.jobs.wake", lambda task, *args: asked.append(task))
    with django_capture_on_commit_callbacks(execute=True):
        activating.activate(other, by=province, instead_of="by-sector")
    assert ScoreModel.objects.serving().version == "by-city"
    assert asked == [activating.RESCORE]
    entry = AuditEntry.objects.get(verb="activated")
    assert (entry.by, entry.changes) == (province, {"serving": {"old": "by-sector", "new": "by-city"}})


@pytest.mark.parametrize("who", ["officer", "auditor", "investor"])
def test_nobody_else_puts_a_version_to_use(serving, other, who, request):
    with pytest.raises(PermissionDenied):
        activating.activate(other, by=request.getfixturevalue(who), instead_of="by-sector")
    assert ScoreModel.objects.serving().version == "by-sector"


def test_a_decision_on_an_outdated_comparison_is_refused(serving, other, province):
    with pytest.raises(NotPossible):
        activating.activate(other, by=province, instead_of="stated-0")
    with pytest.raises(NotPossible):
        activating.activate(serving, by=province, instead_of="by-sector")


def test_a_version_with_other_signals_than_today_cannot_serve(serving, province):
    lost = ScoreModel.objects.create(version="lost", weights={"version": "lost", "points": {}})
    with pytest.raises(NotPossible):
        activating.activate(lost, by=province, instead_of="by-sector")


def test_going_back_is_one_act_even_to_the_points_written_in_the_code(other, province):
    with pytest.raises(NotPossible):
        activating.roll_back(by=province, instead_of=DEFAULT.version)
    activating.activate(other, by=province, instead_of=DEFAULT.version)
    back = activating.roll_back(by=province, instead_of="by-city")
    assert (back.version, ScoreModel.objects.serving()) == (DEFAULT.version, DEFAULT)
    assert ScoreModel.objects.served_before().version == "by-city"


def test_a_version_that_no_longer_fits_the_signals_gives_way_to_the_stated_one(serving, other, province):
    ScoreModel.objects.filter(pk=serving.pk).update(weights={"version": "by-sector", "points": {}})
    assert ScoreModel.objects.serving() == DEFAULT
    activating.activate(other, by=province, instead_of=DEFAULT.version)
    assert list(ScoreModel.objects.filter(is_serving=True)) == [other]
    assert ScoreModel.objects.served_before().version == DEFAULT.version


def test_training_without_answers_makes_no_version_and_says_so_in_the_list_of_jobs(serving):
    assert learning.train() is None
    outcome = JobRun.objects.get(key__startswith="matching.train ").outcome
    assert outcome == "no new version; to_projects 0 of 30 lists; to_investors 0 of 30 lists"
    assert ScoreModel.objects.count() == 1


def test_the_page_of_a_version_shows_the_comparison_and_the_button_to_the_province(
    client, serving, other, wanted, province
):
    pair(wanted, sector=0.8, city=0.2)
    client.force_login(province)
    page = client.get(reverse("admin:matching_scoremodel_change", args=["by-city"])).content.decode()
    assert "1 (0 up, 1 down)" in page
    assert 'name="instead_of" value="by-sector"' in page
    answer = client.post(
        reverse("admin:matching_scoremodel_activate", args=["by-city"]), {"instead_of": "by-sector"}
    )
    assert (answer.status_code, ScoreModel.objects.serving().version) == (302, "by-city")
    late = client.post(
        reverse("admin:matching_scoremodel_activate", args=["by-sector"]), {"instead_of": "by-sector"}
    )
    assert late.status_code == 409
    listed = client.get(reverse("admin:matching_scoremodel_changelist")).content.decode()
    assert "Go back to by-sector" in listed
    assert (
        client.post(reverse("admin:matching_scoremodel_back"), {"instead_of": "by-city"}).status_code == 302
    )
    assert ScoreModel.objects.serving().version == "by-sector"


def test_an_officer_reads_the_scorecard_and_may_not_decide(client, serving, other, officer):
    client.force_login(officer)
    page = client.get(reverse("admin:matching_scoremodel_change", args=["by-city"]))
    assert page.status_code == 200
    assert 'name="instead_of"' not in page.content.decode()
    for name, args in [("activate", ["by-city"]), ("back", []), ("learn", [])]:
        address = reverse(f"admin:matching_scoremodel_{name}", args=args)
        assert client.post(address, {"instead_of": "by-sector"}).status_code == 403
        assert client.get(address).status_code == 403
    assert client.get(reverse("admin:matching_scoremodel_change", args=["nothing"])).status_code == 404


def test_every_signal_has_its_words_and_the_groups_hold_each_once():
    told = [line.signal for _group, rows in lines(DEFAULT) for line in rows]
    assert sorted(told) == sorted(SIGNALS) == sorted(READS)


def test_everybody_reads_the_points_in_use(client, serving):
    page = client.get("/en/matching/").content.decode()
    assert page.count("data-signal=") == sum(
        bool(DEFAULT.to_investors[name] or name == "sector") for name in SIGNALS
    )
    assert '<tr data-signal="sector">' in page
    assert "by-sector" in page


@pytest.mark.parametrize(
    ("low", "high", "word"), [(0.01, 0.2, "Better"), (-0.2, -0.01, "Worse"), (-0.1, 0.1, "No difference")]
)
def test_only_an_interval_on_one_side_of_zero_is_a_difference(low, high, word):
    assert str(verdict({"low": low, "high": high})).startswith(word)
