from decimal import Decimal

import pytest

from investguangdong.core.money import compact, compact_range, full


@pytest.mark.parametrize(
    ("language", "phrase"),
    [
        ("en", "CNY 120 million"),
        ("zh-hans", "1.2亿元人民币"),
        ("zh-hant", "1.2億元人民幣"),
        ("pt", "120 milhões de yuans"),
    ],
)
def test_amount_in_house_style(language, phrase):
    assert compact(Decimal("120000000"), "CNY", language) == phrase


@pytest.mark.parametrize(
    ("amount", "phrase"),
    [
        ("999600000", "CNY 1 billion"),
        ("999400000", "CNY 999 million"),
        ("1234567", "CNY 1.23 million"),
        ("999999", "CNY 999,999"),
        ("8500", "CNY 8,500"),
        ("0", "CNY 0"),
        ("2500000000000", "CNY 2.5 trillion"),
    ],
)
def test_unit_is_chosen_after_rounding(amount, phrase):
    assert compact(Decimal(amount), "CNY", "en") == phrase


@pytest.mark.parametrize(
    ("amount", "phrase"),
    [
        ("9999", "9999元人民币"),
        ("50000", "5万元人民币"),
        ("99960000", "1亿元人民币"),
        ("506000000", "5.06亿元人民币"),
        ("1200000000000", "1.2万亿元人民币"),
    ],
)
def test_chinese_counts_in_ten_thousands(amount, phrase):
    assert compact(Decimal(amount), "CNY", "zh-hans") == phrase


@pytest.mark.parametrize(
    ("amount", "phrase"),
    [
        ("1000000", "1 milhão de euros"),
        ("1500000", "1,5 milhões de euros"),
        ("1000000000", "mil milhões de euros"),
        ("2500000000", "2,5 mil milhões de euros"),
        ("1000000000000", "1 bilião de euros"),
        ("1", "1 euro"),
    ],
)
def test_portuguese_counts_as_in_portugal(amount, phrase):
    assert compact(Decimal(amount), "EUR", "pt") == phrase


def test_range_says_its_unit_once():
    assert compact_range(Decimal("80000000"), Decimal("120000000"), "USD", "en") == "USD 80–120 million"
    assert compact_range(Decimal("80000000"), Decimal("120000000"), "USD", "zh-hans") == "0.8–1.2亿美元"


@pytest.mark.parametrize(("low", "high"), [(None, "5000000"), ("5000000", None), ("5000000", "5000000")])
def test_range_with_one_end_is_one_amount(low, high):
    ends = [Decimal(end) if end else None for end in (low, high)]
    assert compact_range(*ends, "CNY", "en") == "CNY 5 million"


def test_unknown_range_is_empty():
    assert compact_range(None, None, "CNY", "en") == ""


def test_currency_without_a_name_is_named_by_its_code():
    assert compact(Decimal("5000000"), "XAF", "zh-hans") == "500万 XAF"


def test_exact_amount_is_not_rounded():
    assert full(Decimal("1234567.5"), "CNY", "en") == "CNY 1,234,567.5"
    assert full(Decimal("1234567.5"), "CNY", "pt") == "1\u00a0234\u00a0567,5 yuans"
