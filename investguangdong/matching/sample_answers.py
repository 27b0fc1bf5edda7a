"""What sample investors did with what they were shown in the last weeks, so that there is something to learn from
before there are real ones. They open what meets their amount nearby, more or less."""

from datetime import date, timedelta
from random import Random

from investguangdong.core import clock
from investguangdong.matching.actions.learning import train
from investguangdong.matching.actions.showing import showing
from investguangdong.matching.choices import Side
from investguangdong.matching.models import Match, ScoreModel, Shown

A_LIST = 12
LIKES = {"ticket": 2.0, "near": 1.5, "readiness": 1.0}
NOTE = "Learned from the answers of sample investors."


def make(*, seed: int, today: date) -> int:
    """Once: where somebody has been shown anything before, nothing is added. Returns how many rows."""
    if Shown.objects.filter(day__lt=today).exists():
        return 0
    chance = Random(f"answers-{seed}")  # noqa: S311
    rows = Match.objects.standing().filter(mandate__organisation__is_sample=True, rank__lte=A_LIST)
    lists: dict[int, list[Match]] = {}
    for match in rows.order_by("mandate_id", "rank"):
        lists.setdefault(match.mandate_id, []).append(match)
    told = []
    for number, matches in enumerate(lists.values()):
        told += shown_on(today - timedelta(days=3 + 2 * (number % 40)), matches, chance)
    Shown.objects.bulk_create(told)
    if made := train():
        ScoreModel.objects.filter(pk=made.pk).update(note=NOTE)
    return len(told)


def shown_on(day: date, matches: list[Match], chance: Random) -> list[Shown]:
    liking = [liked(match, chance) for match in matches]
    best = sorted(range(len(matches)), key=lambda at: -liking[at])[: 1 + len(matches) // 6]
    rows = [showing(match, side=Side.INVESTOR, rank=at) for at, match in enumerate(matches, start=1)]
    for at, row in enumerate(rows):
        row.day = day
        row.opened_at = clock.now() - (clock.today() - day) if at in best else None
    return rows


def liked(match: Match, chance: Random) -> float:
    values = {part.signal: part.value for part in match.parts}
    return sum(weight * values.get(name, 0.0) for name, weight in LIKES.items()) + chance.random() * 0.4
