"""Matches of the sample mandates, scored by the model like any other."""

from django.db import transaction

from investguangdong.core import clock
from investguangdong.investors.models import Mandate
from investguangdong.matching import actions, sample_answers
from investguangdong.matching.actions import activating, exposing
from investguangdong.matching.models import Match

MOST = 500


def make(*, seed=1, today=None, **_options) -> dict:
    """Idempotent: scoring again changes nothing but the time."""
    with transaction.atomic():
        activating.lock_serving()
    actions.rescore_mandates(Mandate.objects.active().order_by("pk")[:MOST])
    actions.arrange_all()
    shown = sample_answers.make(seed=seed, today=today or clock.today())
    exposing.record_exposure()
    return {"matches": Match.objects.count(), "shown": shown}
