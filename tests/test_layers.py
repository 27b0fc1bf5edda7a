"""The house has one direction: an app imports only apps on lower lines of docs/architecture.md."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "investguangdong"
ROW = re.compile(r"^\| (\d+) \| ([a-z ]+) \|", re.MULTILINE)


def layers() -> dict[str, int]:
    text = (ROOT / "docs/architecture.md").read_text()
    return {app: int(line) for line, names in ROW.findall(text) for app in names.split()}


def imported_apps(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.relative_to(ROOT)}:{node.lineno} imports relatively"
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        found |= {name.split(".")[1] for name in names if name.startswith("investguangdong.")}
    return found & layers().keys()


def test_every_app_stands_on_a_line():
    folders = {path.parent.name for path in PACKAGE.glob("*/apps.py")}
    assert folders == set(layers())


@pytest.mark.parametrize("app", sorted(layers()))
def test_app_imports_only_lower_apps(app):
    line = layers()
    wrong = {
        f"{path.relative_to(ROOT)} imports {other}"
        for path in (PACKAGE / app).rglob("*.py")
        for other in imported_apps(path)
        if other != app and line[other] >= line[app]
    }
    assert wrong == set()


def test_relations_point_down():
    line = layers()
    wrong = {
        f"{model._meta.label}.{field.name} points to {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in line
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model
        and line.get(field.related_model._meta.app_label, -1) > line[model._meta.app_label]
        and field.related_model._meta.label != "accounts.User"
    }
    assert wrong == set()


def test_no_import_hides_inside_a_function():
    hidden = {
        f"{path.relative_to(ROOT)}:{inner.lineno}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name != "ready"
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    }
    assert hidden == set()
