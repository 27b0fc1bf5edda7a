"""The search of projects: the address bar is the search. List, map, feeds, alerts and the desk share it."""

from datetime import timedelta
from decimal import Decimal

from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock
from investguangdong.core.languages import best
from investguangdong.places.models import City, Cluster, Sector, Zone
from investguangdong.places.rates import convert
from investguangdong.projects.models import Digest, Mode, Stage
from investguangdong.projects.searching import is_found, rank, word_query

PROVINCE = "province"
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
ORDERS = {
    "newest": (F("published_at").desc(nulls_last=True), "-pk"),
    "readiness": (F("readiness").desc(nulls_last=True), F("published_at").desc(nulls_last=True), "-pk"),
    "amount": (F("amount_cny_max").desc(nulls_last=True), F("amount_cny_min").desc(nulls_last=True), "-pk"),
    "closing": (F("closes_on").asc(nulls_last=True), F("published_at").desc(nulls_last=True), "-pk"),
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
        self.rows = {
            "sector": {row.slug: row for row in Sector.objects.all()},
            "cluster": {row.slug: row for row in Cluster.objects.all()},
            "city": {row.slug: row for row in City.objects.all()},
            "zone": {row.slug: row for row in Zone.objects.all()},
        }
        for key, rows in self.rows.items():
            self.fields[key].choices = [(slug, best(row, "name").text) for slug, row in rows.items()]
        self.fields["city"].choices = [*self.fields["city"].choices, (PROVINCE, _("Whole province"))]
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
        return bool(self.get("q")) and word_query(self.get("q")) is not None

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

    def conditions(self) -> dict[str, Q]:
        """One condition for each filter that is set, under the filter's name."""
        found = {
            "q": is_found(self.get("q")) if self.get("q") else None,
            "sector": self._rows("sector", "sector_ids__overlap"),
            "cluster": self._rows("cluster", "cluster__in"),
            "city": self._cities(),
            "zone": self._rows("zone", "zone__in"),
            "mode": Q(modes__overlap=self.get("mode")) if self.get("mode") else None,
            "stage": Q(stage__in=self.get("stage")) if self.get("stage") else None,
            "amount": self._amount(),
            "land_min": Q(land_max__gte=self.get("land_min"))
            | Q(land_max=None, land_min__gte=self.get("land_min"))
            if self.get("land_min")
            else None,
            "readiness": Q(readiness__gte=self.get("readiness")) if self.get("readiness") else None,
            "verified": self._verified(),
        }
        return {key: condition for key, condition in found.items() if condition is not None}

    def _rows(self, key, lookup):
        chosen = [self.rows[key][slug].pk for slug in self.get(key, [])]
        return Q(**{lookup: chosen}) if chosen else None

    def _cities(self):
        slugs = self.get("city", [])
        if not slugs:
            return None
        condition = Q(city__in=[self.rows["city"][slug].pk for slug in slugs if slug != PROVINCE])
        return condition | Q(city=None) if PROVINCE in slugs else condition

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

    def apply(self, queryset):
        """The projects of this search in its order. Scope and status are the caller's."""
        return self.order(queryset.filter(*self.conditions().values()))

    def order(self, queryset):
        if self.sort_key == "match":
            return queryset.order_by(rank(self.get("q")).desc(), *ORDERS["newest"])
        return queryset.order_by(*ORDERS[self.sort_key])


class SavedSearchForm(forms.Form):
    name = forms.CharField(label=_("Name of this search"), max_length=120)
    digest = forms.ChoiceField(
        label=_("Mail about new projects"), choices=Digest.choices, initial=Digest.DAILY
    )
