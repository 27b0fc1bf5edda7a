"""Filters of the lists: lenient, so that an address from elsewhere still shows a page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock
from investguangdong.core.languages import best
from investguangdong.places.models import City, Policy, Port, Sector, Zone

LAPSES_SOON = 60  # days before its end in which a policy counts as lapsing


class LenientChoice(forms.ChoiceField):
    def validate(self, value):
        """Nothing is refused: ListFilter tells which values it did not know."""


class ListFilter(forms.Form):
    """A GET form over fields of choices. `apply` narrows by the values it knows; `ignored` names the rest."""

    def chosen(self) -> dict[str, str]:
        self.full_clean()
        return {
            name: value for name, value in self.cleaned_data.items() if value and self._knows(name, value)
        }

    @property
    def ignored(self) -> list[str]:
        self.full_clean()
        return [v for name, v in self.cleaned_data.items() if v and not self._knows(name, v)]

    def _knows(self, name: str, value: str) -> bool:
        return value in {str(key) for key, _label in self.fields[name].choices}

    def apply(self, queryset):
        return queryset.filter(**{self.lookups.get(n, n): value for n, value in self.chosen().items()})

    lookups: dict[str, str] = {}


def any_of(label, choices) -> LenientChoice:
    return LenientChoice(label=label, required=False, choices=[("", _("All")), *choices])


class CityFilter(ListFilter):
    """A list filter with a city; `cities` are the ones to offer, so that none leads to an empty page."""

    def __init__(self, *args, cities=None, **kwargs):
        super().__init__(*args, **kwargs)
        offered = City.objects.enabled() if cities is None else cities
        names = [(city.slug, best(city, "name").text) for city in offered]
        self.fields["city"].choices = [("", _("All")), *names]


class ZoneFilter(CityFilter):
    kind = any_of(_("Kind"), Zone.Kind.choices)
    city = any_of(_("City"), [])
    lookups = {"city": "city__slug"}


class NamedFilter(ListFilter):
    """A list filter over rows with a slug and a name: `rows` by name of the field."""

    def __init__(self, *args, rows: dict, **kwargs):
        super().__init__(*args, **kwargs)
        for name, found in rows.items():
            names = [(row.slug, best(row, "name").text) for row in found]
            self.fields[name].choices = [("", _("All")), *names]


class ProjectLayer(NamedFilter):
    sector = any_of(_("Sector"), [])
    cluster = any_of(_("Cluster"), [])


class ZoneLayer(ListFilter):
    kind = any_of(_("Kind"), Zone.Kind.choices)


class PortFilter(CityFilter):
    kind = any_of(_("Kind"), Port.Kind.choices)
    city = any_of(_("City"), [])
    lookups = {"city": "city__slug"}


class PortLayer(ListFilter):
    kind = any_of(_("Kind"), Port.Kind.choices)


class ClusterLayer(NamedFilter):
    cluster = any_of(_("Cluster"), [])


class PolicyFilter(CityFilter):
    """A city keeps what applies there: its own policies, its zones', the province's and the country's. A sector
    keeps what names it and what names no sector."""

    WINDOWS = [
        ("open", _("in force")),
        ("lapsing", _("lapses within 60 days")),
        ("check", _("to be checked")),
        ("ended", _("ended")),
    ]

    kind = any_of(_("Kind"), Policy.Kind.choices)
    scope = any_of(_("Scope"), Policy.Scope.choices)
    city = any_of(_("City"), [])
    sector = any_of(_("Sector"), [])
    state = any_of(_("Window"), WINDOWS)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = [(sector.slug, best(sector, "name").text) for sector in Sector.objects.enabled()]
        self.fields["sector"].choices = [("", _("All")), *names]

    def apply(self, queryset):
        chosen = self.chosen()
        if slug := chosen.pop("city", ""):
            queryset = queryset.for_city(City.objects.get(slug=slug))
        if slug := chosen.pop("sector", ""):
            queryset = queryset.for_sector(Sector.objects.get(slug=slug))
        return in_window(queryset, chosen.pop("state", "")).filter(**chosen)


def in_window(policies, state: str):
    today = clock.today()
    if state == "ended":
        return policies.ended_by(today)
    if state == "lapsing":
        return policies.lapsing(today, within=LAPSES_SOON)
    if state == "check":
        return policies.in_force(today).filter(state=Policy.State.CHECK)
    return policies.in_force(today).filter(state=Policy.State.IN_FORCE) if state == "open" else policies
