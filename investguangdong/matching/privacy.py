"""What this app holds about people: their matches, what they said about them, their anonymous briefs."""

from django.utils.translation import gettext_lazy as _

from investguangdong.core.privacy import Declaration
from investguangdong.investors.models import Mandate, Organisation
from investguangdong.matching.models import (
    Brief,
    BriefFigure,
    BriefPolicy,
    BriefQuestion,
    BriefReply,
    BriefSite,
    CityBrief,
    Feedback,
    Match,
    Shown,
    Suggestion,
)
from investguangdong.notifications.privacy import forget_letters_about

WITH_YOUR_MANDATES = _("As long as the mandate.")


def matches() -> Declaration:
    return Declaration(
        label=_("Matches"),
        purpose=_("To show you listings that fit, and why."),
        kept_for=WITH_YOUR_MANDATES,
        models=(Match,),
        rows=matches_of,
        columns=("mandate__code", "project__code", "score"),
        told=lambda rows: [match_told(row) for row in rows.select_related("mandate", "project")],
        erase=erase_matches,
        is_watched=True,
    )


def answers() -> Declaration:
    return Declaration(
        label=_("Your answers to matches"),
        purpose=_("To show you no more of what you turned down, and to learn what fits."),
        kept_for=_("As long as the match; in your words until you are erased."),
        models=(Feedback, Suggestion),
        rows=lambda user: Feedback.objects.filter(by=user),
        columns=("match__mandate__code", "match__project__code", "action", "reason", "note", "at"),
        erase=erase_answers,
        stays=_("In an organisation that stays, your yes or no to a match, without your name and words."),
    )


def shown() -> Declaration:
    return Declaration(
        label=_("What was shown to you"),
        purpose=_("To see whether lists are fair, and to learn what fits."),
        kept_for=_("Nine hundred days."),
        models=(Shown,),
        rows=lambda user: Shown.objects.filter(mandate__in=mandates_of(user)),
        columns=("mandate__code", "project__code", "day", "rank", "opened_at"),
        erase=lambda user: Shown.objects.filter(mandate__in=ending(user)).delete()[0],
        forget=lambda: Shown.objects.past_term().delete()[0],
    )


def briefs() -> Declaration:
    return Declaration(
        label=_("Anonymous briefs"),
        purpose=_("To have cities answer what you look for without knowing who you are."),
        kept_for=WITH_YOUR_MANDATES,
        models=(Brief, BriefQuestion, CityBrief, BriefReply, BriefSite, BriefFigure, BriefPolicy),
        rows=briefs_of,
        columns=("number", "title"),
        told=lambda rows: [brief_told(row) for row in rows.prefetch_related("questions", "cities__city")],
        erase=erase_briefs,
        is_watched=True,
    )


def mandates_of(user):
    return Mandate.objects.filter(organisation__in=Organisation.objects.of_member(user))


def ending(user):
    """Mandates of organisations that end with the person."""
    return Mandate.objects.filter(organisation__in=Organisation.objects.ending_with(user))


def matches_of(user):
    return Match.objects.filter(mandate__in=mandates_of(user))


def briefs_of(user):
    return Brief.objects.filter(mandate__in=mandates_of(user))


def match_told(row: Match) -> dict:
    """With the reasons as they are kept: codes and their values."""
    names = ("score", "reasons", "clashes", "unknowns", "raises", "state_investor", "state_project", "at")
    return {
        "mandate": row.mandate.code,
        "project": row.project.code,
        **{name: getattr(row, name) for name in names},
    }


def brief_told(row: Brief) -> dict:
    names = ("number", "title", "teaser", "language", "facts", "left_out", "due_on", "state", "end_note")
    return {
        **{name: getattr(row, name) for name in names},
        "questions": [question.text or question.code for question in row.questions.all()],
        "cities": [
            {"city": part.city.slug, "asked_back": part.asked_back, "summary": part.summary}
            for part in row.cities.all()
        ],
    }


def erase_matches(user) -> int:
    rows = Match.objects.filter(mandate__in=ending(user))
    forget_letters_about(rows)
    return rows.delete()[0]


def erase_answers(user) -> int:
    """Before the matches: those of an organisation that stays keep the bare answer."""
    rows = Feedback.objects.filter(by=user)
    forget_letters_about(Suggestion.objects.filter(mandate__in=ending(user)))
    forget_letters_about(rows)
    return rows.update(note="", by=None)


def erase_briefs(user) -> int:
    rows = Brief.objects.filter(mandate__in=ending(user))
    forget_letters_about(CityBrief.objects.filter(brief__in=rows))
    forget_letters_about(rows)
    return rows.delete()[0]


# In the order in which they are erased: what hangs on a match before the match.
DECLARATIONS = {"briefs": briefs, "match_answers": answers, "shown_matches": shown, "matches": matches}
