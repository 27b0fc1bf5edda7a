"""The rules of policies in the back office: written as data, read back in words. A rule is saved only when it can
be used and every example stored with it comes out as written."""

import json

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from investguangdong.core.languages import best
from investguangdong.places import rule_words, rules
from investguangdong.places.admin.reference import FactAdmin
from investguangdong.places.models import City, PolicyRule, Zone

PREVIEW = "_preview"


WRITTEN = (
    *("conditions", "award", "tests", "all", "any", "not", "open", "when", "fact", "op", "value", "says"),
    *("of", "at_most", "share", "caps", "facts", "state", "payable", "en", "zh-hans", "zh-hant", "pt"),
)


def in_order(node):
    """The database keeps keys by their length; people read them as docs/policies.md writes them."""
    if isinstance(node, list):
        return [in_order(part) for part in node]
    if not isinstance(node, dict):
        return node
    names = sorted(node, key=lambda name: WRITTEN.index(name) if name in WRITTEN else len(WRITTEN))
    return {name: in_order(node[name]) for name in names}


class RuleField(forms.JSONField):
    """Indented, with Chinese as it is written."""

    widget = forms.Textarea(
        attrs={"rows": 34, "cols": 100, "spellcheck": "false", "class": "vLargeTextField code"}
    )

    def prepare_value(self, value):
        typed = super().prepare_value(value)
        return typed if isinstance(value, str) else json.dumps(in_order(value), ensure_ascii=False, indent=2)


class PolicyRuleForm(forms.ModelForm):
    """Sent by the button “Preview” it shows what was typed in words, and saves nothing."""

    data = RuleField(
        label=_("conditions"), help_text=_("As docs/policies.md describes. Examples stand under “tests”.")
    )

    class Meta:
        model = PolicyRule
        fields = "__all__"  # noqa: DJ007  every column of a reference row is the office's

    def clean(self):
        given = super().clean()
        if PREVIEW in self.data:
            self.add_error(None, _("Nothing is saved yet: below, the rule in words as it is typed."))
        return given

    def typed(self) -> dict | None:
        """The rule with its window as it stands in the form, else in the row; None where it cannot be read."""
        if not self.is_bound:
            return self.instance.rule if self.instance.pk else None
        data = self.cleaned_data.get("data")
        ends = {name: self.cleaned_data.get(name) for name in ("valid_from", "valid_to")}
        window = {name: day and day.isoformat() for name, day in ends.items()}
        return {**data, **window} if isinstance(data, dict) else None

    def preview(self) -> dict | None:
        """The rule in words, with each example and what it comes to; None while it cannot be used."""
        rule = self.typed()
        if rule is None or rules.shape_faults(rule):
            return None
        names = names_of_places()
        return {
            "conditions": rule_words.in_words(rule["conditions"], names),
            "grades": rule_words.grades(rule.get("award"), names),
            "caps": rule_words.caps(rule.get("award"), names),
            "examples": [example(rule, one, names) for one in rule.get("tests", [])],
        }


def names_of_places() -> dict[str, str]:
    places = [*City.objects.enabled(), *Zone.objects.enabled()]
    return {place.slug: best(place, "name").text for place in places}


def example(rule: dict, one: dict, names: dict) -> dict:
    verdict = rules.answer(rule, one)
    return {
        "facts": rule_words.facts_in_words(one["facts"], names),
        "state": verdict.state,
        "gives": rule_words.gives(rule.get("award"), verdict.award),
        "wanted": one["state"],
    }


@admin.register(PolicyRule)
class PolicyRuleAdmin(FactAdmin):
    form = PolicyRuleForm
    change_form_template = "admin/places/policyrule/form.html"
    save_as = True  # a new edition starts from the one before
    list_display = ["policy", "valid_from", "valid_to", "clauses", "examples", "confidence", "as_of"]
    list_select_related = ["policy"]
    search_fields = ["policy__title_en", "policy__title_zh_hans", "policy__slug"]
    autocomplete_fields = ["policy"]
    date_hierarchy = "valid_to"

    @admin.display(description=_("conditions"))
    def clauses(self, rule):
        return len(rule.data["conditions"])

    @admin.display(description=_("examples"))
    def examples(self, rule):
        return len(rule.data.get("tests", ()))
