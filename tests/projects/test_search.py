from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from investguangdong.core import clock
from investguangdong.places.models import ExchangeRate
from investguangdong.projects import facets, listing
from investguangdong.projects.forms import ProjectSearch
from investguangdong.projects.models import Mode, Project, Stage
from tests.factories import places, projects

NOBODY = AnonymousUser()
CITIES = ("shenzhen", "zhuhai", "dongguan", None)
SECTORS = ("semiconductors", "new-energy-storage", "low-altitude")


def search(query: str) -> ProjectSearch:
    return ProjectSearch(QueryDict(query))


def listed():
    return Project.objects.listed().visible_to(NOBODY)


def found(query: str) -> list[str]:
    return [project.code for project in search(query).apply(listed())]


@pytest.fixture
def field(db):
    """Thirty listings that differ in every filter, some facts unknown."""
    ExchangeRate.objects.create(currency="USD", on="2026-01-27", rate=Decimal("7"))
    rows = []
    for n in range(30):
        low = None if n % 7 == 0 else Decimal(n * 10_000_000)
        rows.append(
            projects.project(
                city=CITIES[n % 4],
                sector=SECTORS[n % 3],
                sectors=[SECTORS[(n + n // 3) % 3]],
                stage=Stage.values[n % 7],
                modes=[Mode.values[n % 9], Mode.values[(n * 2) % 9]],
                sought_min=low,
                sought_max=None if low is None or n % 5 == 0 else low + 30_000_000,
                amount_missing="" if low is not None else "depends",
                land_min=None if n % 4 == 0 else Decimal(n),
                land_max=None if n % 8 else Decimal(n + 5),
                verified_on=clock.today() - timedelta(days=n * 2),
                expires_on=clock.today() + timedelta(days=1),
                evidence=[]
                if n % 6 == 0
                else [{**projects.RIGHT_TO_OFFER, "state": ("cleared", "issues")[n % 2]}],
            )
        )
    return rows


def matches(project: Project, query: QueryDict) -> bool:
    """The contract's table of filters, written a second time and without the database."""
    known = [value for value in query.getlist("city")]
    amounts = (project.sought_min, project.sought_max)
    low, high = (Decimal(query[key]) if key in query else None for key in ("min", "max"))
    land = project.land_max if project.land_max is not None else project.land_min
    mine = {project.primary_sector.slug, *(sector.slug for sector in project.sectors.all())}
    checks = [
        not known or (project.city.slug if project.city else "province") in known,
        not query.getlist("sector") or mine & set(query.getlist("sector")),
        not query.getlist("mode") or set(project.modes) & set(query.getlist("mode")),
        not query.getlist("stage") or project.stage in query.getlist("stage"),
        (low is None and high is None) or amounts != (None, None),
        low is None or amounts[1] is None or amounts[1] >= low,
        high is None or amounts[0] is None or amounts[0] <= high,
        "land_min" not in query or (land is not None and land >= Decimal(query["land_min"])),
        "readiness" not in query or (project.readiness or 0) >= int(query["readiness"]),
        "verified" not in query
        or project.verified_on >= clock.today() - timedelta(days=int(query["verified"][:-1])),
    ]
    return all(checks)


def some(values, size=2):
    return st.lists(st.sampled_from(values), max_size=size, unique=True)


QUERIES = st.fixed_dictionaries(
    {
        "city": some(["shenzhen", "zhuhai", "province"]),
        "sector": some(SECTORS),
        "mode": some(Mode.values, 3),
        "stage": some(Stage.values, 3),
        "min": st.sampled_from([[], [], ["0"], ["100000000"], ["250000000"]]),
        "max": st.sampled_from([[], [], ["90000000"], ["200000000"]]),
        "land_min": st.sampled_from([[], [], ["5"], ["12"]]),
        "readiness": st.sampled_from([[], [], ["1"], ["15"]]),
        "verified": st.sampled_from([[], [], ["30d"], ["90d"]]),
    }
)


def test_every_combination_of_filters_agrees_with_the_contract(field):
    rows = list(Project.objects.prefetch_related("sectors").select_related("city", "primary_sector"))

    @given(QUERIES)
    @settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    def check(values):
        query = QueryDict(mutable=True)
        for key, chosen in values.items():
            query.setlist(key, chosen) if chosen else None
        wanted = {row.code for row in rows if matches(row, query)}
        asked = ProjectSearch(query)
        assert {row.code for row in asked.apply(listed())} == wanted
        counts = facets.count(asked)
        assert counts.total == len(wanted)
        assert asked.ignored == []
        check_facet(rows, query, counts)

    check()


def check_facet(rows, query, counts):
    """A stage's count is what the page would show with that stage alone chosen."""
    for stage in Stage.values:
        other = query.copy()
        other.setlist("stage", [stage])
        assert counts.of("stage").get(stage, 0) == sum(matches(row, other) for row in rows)


def test_a_city_facet_is_counted_under_the_other_filters(field):
    asked = search("city=shenzhen&sector=semiconductors")
    group = listing.facet_group(asked, facets.count(asked), "city")
    counts = {option.value: option.count for option in group.shown + group.more}
    alone = {slug: facets.count(search(f"city={slug}&sector=semiconductors")).total for slug in counts}
    assert counts == alone
    assert group.shown[0].is_on


def test_amounts_in_another_currency_are_compared_in_yuan(field):
    assert found("min=40000000&currency=USD") == found("min=280000000")
    assert found("min=280000000") != []


def test_listings_without_an_amount_are_left_out_and_counted(field):
    counts = facets.count(search("min=1"))
    unknown = sum(project.amount_range == (None, None) for project in field)
    assert counts.without_amount == unknown == 5
    assert facets.count(search("")).without_amount == 0


def test_unknown_values_are_ignored_and_named(field):
    asked = search("city=atlantis&min=abc&verified=9d&page=0&stage=concept&currency=XXX")
    assert sorted(asked.ignored) == [
        ("city", "atlantis"),
        ("currency", "XXX"),
        ("min", "abc"),
        ("page", "0"),
        ("verified", "9d"),
    ]
    assert facets.count(asked).total == facets.count(search("stage=concept")).total


@pytest.mark.parametrize(
    "query",
    ["min=1e999", "readiness=-1", "land_min=NaN", "min=Infinity", f"q={'x' * 500}", "page=" + "9" * 400],
)
def test_absurd_values_are_ignored(field, query):
    asked = search(query)
    assert [key for key, _value in asked.ignored] == [query.split("=")[0]]
    assert facets.count(asked).total == 30


def test_search_without_result_names_the_filter_that_costs_most(field):
    asked = search("city=shenzhen&min=900000000&max=900000001&stage=concept")
    assert facets.count(asked).total == 0
    key, number = facets.costliest(asked)
    without = {
        "city": facets.count(search("min=900000000&max=900000001&stage=concept")).total,
        "amount": facets.count(search("city=shenzhen&stage=concept")).total,
        "stage": facets.count(search("city=shenzhen&min=900000000&max=900000001")).total,
    }
    assert (key, number) == ("amount", max(without.values()))


def test_sorting(db):
    near = projects.project(closes_on=clock.today() + timedelta(days=3), sought_min=1, sought_max=2)
    big = projects.project(sought_min=5, sought_max=900_000_000_000)
    none = projects.project(sought_min=None, sought_max=None, amount_missing="depends", evidence=[])
    assert found("sort=amount") == [big.code, near.code, none.code]
    assert found("sort=closing")[0] == near.code
    assert found("sort=readiness")[-1] == none.code
    assert found("sort=newest") == found("") == [none.code, big.code, near.code]


@pytest.fixture
def robots(db):
    places.sector("machinery-robotics", name_en="Machinery and robotics", name_zh_hans="高端装备与机器人",
                  name_zh_hant="高端裝備及機械人", name_pt="Maquinaria e robótica")  # fmt: skip
    robot = projects.project(
        sector="machinery-robotics",
        title_en="Collaborative robots for assembly lines",
        title_zh_hans="协作机器人装配线",
        title_pt="Robôs colaborativos para linhas de montagem",
        summary_zh_hans="新能源汽车客户在同一园区",
    )
    projects.project(title_en="Cold store", title_zh_hans="冷库", title_pt="Armazém frigorífico")
    return robot


@pytest.mark.parametrize(
    "words",
    [
        "robot", "robots", "ROBOTS", "collaborating robot", "assembly line", "robôs", "robos", "robôs colaborativos",
        "linha de montagem", "机器人", "機器人", "機械人", "协作机器人", "新能源汽车", "新能源汽車", "汽车 robots",
        "the robots of assembly", '"assembly lines"', "Shenzhen robots", "深圳 机器人", "Maquinaria", "人",
    ],
)  # fmt: skip
def test_words_of_four_languages_find_the_same_project(robots, words):
    query = QueryDict(mutable=True)
    query["q"] = words
    assert [row.code for row in ProjectSearch(query).apply(listed())] == [robots.code]


@pytest.mark.parametrize("words", ["机人", "源汽能", "robots cold", '"lines assembly"', "semiconductor"])
def test_words_that_do_not_stand_so_find_nothing(robots, words):
    query = QueryDict(mutable=True)
    query["q"] = words
    assert list(ProjectSearch(query).apply(listed())) == []


def test_a_reference_is_found_by_its_number(robots):
    assert found(f"q={robots.code}") == [robots.code]


def test_best_match_puts_the_title_before_the_rest(db):
    text = projects.project(title_en="Cold store", description_en="Close to a drone factory")
    title = projects.project(title_en="Drone factory")
    assert found("q=drone") == [title.code, text.code]
    assert search("q=drone").sort_key == "match"
    assert search("sort=match").sort_key == "newest"


def test_every_page_leads_on_by_the_last_row_shown_and_beyond_fifty_by_that_alone():
    assert listing.pages(search_free(page=2), 5000).followed_by("x").next_keys == {"page": 3, "after": "x"}
    assert listing.pages(search_free(page=50), 5000).followed_by("x").next_keys == {
        "page": None,
        "after": "x",
    }


def search_free(page=1):
    class Asked:
        page_number = page
        ignored = []

    return Asked()
