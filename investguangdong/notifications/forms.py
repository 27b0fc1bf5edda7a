from django import forms
from django.utils.translation import gettext_lazy as _

from investguangdong.notifications.kinds import KINDS, Kind
from investguangdong.notifications.models import Preference

Frequency = Preference.Frequency


def offered_to(user) -> list[Kind]:
    """Kinds this person gets and may choose about."""
    return [kind for kind in KINDS.values() if not kind.mandatory and (user.is_staff or not kind.for_staff)]


class PreferencesForm(forms.Form):
    """One choice for each kind of message that may be switched off; some may come as a digest."""

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        for kind in offered_to(user):
            now = Preference.objects.frequency_of(kind.name, [user.email])[user.email]
            self.fields[kind.name] = forms.ChoiceField(
                label=kind.label, choices=choices_of(kind), initial=now, required=False
            )


def choices_of(kind: Kind) -> list[tuple]:
    digests = (Frequency.DAILY, Frequency.WEEKLY) if kind.digests else ()
    return [(one.value, HOW_OFTEN[one]) for one in (Frequency.INSTANT, *digests, Frequency.OFF)]


HOW_OFTEN = {
    Frequency.INSTANT: _("by e-mail at once"),
    Frequency.DAILY: _("by e-mail once a day, at 09:00 in Guangdong"),
    Frequency.WEEKLY: _("by e-mail once a week, on Monday"),
    Frequency.OFF: _("in the inbox only"),
}
