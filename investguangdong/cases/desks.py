"""Who answers and by when, as things stand now: shown before a question is sent, and done when it is."""

from typing import NamedTuple

from django.db.models import Count, Q

from investguangdong.accounts.models import OfficerScope, User
from investguangdong.accounts.scopes import scope_of
from investguangdong.cases.assigning import Choice, Seat, choose
from investguangdong.cases.clocks import PromisedDates, promised
from investguangdong.cases.models import AssignedBecause, Case
from investguangdong.core import clock
from investguangdong.places.calendar import guangdong
from investguangdong.places.models import City


class Answerer(NamedTuple):
    """`city` None is the provincial desk; an officer may be missing where no desk has been staffed yet."""

    city: City | None
    officer: User | None
    deputy: User | None
    because: str


def desk_city(project=None, city=None):
    """Offers taken from public sources, province-wide ones and general questions go to the province."""
    if project is None:
        return city
    return None if project.is_unconfirmed else project.city


def seats(city) -> list[Seat]:
    rows = list(OfficerScope.objects.at_desk(city).prefetch_related("sectors"))
    load = waiting_by_officer([row.user_id for row in rows])
    return [
        Seat(row.user_id, frozenset(s.pk for s in row.sectors.all()), load.get(row.user_id, 0), row.rank)
        for row in rows
    ]


def waiting_by_officer(officers) -> dict[int, int]:
    rows = Case.objects.waiting_for_answer().filter(owner__in=officers).order_by()
    return dict(rows.values_list("owner").annotate(total=Count("pk")))


def who_answers(project=None, city=None) -> Answerer:
    return who_answers_at(desk_city(project, city), project)


def who_answers_at(place, project=None, officer=None) -> Answerer:
    """At the desk of `place` (`None`: the province), whoever would be asked first otherwise. `officer` has dealt
    with the matter before and keeps it where she writes for the desk."""
    choice = _choice(project, place, officer)
    people = User.objects.select_related("officer_profile").in_bulk(
        [pk for pk in (choice.officer, choice.deputy) if pk]
    )
    return Answerer(place, people.get(choice.officer), people.get(choice.deputy), choice.because)


def _choice(project, place, officer=None) -> Choice:
    own = seats(place) if place else []
    knows = officer is not None and scope_of(officer).may_write(place)
    lead, deputy = (officer.pk, None) if knows else _leads_of(project, place)
    found = choose(
        lead=lead,
        deputy=deputy,
        sectors=project.sector_ids if project else (),
        city_desk=own,
        province_desk=[] if own else seats(None),
    )
    return found._replace(because=AssignedBecause.KNOWS_CASE) if knows else found


def _leads_of(project, place) -> tuple[int | None, int | None]:
    """The project's officers, as far as they still write for the desk that answers."""
    if project is None or project.is_unconfirmed:
        return None, None
    leads = [
        row.pk if row and scope_of(row).may_write(place) else None
        for row in (project.officer, project.deputy)
    ]
    return leads[0], leads[1]


def promise_from_now() -> PromisedDates:
    return promised(clock.now(), guangdong())


def officers_for(city, *, by):
    """Who may be given a case of this desk: its own officers and the provincial desk; by the province, anybody."""
    rows = OfficerScope.objects.of_active_staff().filter(can_write=True)
    if not scope_of(by).writes_everywhere:
        rows = rows.filter(Q(city=city) | Q(city=None))
    return User.objects.filter(pk__in=rows.values("user")).order_by("name", "pk")


def desk_with(officer, city):
    """The desk a case of `city` belongs to once this officer has it: her own where she does not work there."""
    if scope_of(officer).may_write(city):
        return city
    own = OfficerScope.objects.filter(user=officer, can_write=True, city__isnull=False).select_related("city")
    first = own.order_by("rank", "pk").first()
    return first.city if first else city
