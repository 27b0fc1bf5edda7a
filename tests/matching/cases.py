"""Facts to score: one mandate and one project that meet in everything, to be bent in a test."""

from datetime import date

from investguangdong.matching.facts import MandateFacts, Place, ProjectFacts, Range

GUANGZHOU = Place("guangzhou", 23.125178, 113.280637)
SHENZHEN = Place("shenzhen", 22.547, 114.085947)
DONGGUAN = Place("dongguan", 23.046237, 113.746262)
SHAOGUAN = Place("shaoguan", 24.801322, 113.591544)

NEIGHBOURS = {
    "new-energy-storage": frozenset({"new-materials"}),
    "new-materials": frozenset({"new-energy-storage", "semiconductors"}),
    "semiconductors": frozenset({"new-materials"}),
}

MANDATE = MandateFacts(
    code="IM-2026-000001",
    sectors={"new-energy-storage": 3.0},
    modes=frozenset({"joint_venture", "wholly_foreign"}),
    ticket=Range(200e6, 800e6),
    stated={"low": "200000000", "high": "800000000", "currency": "CNY"},
    places=(DONGGUAN,),
    land_min=8.0,
    power_min=20.0,
    start_from=date(2027, 1, 1),
    start_to=date(2028, 1, 1),
    minimum_stage=2,
    minimum_readiness=40,
    text=frozenset({"inverter", "储能", "battery"}),
    is_verified=True,
)

PROJECT = ProjectFacts(
    code="GD-2026-000001",
    sectors=frozenset({"new-energy-storage"}),
    modes=frozenset({"joint_venture"}),
    amount=Range(300e6, 600e6),
    stated={"low": "300000000", "high": "600000000", "currency": "CNY"},
    ticket_min=100e6,
    place=DONGGUAN,
    land_max=12.0,
    power=40.0,
    available_from=date(2027, 6, 1),
    stage=4,
    readiness=80,
    verified_on=date(2026, 11, 20),
    verified_days=8,
    policies=2,
    text=frozenset({"inverter", "储能", "battery", "plant"}),
)
