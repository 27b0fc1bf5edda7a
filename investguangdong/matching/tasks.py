"""Doors for Celery. What changed is read from the change queue: a lost wake-up costs seconds, no match."""

from celery import shared_task
from django.db.models import Q

from investguangdong.accounts.models import User
from investguangdong.core.actions import sweep_changes
from investguangdong.core.locks import advisory_lock
from investguangdong.investors.models import Mandate
from investguangdong.matching import actions
from investguangdong.matching.actions import brief_clock, exposing, learning
from investguangdong.projects.models import Project

CONSUMER = "matching"
A_FEW = 10
TOPICS = ("investors", "projects", "places")


@shared_task(name="matching.rescore_mandate", ignore_result=True)
def rescore_mandate(pk: int) -> None:
    mandate = Mandate.objects.active().filter(pk=pk).first()
    if mandate:
        actions.rescore_mandate(mandate)


@shared_task(name="matching.rescore_project", ignore_result=True)
def rescore_project(pk: int) -> None:
    project = Project.objects.filter(pk=pk).first()
    if project:
        actions.rescore_project(project)


@shared_task(name="matching.sweep", ignore_result=True, soft_time_limit=280, time_limit=290)
def sweep() -> int:
    """Scores anew what has changed since the last sweep; one process at a time."""
    with advisory_lock("matching.sweep") as mine:
        return sweep_changes(CONSUMER, topics=TOPICS, handle=rescore_changed) if mine else 0


def rescore_changed(changes) -> None:
    """A few projects are scored one by one; where many have changed, every mandate against all of them."""
    ids: dict[str, set[str]] = {}
    for change in changes:
        ids.setdefault(change.object_type, set()).add(change.object_id)
    projects = Project.objects.filter(pk__in=ids.get("projects.project", ())).order_by("pk")
    if len(projects) > A_FEW:
        actions.rescore_mandates(Mandate.objects.active().order_by("pk"))
    else:
        for project in projects:
            actions.rescore_project(project)
    changed = Q(pk__in=ids.get("investors.mandate", ()))
    changed |= Q(organisation__in=ids.get("investors.organisation", ()))
    for mandate in Mandate.objects.filter(changed).order_by("pk"):
        actions.rescore_mandate(mandate)


@shared_task(name="matching.rescore_all", ignore_result=True, soft_time_limit=3600, time_limit=3700)
def rescore_all() -> int:
    """Every night: ages, rates and closing dates move even when nobody touches a row."""
    with advisory_lock("matching.rescore_all") as mine:
        return actions.rescore_mandates(Mandate.objects.active().order_by("pk")) if mine else 0


@shared_task(name="matching.tell_new_matches", ignore_result=True)
def tell_new_matches() -> int:
    with advisory_lock("matching.tell_new_matches") as mine:
        return actions.tell_new_matches() if mine else 0


@shared_task(name="matching.keep_briefs_moving", ignore_result=True)
def keep_briefs_moving() -> None:
    with advisory_lock("matching.keep_briefs_moving") as mine:
        if mine:
            brief_clock.keep_briefs_moving()


@shared_task(name="matching.wake", ignore_result=True)
def wake() -> int:
    """Asks again about what somebody put off until today."""
    with advisory_lock("matching.wake") as mine:
        return actions.wake() if mine else 0


@shared_task(name="matching.train", ignore_result=True, soft_time_limit=1800, time_limit=1900)
def train(user: int | None = None) -> str:
    """A new version of the weights, if there is enough to learn from. It waits for a person to put it to use."""
    with advisory_lock("matching.train") as mine:
        made = learning.train(by=User.objects.filter(pk=user).first()) if mine else None
    return made.version if made else ""


@shared_task(name="matching.record_exposure", ignore_result=True)
def record_exposure() -> int:
    with advisory_lock("matching.record_exposure") as mine:
        return exposing.record_exposure() if mine else 0
