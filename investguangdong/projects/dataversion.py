"""One pair of values that moves with every change of a listing or a place."""

from datetime import datetime

from django.db.models import Max

from investguangdong.core.models import Change
from investguangdong.projects.models import Project

TOPICS = ("projects", "places")


def data_version() -> tuple[int, datetime | None]:
    """The last change and its time: two look-ups by index, however many rows there are."""
    last = Change.objects.filter(topic__in=TOPICS).order_by("-pk").values_list("pk", flat=True).first()
    return last or 0, Project.objects.aggregate(at=Max("updated_at"))["at"]
