from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock
from investguangdong.matching.choices import Answer, Reason

FURTHEST = timedelta(days=730)


class AnswerForm(forms.Form):
    """One side's answer to a match; a no says why, a "later" may say until when."""

    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[choice for choice in Answer.choices if choice[0] != Answer.OPEN],
        error_messages={"required": _("Choose one of the answers.")},
    )
    reason = forms.ChoiceField(label=_("Why not?"), choices=[("", "—"), *Reason.choices], required=False)
    until = forms.DateField(
        label=_("Ask again on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(label=_("In your words"), max_length=400, required=False)

    def clean_until(self):
        until, today = self.cleaned_data["until"], clock.today()
        if until and not today < until <= today + FURTHEST:
            raise forms.ValidationError(_("Choose a day between tomorrow and two years from now."))
        return until

    def clean(self):
        data = super().clean()
        if data.get("answer") == Answer.NO and not data.get("reason"):
            self.add_error("reason", _("Say why, so that the next matches are better."))
        return data


class SuggestionForm(forms.Form):
    """Accepted or dismissed; nothing else can be typed."""

    reply = forms.ChoiceField(
        label=_("Answer"), choices=[("accept", _("Change the mandate")), ("dismiss", _("Leave it as it is"))]
    )
