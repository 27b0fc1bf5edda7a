"""Matches of the sample mandates, scored by the model like any other."""

from investguangdong.investors.models import Mandate
from investguangdong.matching import actions
from investguangdong.matching.models import Match, ScoreModel
from investguangdong.matching.weights import DEFAULT, written

MOST = 500


def make(**_options) -> dict:
    """Idempotent: scoring again changes nothing but the time."""
    ScoreModel.objects.get_or_create(
        version=DEFAULT.version,
        defaults={
            "weights": written(DEFAULT),
            "is_serving": True,
            "note": "Stated by hand; nothing learned yet.",
        },
    )
    actions.rescore_mandates(Mandate.objects.active().order_by("pk")[:MOST])
    return {"matches": Match.objects.count()}
