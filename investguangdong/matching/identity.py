"""Words in a text that give away who wrote it. Pure.

Compared without case, accents, width and punctuation, so that `ＬＵＳＩＴＡＮＯ-Power` is the company as well."""

import re
import unicodedata
from collections.abc import Iterable

EMAIL = re.compile(r"[\w.+-]+\s*(?:@|＠|\(at\)|\[at\])\s*[\w-]+(?:\s*\.\s*[\w-]+)+", re.IGNORECASE)
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|info|biz|io|eu|cn|hk|mo|pt|br|de|fr|uk|es|it|nl|no|se|"
    r"dk|fi|ch|at|jp|kr|sg|in|us|ca|au|example)\b(?:/\S*)?",
    re.IGNORECASE,
)
PHONE = re.compile(
    r"(?<![\w.,])(?<!\d[\s.,])(?:(?:\+|00)\d[\d\s().\-/]{6,}\d|0\d[\d\s()\-/]{6,}\d)|(?<!\d)1[3-9]\d{9}(?!\d)"
)
HANDLE = re.compile(r"(?<!\w)@\w{3,}")
SHORTEST = 4
SHORTEST_HAN = 2
# Parts of names that thousands of companies share; alone they tell nothing.
COMMON = frozenset(
    """
    advanced advisers advisors aerospace africa agri agro america american asia asian asset assets associates auto
    automation automotive bank battery batteries bio biotech brasil brazil capital care chamber chemical chemicals
    china chinese clean cloud company components consulting control corporation data design developer development
    digital drive drives electric electronics energy engineering enterprise enterprises equipment europe european
    express family finance financial foods freight fund future general germany global green group guangdong harbour
    health holding holdings home hong kong hydrogen import export industrial industries industry infrastructure
    innovation institute instruments insurance international investment investments japan kong korea labs
    laboratories life light limited logistics machinery macao management manufacturing marine maritime market
    materials medical metals micro mobility motor motors national network networks new norway office offshore
    optical packaging partners pharma plastics port ports portugal power precision private products projects
    property pump pumps quantum rail real research resources robotics school science sciences semiconductor
    semiconductors sensor sensors service services shipping singapore smart society software solar solution solutions
    south steel storage store supply sustainable system systems tech technical technologies technology textile
    textiles tools trade trading transport turbine turbines union united university vehicles ventures water wind
    world limitada sociedade companhia empresa energia grupo industria internacional investimentos gesellschaft
    aktiengesellschaft holdingsgesellschaft societe compagnie
    """.split()  # noqa: SIM905
)
FORMS = re.compile(
    r"(股份有限公司|有限责任公司|有限責任公司|有限公司|株式会社|集团|集團|公司|ltd|limited|inc|llc|gmbh|ag|sa|s\.a\.|lda|corp|plc|co)\.?$",
    re.IGNORECASE,
)
# Where anybody has an address.
PROVIDERS = frozenset(
    """
    gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com me.com proton.me protonmail.com
    gmx.de gmx.net web.de qq.com 163.com 126.com sina.com foxmail.com aliyun.com sapo.pt uol.com.br mail.ru naver.com
    example.com example.org example.net
    """.split()  # noqa: SIM905
)
HAN = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]")


def folded(text: str) -> str:
    """Letters and figures only, one space between words."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).casefold()
    kept = "".join(one for one in plain if not unicodedata.combining(one))
    return " ".join(re.sub(r"[^\w]+|_+", " ", kept).split())


def joined(text: str) -> str:
    return folded(text).replace(" ", "")


def telling_words(name: str) -> set[str]:
    """The whole name, and each word of it that is not one many companies share."""
    bare = FORMS.sub("", name.strip()).strip(" ,.")
    if HAN.search(bare):
        return {joined(name), joined(bare)} - {""}
    words = {word for word in folded(bare).split() if len(word) >= SHORTEST and word not in COMMON}
    return {folded(name), folded(bare), *words} - {""}


def domain_of(address: str) -> str:
    """`lusitano.example` of a website or an e-mail address."""
    host = re.sub(r"^[a-z]+://", "", address.strip().casefold()).split("/")[0].split("@")[-1].split(":")[0]
    return host.removeprefix("www.")


def giveaways(text: str, *, names: Iterable[str] = (), numbers: Iterable[str] = ()) -> list[str]:
    """The words found, as written where they stand on their own; empty where the text keeps its secret. `names`
    are of organisation and people and their addresses; `numbers` of registers."""
    found = [
        match.group().strip() for rule in (EMAIL, ADDRESS, PHONE, HANDLE) for match in rule.finditer(text)
    ]
    found += [
        number for number in numbers if len(joined(number)) >= SHORTEST and joined(number) in joined(text)
    ]
    for name in names:
        found += [word for word in sorted(telling_words(name)) if stands_in(word, text)]
    return shortest_said(found)


def stands_in(word: str, text: str) -> bool:
    """As whole words, or written together; of Chinese, Japanese and Korean names anywhere in the text."""
    if HAN.search(word):
        return len(word) >= SHORTEST_HAN and word.replace(" ", "") in joined(text)
    plain = f" {folded(text)} "
    return f" {word} " in plain or (len(word) >= 8 and word.replace(" ", "") in joined(text))


def shortest_said(found: Iterable[str]) -> list[str]:
    """Each once, and nothing that a longer one found already says."""
    once = list(dict.fromkeys(found))
    return [one for one in once if not any(one != other and folded(one) in folded(other) for other in once)]
