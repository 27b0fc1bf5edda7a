"""Which texts should have been read again by now."""

from investguangdong.content.models import CaseStudy, Page, Question, Reviewed, SectorProfile, Update, edits

KINDS = (Page, SectorProfile, CaseStudy, Question, Update)


def overdue(user, today) -> list[Reviewed]:
    """Rows of the kinds this person edits whose review is overdue, the oldest first: one query a kind."""
    rows = [
        row
        for model in KINDS
        if edits(user, model)
        for row in model.objects.visible_to(user).overdue(today).only("slug", "next_review_on")
    ]
    return sorted(rows, key=lambda row: (row.next_review_on, row.slug))
