"""Questions an investor can put to every city with a tick: for all sectors, and some for one of them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Question:
    code: str
    text: str
    sectors: frozenset[str] = frozenset()
    is_usual: bool = False


def _for(code: str, text: str, *sectors: str) -> Question:
    return Question(code, text, frozenset(sectors))


def _usual(code: str, text: str) -> Question:
    return Question(code, text, is_usual=True)


MAKERS = (
    "semiconductors",
    "electronics-displays",
    "new-energy-storage",
    "machinery-robotics",
    "automotive-nev",
)
LIST = (
    _usual("plot", _("Which plots are free now, how large is each, and who holds them?")),
    _usual("permits", _("How many working days pass from the land contract to the permit to build?")),
    _usual("power", _("Which supply of electricity is at the site today, and by when is more possible?")),
    _usual("hire", _("How many skilled people can be hired within a year, and from which schools?")),
    _for("tenure", _("For how many years is the land granted, and what does it oblige us to?")),
    _for("lease", _("Is there a factory to rent for the first years, and on which terms?")),
    _for("suppliers", _("Which suppliers and customers of our sector are within 50 km?")),
    _for("logistics", _("How long does a lorry take to the nearest container port and the nearest airport?")),
    _for("green", _("What share of the electricity can be green, and how is it proved?")),
    _for("housing", _("Which housing and schools are there for families from abroad?")),
    _for("environment", _("Which limits on emissions apply at the site, and how much is left of them?"), *MAKERS,
         "chemicals-materials", "biomedicine-devices"),
    _for("water", _("How much industrial and ultra-pure water can be had a day?"), "semiconductors",
         "electronics-displays", "biomedicine-devices"),
    _for("gas", _("Which bulk and special gases are supplied by pipe?"), "semiconductors", "electronics-displays"),
    _for("park", _("Is the site in a recognised chemical park, and which products does its plan allow?"),
         "chemicals-materials"),
    _for("fire", _("Which fire and storage classes for battery cells does the site allow?"), "new-energy-storage",
         "automotive-nev"),
    _for("grid", _("May a storage plant connect to the grid, at which voltage and on which tariff?"),
         "new-energy-storage", "marine-offshore-wind"),
    _for("quay", _("Which draught and load has the nearest quay, and is there room for heavy parts?"),
         "marine-offshore-wind", "machinery-robotics", "ports-aviation-logistics"),
    _for("bonded", _("Is there a bonded area, and how far is it?"), "ports-aviation-logistics", "consumer-goods",
         "electronics-displays"),
    _for("data", _("Which rules for data leaving the Mainland apply here, and who files it?"), "digital-data-ai",
         "finance-professional"),
    _for("computing", _("Which computing power can be rented, and at what price?"), "digital-data-ai"),
    _for("licence", _("Which licences does our business need here, and how long do they take?"),
         "finance-professional", "culture-tourism-health", "biomedicine-devices"),
    _for("trials", _("Which hospitals take part in clinical trials?"), "biomedicine-devices"),
    _for("test", _("Which test roads or test airspace may be used?"), "automotive-nev", "low-altitude"),
    _for("cold", _("Which cold stores are free, and what do they cost?"), "agriculture-food"),
)  # fmt: skip
BY_CODE = {question.code: question for question in LIST}


def for_sectors(slugs) -> list[Question]:
    """The general ones, and those for any of these sectors."""
    wanted = set(slugs)
    return [question for question in LIST if not question.sectors or question.sectors & wanted]


def usual() -> list[str]:
    return [question.code for question in LIST if question.is_usual]
