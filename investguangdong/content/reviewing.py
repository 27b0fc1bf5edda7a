"""Which texts should have been read again by now."""

from investguangdong.content.models import CaseStudy, Page, Question, SectorProfile, Update, edits

KINDS = (Page, SectorProfile, CaseStudy, Question, Update)


def overdue(user, today) -> list:
    """The rows whose review is overdue, oldest first, of the kinds this person edits: one query a kind."""
    rows = [
        row for model in KINDS if edits(user, model) for row in model.objects.visible_to(user).overdue(today)
    ]
    return sorted(rows, key=lambda row: (row.next_review_on, str(row)))
