from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from investguangdong.core import dates, languages


def page(source: str, language="en", **context) -> str:
    with translation.override(language):
        return Template(source).render(Context(context))


PLACE = SimpleNamespace(name_en="Foshan", name_zh_hans="佛山", name_zh_hant="", name_pt="")


def test_content_in_the_language_of_the_page_is_plain_text():
    assert page('{% content place "name" %}', "en", place=PLACE) == "Foshan"


def test_content_missing_in_a_language_is_shown_in_the_nearest_and_marked():
    assert page('{% content place "name" %}', "zh-hant", place=PLACE) == '<span lang="zh-Hans">佛山</span>'
    assert page('{% content place "name" %}', "pt", place=PLACE) == '<span lang="en">Foshan</span>'


def test_content_missing_everywhere_is_empty():
    nothing = SimpleNamespace(name_en="", name_zh_hans=None, name_zh_hant="", name_pt="")
    assert languages.best(nothing, "name", "pt") == languages.Text("", "pt", False)


def test_content_is_escaped():
    assert page('{% content place "name" %}', place=SimpleNamespace(name_en="<b>")) == "&lt;b&gt;"


def test_prose_makes_paragraphs_and_marks_their_language():
    text = SimpleNamespace(name_en="One.\n\nTwo <2>.")
    assert page('{% prose place "name" %}', "en", place=text) == "<p>One.</p>\n<p>Two &lt;2&gt;.</p>"
    assert page('{% prose place "name" %}', "pt", place=text).startswith('<p lang="en">One.</p>')


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("zh-CN", "zh-hans"),
        ("zh-HK", "zh-hant"),
        ("zh_TW", "zh-hant"),
        ("pt-br", "pt"),
        ("de", "en"),
        (None, "en"),
    ],
)
def test_language_codes_of_others_become_ours(code, ours):
    assert languages.supported(code) == ours


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "28 November 2026"),
        ("zh-hans", "2026年11月28日"),
        ("zh-hant", "2026年11月28日"),
        ("pt", "28 de novembro de 2026"),
    ],
)
def test_day_in_the_words_of_the_language(language, shown):
    assert dates.day(date(2026, 11, 28), language) == shown


def test_moment_is_shown_in_the_readers_zone_with_its_offset():
    noon = datetime(2026, 11, 28, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert dates.moment(noon, "en") == "28 November 2026, 12:00 (UTC+8)"
    with timezone.override(ZoneInfo("Asia/Kolkata")):
        assert dates.moment(noon, "zh-hans") == "2026年11月28日 09:30 (UTC+5:30)"


def test_query_string_keeps_what_is_not_changed():
    request = RequestFactory().get("/?sector=a&sector=b&page=3")
    assert page("{% query_string page=2 %}", request=request) == "?sector=a&amp;sector=b&amp;page=2"
    assert page("{% query_string page=None sector=None %}", request=request) == "?"


def test_icon_is_hidden_unless_it_has_a_label():
    assert 'aria-hidden="true"' in page('{% icon "map" %}')
    assert 'role="img" aria-label="Map"' in page('{% icon "map" label="Map" %}')
