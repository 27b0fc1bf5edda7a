"""What this app holds about people: their shortlist, what they follow and search, rooms opened to them."""

from django.utils.translation import gettext_lazy as _

from investguangdong.core.privacy import Declaration
from investguangdong.investors.models import Organisation
from investguangdong.notifications.privacy import forget_letters_about
from investguangdong.projects.models import Follow, Room, SavedProject, SavedSearch, SearchHit

UNTIL_REMOVED = _("Until you remove it.")


def saved_projects() -> Declaration:
    return Declaration(
        label=_("Saved projects"),
        purpose=_("To keep your shortlist."),
        kept_for=UNTIL_REMOVED,
        models=(SavedProject,),
        rows=SavedProject.objects.visible_to,
        columns=("project__code", "note", "at"),
        erase=lambda user: gone(SavedProject.objects.visible_to(user)),
        corrected_at="pages:saved",
    )


def follows() -> Declaration:
    return Declaration(
        label=_("Listings you follow"),
        purpose=_("To tell you what changes in them."),
        kept_for=UNTIL_REMOVED,
        models=(Follow,),
        rows=Follow.objects.visible_to,
        columns=("project__code", "is_from_shortlist", "at"),
        erase=lambda user: gone(Follow.objects.visible_to(user)),
        corrected_at="pages:saved",
    )


def saved_searches() -> Declaration:
    return Declaration(
        label=_("Saved searches"),
        purpose=_("To tell you of new results."),
        kept_for=UNTIL_REMOVED,
        models=(SavedSearch, SearchHit),
        rows=SavedSearch.objects.visible_to,
        columns=("name", "query", "digest", "at"),
        erase=lambda user: gone(SavedSearch.objects.visible_to(user)),
        corrected_at="pages:saved",
    )


def rooms() -> Declaration:
    return Declaration(
        label=_("Data rooms open to your organisation"),
        purpose=_("To let those who signed a non-disclosure agreement read the closed papers."),
        kept_for=_("As long as your organisation is here."),
        models=(Room,),
        rows=lambda user: Room.objects.filter(organisation__in=Organisation.objects.of_member(user)),
        columns=("project__code", "signed_on", "until"),
        erase=lambda user: gone(Room.objects.filter(organisation__in=Organisation.objects.ending_with(user))),
    )


def gone(rows) -> int:
    forget_letters_about(rows)
    return rows.delete()[0]
