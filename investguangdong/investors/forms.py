"""What an organisation says about itself, and the fields that the mandate's steps share with it."""

from decimal import Decimal

from django import forms
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.fields import dress
from investguangdong.accounts.identity import plain_text
from investguangdong.core.languages import best
from investguangdong.investors.models import Organisation
from investguangdong.places.models import Sector

MILLION = Decimal(1_000_000)


class PlainTextField(forms.CharField):
    """NFC, without invisible and direction-changing characters: what is stored is what is seen."""

    def to_python(self, value):
        return plain_text(super().to_python(value))


class MillionsField(forms.DecimalField):
    """Typed in millions, handed on in whole units."""

    def __init__(self, **options):
        super().__init__(min_value=0, max_value=10_000_000, decimal_places=3, **options)

    def clean(self, value):
        millions = super().clean(value)
        return None if millions is None else millions * MILLION

    def prepare_value(self, value):
        return format((value / MILLION).normalize(), "f") if isinstance(value, Decimal) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class NamedChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj) -> str:
        return best(obj, "name").text


def ticks(queryset, *, required=False, **options) -> NamedChoices:
    return NamedChoices(
        queryset, required=required, to_field_name="slug", widget=forms.CheckboxSelectMultiple, **options
    )


class OrganisationForm(forms.ModelForm):
    name = PlainTextField(label=_("Legal name"), max_length=200)
    name_local = PlainTextField(
        label=_("Name in its own script"),
        max_length=200,
        required=False,
        help_text=_("For example the Chinese, Japanese or Korean name."),
    )
    sectors = ticks(Sector.objects.enabled(), label=_("What you do"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Organisation
        fields = [
            "name", "name_local", "country", "kind", "website", "registration_no", "founded",
            "employees", "in_china", "sectors", "disclosure",
        ]  # fmt: skip
        labels = {
            "country": _("Country or area of registration"),
            "kind": _("What kind of organisation"),
            "website": _("Website"),
            "registration_no": _("Registration number"),
            "founded": _("Founded in"),
            "employees": _("Employees"),
            "in_china": _("Do you have a company in the Mainland already?"),
            "disclosure": _("Who may see your organisation"),
        }
        help_texts = {
            "registration_no": _(
                "An officer compares it with the public register before marking you checked."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", self.instance.version if self.instance.pk else None)
        countries = self.fields["country"]
        countries.choices = [("", BLANK_CHOICE_LABEL), *list(countries.choices)[1:]]
        dress(self)
