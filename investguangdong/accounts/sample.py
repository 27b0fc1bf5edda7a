"""Demo accounts of staff: a lead and a deputy for each of the 21 cities, the provincial desk, an auditor and
an administrator. All share a published password, so they work only with DEMO."""

from random import Random

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ImproperlyConfigured

from investguangdong.accounts.models import OfficerProfile, OfficerScope, User
from investguangdong.accounts.passwords import DEMO_PASSWORD
from investguangdong.accounts.roles import Role, give_role, refresh_roles
from investguangdong.core.chinese import to_traditional
from investguangdong.places.models import City

LEAD, DEPUTY, MEMBER = OfficerScope.Rank.LEAD, OfficerScope.Rank.DEPUTY, OfficerScope.Rank.MEMBER

FAMILY = [
    ("Chen", "陈"), ("Huang", "黄"), ("Lin", "林"), ("Liang", "梁"), ("Zhong", "钟"), ("Luo", "罗"),
    ("Xie", "谢"), ("Deng", "邓"), ("He", "何"), ("Zeng", "曾"), ("Peng", "彭"), ("Ye", "叶"),
]  # fmt: skip
GIVEN = [
    ("Jing", "静"), ("Wei", "伟"), ("Min", "敏"), ("Haoran", "浩然"), ("Yating", "雅婷"), ("Zhiyuan", "志远"),
    ("Xiaoling", "晓玲"), ("Jianhua", "建华"), ("Siyu", "思雨"), ("Guoqiang", "国强"), ("Meilan", "美兰"),
]  # fmt: skip
FIXED = {"shenzhen": (("Lin", "林"), ("Wei", "伟")), "zhuhai": (("He", "何"), ("Jing", "静"))}
SPEAKS = {
    "province": ["en", "zh-hans", "zh-hant", "pt"],
    "shenzhen": ["en", "zh-hans", "zh-hant"],
    "zhuhai": ["en", "zh-hans", "zh-hant", "pt"],
}
TITLES = {
    LEAD: {
        "en": "Investment promotion officer",
        "zh_hans": "招商专员",
        "pt": "Técnico de promoção do investimento",
    },
    DEPUTY: {
        "en": "Deputy investment promotion officer",
        "zh_hans": "招商副专员",
        "pt": "Técnico adjunto de promoção do investimento",
    },
    MEMBER: {"en": "Member of the desk", "zh_hans": "工作人员", "pt": "Membro do gabinete"},
}
PROVINCE = {"en": "Guangdong Province", "zh_hans": "广东省", "pt": "Província de Guangdong"}
HOURS = {
    "en": "Working days 09:00–17:30, Guangdong time",
    "zh_hans": "工作日 09:00–17:30（广东时间）",
    "pt": "Dias úteis, 09:00–17:30, hora de Guangdong",
}


def make(*, seed=1, **_options) -> dict:
    """Idempotent: an account that is there keeps its row and gets its sample facts again."""
    if not settings.DEMO:
        raise ImproperlyConfigured("Sample accounts have a published password: they need DEMO=1.")
    refresh_roles()
    password = make_password(DEMO_PASSWORD)
    random = Random(f"officers-{seed}")  # noqa: S311 (sample names)
    for city in City.objects.enabled().in_guangdong().order_by("code"):
        for rank, word in ((LEAD, "officer"), (DEPUTY, "deputy")):
            _city_officer(city, rank, f"{word}.{city.slug}@example.com", random, password)
    _province(password)
    account("admin@example.com", "Site Administrator (sample)", password, is_staff=True, is_superuser=True)
    return {"officers": OfficerScope.objects.count()}


def account(email, name, password, **fields) -> User:
    """A demo account with a confirmed address. `password` is hashed once for all: hashing is slow. An account
    that is there keeps its password, so that a second start signs nobody out."""
    user, _made = User.objects.get_or_create(
        email=email,
        defaults={"name": name, "password": password, "is_demo": True, **fields},
    )
    EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={"verified": True, "primary": True}
    )
    return user


def _city_officer(city, rank, email, random, password) -> None:
    family, given = random.choice(FAMILY), random.choice(GIVEN)
    if rank == LEAD:
        family, given = FIXED.get(city.slug, (family, given))
    user = account(email, f"{family[0]} {given[0]} (sample)", password, is_staff=True, language="")
    OfficerScope.objects.update_or_create(user=user, city=city, defaults={"rank": rank, "can_write": True})
    give_role(user, Role.OFFICER)
    place = {"en": city.name_en, "zh_hans": city.name_zh_hans, "pt": city.name_pt or city.name_en}
    _profile(user, f"{family[1]}{given[1]}（样例）", rank, place, city.slug)


def _province(password) -> None:
    for email, name, name_zh, rank in (
        ("province@example.com", "Chen Yu (sample)", "陈宇（样例）", LEAD),
        ("province.deputy@example.com", "Luo Meilan (sample)", "罗美兰（样例）", DEPUTY),
    ):
        user = account(email, name, password, is_staff=True)
        OfficerScope.objects.update_or_create(user=user, city=None, defaults={"rank": rank})
        give_role(user, Role.PROVINCE)
        _profile(user, name_zh, rank, PROVINCE, "province")
    auditor = account("auditor@example.com", "Zhao Min (sample)", password, is_staff=True)
    OfficerScope.objects.update_or_create(
        user=auditor, city=None, defaults={"can_write": False, "rank": MEMBER}
    )
    give_role(auditor, Role.AUDITOR)


def _profile(user, name_zh, rank, place, desk) -> None:
    office = {
        "en": f"Investment promotion desk of {place['en']} (sample)",
        "zh_hans": f"{place['zh_hans']}投资服务专班（样例）",
        "pt": f"Gabinete de promoção do investimento de {place['pt']} (amostra)",
    }
    texts = {
        f"{field}_{language}": text
        for field, words in (("title", TITLES[rank]), ("office", office), ("hours", HOURS))
        for language, text in words.items()
    }
    texts |= {
        f"{name}_zh_hant": to_traditional(texts[f"{name}_zh_hans"]) for name in ("title", "office", "hours")
    }
    OfficerProfile.objects.update_or_create(
        user=user,
        defaults={
            "name_zh": name_zh,
            "languages": SPEAKS.get(desk, ["en", "zh-hans"]),
            "desk_email": f"desk.{desk}@example.com",
            "desk_phone": "+86 20 0000 0000",
            **texts,
        },
    )
