"""Makes the sample listings: through the action, or for very many by COPY."""

from investguangdong.core import clock
from investguangdong.core.actions import mark_machine
from investguangdong.projects.actions import TEXTS, create_project
from investguangdong.projects.models import Project, Status
from investguangdong.projects.sampling import bulk, desk, ended, hanging
from investguangdong.projects.sampling.reading import sampler_for
from investguangdong.projects.sampling.rows import Sampler

DEFAULT = 300
# More than this goes by COPY, without history and audit.
BY_ACTION = 2000
UNLISTED_SHARE = 20


def make(*, seed=1, today=None, projects=None, **_options) -> dict:
    """Idempotent: a row that is there keeps its code; one whose check has run out is dated anew."""
    number = DEFAULT if projects is None else projects
    today = today or clock.today()
    if number > BY_ACTION:
        bulk.make(seed, today, number)
    else:
        sampler = sampler_for(seed, today)
        make_by_action(sampler, number)
        desk.make(seed)
        hanging.make(seed)
        if number >= DEFAULT:
            ended.make(sampler)
    refresh_dates(today)
    rows = Project.objects.filter(is_sample=True, sample_key__startswith=f"{seed}-P").order_by("pk")
    return {"projects": rows.count(), "first_project": rows.values_list("code", flat=True).first()}


def make_by_action(sampler: Sampler, number: int) -> None:
    known = set(Project.objects.filter(is_sample=True).values_list("sample_key", flat=True))
    wanted = [(n, True) for n in range(number)] + [(n, False) for n in range(number // UNLISTED_SHARE)]
    for n, listed in wanted:
        row = sampler.row(n, listed=listed)
        if row["sample_key"] not in known:
            mark_machine([create_project(by=None, **row)], TEXTS)


def refresh_dates(today) -> None:
    """A demonstration that runs for months keeps its listings."""
    ended.open_lapsed()
    samples = Project.objects.filter(is_sample=True).exclude(status=Status.CLOSED)
    gone = samples.filter(expires_on__lt=today)
    gone.update(verified_on=today, expires_on=today + bulk.CHECK_LASTS)
    late = samples.filter(closes_on__lt=today)
    late.update(closes_on=today + bulk.CHECK_LASTS)
