"""One style sheet a page, made of the sources: complete, short, and only where a source exists."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from investguangdong.core import stylesheets

LIMIT = 10_000  # bytes, compressed: design/SPEC §13


def test_every_style_sheet_that_a_template_asks_for_is_found_and_light():
    asked = stylesheets.used(Path(settings.BASE_DIR) / "templates")
    weights = {}
    for names in asked:
        found = finders.find(stylesheets.address(*names))
        assert found, names
        weights[names] = len(gzip.compress(Path(found).read_bytes(), 9, mtime=0))
    assert {names: weight for names, weight in weights.items() if weight > LIMIT} == {}


def test_a_style_sheet_holds_the_common_parts_first_and_its_own_last():
    text = Path(finders.find("css/page-listing.css")).read_text()
    assert text.startswith("@layer tokens,base,layout,components,pages;")
    assert text.index("--paper:") < text.index(".skip{") < text.index(".btn{") < text.index(".lh{")


@pytest.mark.parametrize("path", ["css/page-nothing.css", "css/page-.css", "css/page-../../.env.css"])
def test_a_style_sheet_without_source_is_not_found(path):
    assert finders.find(path) is None


def test_shorter_rules_keep_what_matters():
    long = """/* a { */ .a :is(b, c) > d { content: "  /* ; */ {"; margin: 0 calc(1px + 2px); }
    @media (max-width: 10px) { .e { color: red; } }"""
    assert stylesheets.shorter(long) == (
        '.a :is(b,c) > d{content:"  /* ; */ {";margin:0 calc(1px + 2px)}'
        "@media (max-width:10px){.e{color:red}}\n"
    )
