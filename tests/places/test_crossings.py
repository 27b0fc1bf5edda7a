from investguangdong.places.crossings import merged, of
from investguangdong.places.models import Port


def port(slug, name, zh, hours=""):
    return Port(slug=slug, name_en=name, name_zh_hans=zh, opening_hours_en=hours)


PORTS = [
    port("luohu", "Luohu", "罗湖口岸", "06:30-24:00"),
    port("qingmao", "Qingmao", "青茂口岸"),
    port("luohu-hours", "Luohu (hours confirmed)", "罗湖口岸", "closes at midnight"),
    port("luohu-role", "Luohu (role)", "罗湖口岸", "not stated"),
]


def test_rows_about_one_crossing_are_shown_as_one():
    luohu, qingmao = merged(PORTS)
    assert (luohu.port.slug, [row.slug for row in luohu.also]) == ("luohu", ["luohu-hours"])
    assert (qingmao.has_hours, qingmao.also) == (False, [])


def test_any_of_its_rows_leads_to_the_crossing():
    assert of("luohu-role", PORTS).port.slug == "luohu"
    assert of("atlantis", PORTS) is None
