"""What stood in a list, who opened it, and from which values it was scored then: one row a pair, side and day,
one statement a page."""

from investguangdong.core import clock
from investguangdong.matching.choices import Side
from investguangdong.matching.models import Match, Shown
from investguangdong.matching.models.shown import UNIT

A_DAY = ["mandate", "project", "side", "day"]


def record_shown(matches, *, by, first: int = 1, side: str = Side.INVESTOR) -> int:
    """The matches of one page in their order, `first` being the place of the first of them. The first showing of
    a day counts. What an officer sees on an investor's page is nobody's showing. Returns how many were told."""
    rows = [] if by.is_staff and side == Side.INVESTOR else list(matches)
    told = [showing(match, side=side, rank=first + at) for at, match in enumerate(rows)]
    Shown.objects.bulk_create(told, ignore_conflicts=True)
    return len(told)


def record_opened(match: Match, *, by, side: str = Side.INVESTOR) -> None:
    if by.is_staff and side == Side.INVESTOR:
        return
    row = showing(match, side=side, rank=match.rank)
    row.opened_at = clock.now()
    Shown.objects.bulk_create([row], update_conflicts=True, unique_fields=A_DAY, update_fields=["opened_at"])


def keep_values(match: Match, *, side: str) -> None:
    """Before an answer is written: from what the pair was scored when it was given."""
    Shown.objects.bulk_create([showing(match, side=side, rank=None)], ignore_conflicts=True)


def showing(match: Match, *, side: str, rank: int | None) -> Shown:
    return Shown(
        side=side,
        mandate_id=match.mandate_id,
        project_id=match.project_id,
        day=clock.today(),
        rank=rank,
        model_version=match.model_version,
        values=[round(part.value * UNIT) for part in match.parts],
    )
