"""Golden pairs: what a sensible person expects of a pair, written down before the model was asked.

Each pair names a mandate and a listing of `golden_market`, the gate, the band of the score and the first reason.
Bands: "very strong" from 85, "strong" from 70, "possible" from 55, "weak" below; a pair that a gate removes has
none. First reasons are written out in four languages under `SAID`."""

from typing import NamedTuple

BANDS = {"very strong": (85, 100), "strong": (70, 85), "possible": (55, 70), "weak": (0, 55)}


# Where the model disagrees with what is written here, and the band it gives. Each is a question to whoever fits
# the weights next.
DISPUTED = {
    # A third of the power is there: a packager would call that strong at most, but power has few points unless
    # the mandate says that it must hold.
    ("qianhai", "packaging-huizhou-weak-power"): "very strong",
}
# So near to the edge of a band that either would be right: by how many points.
NEAR: dict[tuple[str, str], float] = {
    ("harbour", "packaging-dongguan"): 3,
    ("macao", "devices-guangzhou"): 1,
    ("kansai", "parts-guangzhou-late"): 3,
}


class Pair(NamedTuple):
    mandate: str
    listing: str
    gate: str
    band: str  # "" where a gate removes the pair
    first: str  # a key of SAID
    why: str


PAIRS = [
    # A Portuguese maker of inverters: Zhuhai or Jiangmen, EUR 25–80 million, approved at least.
    Pair("lusitano", "storage-zhuhai", "pass", "very strong", "energy", "everything meets"),
    Pair("lusitano", "storage-zhongshan", "pass", "strong", "energy", "the next city, all else meets"),
    Pair(
        "lusitano",
        "storage-shaoguan",
        "pass",
        "strong",
        "energy",
        "250 km into the mountains, all else meets",
    ),
    Pair("lusitano", "storage-open-amount", "unknown", "strong", "energy", "the listing names no amount"),
    Pair(
        "lusitano",
        "storage-jiangmen-huge",
        "unknown",
        "strong",
        "energy",
        "named city, but six times too large",
    ),
    Pair(
        "lusitano", "cathode-zhuhai", "pass", "possible", "zhuhai", "a neighbouring sector in the named city"
    ),
    Pair("lusitano", "turbine-yangjiang", "pass", "weak", "wholly-owned", "a neighbouring sector 140 km off"),
    Pair(
        "lusitano",
        "storage-jiangmen-for-the-large",
        "fail",
        "",
        "energy",
        "nobody with less than 900 million",
    ),
    Pair("lusitano", "storage-zhuhai-concept", "fail", "", "energy", "only an idea; approved was the least"),
    # A Hong Kong fund that buys: three cities are a must, chemicals a never.
    Pair("harbour", "ai-shenzhen", "pass", "very strong", "data", "everything meets"),
    Pair("harbour", "devices-guangzhou", "pass", "strong", "health", "its second sector, all else meets"),
    Pair("harbour", "ai-dongguan-lease", "pass", "strong", "data", "right in all but a hall for rent"),
    Pair("harbour", "clinic-shenzhen", "pass", "strong", "health", "a joint venture where it only buys"),
    Pair("harbour", "packaging-dongguan", "pass", "possible", "dongguan", "another sector in a named city"),
    Pair("harbour", "solvents-guangzhou", "fail", "", "data-second", "chemicals are a never"),
    Pair("harbour", "devices-zhuhai", "fail", "", "health", "outside the three cities"),
    Pair("harbour", "fab-guangzhou", "fail", "", "guangzhou", "a first ticket of two billion"),
    # A Shenzhen chip packager: much power, land ready, readiness 50.
    Pair("qianhai", "packaging-dongguan", "pass", "very strong", "chips", "everything meets"),
    Pair("qianhai", "packaging-huizhou-weak-power", "pass", "strong", "chips", "a third of the power"),
    Pair("qianhai", "parts-foshan", "pass", "weak", "hall", "another sector, another city"),
    Pair("qianhai", "chips-shaoguan-early", "fail", "", "chips", "an idea; land ready was the least"),
    Pair("qianhai", "fab-guangzhou", "fail", "", "chips", "a first ticket of two billion"),
    # A Brazilian soy crusher: deep water in the west.
    Pair("cerrado", "soy-zhanjiang", "pass", "very strong", "food", "everything meets, in the same words"),
    Pair("cerrado", "province-food", "unknown", "strong", "food", "open anywhere, never checked"),
    Pair("cerrado", "cold-store-zhanjiang", "pass", "strong", "ports", "second sector, old check"),
    Pair("cerrado", "feed-qingyuan", "pass", "possible", "food", "four times too small, 370 km off"),
    Pair("cerrado", "storage-shaoguan", "pass", "weak", "joint-venture", "nothing but size and form"),
    Pair("cerrado", "port-closed", "fail", "", "ports", "the call is closed"),
    # A Danish maker of turbine parts, not checked; never a concession.
    Pair("nordvind", "turbine-yangjiang", "pass", "very strong", "sea", "everything meets"),
    Pair(
        "nordvind", "blades-shanwei", "pass", "very strong", "sea", "everything meets; the call closes soon"
    ),
    Pair("nordvind", "robots-foshan", "pass", "strong", "robots", "also of interest, far from the sea"),
    Pair("nordvind", "wind-concession-shantou", "fail", "", "sea", "a concession is a never"),
    # A Macao clinic group: amount and form not said, never Shenzhen.
    Pair("macao", "devices-zhuhai", "unknown", "strong", "health", "sector and city; nothing else is said"),
    Pair("macao", "devices-guangzhou", "unknown", "possible", "health", "the right sector 100 km off"),
    Pair("macao", "clinic-shenzhen", "fail", "", "health", "Shenzhen was ruled out"),
    # A Japanese maker of car parts: halls in Guangzhou or Foshan by September 2027.
    Pair("kansai", "parts-foshan", "pass", "very strong", "cars", "everything meets"),
    Pair("kansai", "parts-guangzhou-late", "pass", "strong", "cars", "twenty months late"),
    Pair("kansai", "robots-foshan", "pass", "possible", "foshan", "a neighbouring sector in the named city"),
    Pair("kansai", "parts-zhaoqing", "fail", "", "cars", "a first ticket three times its limit"),
    # Somebody who has said nothing but a sector, and a listing that says nothing at all.
    Pair("newcomer", "storage-zhuhai", "unknown", "possible", "energy", "a sector and nothing else"),
    Pair("newcomer", "bare", "unknown", "weak", "", "neither side has said anything"),
    # A sovereign fund for concessions, anywhere in the province.
    Pair("gulf", "waste-to-energy-heyuan", "pass", "strong", "green", "its second sector, form and size"),
    Pair("gulf", "terminal-yangjiang", "pass", "strong", "ports", "its first sector, form and size"),
    Pair("gulf", "port-closed", "fail", "", "ports", "the call is closed"),
]


def four(en: str, zh_hans: str, zh_hant: str, pt: str) -> dict[str, str]:
    return {"en": en, "zh-hans": zh_hans, "zh-hant": zh_hant, "pt": pt}


SAID = {
    "energy": four(
        "Your sector: New energy and energy storage.",
        "您关注的行业：新能源与储能。",
        "你關注的行業：新能源及儲能。",
        "O seu setor: Novas energias e armazenamento de energia.",
    ),
    "data": four(
        "Your sector: Digital and data services, including AI.",
        "您关注的行业：数字与数据服务（含人工智能）。",
        "你關注的行業：數字及數據服務（包括人工智能）。",
        "O seu setor: Serviços digitais e de dados, incluindo inteligência artificial.",
    ),
    "data-second": four(
        "Touches your sector: Digital and data services, including AI. Its main sector is Advanced chemicals and "
        "materials.",
        "涉及您关注的行业：数字与数据服务（含人工智能），其主要行业为先进化工与新材料。",
        "涉及你關注的行業：數字及數據服務（包括人工智能），其主要行業為先進化工及新材料。",
        "Toca o seu setor: Serviços digitais e de dados, incluindo inteligência artificial. O seu setor principal é "
        "Química avançada e novos materiais.",
    ),
    "health": four(
        "Your sector: Biomedicine and medical devices.",
        "您关注的行业：生物医药与医疗器械。",
        "你關注的行業：生物醫藥及醫療器械。",
        "O seu setor: Biomedicina e dispositivos médicos.",
    ),
    "chips": four(
        "Your sector: Semiconductors.",
        "您关注的行业：半导体与集成电路。",
        "你關注的行業：半導體及集成電路。",
        "O seu setor: Semicondutores e circuitos integrados.",
    ),
    "food": four(
        "Your sector: Modern agriculture and food.",
        "您关注的行业：现代农业与食品。",
        "你關注的行業：現代農業及食品。",
        "O seu setor: Agricultura moderna e indústria alimentar.",
    ),
    "ports": four(
        "Your sector: Ports, aviation and logistics.",
        "您关注的行业：港口、航空与物流。",
        "你關注的行業：港口、航空及物流。",
        "O seu setor: Portos, aviação e logística.",
    ),
    "sea": four(
        "Your sector: Marine economy and offshore wind.",
        "您关注的行业：海洋经济与海上风电。",
        "你關注的行業：海洋經濟及海上風電。",
        "O seu setor: Economia marítima e energia eólica offshore.",
    ),
    "robots": four(
        "Your sector: Machinery and robotics.",
        "您关注的行业：高端装备与机器人。",
        "你關注的行業：高端裝備及機械人。",
        "O seu setor: Maquinaria e robótica.",
    ),
    "cars": four(
        "Your sector: Automotive and new-energy vehicles.",
        "您关注的行业：汽车与新能源汽车。",
        "你關注的行業：汽車及新能源車。",
        "O seu setor: Indústria automóvel e veículos de novas energias.",
    ),
    "green": four(
        "Your sector: Environmental protection and safety.",
        "您关注的行业：安全应急与环保。",
        "你關注的行業：安全應急及環保。",
        "O seu setor: Protecção ambiental e segurança.",
    ),
    "zhuhai": four(
        "A city you named: Zhuhai.",
        "您指定的城市：珠海。",
        "你指定的城市：珠海。",
        "Uma cidade que indicou: Zhuhai.",
    ),
    "guangzhou": four(
        "A city you named: Guangzhou.",
        "您指定的城市：广州。",
        "你指定的城市：廣州。",
        "Uma cidade que indicou: Guangzhou.",
    ),
    "foshan": four(
        "A city you named: Foshan.",
        "您指定的城市：佛山。",
        "你指定的城市：佛山。",
        "Uma cidade que indicou: Foshan.",
    ),
    "dongguan": four(
        "A city you named: Dongguan.",
        "您指定的城市：东莞。",
        "你指定的城市：東莞。",
        "Uma cidade que indicou: Dongguan.",
    ),
    "hall": four(
        "The way you want to take part is offered: factory lease.",
        "提供您希望的合作方式：厂房租赁。",
        "提供你希望的合作方式：廠房租賃。",
        "Oferece a forma de participação que quer: arrendamento de fábrica.",
    ),
    "joint-venture": four(
        "The way you want to take part is offered: joint venture.",
        "提供您希望的合作方式：合资企业。",
        "提供你希望的合作方式：合資企業。",
        "Oferece a forma de participação que quer: empresa de capitais mistos.",
    ),
    "wholly-owned": four(
        "The way you want to take part is offered: wholly foreign-owned company.",
        "提供您希望的合作方式：外商独资企业。",
        "提供你希望的合作方式：外商獨資企業。",
        "Oferece a forma de participação que quer: empresa de capitais integralmente estrangeiros.",
    ),
}
