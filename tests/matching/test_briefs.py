"""Anonymous briefs by their actions: made, sent, answered, chosen, ended; at most three cities, one name opened."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from investguangdong.audit.models import AuditEntry
from investguangdong.cases.models import Case
from investguangdong.core import clock
from investguangdong.investors.models import Grant
from investguangdong.investors.versions import NotPossible, OldVersion
from investguangdong.matching.actions import brief_answers, brief_clock, briefing, choosing
from investguangdong.matching.actions.briefing import GivesAway
from investguangdong.matching.models import Brief, BriefQuestion, CityBrief
from investguangdong.notifications.models import Message
from tests.factories import accounts, briefs, matching, places, projects

WORDS = {"title": "A maker of converters", "teaser": "", "language": "en"}


def change(brief, by, **fields):
    due_on = brief.due_on
    return briefing.change_brief(brief, by=by, **{**WORDS, "due_on": due_on, **fields})


def told(kind) -> set[str]:
    return set(Message.objects.filter(kind=kind).values_list("recipient", flat=True))


def test_a_draft_goes_to_the_named_cities_with_the_usual_questions_and_no_name(investor, lusitano):
    brief = briefs.draft(lusitano, by=investor)
    assert brief.number == f"IB-{clock.today().year}-{int(brief.number[-6:]):06d}"
    assert {one.city.slug for one in brief.cities.all()} == {"shenzhen", "zhuhai", "dongguan"}
    assert brief.questions.count() == 4
    assert "Lusitano" not in brief.title
    assert {one.reasons[1]["code"] for one in brief.cities.all()} == {"named"}


def test_a_city_that_is_ruled_out_is_never_among_the_three(investor, lusitano, shenzhen, zhuhai):
    mandate = matching.mandate(lusitano, cities=[zhuhai])
    mandate.cities_excluded.set([shenzhen])
    brief = briefing.draft_brief(mandate, by=investor)
    assert [one.city.slug for one in brief.cities.all()] == ["zhuhai"]
    with pytest.raises(NotPossible):
        briefing.swap_city(brief, by=investor, position=2, city=shenzhen)


def test_a_city_ruled_out_after_the_draft_is_not_asked_nor_is_any_for_a_paused_mandate(
    investor, lusitano, shenzhen
):
    brief = briefs.draft(lusitano, by=investor)
    brief.mandate.cities.remove(shenzhen)
    brief.mandate.cities_excluded.add(shenzhen)
    with pytest.raises(NotPossible):
        briefing.send_brief(brief, by=investor)
    brief.mandate.cities_excluded.clear()
    brief.mandate.state = "paused"
    brief.mandate.save()
    with pytest.raises(NotPossible):
        briefing.send_brief(brief, by=investor)
    assert told("brief_sent") == set()


def test_the_first_title_is_in_the_language_of_the_brief(investor, lusitano):
    investor.language = "zh-hans"
    brief = briefs.draft(lusitano, by=investor)
    assert brief.language == "zh-hans"
    assert "manufacturer" not in brief.title.lower()


def test_a_city_with_a_listing_that_fits_comes_before_one_without(investor, lusitano, shenzhen, zhuhai):
    project = matching.listing(zhuhai)
    match = matching.match(lusitano, project)
    match.mandate.cities.clear()
    brief = briefing.draft_brief(match.mandate, by=investor)
    first = brief.cities.first()
    assert first.city == zhuhai
    assert first.reasons[0] == {"code": "matches", "verdict": "fits", "count": 1, "best": match.rounded}


def test_one_mandate_has_one_brief_at_work(investor, lusitano):
    brief = briefs.draft(lusitano, by=investor)
    assert briefing.draft_brief(brief.mandate, by=investor) == brief
    with pytest.raises(IntegrityError, match="brief_one_at_work_a_mandate"), transaction.atomic():
        Brief.objects.create(mandate=brief.mandate, title="Again", language="en", due_on=clock.today())


@pytest.mark.parametrize("position", [0, 4])
def test_the_database_refuses_a_fourth_city(investor, lusitano, position):
    brief = briefs.draft(lusitano, by=investor)
    with pytest.raises(IntegrityError, match="brief_goes_to_at_most_three_cities"), transaction.atomic():
        CityBrief.objects.create(brief=brief, city=places.city("shaoguan"), position=position)


def test_the_database_refuses_an_eleventh_question(investor, lusitano):
    brief = briefs.draft(lusitano, by=investor)
    with pytest.raises(IntegrityError, match="brief_has_at_most_ten_questions"), transaction.atomic():
        BriefQuestion.objects.create(brief=brief, position=11, text="And?")
    with pytest.raises(NotPossible):
        change(brief, investor, questions=["plot"], own_questions=[f"Question {n}?" for n in range(10)])


def test_a_place_is_swapped_or_left_empty_but_never_the_last(investor, lusitano):
    brief = briefs.draft(lusitano, by=investor)
    briefing.swap_city(brief, by=investor, position=1, city=places.city("shaoguan"))
    assert brief.cities.get(position=1).city.slug == "shaoguan"
    briefing.swap_city(brief, by=investor, position=2, city=None)
    briefing.swap_city(brief, by=investor, position=3, city=None)
    with pytest.raises(NotPossible):
        briefing.swap_city(brief, by=investor, position=1, city=None)


@pytest.mark.parametrize(
    ("field", "text", "word"),
    [
        ("title", "LUSITANO-Power wants land", "lusitano"),
        ("teaser", "We, Ｌｕｓｉｔａｎｏ Power Systems, make drives.", "lusitano power systems"),
        ("teaser", "See www.lusitano.example for more", "www.lusitano.example"),
        ("teaser", "Write to ines@lusitano.pt", "ines@lusitano.pt"),
        ("teaser", "Ring +351 21 123 45 67", "+351 21 123 45 67"),
        ("teaser", "Our number is PT 501-777.", "PT-501777"),
        ("teaser", "Ask for Inês Carvalho.", "ines carvalho"),
        ("own_questions", ["Do you know Lusitano?"], "lusitano"),
    ],
)
def test_words_that_give_the_investor_away_are_named_and_refused(investor, lusitano, field, text, word):
    lusitano.website, lusitano.registration_no = "https://lusitano.example", "PT-501777"
    lusitano.save()
    brief = briefs.draft(lusitano, by=investor)
    with pytest.raises(GivesAway) as found:
        change(brief, investor, **{field: text})
    assert word in found.value.words[field]


def test_plain_words_sums_and_years_give_nobody_away(investor, lusitano):
    brief = briefs.draft(lusitano, by=investor)
    text = "Power systems for 2027-2028: CNY 1 000 000 000, 12.5 MW, 260 people, by sea."
    assert change(brief, investor, teaser=text).teaser == text


def test_cities_read_bands_and_never_the_figures(investor, lusitano):
    brief = briefs.sent(lusitano, by=investor, land_min=4, land_max=12, power_min=10, headcount=260)
    found = {fact["name"]: fact for fact in brief.facts}
    assert found["amount"] == {"name": "amount", "low": 100_000_000, "high": 1_000_000_000}
    assert (found["land"]["low"], found["land"]["high"]) == (1, 20)
    assert (found["power"]["low"], found["power"]["high"]) == (10, 20)
    assert (found["people"]["low"], found["people"]["high"]) == (250, 500)
    assert found["region"] == {"name": "region", "code": "europe"}


def test_what_is_left_out_is_not_sent_and_a_later_change_of_the_mandate_changes_nothing(investor, lusitano):
    brief = change(briefs.draft(lusitano, by=investor), investor, left_out=["region", "kind"])
    brief = briefing.send_brief(brief, by=investor)
    brief.mandate.ticket_max = 9_000_000_000
    brief.mandate.save()
    names = [fact["name"] for fact in briefing.facts_of(Brief.objects.get(pk=brief.pk))]
    assert "region" not in names
    assert "kind" in names  # who asks always stands
    assert {fact["name"]: fact for fact in brief.facts}["amount"]["high"] == 1_000_000_000


def test_sending_tells_the_officers_of_the_three_cities_and_nobody_else(
    investor, lusitano, officer, other_officer, province
):
    stranger = accounts.officer("officer.shaoguan@example.com", city=places.city("shaoguan"))
    brief = briefs.sent(lusitano, by=investor)
    assert told("brief_sent") == {officer.email, other_officer.email, province.email}  # Dongguan has no desk
    assert stranger.email not in told("brief_sent")
    assert not CityBrief.objects.visible_to(stranger).exists()
    assert brief.state == "sent"


def test_a_brief_is_not_sent_in_a_hurry_nor_by_a_reader(investor, lusitano, rival):
    brief = briefs.draft(lusitano, by=investor)
    Brief.objects.filter(pk=brief.pk).update(due_on=clock.today())
    with pytest.raises(NotPossible):
        briefing.send_brief(brief, by=investor)
    with pytest.raises(PermissionDenied):
        briefing.send_brief(brief, by=rival)


def test_an_answer_reaches_the_investor_and_not_the_other_city(investor, lusitano, officer, other_officer):
    brief = briefs.sent(lusitano, by=investor)
    answer = briefs.answered(brief, officer)
    brief.refresh_from_db()
    assert (brief.state, answer.state) == ("answered", "answered")
    assert told("brief_answered") == {investor.email}
    assert list(CityBrief.objects.visible_to(other_officer).values_list("city__slug", flat=True)) == [
        "zhuhai"
    ]
    assert answer.figures.visible_to(other_officer).count() == 0
    with pytest.raises(PermissionDenied):
        briefs.answered(brief, other_officer)


def test_only_published_listings_of_the_city_are_offered(investor, lusitano, officer, zhuhai):
    brief = briefs.sent(lusitano, by=investor)
    with pytest.raises(NotPossible):
        briefs.answered(brief, officer, sites=[matching.listing(zhuhai)])


def test_an_old_version_and_a_late_answer_are_refused(investor, lusitano, officer):
    brief = briefs.sent(lusitano, by=investor)
    part = briefs.part(brief)
    brief_answers.save_draft(part, by=officer, typed={"summary": ["mine"]}, version=part.version)
    with pytest.raises(OldVersion):
        brief_answers.save_draft(part, by=officer, typed={"summary": ["theirs"]}, version=part.version)
    part.refresh_from_db()
    assert part.draft == {"summary": ["mine"]}
    Brief.objects.filter(pk=brief.pk).update(due_on=clock.today() - timedelta(days=1))
    with pytest.raises(NotPossible):
        briefs.answered(brief, officer)


def test_declining_gives_a_reason_that_the_investor_is_told(investor, lusitano, officer):
    part = briefs.part(briefs.sent(lusitano, by=investor))
    with pytest.raises(NotPossible):
        brief_answers.decline_brief(part, by=officer, reason="")
    brief_answers.decline_brief(part, by=officer, reason="no_land", note="All plots are let.")
    assert told("brief_answered") == {investor.email}


def test_asking_back_has_one_round_without_a_name(investor, lusitano, officer):
    brief = briefs.sent(lusitano, by=investor)
    part = briefs.answered(brief, officer)
    with pytest.raises(GivesAway):
        briefing.ask_back(part, by=investor, text="Lusitano asks: who pays?")
    part = briefing.ask_back(part, by=investor, text="Who pays for the line?")
    with pytest.raises(NotPossible):
        briefing.ask_back(part, by=investor, text="And the water?")
    part = brief_answers.reply_back(part, by=officer, text="The grid company.")
    assert not part.wants_reply
    with pytest.raises(NotPossible):
        brief_answers.reply_back(part, by=officer, text="Or you.")


def test_choosing_opens_the_name_to_one_city_and_a_case_with_its_clock(
    investor, lusitano, officer, other_officer
):
    brief = briefs.sent(lusitano, by=investor)
    part = briefs.answered(brief, officer)
    briefs.answered(brief, other_officer, "zhuhai")
    part = choosing.choose_city(part, by=investor, others_reason="cost")
    brief.refresh_from_db()
    case = Case.objects.get(number=part.case_number)
    assert (case.organisation, case.city.slug, case.owner) == (lusitano, "shenzhen", officer)
    assert case.first_answer_due > clock.now()
    assert list(Grant.objects.values_list("city__slug", "because")) == [
        ("shenzhen", f"{brief.number} · {brief.mandate.code}")
    ]
    assert told("brief_chosen") == {officer.email, investor.email}
    assert other_officer.email in told("brief_not_chosen")
    assert {one.city.slug: one.state for one in brief.cities.all()} == {
        "shenzhen": "chosen", "zhuhai": "not_chosen", "dongguan": "not_chosen",
    }  # fmt: skip
    with pytest.raises(NotPossible):
        choosing.choose_city(briefs.part(brief, "zhuhai"), by=investor)


def test_the_case_goes_to_the_contact_of_the_answer_also_for_an_offer_the_province_would_answer(
    investor, lusitano, officer, shenzhen, province
):
    second = accounts.officer("second@example.com", city=shenzhen, rank=3)
    site = projects.as_published(city="shenzhen")
    brief = briefs.sent(lusitano, by=investor)
    part = briefs.answered(brief, officer, contact=second, sites=[site])
    part = choosing.choose_city(part, by=investor)
    case = Case.objects.get(number=part.case_number)
    assert (case.owner, case.deputy, case.city, case.project) == (second, officer, shenzhen, site)
    assert case.assigned_because == "knows_case"


def test_a_brief_that_all_cities_decline_ends_and_frees_its_mandate(investor, lusitano, officer, province):
    brief = briefs.sent(lusitano, by=investor)
    for slug in ("shenzhen", "zhuhai", "dongguan"):
        brief.refresh_from_db()
        assert brief.state == "sent"
        brief_answers.decline_brief(briefs.part(brief, slug), by=province, reason="no_land")
    brief.refresh_from_db()
    assert (brief.state, brief.end_reason) == ("closed", "no_answer")


def test_a_city_that_has_not_answered_cannot_be_chosen(investor, lusitano):
    with pytest.raises(NotPossible):
        choosing.choose_city(briefs.part(briefs.sent(lusitano, by=investor)), by=investor)


def test_withdrawing_calls_off_the_cities_and_frees_the_mandate(investor, lusitano, officer):
    brief = briefs.sent(lusitano, by=investor)
    with pytest.raises(GivesAway):
        briefing.withdraw_brief(brief, by=investor, note="Lusitano has other plans")
    briefing.withdraw_brief(brief, by=investor)
    assert briefs.part(brief).state == "called_off"
    assert officer.email in told("brief_not_chosen")
    assert briefing.draft_brief(brief.mandate, by=investor) != brief


def test_reminders_go_two_days_before_and_on_the_last_day_once(investor, lusitano, officer):
    brief = briefs.sent(lusitano, by=investor)
    Brief.objects.filter(pk=brief.pk).update(due_on=clock.today())
    assert brief_clock.remind_officers() == 3
    brief_clock.remind_officers()
    assert Message.objects.filter(kind="brief_due", recipient=officer.email).count() == 1


def test_unanswered_parts_lapse_and_a_brief_nobody_answered_ends(investor, lusitano, officer):
    brief = briefs.sent(lusitano, by=investor)
    Brief.objects.filter(pk=brief.pk).update(due_on=clock.today() - timedelta(days=1))
    assert brief_clock.lapse_parts() == 3
    brief.refresh_from_db()
    assert (brief.state, brief.end_reason) == ("closed", "no_answer")
    assert told("brief_due") == {investor.email}
    assert brief_clock.lapse_parts() == 0


def test_a_brief_without_a_choice_ends_after_thirty_days(investor, lusitano, officer):
    brief = briefs.sent(lusitano, by=investor)
    briefs.answered(brief, officer)
    Brief.objects.filter(pk=brief.pk).update(due_on=clock.today() - timedelta(days=31))
    brief_clock.keep_briefs_moving()
    brief.refresh_from_db()
    assert (brief.state, brief.end_reason) == ("closed", "expired")
    assert briefs.part(brief).state == "not_chosen"


def test_the_audit_names_the_brief_and_never_the_investor(investor, lusitano, officer):
    brief = briefs.sent(lusitano, by=investor)
    briefs.answered(brief, officer)
    rows = AuditEntry.objects.filter(verb__startswith="brief.")
    assert {row.object_label.split(":")[0] for row in rows} == {brief.number}
    assert not [row for row in rows if "usitano" in f"{row.changes}{row.reason}{row.object_label}"]
