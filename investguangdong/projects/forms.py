"""The search of projects: the address bar is the search. List, map, feeds, alerts and the desk share it."""

from datetime import timedelta
from decimal import Decimal
from functools import cached_property

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.identity import plain_text
from investguangdong.core import clock
from investguangdong.places.rates import convert
from investguangdong.projects import reference
from investguangdong.projects.asked import Words
from investguangdong.projects.models import Digest, Mode, SearchEntry, Stage
from investguangdong.projects.reference import PROVINCE

CURRENCIES = ("CNY", "USD", "EUR", "HKD", "MOP", "JPY", "GBP")
VERIFIED = {"30d": 30, "90d": 90, "365d": 365}
SORTS = {
    "match": _("Best match"),
    "newest": _("Newest"),
    "readiness": _("Readiness"),
    "amount": _("Largest amount"),
    "closing": _("Closing soonest"),
}
VIEWS = {"cards": _("List"), "table": _("Table"), "map": _("Map")}
# Columns of an entry, none of them NULL: a page can begin after the last row of the one before.
ORDERS = {
    "newest": ("-published_at", "-project_id"),
    "readiness": ("-readiness", "-published_at", "-project_id"),
    "amount": ("-amount_cny", "-published_at", "-project_id"),
    "closing": ("closes_on", "-published_at", "-project_id"),
}
MANY = ("sector", "cluster", "city", "zone", "mode", "stage")
FILTERS = ("q", *MANY, "min", "max", "currency", "land_min", "readiness", "verified", "sort")


class KnownValues(forms.MultipleChoiceField):
    """Keeps the values it knows; the form reports the others as ignored."""

    widget = forms.CheckboxSelectMultiple

    def validate(self, value):
        """Nothing is refused: an address from elsewhere still shows a page."""


class KnownValue(forms.ChoiceField):
    def validate(self, value):
        """As above."""


def prefixed(condition: Q, prefix: str) -> Q:
    """The same condition on columns that lie one relation away."""
    if not prefix:
        return condition
    parts = [prefixed(part, prefix) if isinstance(part, Q) else (f"{prefix}{part[0]}", part[1])
             for part in condition.children]  # fmt: skip
    return Q(*parts, _connector=condition.connector, _negated=condition.negated)


def whole(label, **options):
    return forms.DecimalField(label=label, required=False, min_value=0, max_value=Decimal("1e15"), **options)


class ProjectSearch(forms.Form):
    """Lenient by design: what it cannot read is in `ignored` as (key, value), never an error page."""

    q = forms.CharField(label=_("Search words"), required=False, max_length=200)
    sector = KnownValues(label=_("Sector"), required=False)
    cluster = KnownValues(label=_("Cluster"), required=False)
    city = KnownValues(label=_("Where"), required=False)
    zone = KnownValues(label=_("Zone or park"), required=False)
    mode = KnownValues(label=_("Route"), required=False, choices=Mode.choices)
    stage = KnownValues(label=_("Stage"), required=False, choices=Stage.choices)
    min = whole(_("from"))
    max = whole(_("to"))
    currency = KnownValue(label=_("Currency"), required=False, choices=[(c, c) for c in CURRENCIES])
    land_min = forms.DecimalField(
        label=_("Land, at least"), required=False, min_value=0, max_value=1_000_000, max_digits=10
    )
    readiness = forms.IntegerField(label=_("Readiness, at least"), required=False, min_value=0, max_value=100)
    verified = KnownValue(
        label=_("Checked by an officer"),
        required=False,
        choices=[("30d", _("within 30 days")), ("90d", _("within 90 days")), ("365d", _("within a year"))],
    )
    sort = KnownValue(label=_("Sort"), required=False, choices=list(SORTS.items()))
    view = KnownValue(label=_("View"), required=False, choices=list(VIEWS.items()))
    page = forms.IntegerField(required=False, min_value=1, max_value=50)

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.ignored: list[tuple[str, str]] = []
        self.rows = reference.rows()
        for key, choices in reference.choices().items():
            self.fields[key].choices = choices
        self.is_valid()

    def add_error(self, field, error):
        """One unreadable value does not spoil the rest: it is left out and reported."""
        self.ignored.append((field, str(self.data.get(field, ""))[:100]))
        self.cleaned_data[field] = None

    def clean(self):
        for name, field in self.fields.items():
            if isinstance(field, (KnownValues, KnownValue)):
                self.cleaned_data[name] = self._known(name, field, self.cleaned_data.get(name))

    def _known(self, name, field, value):
        known = {str(key) for key, _label in field.choices}
        values = value if isinstance(value, list) else [value] if value else []
        self.ignored += [(name, one[:100]) for one in values if one not in known]
        kept = [one for one in dict.fromkeys(values) if one in known]
        return kept if isinstance(field, KnownValues) else (kept[0] if kept else "")

    @property
    def values(self) -> dict:
        return getattr(self, "cleaned_data", {})  # none where nothing was asked

    def get(self, key, default=None):
        return self.values.get(key) or default

    @property
    def sort_key(self) -> str:
        chosen = self.get("sort") or ("match" if self.has_words else "newest")
        return chosen if chosen != "match" or self.has_words else "newest"

    @property
    def sorts(self) -> list:
        return [(key, label) for key, label in SORTS.items() if key != "match" or self.has_words]

    @property
    def has_words(self) -> bool:
        return bool(self.words)

    @cached_property
    def words(self) -> Words:
        return Words(self.get("q", ""))

    @property
    def view_key(self) -> str:
        return self.get("view", "cards")

    @property
    def page_number(self) -> int:
        return self.get("page", 1)

    @property
    def currency_key(self) -> str:
        return self.get("currency", "CNY")

    @property
    def verified_key(self) -> str:
        return self.get("verified", "")

    @property
    def has_fine_filters(self) -> bool:
        return any(self.get(key) for key in ("land_min", "readiness", "verified", "cluster", "zone"))

    @property
    def kept_for_words(self) -> list[tuple[str, str]]:
        """What the small forms of the page carry along, so that they change one thing only."""
        return self._kept("q", "sort")

    @property
    def kept_for_sort(self) -> list[tuple[str, str]]:
        return self._kept("sort")

    def _kept(self, *left_out) -> list[tuple[str, str]]:
        keys = [key for key in self.fields if key not in (*left_out, "page") and key in self.data]
        return [(key, value) for key in keys for value in self.data.getlist(key) if value]

    def conditions(self, prefix: str = "") -> dict[str, Q]:
        """One condition for each filter that is set, under the filter's name, on the columns of an entry."""
        found = {
            "sector": self._lookup("sector", "sector_ids__overlap"),
            "cluster": self._lookup("cluster", "cluster_id__in"),
            "city": self._cities(),
            "zone": self._lookup("zone", "zone_id__in"),
            "mode": self._lookup("mode", "modes__overlap"),
            "stage": self._lookup("stage", "stage__in"),
            "amount": self._amount(),
            "land_min": self._lookup("land_min", "land__gte"),
            "readiness": self._lookup("readiness", "readiness__gte"),
            "verified": self._verified(),
        }
        conditions = {key: prefixed(condition, prefix) for key, condition in found.items() if condition}
        return {"q": self.words.condition(prefix), **conditions} if self.has_words else conditions

    def _lookup(self, key, lookup):
        value = self.get(key)
        if key in self.rows and value:
            value = [self.rows[key][slug].pk for slug in value]
        return Q(**{lookup: value}) if value else None

    def _cities(self):
        slugs = self.get("city", [])
        if not slugs:
            return None
        condition = Q(city_id__in=[self.rows["city"][slug].pk for slug in slugs if slug != PROVINCE])
        return condition | Q(city_id=None) if PROVINCE in slugs else condition

    def _verified(self):
        if not self.get("verified"):
            return None
        return Q(verified_on__gte=clock.today() - timedelta(days=VERIFIED[self.get("verified")]))

    def amount_bounds(self) -> tuple[Decimal | None, Decimal | None]:
        """The bounds asked for, in yuan."""
        return self._in_yuan("min"), self._in_yuan("max")

    def _in_yuan(self, key):
        amount = self.values.get(key)
        if amount is None or self.currency_key == "CNY":
            return amount
        converted = convert(amount, self.currency_key, "CNY")
        return converted[0] if converted else amount

    def _amount(self):
        """Ranges that overlap. A range with one known end is open at the other; none known is left out."""
        low, high = self.amount_bounds()
        if low is None and high is None:
            return None
        condition = Q(amount_cny_min__isnull=False) | Q(amount_cny_max__isnull=False)
        if low is not None:
            condition &= Q(amount_cny_max__gte=low) | Q(amount_cny_max=None)
        if high is not None:
            condition &= Q(amount_cny_min__lte=high) | Q(amount_cny_min=None)
        return condition

    def entries(self, today=None):
        """The listed entries of this search, in no order: what counts, and what a page is read from."""
        return SearchEntry.objects.listed(today).filter(*self.conditions().values()).order_by()

    def apply(self, queryset):
        """The projects of this search in its order. Scope and status are the caller's. For one page of a list
        `results.page` is far cheaper."""
        return self.order(queryset.filter(*self.conditions("entry__").values()))

    def order(self, queryset):
        columns = [f"{'-' * name.startswith('-')}entry__{name.lstrip('-')}" for name in self.columns]
        if self.sort_key == "match":
            return queryset.order_by(self.words.rank("entry__").desc(), *columns)
        return queryset.order_by(*columns)

    @property
    def columns(self) -> tuple[str, ...]:
        """What a page of this search is sorted by; after the rank, where that comes first."""
        return ORDERS.get(self.sort_key, ORDERS["newest"])


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Up to 300 characters, for you alone."),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "in"}),
    )

    def clean_note(self):
        return plain_text(self.cleaned_data["note"])


class SavedSearchForm(forms.Form):
    name = forms.CharField(label=_("Name of this search"), max_length=120)
    digest = forms.ChoiceField(
        label=_("Mail about new projects"), choices=Digest.choices, initial=Digest.DAILY
    )
