"""Icons are drawn from one file: every name a template uses is in it."""

import re
from pathlib import Path

from django.conf import settings

from investguangdong.core import icons

TEMPLATES = Path(settings.BASE_DIR) / "templates"


def test_every_icon_that_a_template_names_has_a_shape():
    named = re.compile(r"""{% icon ['"]([\w-]+)['"]""")
    used = {name for path in TEMPLATES.rglob("*.html") for name in named.findall(path.read_text())}
    assert used
    assert used - set(icons.shapes()) == set()


def test_an_icon_is_hidden_or_named():
    assert 'aria-hidden="true"' in icons.icon("search")
    assert 'role="img" aria-label="Close &lt;it&gt;"' in icons.icon("close", "Close <it>")


def test_a_sector_without_a_lattice_gets_the_bare_frame():
    assert icons.LATTICE_FRAME in icons.lattice("a-new-sector")


def test_shapes_follow_each_other_in_one_path():
    assert icons.shapes()["check"] == '<path d="M5 12l5 5l10-10"/>'
    assert icons.shapes()["menu"] == '<path d="M4 6l16 0M4 12l16 0M4 18l16 0"/>'
