"""Real places, made on demand: most tests need a city, none needs all of them."""

from investguangdong.places.models import City, Sector

CITIES = {
    "guangzhou": ("440100", "Guangzhou", "广州", "delta", "113.280637", "23.125178"),
    "shenzhen": ("440300", "Shenzhen", "深圳", "delta", "114.085947", "22.547000"),
    "zhuhai": ("440400", "Zhuhai", "珠海", "delta", "113.553986", "22.224979"),
    "dongguan": ("441900", "Dongguan", "东莞", "delta", "113.746262", "23.046237"),
    "shaoguan": ("440200", "Shaoguan", "韶关", "north", "113.591544", "24.801322"),
}


def city(slug="shenzhen", **fields) -> City:
    code, name_en, name_zh, region, lon, lat = CITIES[slug]
    defaults = {
        "code": code,
        "name_en": name_en,
        "name_zh_hans": name_zh,
        "name_zh_hant": name_zh,
        "name_pt": name_en,
        "region": region,
        "lon": lon,
        "lat": lat,
        **fields,
    }
    return City.objects.get_or_create(slug=slug, defaults=defaults)[0]


def sector(slug="new-energy-storage", **fields) -> Sector:
    name = slug.replace("-", " ").capitalize()
    defaults = {"name_en": name, "name_zh_hans": name, "name_zh_hant": name, "name_pt": name, **fields}
    return Sector.objects.get_or_create(slug=slug, defaults=defaults)[0]
