"""What waits on the review desks of a demonstration: rounds of new listings, comments, changes of public ones."""

from investguangdong.core import clock
from investguangdong.projects.actions import ask_for_review, comment_on, edit_project
from investguangdong.projects.actions.reviewing import open_round
from investguangdong.projects.models import Project, Review, ReviewKind, ReviewState, Status
from investguangdong.projects.publishing import VERIFICATION_LASTS
from investguangdong.projects.steps import IN_REVIEW

CHANGING = 3
REMARK = "Say which of the two lines carries the full load today (sample comment)."


def make(seed: int) -> None:
    """Idempotent: a listing that has had a round keeps it."""
    rows = Project.objects.filter(is_sample=True, sample_key__startswith=f"{seed}-", reviews=None)
    rows = rows.filter(officer__isnull=False).select_related("officer", "deputy").order_by("pk")
    for project in rows.filter(status__in=IN_REVIEW):
        open_round(
            project, ReviewKind.FIRST, by=project.officer, state=ReviewState.ASKED, writers=[project.officer]
        )
        if project.status == Status.CITY_REVIEW and project.deputy:
            comment_on(project, by=project.deputy, line="risks_en", text=REMARK, is_must=True)
    if Review.objects.filter(kind=ReviewKind.CHANGES, project__is_sample=True).exists():
        return
    today = clock.today()
    fresh = rows.filter(verified_on__gte=today - VERIFICATION_LASTS, expires_on__gt=today)
    for project in fresh.filter(status=Status.PUBLISHED, jobs__isnull=False)[:CHANGING]:
        changes = {"jobs": project.jobs + 20, "title_en": f"{project.title_en}, first phase"}
        edit_project(project, by=project.officer, changes=changes)
        ask_for_review(project, by=project.officer)
