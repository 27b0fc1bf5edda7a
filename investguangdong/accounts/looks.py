"""Who looked at a person's data: which desk, what, when and why. Officers are named by their desk: they look on
its behalf, and the audit knows which of them it was."""

from django.db.models import Q
from django.utils.translation import gettext as _

from investguangdong.accounts.models import OfficerScope
from investguangdong.audit.models import AccessLog
from investguangdong.core import languages
from investguangdong.core.privacy import declarations, keys


class Looks:
    """The looks of others at the rows of one person, newest first."""

    def __init__(self, user):
        seen = Q(pk__in=[])
        self.labels = {}
        for declared in declarations().values():
            if declared.is_watched:
                rows = declared.rows(user)
                kind = rows.model._meta.label_lower
                seen |= Q(object_type=kind, object_id__in=keys(rows))
                self.labels[kind] = declared.label
        self.rows = AccessLog.objects.filter(seen).exclude(by=user).order_by("-at", "-pk")

    def described(self, rows) -> list[dict]:
        """Each look in words; the desks of all in one query."""
        rows = list(rows.select_related("by"))
        desks = desks_of({row.by_id for row in rows if row.by_id})
        return [
            {
                "at": row.at,
                "who": who(row, desks),
                "act": row.get_act_display(),
                "what": self.labels[row.object_type],
                "label": row.object_label,
                "why": why(row, desks),
            }
            for row in rows
        ]

    def told(self) -> list[dict]:
        """For the copy, in plain text."""
        return [{name: str(value) for name, value in one.items()} for one in self.described(self.rows)]


def looks_at(user) -> Looks:
    return Looks(user)


def desks_of(accounts: set[int]) -> dict[int, list]:
    """Where each of them works; a desk without a city is the province's."""
    found: dict[int, list] = {}
    for scope in OfficerScope.objects.filter(user__in=accounts).select_related("city"):
        found.setdefault(scope.user_id, []).append(scope)
    return found


def who(row: AccessLog, desks: dict) -> str:
    scopes = desks.get(row.by_id)
    if scopes is None:
        return _("An administrator of the site") if getattr(row.by, "is_staff", False) else _("A colleague")
    wide = [scope for scope in scopes if scope.city is None]
    if wide:
        return _("The province’s desk") if wide[0].can_write else _("The province’s auditor")
    names = ", ".join(languages.best(scope.city, "name").text for scope in scopes)
    return _("The desk of %(city)s") % {"city": names}


def why(row: AccessLog, desks: dict) -> str:
    scopes = desks.get(row.by_id)
    if scopes is None:
        return _("Keeps the site running") if getattr(row.by, "is_staff", False) else _("Same organisation")
    if any(scope.city is None for scope in scopes):
        return _("Answers for the whole province")
    return _("You wrote to this desk, were introduced to it, or your wishes fit its listings")
