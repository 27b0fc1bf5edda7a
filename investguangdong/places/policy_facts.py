"""Facts for `checking.check` from what is known of a place and a sector. Pure.

Facts by name: `city` `zone` (slugs; zone `none`: in none of the four) · `enterprise` foreign domestic · `activity`
high_tech_manufacturing other_manufacturing high_tech_services other · `new_investment` `fixed_investment` Money ·
`is_headquarters` `is_encouraged` `is_substantive` `is_talent` bool · `main_income_share` Decimal percent ·
`residence` hong_kong macao overseas mainland · `year` int. One that is absent is not known."""

from collections.abc import Collection, Mapping

from investguangdong.places.checking import OneOf

NO_ZONE = "none"
MANUFACTURING = OneOf({"high_tech_manufacturing", "other_manufacturing"})
SERVICES = OneOf({"high_tech_services", "other"})


def place_facts(city: str, zone: str, homes: Mapping[str, str]) -> dict:
    """`homes` gives the city of each cooperation zone. A zone tells its city; a city leaves only its own zones."""
    if zone and zone != NO_ZONE:
        return {"city": homes.get(zone, city), "zone": zone}
    if not city:
        return {"zone": zone} if zone else {}
    own = [slug for slug, home in homes.items() if home == city]
    return {"city": city, "zone": OneOf({NO_ZONE, *own}) if own and not zone else NO_ZONE}


def activity_facts(sections: Collection[str]) -> dict:
    """From the sections of GB/T 4754 that a sector spans: all in C is manufacturing, none in C is not. Whether
    it is of high technology is for the office to say."""
    if not sections:
        return {}
    if set(sections) == {"C"}:
        return {"activity": MANUFACTURING}
    return {} if "C" in sections else {"activity": SERVICES}
