"""Every sentence of the interface exists in four languages: none missing, none stale, placeholders kept."""

import ast
import re
from functools import cache
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = {"zh-hans": "zh_Hans", "zh-hant": "zh_Hant", "pt": "pt"}
CALLS = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
}
CALL = re.compile(r"(?<![\w.])(?:n?p?gettext|_)\(")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|<[^>]+>")


def called(tree: ast.AST) -> set[tuple[str, str]]:
    """(context, message) of every call that marks a message, in one syntax tree."""
    found = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in CALLS:
            continue
        texts = [
            arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        if texts and isinstance(node.args[0], ast.Constant):
            has_context = "pgettext" in name
            found.add((texts[0], texts[1]) if has_context else ("", texts[0]))
    return found


def parsed(code: str, start: int) -> ast.AST | None:
    """The call that begins at `start`: the shortest piece up to a closing bracket that is Python."""
    for match in re.finditer(r"\)", code[start : start + 5000]):
        try:
            return ast.parse(code[start : start + match.end()])
        except SyntaxError:
            continue
    return None


def in_template(path: Path) -> set[tuple[str, str]]:
    code = templatize(path.read_text(), origin=str(path))
    trees = (parsed(code, match.start()) for match in CALL.finditer(code))
    return set().union(*(called(tree) for tree in trees if tree))


@cache
def marked() -> frozenset[tuple[str, str]]:
    python = (called(ast.parse(path.read_text())) for path in (ROOT / "investguangdong").rglob("*.py"))
    templates = (
        in_template(path) for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".txt")
    )
    return frozenset().union(*python, *templates) - {("", "")}


@cache
def catalogue(language: str) -> dict[tuple[str, str], polib.POEntry]:
    file = polib.pofile(str(ROOT / f"locale/{CATALOGUES[language]}/LC_MESSAGES/django.po"))
    return {(entry.msgctxt or "", entry.msgid): entry for entry in file if not entry.obsolete}


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_the_search_for_messages_finds_them():
    assert ("", "Open projects") in marked()
    assert len(marked()) > 1000


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_marked_message_is_in_the_catalogue(language):
    assert marked() - set(catalogue(language)) == set()


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_message_is_untranslated(language):
    missing = {key for key, entry in catalogue(language).items() if not all(texts(entry)) or entry.fuzzy}
    assert missing == set()


@pytest.mark.parametrize("language", CATALOGUES)
def test_placeholders_and_markup_survive_translation(language):
    wrong = {
        (key[1], text)
        for key, entry in catalogue(language).items()
        for text in texts(entry)
        if text
        and language_parts(text) != language_parts(entry.msgid_plural or key[1])
        and language_parts(text) != language_parts(key[1])
    }
    assert wrong == set()


def language_parts(text: str) -> list[str]:
    return sorted(part for part in PLACEHOLDER.findall(text) if not part.startswith("<a "))


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_chinese_uses_its_own_punctuation(language):
    """A Chinese character directly followed by a western comma, semicolon, question or exclamation mark."""
    wrong = {
        text
        for entry in catalogue(language).values()
        for text in texts(entry)
        if re.search(r"[\u4e00-\u9fff][,;?!]", text)
    }
    assert wrong == set()


def test_traditional_is_not_simplified():
    """Characters that exist in Simplified only have no place in the Traditional catalogue."""
    simplified_only = set("国发会学东业这个时间说语门问题请输认证务员选择应还进后")
    wrong = {
        text
        for entry in catalogue("zh-hant").values()
        for text in texts(entry)
        if simplified_only & set(text.replace("简体中文", "")) - set("后")
    }
    assert wrong == set()
