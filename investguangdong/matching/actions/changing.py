"""What follows from changes of listings, mandates and organisations."""

from collections.abc import Iterable
from itertools import batched

from django.db.models import Q

from investguangdong.core import jobs
from investguangdong.investors.models import Mandate
from investguangdong.matching.actions.running import start_run
from investguangdong.matching.actions.scoring import rescore_mandates, rescore_projects
from investguangdong.matching.affected import affected_by
from investguangdong.projects.models import Project

AT_ONCE = 50
# So many listings change when a file is imported: then a whole run costs less.
MANY = 500


def rescore_changed(changes: Iterable) -> None:
    """Only the pairs that the changes can concern, each object once however often it was changed."""
    found = affected_by(changes)
    if len(found.projects) >= MANY:
        start_run()
        jobs.wake_on_commit("matching.work")
        return
    for pks in batched(sorted(found.projects), AT_ONCE, strict=False):
        rescore_projects(Project.objects.filter(pk__in=pks).order_by("pk"))
    changed = Mandate.objects.filter(Q(pk__in=found.mandates) | Q(organisation__in=found.organisations))
    if found.mandates or found.organisations:
        rescore_mandates(changed.order_by("pk"))
