"""The pages of anonymous briefs: the investor's desk and the city's form, and what neither may show."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse

from investguangdong.audit.models import AccessLog
from investguangdong.core import clock
from investguangdong.matching.actions import briefing, choosing
from investguangdong.matching.actions.brief_answers import Figure
from investguangdong.matching.models import Brief, CityBrief
from investguangdong.notifications.models import Message
from investguangdong.notifications.rendering import render
from tests.factories import accounts, briefs, investors, matching, places

CANARY = "Qanarix"
"""No word of any page but the investor's name."""


@pytest.fixture
def hidden(lusitano, investor):
    """Every field by which the organisation could be known holds the canary."""
    lusitano.name = f"{CANARY} Holding"
    lusitano.name_local = f"{CANARY}股份"
    lusitano.website = f"https://{CANARY}.example".lower()
    lusitano.registration_no = f"{CANARY}-77"
    lusitano.slug = CANARY.lower()
    lusitano.save()
    investor.name = f"Ana {CANARY}"
    investor.save()
    return lusitano


def page(client, name, *args):
    return client.get(reverse(f"pages:{name}", args=args))


def form_of(brief, **fields):
    return {
        "title": brief.title, "teaser": "", "language": "en", "due_on": brief.due_on.isoformat(),
        "shown": ["region", "amount", "modes"], "questions": ["plot"], "own_questions": "", "version": brief.version,
        **fields,
    }  # fmt: skip


def test_two_clicks_send_a_brief_and_the_preview_shows_what_is_read(client, investor, lusitano, shenzhen):
    mandate = matching.mandate(lusitano, cities=[shenzhen])
    client.force_login(investor)
    first = client.post(reverse("pages:brief_start"), {"mandate": mandate.code}, follow=True)
    brief = Brief.objects.get()
    assert first.redirect_chain[-1][0].endswith(f"/desk/briefs/{brief.number}/")
    assert "Manufacturer looks for a place" in first.content.decode()
    assert "CNY 100 million to CNY 1 billion" in first.content.decode()
    client.post(brief.get_absolute_url(), form_of(brief, send="1"))
    brief.refresh_from_db()
    assert brief.state == "sent"
    assert [fact["name"] for fact in brief.facts] == ["kind", "region", "sectors", "amount", "modes"]


def test_words_that_give_away_are_shown_beside_the_field_and_nothing_is_lost(client, investor, lusitano):
    brief = briefs.draft(lusitano, by=investor)
    client.force_login(investor)
    answer = client.post(brief.get_absolute_url(), form_of(brief, teaser="Lusitano makes drives.", send="1"))
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "This gives you away: lusitano." in told
    assert "Lusitano makes drives." in told
    brief.refresh_from_db()
    assert (brief.state, brief.teaser) == ("draft", "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"due_on": "2020-01-01"},
        {"due_on": ""},
        {"questions": ["nonsense"]},
        {"own_questions": "\n".join(f"Question {n}?" for n in range(11))},
        {"own_questions": "x" * 301},
        {"version": "x"},
    ],
)
def test_a_wrong_field_is_422_and_saves_nothing(client, investor, lusitano, wrong):
    brief = briefs.draft(lusitano, by=investor)
    client.force_login(investor)
    assert client.post(brief.get_absolute_url(), form_of(brief, **wrong)).status_code == 422
    assert Brief.objects.get().version == brief.version


def test_an_old_version_is_409(client, investor, lusitano):
    brief = briefs.draft(lusitano, by=investor)
    client.force_login(investor)
    client.post(brief.get_absolute_url(), form_of(brief, title="First"))
    answer = client.post(brief.get_absolute_url(), form_of(brief, title="Second"))
    assert answer.status_code == 409
    assert "Second" in answer.content.decode()
    assert Brief.objects.get().title == "First"


def test_few_organisations_alike_bring_a_warning(client, investor, lusitano):
    brief = briefs.draft(lusitano, by=investor)
    client.force_login(investor)
    assert 'data-alike="1"' in page(client, "brief", brief.number).content.decode()
    for _number in range(5):
        matching.mandate(investors.organisation(country="ES"))
    told = page(client, "brief", brief.number).content.decode()
    assert 'data-alike="6"' in told
    assert "a reader may guess who you are" not in told


def test_each_city_says_why_and_can_be_swapped(client, investor, lusitano):
    brief = briefs.draft(lusitano, by=investor)
    places.city("guangzhou")
    client.force_login(investor)
    told = page(client, "brief", brief.number).content.decode()
    assert told.count('data-reason="named" data-verdict="fits"') == 3
    address = reverse("pages:brief_city", args=[brief.number])
    assert client.post(address, {"position": 1, "city": "guangzhou"}).status_code == 302
    assert brief.cities.get(position=1).city.slug == "guangzhou"
    assert client.post(address, {"position": 9, "city": "guangzhou"}).status_code == 422
    assert client.post(address, {"position": 2, "city": "guangzhou"}).status_code == 409


@pytest.mark.parametrize("name", ["brief", "brief_csv"])
def test_another_organisation_finds_nothing(client, investor, lusitano, rival, name):
    brief = briefs.sent(lusitano, by=investor)
    client.force_login(rival)
    assert page(client, name, brief.number).status_code == 404
    assert brief.number not in page(client, "briefs").content.decode()


@pytest.mark.parametrize("name", ["brief_choose", "brief_ask", "brief_end", "brief_city"])
def test_another_organisation_can_do_nothing(client, investor, lusitano, rival, officer, name):
    brief = briefs.sent(lusitano, by=investor)
    briefs.answered(brief, officer)
    for stranger in (rival, officer):
        client.force_login(stranger)
        assert (
            client.post(reverse(f"pages:{name}", args=[brief.number]), {"city": "shenzhen"}).status_code
            == 404
        )


def test_a_reader_of_the_organisation_reads_and_does_nothing(client, investor, lusitano):
    reader = accounts.user("reader@example.com")
    investors.member(lusitano, reader, role="viewer")
    brief = briefs.draft(lusitano, by=investor)
    client.force_login(reader)
    assert page(client, "brief", brief.number).status_code == 200
    assert client.post(brief.get_absolute_url(), form_of(brief)).status_code == 403


def test_the_table_sets_unknown_apart_from_no_and_marks_what_differs(
    client, investor, lusitano, officer, other_officer
):
    brief = briefs.sent(lusitano, by=investor)
    briefs.answered(brief, officer)
    cheaper = Figure("given", 500, source="Notice 3", as_of=clock.today())
    briefs.answered(brief, other_officer, "zhuhai", figures={"land_price": cheaper})
    client.force_login(investor)
    told = page(client, "brief", brief.number).content.decode()
    row = told[told.index('data-row="land_price"') :]
    assert "lowest" in row[: row.index("</tr>")]
    assert "Notice 3" in row[: row.index("</tr>")]
    row = told[told.index('data-row="rent"') :]
    assert [part.split('"')[0] for part in row[: row.index("</tr>")].split('data-known="')[1:]] == [
        "no",
        "unknown",
    ]
    assert "coming by" in told


def test_the_csv_holds_a_row_a_fact_and_what_is_known(client, investor, lusitano, officer):
    brief = briefs.sent(lusitano, by=investor)
    briefs.answered(brief, officer)
    client.force_login(investor)
    rows = list(csv.reader(StringIO(page(client, "brief_csv", brief.number).content.decode("utf-8-sig"))))
    by_label = {row[0]: row[1:] for row in rows}
    assert by_label["Price of industrial land, yuan per m²"] == [
        "680", "given", "Land notice 12", by_label["Price of industrial land, yuan per m²"][3],
    ]  # fmt: skip
    assert by_label["Electricity that can be connected, MW"][1] == "not known"


def test_choosing_on_the_page_leads_to_the_case(client, investor, lusitano, officer):
    brief = briefs.sent(lusitano, by=investor)
    briefs.answered(brief, officer)
    client.force_login(investor)
    address = reverse("pages:brief_choose", args=[brief.number])
    refused = client.post(address, {"city": "shenzhen", "choose-shenzhen-reason": ""})
    assert refused.status_code == 422
    client.post(address, {"city": "shenzhen", "choose-shenzhen-reason": "cost"})
    part = briefs.part(brief)
    assert part.case_number in page(client, "brief", brief.number).content.decode()
    assert client.post(address, {"city": "shenzhen", "choose-shenzhen-reason": "cost"}).status_code == 409


def test_the_list_and_the_table_cost_the_same_for_one_and_three_cities(
    client, investor, lusitano, officer, other_officer, province, django_assert_max_num_queries
):
    brief = briefs.sent(lusitano, by=investor)
    briefs.answered(brief, officer)
    client.force_login(investor)
    page(client, "brief", brief.number)
    with django_assert_max_num_queries(40) as one:
        page(client, "brief", brief.number)
    briefs.answered(brief, other_officer, "zhuhai")
    briefs.answered(brief, province, "dongguan")
    with django_assert_max_num_queries(len(one.captured_queries)):
        page(client, "brief", brief.number)
    with django_assert_max_num_queries(12):
        page(client, "briefs")


# The city's side


def city_page(client, part, act=""):
    if act:
        return reverse(f"admin:matching_citybrief_{act}", args=[part.brief.number, part.city.slug])
    return reverse("admin:matching_citybrief_change", args=[part.code])


def typed(officer, **fields):
    figures = ("land", "land_price", "rent", "power", "power_price", "ready_on", "people", "wage")
    given = {f"{name}_state": "unknown" for name in figures}
    given |= {f"q{place}_state": "open" for place in range(1, 5)}
    until = clock.today() + timedelta(days=90)
    return {"language": "en", "contact": officer.pk, "valid_until": until.isoformat(), **given, **fields}


def test_an_officer_keeps_a_draft_wrong_or_right_and_sends_a_complete_answer(
    client, investor, lusitano, officer
):
    part = briefs.part(briefs.sent(lusitano, by=investor))
    client.force_login(officer)
    address = city_page(client, part, "answer")
    half = typed(officer, land_price_state="given", land_price_value="six", summary="Half done", version=1)
    assert client.post(address, {**half, "save": "1"}).status_code == 302
    shown = client.get(city_page(client, part)).content.decode()
    assert "Half done" in shown
    assert 'value="six"' in shown
    refused = client.post(address, {**half, "land_price_value": "680", "version": 2, "send": "1"})
    assert refused.status_code == 422
    assert "Say where it stands." in refused.content.decode()
    whole = {
        **half, "land_price_value": "680", "land_price_source": "Notice 12", "version": 2, "send": "1",
        "land_price_as_of": clock.today().isoformat(), "q1_state": "answered", "q1_text": "Plot A.",
    }  # fmt: skip
    assert client.post(address, whole).status_code == 302
    part.refresh_from_db()
    assert part.state == "answered"
    assert part.figures.get(name="land_price").value == 680
    assert part.replies.get(question__position=1).text == "Plot A."


def test_a_second_officer_with_an_old_page_gets_409_and_keeps_what_was_typed(
    client, investor, lusitano, officer
):
    part = briefs.part(briefs.sent(lusitano, by=investor))
    client.force_login(officer)
    address = city_page(client, part, "answer")
    client.post(address, typed(officer, summary="The first one", version=1, save="1"))
    late = client.post(address, typed(officer, summary="The second one", version=1, save="1"))
    assert late.status_code == 409
    assert "The second one" in late.content.decode()
    assert "The first one" in late.content.decode()
    assert CityBrief.objects.get(pk=part.pk).draft["summary"] == ["The first one"]


def test_another_citys_officer_gets_404_and_an_auditor_may_not_answer(
    client, investor, lusitano, officer, other_officer, auditor
):
    part = briefs.part(briefs.sent(lusitano, by=investor))
    client.force_login(other_officer)
    assert client.get(city_page(client, part)).status_code == 404
    assert client.post(city_page(client, part, "answer"), {}).status_code == 404
    client.force_login(auditor)
    assert client.get(city_page(client, part)).status_code == 200
    assert client.post(city_page(client, part, "answer"), {}).status_code == 403
    assert client.post(city_page(client, part, "decline"), {"reason": "other"}).status_code == 403


def test_declining_without_a_reason_is_422(client, investor, lusitano, officer):
    part = briefs.part(briefs.sent(lusitano, by=investor))
    client.force_login(officer)
    address = city_page(client, part, "decline")
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "no_land", "version": 1}).status_code == 302
    assert CityBrief.objects.get(pk=part.pk).decline_reason == "no_land"


def test_the_officers_day_names_the_brief_and_the_last_day(client, investor, lusitano, officer):
    brief = briefs.sent(lusitano, by=investor)
    client.force_login(officer)
    assert f'data-brief="{brief.number}"' in client.get(reverse("admin:index")).content.decode()


def test_a_look_of_an_officer_is_noted_and_told_as_her_desk(client, investor, lusitano, officer):
    brief = briefs.sent(lusitano, by=investor)
    client.force_login(officer)
    client.get(city_page(client, briefs.part(brief)))
    assert AccessLog.objects.filter(by=officer, object_type="matching.brief", object_id=brief.pk).count() == 1
    client.force_login(investor)
    told = client.get(reverse("pages:privacy_desk")).content.decode()
    assert "The desk of Shenzhen" in told
    assert officer.name not in told[told.index("<main") :]


def seen_by(client, user, addresses) -> str:
    client.force_login(user)
    return "".join(client.get(address).content.decode() for address in addresses)


def letters() -> str:
    """Every letter to an officer, as it would be sent now."""
    rows = Message.objects.filter(user__is_staff=True, kind__startswith="brief_").select_related("user")
    return "".join(f"{letter.subject}{letter.text}{letter.html}" for letter in map(render, rows) if letter)


@pytest.mark.parametrize("who", ["officer", "other_officer", "province", "auditor"])
def test_no_page_of_the_back_office_names_the_investor_before_a_city_is_chosen(
    client, request, hidden, investor, officer, other_officer, who
):
    brief = briefs.sent(hidden, by=investor)
    briefs.answered(brief, officer)
    user = request.getfixturevalue(who)
    parts = CityBrief.objects.on_desk_of(user).select_related("brief", "city")
    lists = [reverse(f"admin:matching_{name}_changelist") for name in ("citybrief", "brief")]
    addresses = [*lists, reverse("admin:index"), *(city_page(client, part) for part in parts)]
    seen = seen_by(client, user, addresses)
    assert brief.number in seen
    assert CANARY.lower() not in seen.lower()
    assert CANARY.lower() not in letters().lower()


def test_a_city_learns_neither_the_name_nor_who_else_was_asked(
    client, hidden, investor, officer, other_officer
):
    brief = briefs.sent(hidden, by=investor)
    briefs.answered(brief, officer, summary="Shenzhen offers the moon")
    part = briefs.part(brief, "zhuhai")
    seen = seen_by(
        client, other_officer, [city_page(client, part), reverse("admin:matching_citybrief_changelist")]
    )
    main = seen[seen.index("<main") :]
    assert brief.number in main
    assert "Shenzhen" not in main
    assert "Dongguan" not in main


def test_after_the_choice_only_the_chosen_city_reads_the_name(
    client, hidden, investor, officer, other_officer
):
    brief = briefs.sent(hidden, by=investor)
    part = briefs.answered(brief, officer)
    briefs.answered(brief, other_officer, "zhuhai")
    choosing.choose_city(part, by=investor, others_reason="cost", note="Too far from the port.")
    assert CANARY in seen_by(client, officer, [city_page(client, part)])
    other = seen_by(
        client, other_officer, [city_page(client, briefs.part(brief, "zhuhai")), reverse("admin:index")]
    )
    assert CANARY.lower() not in other.lower()
    assert "Too far from the port." in other
    mine = Message.objects.get(kind="brief_chosen", user=officer)
    theirs = Message.objects.get(kind="brief_not_chosen", user=other_officer)
    assert CANARY in render(mine).text
    assert CANARY.lower() not in f"{render(theirs).subject}{render(theirs).text}{render(theirs).html}".lower()
    assert "another city was chosen" in render(theirs).subject


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "IB-"), ("pt", "IB-")])
def test_letters_speak_the_officers_language(investor, lusitano, officer, language, word):
    officer.language = language
    officer.save()
    briefs.sent(lusitano, by=investor)
    message = Message.objects.get(kind="brief_sent", user=officer)
    assert message.language == language
    assert word in render(message).subject


def test_a_letter_about_a_withdrawn_brief_is_not_sent(investor, lusitano, officer):
    brief = briefs.sent(lusitano, by=investor)
    briefing.withdraw_brief(brief, by=investor)
    assert render(Message.objects.get(kind="brief_sent", user=officer)) is None
