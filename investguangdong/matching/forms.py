from django import forms
from django.utils.translation import gettext_lazy as _

from investguangdong.matching.choices import Answer, Reason


class AnswerForm(forms.Form):
    """One side's answer to a match; a no says why."""

    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[choice for choice in Answer.choices if choice[0] != Answer.OPEN],
        error_messages={"required": _("Choose one of the answers.")},
    )
    reason = forms.ChoiceField(label=_("Why not?"), choices=[("", "—"), *Reason.choices], required=False)
    note = forms.CharField(label=_("In your words"), max_length=400, required=False)

    def clean(self):
        data = super().clean()
        if data.get("answer") == Answer.NO and not data.get("reason"):
            self.add_error("reason", _("Say why, so that the next matches are better."))
        return data
