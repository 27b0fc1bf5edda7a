"""The newsletter in the back office: writing an issue, trying it out, having it read, seeing it leave."""

from django.contrib import admin
from django.utils.translation import gettext_lazy
from modeltranslation.admin import TranslationAdmin

from investguangdong.accounts.backoffice import ReadingAdmin, ScopedAdmin
from investguangdong.content.actions import newsletter
from investguangdong.content.admin.acting import Act, ActingMixin
from investguangdong.content.models import NewsletterIssue, Subscriber, SubscriptionRequest, edits
from investguangdong.core import clock, languages
from investguangdong.places.admin import AuditedAdmin

NOT_NOW = gettext_lazy("The issue is not at that step, or a language is missing:")


@admin.register(NewsletterIssue)
class NewsletterIssueAdmin(ActingMixin, AuditedAdmin, TranslationAdmin, ScopedAdmin):
    list_display = ["title", "slug", "state", "written_by", "approved_by", "sent_at"]
    list_filter = ["state"]
    list_select_related = ["written_by", "approved_by"]
    search_fields = ["title_en", "title_zh_hans", "slug"]
    fields = ["slug", "title", "lead", "body", "sectors", "cities"]
    change_form_template = "admin/content/newsletterissue/change_form.html"
    acts = (
        Act(
            name="test",
            label=gettext_lazy("Send a test to me"),
            run=newsletter.send_test,
            may=lambda issue, user: edits(user, NewsletterIssue),
            done=gettext_lazy("The test is on its way to your address."),
        ),
        Act(
            name="submit",
            label=gettext_lazy("Give to a second person"),
            run=newsletter.submit_issue,
            may=lambda issue, user: issue.can_be_written_by(user),
            done=gettext_lazy("It waits for a second person."),
            stale=(newsletter.IllegalStep,),
            sentence=NOT_NOW,
        ),
        Act(
            name="approve",
            label=gettext_lazy("Approve and send"),
            run=newsletter.approve_issue,
            may=lambda issue, user: issue.can_be_approved_by(user),
            done=gettext_lazy("Approved. It leaves now, a hundred letters at a time."),
            stale=(newsletter.IllegalStep,),
            sentence=NOT_NOW,
        ),
        Act(
            name="return",
            label=gettext_lazy("Back to draft"),
            run=newsletter.return_issue,
            may=lambda issue, user: (
                issue.state == NewsletterIssue.State.SUBMITTED and edits(user, NewsletterIssue)
            ),
            done=gettext_lazy("It is a draft again."),
            stale=(newsletter.IllegalStep,),
            sentence=NOT_NOW,
        ),
    )

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.is_draft)

    def save_model(self, request, obj, form, change):
        """Whoever changes the words last has written them: approving takes somebody else."""
        obj.written_by, obj.changed_at = request.user, clock.now()
        super().save_model(request, obj, form, change)

    def beside(self, request, row):
        if row is None:
            return {}
        return {
            "issue": row,
            "letters": [
                (languages.NAMES[code], languages.best(row, "title", code), languages.best(row, "lead", code),
                 languages.best(row, "body", code))
                for code in languages.LANGUAGES
            ],
            "readers": Subscriber.objects.visible_to(request.user).wanting(row).count(),
            "counts": newsletter.letters_by_state(row),
        }  # fmt: skip


@admin.register(Subscriber)
class SubscriberAdmin(ReadingAdmin):
    list_display = ["email", "language", "sectors", "cities", "confirmed_at", "left_at"]
    list_filter = ["language"]
    search_fields = ["email"]


@admin.register(SubscriptionRequest)
class SubscriptionRequestAdmin(ReadingAdmin):
    list_display = ["email", "language", "asked_at", "confirmed_at"]
    list_filter = ["language"]
    search_fields = ["email"]
