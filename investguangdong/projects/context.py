"""What the head of every page shows of listings."""

from django.utils.functional import SimpleLazyObject

from investguangdong.projects import shortlist


def saved_count(request) -> dict:
    """Counted only where a template shows it. A request refused at the door has no visitor yet."""
    if not hasattr(request, "user"):
        return {"shortlist_count": 0}
    return {"shortlist_count": SimpleLazyObject(lambda: shortlist.count_of(request))}
