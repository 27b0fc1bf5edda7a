"""Groups of countries large enough to hide one company. Pure."""

from django.utils.translation import gettext_lazy as _

EUROPE, NORTH_AMERICA, LATIN_AMERICA = "europe", "north_america", "latin_america"
MIDDLE_EAST, AFRICA, SOUTH_ASIA = "middle_east", "africa", "south_asia"
SOUTH_EAST_ASIA, EAST_ASIA, OCEANIA, ELSEWHERE = "south_east_asia", "east_asia", "oceania", "elsewhere"

NAMES = {
    EUROPE: _("Europe"),
    NORTH_AMERICA: _("North America"),
    LATIN_AMERICA: _("Latin America and the Caribbean"),
    MIDDLE_EAST: _("the Middle East and Central Asia"),
    AFRICA: _("Africa"),
    SOUTH_ASIA: _("South Asia"),
    SOUTH_EAST_ASIA: _("South-East Asia"),
    EAST_ASIA: _("East Asia"),
    OCEANIA: _("Oceania"),
    ELSEWHERE: _("another part of the world"),
}
CODES = {
    EUROPE: "AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC "
    "MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK",
    NORTH_AMERICA: "BM CA GL PM US",
    LATIN_AMERICA: "AG AI AR AW BB BL BO BQ BR BS BZ CL CO CR CU CW DM DO EC FK GD GF GP GT GY HN HT JM KN KY LC MF MQ "
    "MS MX NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI",
    MIDDLE_EAST: "AE AM AZ BH GE IL IQ IR JO KG KW KZ LB OM PS QA SA SY TJ TM TR UZ YE",
    AFRICA: "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ "
    "NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW",
    SOUTH_ASIA: "AF BD BT IN LK MV NP PK",
    SOUTH_EAST_ASIA: "BN ID KH LA MM MY PH SG TH TL VN",
    EAST_ASIA: "CN HK JP KP KR MN MO TW",
    OCEANIA: "AS AU CC CK CX FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS",
}
GROUP_OF = {code: group for group, codes in CODES.items() for code in codes.split()}


def group_of(country: str) -> str:
    return GROUP_OF.get(str(country), ELSEWHERE)


def countries_of(group: str) -> list[str]:
    return CODES.get(group, "").split()
