"""What an editor types can become nothing but a few elements."""

import pytest

from investguangdong.content import markup
from investguangdong.pages.computed import COMPUTED


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("<b onclick=x>", "<p>&lt;b onclick=x&gt;</p>"),
        ("[a](javascript:x)", "<p>a</p>"),
        ("[a](data:text/html,x)", "<p>a</p>"),
        ("[a](//evil.example/)", "<p>a</p>"),
        ("**a** b", "<p><strong>a</strong> b</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("[a](/faq/)", '<p><a href="/pt/faq/" rel="noopener">a</a></p>'),
        ("[a](/.well-known/security.txt)", '<p><a href="/.well-known/security.txt" rel="noopener">a</a></p>'),
        (
            '[a](https://x.example/?a=1&b="2)',
            '<p><a href="https://x.example/?a=1&amp;b=&quot;2" rel="noopener">a</a></p>',
        ),
    ],
)
def test_text_is_drawn_safely(typed, shown):
    assert markup.html(typed, "pt") == shown


def test_headings_open_sections_and_names_stand_for_tables():
    before, after = markup.sections("First.\n\n## Kept\nWords.\n\n[[kinds]]", "en")
    assert (before.title, after.title) == ("", "Kept")
    assert [(part.html, part.block) for part in after.parts] == [("<p>Words.</p>", ""), ("", "kinds")]


def test_every_table_a_text_may_name_is_computed():
    assert set(COMPUTED) == set(markup.BLOCKS)
    assert markup.unknown_blocks("[[kinds]]\n\n[[secrets]]") == ["secrets"]


def test_plain_words_lose_every_mark():
    assert markup.plain("## Head\n\n**a** [b](/c/)\n\n[[kinds]]\n\n- d") == "Head\n\na b\n\n\nd"
