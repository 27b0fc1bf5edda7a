"""From one side's yes to an introduction. Called inside the transaction of the answer."""

from django.utils.translation import gettext as _

from investguangdong.accounts.scopes import scope_of
from investguangdong.cases.actions import open_case
from investguangdong.cases.desks import desk_city, who_answers
from investguangdong.cases.models import Case, Channel
from investguangdong.core import clock, languages
from investguangdong.investors.actions import grant
from investguangdong.investors.choices import MandateState, Role
from investguangdong.matching.choices import Side
from investguangdong.matching.models import Feedback, Match
from investguangdong.matching.reading import is_open
from investguangdong.matching.refusals import NotPossible
from investguangdong.notifications.actions import notify


def obstacle(match: Match) -> str:
    """Why nobody can be introduced now, in a sentence that says what to do instead; empty where nothing is."""
    if match.mandate.state != MandateState.ACTIVE:
        return _(
            "The mandate is not active at present, so nobody can be introduced. Say “later” to be asked again."
        )
    if not is_open(match.project):
        return _("This listing is not open at present. Say “later” to be asked again.")
    if not contacts(match):
        return _("Nobody acts for this organisation any more, so there is nobody to introduce.")
    return ""


def check(match: Match) -> None:
    if problem := "" if match.is_introduced else obstacle(match):
        raise NotPossible(problem)


def contacts(match: Match) -> list:
    """Who may answer for the investor today, whoever said yes first, then the owners."""
    organisation = match.mandate.organisation
    said = Feedback.objects.in_force().filter(match=match, side=Side.INVESTOR)
    who = said.values_list("by", flat=True).first()
    rows = (
        organisation.memberships.current().filter(user__is_active=True).select_related("user").order_by("pk")
    )
    ranked = sorted(rows, key=lambda row: (row.user_id != who, row.role != Role.OWNER))
    return [row.user for row in ranked if organisation.can_be_changed_by(row.user)]


def ask_officer(match: Match) -> None:
    """An investor is interested: whoever would get the case is told, without the name, and by when."""
    answerer = who_answers(match.project, match.project.city)
    if answerer.officer:
        version = match.answer_due.date().isoformat()
        notify("match_interest", to=answerer.officer, about=match, version=version)


def ask_investor(match: Match) -> None:
    """The officer would like to talk: the people of the mandate are asked."""
    for user in contacts(match):
        notify("match_invited", to=user, about=match, version=clock.today().isoformat())


def both_sides(match: Match, *, by) -> None:
    """Opens the organisation to the desk that said yes, opens a case with its clock and tells both sides."""
    organisation, officer = match.mandate.organisation, who_said_yes(match)
    desk = desk_of(match, officer)
    grant(organisation, city=desk, because=f"{match.mandate.code} · {match.project.code}", by=by)
    people = contacts(match)
    match.introduced_at = clock.now()
    match.case = open_introduction(match) or introduction(match, people[0], desk)
    match.answer_due = None
    match.save(update_fields=["introduced_at", "case", "answer_due"])
    for user in {person.pk: person for person in (*people, match.case.owner, officer) if person}.values():
        notify("match_mutual", to=user, about=match)


def who_said_yes(match: Match):
    said = Feedback.objects.in_force().filter(match=match, side=Side.PROJECT).select_related("by").first()
    return said.by if said else None


def desk_of(match: Match, officer):
    """The desk of the officer who said yes; an unconfirmed listing is the province's unless its city took it."""
    city = match.project.city
    works_here = officer is not None and not scope_of(officer).everywhere
    return city if works_here else desk_city(match.project, city)


def open_introduction(match: Match) -> Case | None:
    """Two mandates of one organisation that meet the same listing are one conversation."""
    rows = Case.objects.open_now().filter(channel=Channel.MATCH, project=match.project)
    return rows.filter(organisation=match.mandate.organisation).order_by("pk").first()


def introduction(match: Match, contact, desk) -> Case:
    """The case begins with what brought the two together, in the investor's language."""
    language = languages.supported(contact.language or match.mandate.language)
    with languages.with_language(language):
        title = languages.best(match.project, "title").text
        question = _(
            "Both sides said yes to this match: “%(mandate)s” and “%(project)s”. When can we talk?"
        ) % {
            "mandate": match.mandate.name,
            "project": title,
        }
    return open_case(
        by=contact,
        contact_name=contact.name or contact.email,
        contact_email=contact.email,
        language=language,
        question=question,
        project=match.project,
        city=match.project.city,
        organisation=match.mandate.organisation,
        channel=Channel.MATCH,
        agreed=True,
        desk=desk,
    )
