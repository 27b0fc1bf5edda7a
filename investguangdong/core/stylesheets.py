"""One style sheet a page. The sources stay one file an app; what a browser loads is the common parts and the
page's own, in one file, without comments and spare room. `{% stylesheet "projects" %}` names the page's own.

The finder makes the files where static files are looked for, so `runserver` and `collectstatic` both serve
them, and the storage hashes and compresses them like any other."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from django.utils.functional import cached_property

COMMON = ("tokens", "base", "layout", "components")
ADDRESS = re.compile(r"css/page((?:-[a-z0-9_]+)*)\.css")
USE = re.compile(r"{%\s*stylesheet\s+([^%]*?)\s*%}")
QUOTED_OR_COMMENT = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/""", re.DOTALL)


def address(*names: str) -> str:
    """The path of a page's style sheet below STATIC_URL."""
    return f"css/page{''.join(f'-{name}' for name in names)}.css"


def sources(names: tuple[str, ...]) -> list[Path]:
    return [Path(settings.BASE_DIR) / "static/css" / f"{name}.css" for name in (*COMMON, *names)]


def used(templates: Path) -> set[tuple[str, ...]]:
    """Every combination that a template asks for, and the common parts alone."""
    texts = (path.read_text() for path in templates.rglob("*.html"))
    asked = (tuple(re.findall(r'["\']([a-z0-9_]+)["\']', use)) for text in texts for use in USE.findall(text))
    return {(), *asked}


def shorter(css: str) -> str:
    """The same rules in fewer bytes; what stands in quotes is kept as it is."""
    quotes: list[str] = []

    def keep(match: re.Match) -> str:
        if match[1] is None:
            return " "
        quotes.append(match[1])
        return f'"{len(quotes) - 1}"'

    text = re.sub(r"\s+", " ", QUOTED_OR_COMMENT.sub(keep, css))
    text = re.sub(r" ?([{};,]) ?", r"\1", text).replace(": ", ":").replace(";}", "}")
    return re.sub(r'"(\d+)"', lambda match: quotes[int(match[1])], text).strip() + "\n"


class PageStyles(BaseFinder):
    @cached_property
    def storage(self) -> FileSystemStorage:
        return FileSystemStorage(Path(settings.LOCAL_DIR) / "styles")

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        match = ADDRESS.fullmatch(path)
        names = tuple(match[1].split("-")[1:]) if match else ()
        if not match or not all(source.exists() for source in sources(names)):
            return []
        made = self._made(names)
        return [made] if find_all else made

    def list(self, ignore_patterns):
        for names in sorted(used(Path(settings.BASE_DIR) / "templates")):
            self._made(names)
            yield address(*names), self.storage

    def _made(self, names: tuple[str, ...]) -> str:
        """Made anew when a source has changed; replaced in one step, for several processes may ask at once."""
        target = Path(self.storage.path(address(*names)))
        parts = sources(names)
        if not target.exists() or target.stat().st_mtime < max(part.stat().st_mtime for part in parts):
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = target.with_suffix(".new")
            fresh.write_text("".join(shorter(part.read_text()) for part in parts))
            fresh.replace(target)
        return str(target)
