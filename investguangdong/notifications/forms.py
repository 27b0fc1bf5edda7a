from django import forms
from django.utils.translation import gettext_lazy as _

from investguangdong.notifications.kinds import KINDS
from investguangdong.notifications.models import Preference


class PreferencesForm(forms.Form):
    """One box for each kind of message that may be switched off."""

    wanted = forms.MultipleChoiceField(
        label=_("Send me by e-mail"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, address: str, **options):
        optional = [kind for kind in KINDS.values() if not kind.mandatory]
        off = Preference.objects.switched_off_by(address)
        options.setdefault("initial", {"wanted": [kind.name for kind in optional if kind.name not in off]})
        super().__init__(*args, **options)
        self.fields["wanted"].choices = [(kind.name, kind.label) for kind in optional]
