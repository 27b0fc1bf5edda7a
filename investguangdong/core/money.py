"""Money in words, in the house style of four languages. Amounts are decimals with a currency code; the
currency is always named.

`CNY 120 million` · `1.2亿元人民币` · `1.2億元人民幣` · `120 milhões de yuans`
"""

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal

from investguangdong.core.languages import LOCALES

# (zh-hans, zh-hant, pt singular, pt plural); a currency that is not here is named by its code.
CURRENCIES = {
    "CNY": ("元人民币", "元人民幣", "yuan", "yuans"),
    "USD": ("美元", "美元", "dólar dos EUA", "dólares dos EUA"),
    "EUR": ("欧元", "歐元", "euro", "euros"),
    "HKD": ("港元", "港元", "dólar de Hong Kong", "dólares de Hong Kong"),
    "MOP": ("澳门元", "澳門元", "pataca", "patacas"),
    "JPY": ("日元", "日圓", "iene", "ienes"),
    "GBP": ("英镑", "英鎊", "libra esterlina", "libras esterlinas"),
    "SGD": ("新加坡元", "新加坡元", "dólar de Singapura", "dólares de Singapura"),
    "KRW": ("韩元", "韓圜", "won", "wons"),
    "BRL": ("巴西雷亚尔", "巴西雷亞爾", "real", "reais"),
    "CHF": ("瑞士法郎", "瑞士法郎", "franco suíço", "francos suíços"),
    "AUD": ("澳大利亚元", "澳元", "dólar australiano", "dólares australianos"),
    "CAD": ("加拿大元", "加元", "dólar canadiano", "dólares canadianos"),
}

# From the largest: the power of ten and the word. Below the last, the number is written out.
UNITS = {
    "en": ((12, "trillion"), (9, "billion"), (6, "million")),
    "zh-hans": ((12, "万亿"), (8, "亿"), (4, "万")),
    "zh-hant": ((12, "萬億"), (8, "億"), (4, "萬")),
    "pt": ((12, "biliões"), (9, "mil milhões"), (6, "milhões")),
}
PT_SINGULAR = {"biliões": "1 bilião", "mil milhões": "mil milhões", "milhões": "1 milhão"}


def rounded(amount: Decimal, language: str) -> Decimal:
    """Three significant digits from the smallest unit up: 999.6 million becomes a round billion."""
    amount = Decimal(amount)
    if abs(amount) < 10 ** UNITS[language][-1][0]:
        return amount
    step = Decimal(1).scaleb(amount.adjusted() - 2)
    return (amount / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def number(value: Decimal, language: str, *, grouped: bool = True) -> str:
    return format_decimal(value, format="#,##0.##" if grouped else "0.##", locale=LOCALES[language])


def short_number(value: Decimal, language: str) -> str:
    """Chinese groups by its units, so the digits before one stay together: `9990万`."""
    return number(value, language, grouped=not language.startswith("zh"))


def scale(amount: Decimal, language: str) -> tuple[int, str]:
    """The unit is chosen after rounding, by the size of the number."""
    size = abs(amount)
    return next(((power, word) for power, word in UNITS[language] if size >= 10**power), (0, ""))


def compact(amount: Decimal, currency: str, language: str) -> str:
    """One amount with its unit and currency, rounded to three digits."""
    value = rounded(amount, language)
    power, word = scale(value, language)
    shown = value.scaleb(-power)
    return _phrase(short_number(shown, language), word, currency, language, single=abs(shown) == 1)


def compact_range(low: Decimal | None, high: Decimal | None, currency: str, language: str) -> str:
    """`CNY 80–120 million`; the unit is said once, and one figure where both ends are the same."""
    ends = [rounded(end, language) for end in (low, high) if end is not None]
    if len(set(ends)) < 2:
        return compact(ends[0], currency, language) if ends else ""
    power, word = scale(ends[1], language)
    shown = "–".join(short_number(end.scaleb(-power), language) for end in ends)
    return _phrase(shown, word, currency, language, single=False)


def full(amount: Decimal, currency: str, language: str) -> str:
    """The exact amount: for tables, contracts and data."""
    shown = number(Decimal(amount), language)
    return _phrase(shown, "", currency, language, single=abs(Decimal(amount)) == 1)


def currency_name(currency: str, language: str, *, single: bool = False) -> str:
    names = CURRENCIES.get(currency)
    if language == "en" or names is None:
        return currency
    return names[{"zh-hans": 0, "zh-hant": 1, "pt": 2 if single else 3}[language]]


def _phrase(shown: str, word: str, currency: str, language: str, *, single: bool) -> str:
    if language == "en":
        return " ".join(part for part in (currency, shown, word) if part)
    if language == "pt":
        counted = PT_SINGULAR[word] if word and single else f"{shown} {word}".strip()
        name = currency_name(currency, language, single=single and not word)
        return f"{counted} de {name}" if word else f"{counted} {name}"
    name = currency_name(currency, language)
    return f"{shown}{word}{name}" if currency in CURRENCIES else f"{shown}{word} {name}"
