"""What readers said about pages: the queue, the answer, the quiet end."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from investguangdong.accounts.backoffice import ScopedAdmin
from investguangdong.content.actions.feedback import NotWaiting, answer_feedback, close_feedback
from investguangdong.content.admin.acting import Act, ActingMixin
from investguangdong.content.forms import AnswerForm, ReasonForm
from investguangdong.content.models import PageFeedback
from investguangdong.core import clock


def can_be_answered(feedback, user) -> bool:
    return feedback.can_be_answered_by(user)


class LateFilter(admin.SimpleListFilter):
    title = gettext_lazy("clock")
    parameter_name = "clock"

    def lookups(self, request, model_admin):
        return [("waiting", gettext_lazy("waiting")), ("late", gettext_lazy("late"))]

    def queryset(self, request, queryset):
        if self.value() == "waiting":
            return queryset.waiting()
        return queryset.late() if self.value() == "late" else queryset


@admin.register(PageFeedback)
class PageFeedbackAdmin(ActingMixin, ScopedAdmin):
    list_display = ["address", "useful", "short", "city", "language", "received_at", "due", "state"]
    list_filter = [LateFilter, "state", "useful", "language"]
    list_select_related = ["city"]
    search_fields = ["address", "text"]
    ordering = ["due_at", "-received_at"]
    actions = None
    acts = (
        Act(
            name="answer",
            label=gettext_lazy("Answer"),
            run=answer_feedback,
            may=can_be_answered,
            done=gettext_lazy("Answered. Where an address was left, the answer is on its way."),
            form=AnswerForm,
            stale=(NotWaiting,),
        ),
        Act(
            name="close",
            label=gettext_lazy("Close without an answer"),
            run=close_feedback,
            may=can_be_answered,
            done=gettext_lazy("Closed."),
            form=ReasonForm,
            stale=(NotWaiting,),
        ),
    )

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("what is wrong"))
    def short(self, feedback):
        return feedback.text if len(feedback.text) <= 80 else f"{feedback.text[:79]}…"

    @admin.display(description=gettext_lazy("answer due"), ordering="due_at")
    def due(self, feedback):
        if feedback.state != PageFeedback.State.NEW:
            return "–"
        late = feedback.due_at < clock.now()
        day = f"{feedback.due_at.astimezone(clock.BUSINESS_ZONE):%Y-%m-%d %H:%M}"
        return f"{day} ({gettext_lazy('late')})" if late else day
