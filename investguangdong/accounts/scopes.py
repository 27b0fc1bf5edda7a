"""Which part of the province an officer sees and may change."""

from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, Value

from investguangdong.accounts.models import OfficerScope, User


@dataclass(frozen=True)
class Scope:
    """`sector_ids` empty means every sector; no cities and not everywhere means nothing at all."""

    everywhere: bool = False
    city_ids: frozenset[int] = frozenset()
    can_write: bool = False
    writable_city_ids: frozenset[int] = frozenset()
    writes_everywhere: bool = False
    sector_ids: frozenset[int] = frozenset()

    def covers(self, city) -> bool:
        """`None` is the province itself: only who works province-wide covers it."""
        return self.everywhere or (city is not None and city.pk in self.city_ids)

    def may_write(self, city) -> bool:
        return self.writes_everywhere or (city is not None and city.pk in self.writable_city_ids)

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.city_ids)


NOTHING = Scope()


def scope_of(user) -> Scope:
    """Read once a request: kept on the user object, so reload the user after changing her areas."""
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return NOTHING
    if not hasattr(user, "_scope"):
        user._scope = _read(user)
    return user._scope


def _read(user) -> Scope:
    if user.is_superuser:
        return Scope(everywhere=True, can_write=True, writes_everywhere=True)
    chosen = ArrayAgg("sectors", filter=Q(sectors__isnull=False), default=Value([]))
    rows = list(OfficerScope.objects.filter(user=user).annotate(sector_ids=chosen))
    sectors = [frozenset(row.sector_ids) for row in rows]
    return Scope(
        everywhere=any(row.city_id is None for row in rows),
        city_ids=frozenset(row.city_id for row in rows if row.city_id),
        can_write=any(row.can_write for row in rows),
        writable_city_ids=frozenset(row.city_id for row in rows if row.city_id and row.can_write),
        writes_everywhere=any(row.city_id is None and row.can_write for row in rows),
        sector_ids=frozenset().union(*sectors) if sectors and all(sectors) else frozenset(),
    )


def desk_of(city) -> list[User]:
    """The named officers of a city, lead first, deputy second; of `None` the provincial desk.

    A city without officers is answered for by the provincial desk."""
    scopes = list(OfficerScope.objects.at_desk(city)) or list(OfficerScope.objects.at_desk(None))
    return [scope.user for scope in scopes]
