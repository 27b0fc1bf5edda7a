"""The panel "How many investors this fits" beside a listing in the back office, for a draft that nobody has saved
as well. Filled into `core.registry.project_panels`."""

from collections.abc import Sequence

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from investguangdong.investors.models import Mandate
from investguangdong.matching.facts import MandateFacts
from investguangdong.matching.fit import BANDS, fit_of
from investguangdong.matching.models import ScoreModel
from investguangdong.matching.reading import Reference, mandate_facts, project_facts
from investguangdong.projects.models import Project

BAND_WORDS = {
    "very_strong": _("fit very well (85 and more of 100)"),
    "strong": _("fit well (70 to 84)"),
    "possible": _("might fit (55 to 69)"),
}
REASON_WORDS = {
    "sector": _("their sector"),
    "themes": _("what they wrote"),
    "ticket": _("the amounts meet"),
    "returns": _("what it earns"),
    "city": _("a city they named"),
    "state": _("the place"),
    "mode": _("the way to take part"),
    "land": _("enough land"),
    "power": _("enough power"),
    "site": _("what the site has"),
    "stage": _("how far it is"),
    "backed": _("whether others take part"),
    "time": _("in time for them"),
    "readiness": _("well prepared and checked"),
}
RAISE_WORDS = {
    "sector": _("with a sector"),
    "amount": _("with an amount that suits them"),
    "mode": _("with the way to take part they want"),
    "place": _("with a city they named"),
    "site": _("with the land and power they need"),
    "time": _("available when they want to start"),
    "checked": _("with the facts checked today"),
}


class Investors:
    """Facts of all mandates at work, read again when one of them or an organisation has changed."""

    def __init__(self):
        self.version, self.facts = None, ()

    def read(self, reference: Reference) -> Sequence[MandateFacts]:
        rows = Mandate.objects.active()
        version = rows.aggregate(
            count=Count("pk"),
            last=Max("pk"),
            mandate=Max("changed_at"),
            organisation=Max("organisation__changed_at"),
        )
        if version != self.version:
            self.facts = tuple(mandate_facts(row, reference) for row in rows.with_facts().order_by("pk"))
            self.version = version
        return self.facts


INVESTORS = Investors()


def panel(project: Project, _user) -> dict:
    """Verified searches in bands with reasons; of the others only how many."""
    reference = Reference()
    facts, mandates = facts_of(project, reference), INVESTORS.read(reference)
    model = {"neighbours": reference.neighbours, "weights": ScoreModel.objects.serving()}
    fit = fit_of(facts, [one for one in mandates if one.is_verified], **model)
    others = fit_of(facts, [one for one in mandates if not one.is_verified], **model)
    return {
        "fit": fit,
        "others": others,
        "bands": [(BAND_WORDS[name], fit.bands[name]) for name, _bound in BANDS],
        "reasons": [(REASON_WORDS[name], count) for name, count in fit.reasons],
        "raises": [(RAISE_WORDS[name], count) for name, count in fit.raises],
        "url": f"{reverse('admin:matching_match_changelist')}?q={project.code}" if project.code else "",
    }


def facts_of(project: Project, reference: Reference):
    """A draft has no count of its policies yet."""
    if not hasattr(project, "policy_count"):
        project.policy_count = project.policies.count() if project.pk else 0
    return project_facts(project, reference)
