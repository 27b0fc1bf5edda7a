"""Words of a text as a set: Han characters in pairs, Latin words whole; scripts and accents are folded."""

import re
import unicodedata

from investguangdong.core.chinese import fold

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
RUN = re.compile(rf"[{HAN}]+|[^\W\d_{HAN}]{{3,}}")
TOO_COMMON = frozenset(
    """
    and are but can for from has have its may not our per that the their them this was which will with you
    your com das dos mais nas nos para pela pelo por que sem ser uma
    need needs project projects guangdong china
    """.split()  # noqa: SIM905
)


def terms(*texts: str) -> frozenset[str]:
    folded = unicodedata.normalize("NFKD", fold(" ".join(text for text in texts if text)))
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    found: set[str] = set()
    for run in RUN.findall(plain):
        if "\u3400" <= run[0] <= "\u9fff":
            found.update(run[at : at + 2] for at in range(max(len(run) - 1, 1)))
        else:
            found.add(run)
    return frozenset(found - TOO_COMMON)
