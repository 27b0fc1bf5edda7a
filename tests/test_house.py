"""Rules of the house that no reader of one file sees: style and script apart from HTML, one door to rows."""

import ast
import re
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.template.loader import get_template
from django.urls import URLPattern, get_resolver

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "investguangdong"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# A letter is read in a mail program, which knows no style sheet.
PAGES = [path for path in TEMPLATES if "emails" not in path.parts]
COMMENTS = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}", re.DOTALL)
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script without src": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "something from elsewhere": re.compile(
        r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=\"(?:https?:)?//"
    ),
}
# Doors: who asks for rows here says for whom.
DOORS = ("views", "admin", "feeds")
UNSCOPED = {
    "all",
    "filter",
    "get",
    "exclude",
    "values",
    "values_list",
    "aggregate",
    "count",
    "order_by",
    "first",
}


def domain_models() -> set[str]:
    return {
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("investguangdong.") and hasattr(model.objects, "visible_to")
    }


@pytest.mark.parametrize("what", INLINE)
def test_no_page_holds(what):
    found = {
        str(path.relative_to(ROOT))
        for path in PAGES
        if INLINE[what].search(COMMENTS.sub("", path.read_text()))
    }
    assert found == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_template_can_be_read(path):
    get_template(str(path.relative_to(ROOT / "templates")))


def test_every_domain_model_has_the_one_door():
    without = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("investguangdong.")
        and not hasattr(model._default_manager, "visible_to")
    }
    assert without == {"accounts.User"} & without


def unscoped_reads(path: Path, models: set[str]) -> set[str]:
    """Places where `Model.objects` is read without `visible_to` in a file that answers requests."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Call(
                func=ast.Attribute(attr=verb, value=ast.Attribute(attr="objects", value=ast.Name(id=model)))
            ) if verb in UNSCOPED and model in models:
                found.add(f"{path.name}:{node.lineno} {model}.objects.{verb}")
            case ast.Call(func=ast.Name(id="get_object_or_404"), args=[ast.Name(id=model), *_rest]) if (
                model in models
            ):
                found.add(f"{path.name}:{node.lineno} get_object_or_404({model})")
    return found


def test_no_view_reads_rows_past_the_door():
    doors = [path for path in PACKAGE.rglob("*.py") if path.stem in DOORS or path.parent.name in DOORS]
    models = domain_models()
    found = {f"{path.parent.name}/{place}" for path in doors for place in unscoped_reads(path, models)}
    assert found == set()


def test_the_lint_for_the_door_sees_what_it_should(tmp_path):
    source = tmp_path / "views.py"
    source.write_text(
        "Project.objects.filter(a=1)\n"
        "Project.objects.visible_to(user).filter(a=1)\n"
        "get_object_or_404(Project, a=1)\n"
        "get_object_or_404(Project.objects.visible_to(user), a=1)\n"
    )
    lines = {place.split(":")[1].split()[0] for place in unscoped_reads(source, {"Project"})}
    assert lines == {"1", "3"}


def test_only_the_makers_of_markup_call_text_safe():
    found = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\b(mark_safe|SafeString)\(", path.read_text())
    }
    makers = {"content/markup.py", "core/art.py", "core/icons.py", "core/templatetags/core_tags.py"}
    assert found <= makers | {"places/geometry.py", "projects/cards.py", "projects/highlights.py"}


def test_no_change_of_a_model_lacks_its_migration(db):
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_file_is_short(path):
    if "migrations" not in path.parts:
        assert len(path.read_text().splitlines()) <= 400


def test_functions_are_short():
    long = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and body_length(node) > 25
    }
    assert long == set()


def body_length(node: ast.FunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
    return node.body[-1].end_lineno - body[0].lineno + 1


def test_no_url_name_is_used_twice():
    names = [name for name in url_names(get_resolver())]
    assert sorted(names) == sorted(set(names))


def url_names(resolver, space: str = ""):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            if entry.name and not space.startswith("admin"):
                yield f"{space}{entry.name}"
        else:
            yield from url_names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
