"""Asked after 150 days, again after 180, paused after 210; the clock is moved, the job is run."""

from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest

from investguangdong.audit.models import AuditEntry
from investguangdong.core import clock
from investguangdong.core.models import Change
from investguangdong.investors import actions, mandate_links
from investguangdong.investors.choices import MandateState, PausedBecause
from investguangdong.investors.models import Mandate
from investguangdong.investors.tasks import remind_unconfirmed
from investguangdong.notifications.models import Message
from investguangdong.notifications.rendering import render
from tests.factories import investors

START = datetime(2026, 1, 10, 4, 0, tzinfo=UTC)


def after(days: int):
    """The whole site on a later day."""
    return mock.patch.object(clock, "now", return_value=START + timedelta(days=days))


@pytest.fixture
def mandate(lusitano, investor, colleague):
    return investors.mandate(lusitano, last_confirmed_on=START.date())


def sent() -> list[tuple[str, str]]:
    return sorted(Message.objects.values_list("kind", "recipient"))


def run_on(*days: int) -> None:
    for day in days:
        with after(day):
            remind_unconfirmed()


def test_nobody_is_asked_before_five_months(mandate):
    run_on(149)
    assert sent() == []


def test_members_are_asked_once_however_often_the_job_runs(mandate):
    run_on(150, 150, 151, 179)
    assert sent() == [
        ("mandate_confirm", "colleague@example.com"),
        ("mandate_confirm", "investor@example.com"),
    ]


def test_who_only_reads_is_not_asked(mandate, lusitano, newcomer):
    investors.member(lusitano, newcomer, role="viewer")
    run_on(150)
    assert newcomer.email not in {recipient for _kind, recipient in sent()}


def test_asked_again_then_stale_then_paused_with_a_letter(mandate):
    run_on(150, 180)
    assert len(sent()) == 4
    with after(181):
        row = Mandate.objects.get()
        assert (row.is_stale, row.state) == (True, MandateState.ACTIVE)
    run_on(209)
    assert Mandate.objects.get().state == MandateState.ACTIVE
    run_on(210)
    row = Mandate.objects.get()
    assert (row.state, row.paused_because) == (MandateState.PAUSED, PausedBecause.UNCONFIRMED)
    assert [kind for kind, _to in sent()].count("mandate_paused") == 2
    assert Change.objects.get().field == "state"
    assert AuditEntry.objects.get(verb="mandate.pause").by is None
    run_on(211, 400)
    assert len(sent()) == 6


def test_mandate_found_late_is_asked_twice_before_it_is_paused(mandate):
    run_on(300, 301, 329)
    assert len(sent()) == 2
    run_on(330, 359)
    assert Mandate.objects.get().state == MandateState.ACTIVE
    run_on(360)
    assert Mandate.objects.get().state == MandateState.PAUSED


def test_confirming_begins_anew_and_resumes(mandate, investor):
    run_on(150, 180, 210)
    with after(215):
        row = actions.confirm_mandate(mandate, by=investor)
        assert (row.state, row.paused_because, row.times_asked) == (MandateState.ACTIVE, "", 0)
    run_on(220, 364)
    assert len(sent()) == 6
    run_on(365)
    assert len(sent()) == 8


def test_draft_closed_and_paused_mandates_are_left_alone(lusitano, investor):
    for state in (MandateState.DRAFT, MandateState.PAUSED, MandateState.CLOSED):
        investors.mandate(lusitano, last_confirmed_on=START.date(), state=state)
    run_on(150, 180, 210)
    assert sent() == []


def letter_to(user):
    return Message.objects.filter(user=user).latest("pk")


def test_letter_holds_the_link_that_confirms_and_says_what_comes_next(mandate, investor):
    with after(150):
        remind_unconfirmed()
        text = render(letter_to(investor)).text
    assert "/desk/mandates/still-right/" in text
    assert "9 July 2026" in text  # the 180th day
    with after(180):
        remind_unconfirmed()
        text = render(letter_to(investor)).text
    assert "8 August 2026" in text  # the 210th


def test_letter_is_not_sent_once_confirmed_or_to_who_has_left(mandate, investor, colleague, lusitano):
    with after(150):
        remind_unconfirmed()
        gone = {"starts_on": START.date(), "ends_on": clock.today()}
        lusitano.memberships.filter(user=colleague).update(**gone)
        assert render(letter_to(colleague)) is None
        assert render(letter_to(investor)) is not None
        actions.confirm_mandate(mandate, by=investor)
        assert render(letter_to(investor)) is None


def test_token_names_mandate_member_and_day_and_ends(mandate, investor):
    token = mandate_links.confirm_token(mandate, investor)
    read = mandate_links.read_token(token)
    assert (read.code, read.member, read.confirmed_on) == (mandate.code, investor.pk, START.date())
    assert mandate_links.read_token(token[:-2] + "xx") is None
    with mock.patch.object(mandate_links, "LIFETIME", -1), pytest.raises(mandate_links.LinkExpired):
        mandate_links.read_token(token)
