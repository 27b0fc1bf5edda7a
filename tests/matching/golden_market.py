"""A small market as it might be: who looks for what in Guangdong, and what is on offer. Money in yuan, as the model
reads it, beside the amount as it was written."""

from datetime import date

from investguangdong.matching.facts import MandateFacts, Place, ProjectFacts, Range

DELTA, EAST, WEST, NORTH = "pearl-river-delta", "east", "west", "north"
CITIES = {
    "guangzhou": Place("guangzhou", 23.125, 113.281, DELTA),
    "shenzhen": Place("shenzhen", 22.547, 114.086, DELTA),
    "zhuhai": Place("zhuhai", 22.225, 113.554, DELTA),
    "foshan": Place("foshan", 23.029, 113.123, DELTA),
    "dongguan": Place("dongguan", 23.046, 113.746, DELTA),
    "huizhou": Place("huizhou", 23.079, 114.413, DELTA),
    "zhongshan": Place("zhongshan", 22.521, 113.382, DELTA),
    "jiangmen": Place("jiangmen", 22.590, 113.095, DELTA),
    "zhaoqing": Place("zhaoqing", 23.052, 112.473, DELTA),
    "zhanjiang": Place("zhanjiang", 21.275, 110.365, WEST),
    "maoming": Place("maoming", 21.660, 110.919, WEST),
    "yangjiang": Place("yangjiang", 21.859, 111.975, WEST),
    "shantou": Place("shantou", 23.371, 116.708, EAST),
    "shanwei": Place("shanwei", 22.774, 115.364, EAST),
    "shaoguan": Place("shaoguan", 24.801, 113.592, NORTH),
    "qingyuan": Place("qingyuan", 23.685, 113.051, NORTH),
    "heyuan": Place("heyuan", 23.746, 114.698, NORTH),
}
RATES = {"CNY": 1.0, "EUR": 7.8, "USD": 7.1, "HKD": 0.91, "JPY": 0.047, "MOP": 0.88, "BRL": 1.3}
ENERGY, CHIPS, FOOD, SEA = "new-energy-storage", "semiconductors", "agriculture-food", "marine-offshore-wind"
CARS, HEALTH, DATA, PORTS = (
    "automotive-nev", "biomedicine-devices", "digital-data-ai", "ports-aviation-logistics",
)  # fmt: skip
CHEMICALS, ROBOTS, GREEN = "chemicals-materials", "machinery-robotics", "green-environment"
# Lenses that share a cluster.
NEIGHBOURS = {
    ENERGY: frozenset({CHEMICALS, CARS, SEA}),
    CHEMICALS: frozenset({ENERGY}),
    CHIPS: frozenset({DATA}),
    DATA: frozenset({CHIPS}),
    CARS: frozenset({ENERGY, ROBOTS}),
    ROBOTS: frozenset({CARS, SEA}),
    SEA: frozenset({ENERGY, ROBOTS}),
    FOOD: frozenset(),
    HEALTH: frozenset(),
    PORTS: frozenset(),
    GREEN: frozenset(),
}
CONCEPT, STUDY, APPROVED, LAND_READY, PERMIT_READY, CONSTRUCTION, OPERATING = range(7)


def money(low, high, currency="CNY") -> dict:
    """Millions of a currency, as range in yuan and as written."""
    ends = [None if end is None else end * 1e6 for end in (low, high)]
    texts = [None if end is None else str(round(end)) for end in ends]
    yuan = [None if end is None else end * RATES[currency] for end in ends]
    return {
        "range": Range(*yuan),
        "stated": {"low": texts[0], "high": texts[1], "currency": currency} if low or high else {},
    }


def mandate(ticket=(None, None, "CNY"), cities=(), **wishes) -> MandateFacts:
    sums = money(*ticket)
    sets = {name: frozenset(value) for name, value in wishes.items() if name in SETS}
    places = tuple(CITIES[city] for city in cities)
    return MandateFacts(ticket=sums["range"], stated=sums["stated"], places=places, **{**wishes, **sets})


SETS = ("modes", "modes_never", "excluded_sectors", "excluded_places", "musts", "text", "clusters")


def listing(
    code, sector, city, amount=(None, None), *, modes=(), least=None, checked=20, **offers
) -> ProjectFacts:
    sums = money(*amount)
    others = offers.pop("also", ())
    return ProjectFacts(
        code=code,
        main_sector=sector,
        sectors=frozenset([sector, *others]),
        place=CITIES.get(city),
        is_provincial=city is None,
        amount=sums["range"],
        stated=sums["stated"],
        ticket_min=None if least is None else least * 1e6,
        modes=frozenset(modes),
        verified_on=None if checked is None else date(2026, 11, 8),
        verified_days=checked,
        **{**offers, "text": frozenset(offers.get("text", ()))},
    )


JV, WFOE, BUY, PPP = "joint_venture", "wholly_foreign", "acquisition", "ppp"
PLOT, LEASE, HALL, LICENCE = "land_transfer", "land_lease", "factory_lease", "licence"

MANDATES = {
    # A Portuguese maker of inverters wants a first plant west of the Pearl River.
    "lusitano": mandate(
        (25, 80, "EUR"), ("zhuhai", "jiangmen"), sectors={ENERGY: 3.0}, modes=(JV, WFOE), land_min=6.0,
        power_min=15.0, start_to=date(2028, 6, 30), minimum_stage=APPROVED, is_verified=True,
        text=("inverter", "储能", "battery"),
    ),
    # A Hong Kong fund buys into technology companies; never chemicals, never outside three cities as a must.
    "harbour": mandate(
        (200, 800, "HKD"), ("shenzhen", "guangzhou", "dongguan"), sectors={DATA: 3.0, HEALTH: 2.0}, modes=(BUY,),
        excluded_sectors=(CHEMICALS,), musts=("place",), is_verified=True,
    ),
    # A Shenzhen chip packager looks for a second plant with much power.
    "qianhai": mandate(
        (300, 1200), ("dongguan", "huizhou"), sectors={CHIPS: 3.0}, modes=(PLOT, LEASE, HALL), land_min=5.0,
        power_min=30.0, start_to=date(2027, 12, 31), minimum_stage=LAND_READY, minimum_readiness=50,
        is_verified=True,
    ),
    # A Brazilian soy crusher wants deep water.
    "cerrado": mandate(
        (60, 150, "USD"), ("zhanjiang", "yangjiang"), sectors={FOOD: 3.0, PORTS: 1.0}, modes=(JV, BUY),
        land_min=20.0, is_verified=True, text=("soy", "crushing", "port"),
    ),
    # A Danish maker of parts for wind turbines, not checked yet; never a concession.
    "nordvind": mandate(
        (30, 120, "EUR"), ("yangjiang", "shanwei"), sectors={SEA: 3.0, ROBOTS: 1.0}, modes=(WFOE, PLOT),
        modes_never=(PPP,), start_to=date(2028, 12, 31), is_verified=False,
    ),
    # A Macao clinic group: amount and form open, Shenzhen out of the question.
    "macao": mandate(cities=("zhuhai",), sectors={HEALTH: 3.0}, excluded_places=("shenzhen",), is_verified=True),
    # A Japanese maker of car parts leases halls.
    "kansai": mandate(
        (3000, 9000, "JPY"), ("guangzhou", "foshan"), sectors={CARS: 3.0}, modes=(WFOE, HALL), power_min=4.0,
        start_to=date(2027, 9, 30), is_verified=True,
    ),
    # Said nothing but a sector.
    "newcomer": mandate(sectors={ENERGY: 2.0}, is_verified=False),
    # A sovereign fund for concessions, anywhere.
    "gulf": mandate((100, 500, "USD"), sectors={PORTS: 3.0, GREEN: 2.0}, modes=(PPP,), is_verified=True),
}  # fmt: skip

READY = {"stage": LAND_READY, "readiness": 80, "available_from": date(2027, 6, 1), "policies": 2}
EARLY = {"stage": CONCEPT, "readiness": 25}
LISTINGS = {
    row.code: row
    for row in (
        listing("storage-zhuhai", ENERGY, "zhuhai", (300, 500), modes=(JV,), least=100, land_max=12.0, power=40.0,
                text=("inverter", "储能", "plant"), **READY),
        listing("storage-zhongshan", ENERGY, "zhongshan", (250, 400), modes=(JV, WFOE), least=80, land_max=9.0,
                power=25.0, **READY),
        listing("storage-shaoguan", ENERGY, "shaoguan", (300, 600), modes=(JV,), least=50, land_max=40.0,
                power=120.0, **READY),
        listing("storage-jiangmen-huge", ENERGY, "jiangmen", (4000, 6000), modes=(JV,), land_max=60.0, power=200.0,
                **READY),
        listing("storage-jiangmen-for-the-large", ENERGY, "jiangmen", (900, 1500), modes=(JV,), least=900,
                land_max=30.0, power=90.0, **READY),
        listing("storage-zhuhai-concept", ENERGY, "zhuhai", (300, 500), modes=(JV,), least=100, **EARLY),
        listing("storage-open-amount", ENERGY, "jiangmen", modes=(JV, WFOE), land_max=8.0, power=20.0, **READY),
        listing("cathode-zhuhai", CHEMICALS, "zhuhai", (200, 450), modes=(JV,), least=100, land_max=15.0, power=30.0,
                **READY),
        listing("ai-shenzhen", DATA, "shenzhen", (150, 500), modes=(BUY,), least=100, stage=OPERATING, readiness=90),
        listing("ai-dongguan-lease", DATA, "dongguan", (200, 400), modes=(HALL,), least=50, **READY),
        listing("devices-guangzhou", HEALTH, "guangzhou", (300, 700), modes=(BUY, JV), least=150, stage=OPERATING,
                readiness=85),
        listing("devices-zhuhai", HEALTH, "zhuhai", (80, 200), modes=(JV,), **READY),
        listing("clinic-shenzhen", HEALTH, "shenzhen", (100, 300), modes=(JV,), least=50, **READY),
        listing("solvents-guangzhou", CHEMICALS, "guangzhou", (200, 500), modes=(BUY,), least=100, also=(DATA,),
                **READY),
        listing("packaging-dongguan", CHIPS, "dongguan", (500, 900), modes=(PLOT,), least=300, land_max=8.0,
                power=45.0, **READY),
        listing("packaging-huizhou-weak-power", CHIPS, "huizhou", (400, 800), modes=(LEASE,), least=200,
                land_max=10.0, power=10.0, **READY),
        listing("fab-guangzhou", CHIPS, "guangzhou", (8000, 12000), modes=(JV,), least=2000, land_max=50.0,
                power=150.0, **READY),
        listing("chips-shaoguan-early", CHIPS, "shaoguan", (300, 600), modes=(PLOT,), **EARLY),
        listing("soy-zhanjiang", FOOD, "zhanjiang", (500, 900), modes=(JV,), least=200, land_max=35.0, power=8.0,
                text=("soy", "crushing", "port", "silo"), **READY),
        listing("cold-store-zhanjiang", PORTS, "zhanjiang", (300, 600), modes=(JV, PPP), least=100, land_max=12.0,
                checked=500, stage=STUDY, readiness=40),
        listing("feed-qingyuan", FOOD, "qingyuan", (60, 120), modes=(JV,), least=20, land_max=6.0, **READY),
        listing("province-food", FOOD, None, (400, 1000), modes=(JV, BUY), checked=None),
        listing("turbine-yangjiang", SEA, "yangjiang", (400, 900), modes=(WFOE, PLOT), least=200, land_max=25.0,
                power=20.0, **READY),
        listing("blades-shanwei", SEA, "shanwei", (200, 350), modes=(PLOT,), least=100, land_max=30.0, power=15.0,
                closes_on=date(2027, 1, 31), **READY),
        listing("wind-concession-shantou", SEA, "shantou", (900, 2000), modes=(PPP,), least=200, **READY),
        listing("parts-foshan", CARS, "foshan", (150, 350), modes=(HALL,), least=60, power=8.0, **READY),
        listing("parts-guangzhou-late", CARS, "guangzhou", (200, 400), modes=(HALL, WFOE), least=60, power=6.0,
                stage=APPROVED, readiness=60, available_from=date(2029, 6, 1)),
        listing("robots-foshan", ROBOTS, "foshan", (150, 300), modes=(WFOE,), least=50, power=5.0, **READY),
        listing("parts-zhaoqing", CARS, "zhaoqing", (1500, 2600), modes=(JV,), least=1200, land_max=30.0, **READY),
        listing("terminal-yangjiang", PORTS, "yangjiang", (1500, 3000), modes=(PPP,), least=500, **READY),
        listing("waste-to-energy-heyuan", GREEN, "heyuan", (800, 1400), modes=(PPP,), least=300, **READY),
        listing("port-closed", PORTS, "zhanjiang", (900, 1500), modes=(PPP,), least=300, is_open=False, **READY),
        listing("bare", "", "maoming", checked=None),
    )
}  # fmt: skip
