"""The shape of a policy's rule, what is wrong with one, and whether it gives the answers stored with it. Pure.

docs/policies.md describes how a rule is written.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from investguangdong.places.checking import DOES_NOT, MEETS, NEEDS, Money, Verdict, check, money

ACTIVITIES = ("high_tech_manufacturing", "other_manufacturing", "high_tech_services", "other")
ENTERPRISES = ("foreign", "domestic")
RESIDENCES = ("hong_kong", "macao", "overseas", "mainland")
# What may be asked, in the order of the form: the kind of value, and the choices where they are fixed.
FACTS: dict[str, tuple[str, tuple]] = {
    "city": ("choice", ()),
    "zone": ("choice", ()),
    "enterprise": ("choice", ENTERPRISES),
    "activity": ("choice", ACTIVITIES),
    "new_investment": ("money", ()),
    "fixed_investment": ("money", ()),
    "is_headquarters": ("yes_no", ()),
    "is_encouraged": ("yes_no", ()),
    "is_substantive": ("yes_no", ()),
    "main_income_share": ("number", ()),
    "residence": ("choice", RESIDENCES),
    "is_talent": ("yes_no", ()),
}
OPERATORS = {
    "choice": ("is", "in"),
    "yes_no": ("is",),
    "money": ("at_least", "at_most"),
    "number": ("at_least", "at_most"),
}
STATES = (MEETS, NEEDS, DOES_NOT)
FORMS = ("all", "any", "not", "fact", "open")
KEYS = {*FORMS, "op", "value", "says"}
EXAMPLE_FACTS = {**FACTS, "year": ("year", ())}
AWARDS = ("share", "sum", "rate", "ceiling", "above")
WRITTEN = ("en", "zh-hans", "pt")
# Under these the stored examples are worked out, so that they stay true when the rates move.
EXAMPLE_DAY = date(2026, 6, 30)
EXAMPLE_RATES = {"USD": Decimal(7)}


def problems(rule) -> list[str]:
    """Each names the path, as `conditions.2.value: …`. Empty where the rule can be used and answers every example
    stored with it as written there."""
    return shape_faults(rule) or example_faults(rule)


def shape_faults(rule) -> list[str]:
    """What keeps the rule from being used at all."""
    if (
        not isinstance(rule, Mapping)
        or not isinstance(rule.get("conditions"), list)
        or not rule["conditions"]
    ):
        return [at("conditions", _("a list of conditions is needed"))]
    found = [
        fault for number, node in enumerate(rule["conditions"], 1) for fault in clause_faults(number, node)
    ]
    found += award_faults(rule.get("award"))
    return [*found, *test_faults(rule.get("tests", []))]


def at(path: str, message: str) -> str:
    return f"{path}: {message}"


def clause_faults(number: int, node) -> Iterator[str]:
    path = f"conditions.{number}"
    for code in WRITTEN:
        if not said(node, code):
            yield at(f"{path}.says.{code}", _("a sentence is needed"))
    yield from faults(node, path)


def said(condition, code: str) -> str:
    says = condition.get("says") if isinstance(condition, Mapping) else None
    text = says.get(code) if isinstance(says, Mapping) else ""
    return text if isinstance(text, str) else ""


def faults(node, path: str) -> Iterator[str]:
    if not isinstance(node, Mapping):
        yield at(path, _("an object is needed"))
        return
    if unknown := sorted(set(node) - KEYS):
        yield at(path, _("“%(key)s” is not known here") % {"key": unknown[0]})
    forms = [word for word in FORMS if word in node]
    if len(forms) != 1:
        yield at(path, _("exactly one of %(words)s is needed") % {"words": ", ".join(FORMS)})
    elif forms[0] in ("all", "any"):
        yield from part_faults(node[forms[0]], f"{path}.{forms[0]}")
    elif forms[0] == "not":
        yield from faults(node["not"], f"{path}.not")
    elif forms[0] == "fact":
        yield from leaf_faults(node, path)


def part_faults(parts, path: str) -> Iterator[str]:
    if not isinstance(parts, list) or not parts:
        yield at(path, _("a list of conditions is needed"))
        return
    for number, part in enumerate(parts, 1):
        yield from faults(part, f"{path}.{number}")


def leaf_faults(node: Mapping, path: str) -> Iterator[str]:
    fact = node["fact"]
    if not isinstance(fact, str) or fact not in FACTS:
        told = {"fact": fact, "facts": ", ".join(FACTS)}
        yield at(f"{path}.fact", _("“%(fact)s” is not one of %(facts)s") % told)
        return
    kind, choices = FACTS[fact]
    operator = node.get("op")
    if operator not in OPERATORS[kind]:
        told = {"operator": operator, "operators": ", ".join(OPERATORS[kind])}
        yield at(f"{path}.op", _("“%(operator)s” is not one of %(operators)s") % told)
    elif not fits(kind, choices, operator, node.get("value")):
        told = {"value": node.get("value"), "fact": fact}
        yield at(f"{path}.value", _("“%(value)s” does not fit %(fact)s") % told)


def fits(kind: str, choices: tuple, operator: str, value) -> bool:
    if kind == "yes_no":
        return isinstance(value, bool)
    if kind == "year":
        return isinstance(value, int) and 1900 < value < 2200
    if kind == "number":
        return is_number(value)
    if kind == "money":
        return is_money(value)
    values = value if operator == "in" else [value]
    return isinstance(values, list) and bool(values) and all(is_choice(v, choices) for v in values)


def is_choice(value, choices: tuple) -> bool:
    return isinstance(value, str) and (value in choices if choices else bool(value))


def is_number(value) -> bool:
    """Written in quotes, so that no binary fraction creeps in; whole numbers may stand without."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return False
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


def is_money(value) -> bool:
    currency = value.get("currency") if isinstance(value, Mapping) else None
    return is_number(value["amount"] if currency and "amount" in value else None) and (
        isinstance(currency, str) and len(currency) == 3 and currency.isupper()
    )


def award_faults(award) -> list[str]:
    if award is None:
        return []
    names = [name for name in AWARDS if name in award] if isinstance(award, Mapping) else []
    if len(names) != 1:
        return [at("award", _("exactly one of %(words)s is needed") % {"words": ", ".join(AWARDS)})]
    name = names[0]
    if name == "share":
        return list(share_faults(award))
    is_right = is_money(award[name]) if name == "sum" else is_number(award[name])
    if not is_right:
        return [at(f"award.{name}", sum_needed() if name == "sum" else number_needed())]
    is_right = "most" not in award or is_money(award["most"])
    return [] if is_right else [at("award.most", sum_needed())]


def sum_needed() -> str:
    return _("an amount with its currency is needed")


def number_needed() -> str:
    return _("a number in quotes is needed")


def share_faults(award: Mapping) -> Iterator[str]:
    base = award.get("of")
    if not isinstance(base, str) or FACTS.get(base, ("",))[0] != "money":
        yield at("award.of", _("a fact that is a sum is needed, such as new_investment"))
    for name in ("share", "caps"):
        options = award.get(name, [])
        if not isinstance(options, list) or not all(isinstance(option, Mapping) for option in options):
            yield at(f"award.{name}", _("a list of objects is needed"))
            continue
        for number, option in enumerate(options, 1):
            yield from option_faults(name, option, f"award.{name}.{number}")


def option_faults(name: str, option: Mapping, path: str) -> Iterator[str]:
    if name == "share" and not is_number(option.get("percent")):
        yield at(f"{path}.percent", number_needed())
    if "when" in option:
        yield from faults(option["when"], f"{path}.when")
    limits = {key: option[key] for key in ("year", "total") if key in option}
    yield from (at(f"{path}.{key}", sum_needed()) for key, limit in limits.items() if not is_money(limit))
    if len({limit["currency"] for limit in limits.values() if is_money(limit)}) > 1:
        yield at(path, _("both caps are in one currency"))


def test_faults(tests) -> list[str]:
    """Whether the stored examples can be read at all."""
    if not isinstance(tests, list):
        return [at("tests", _("a list of objects is needed"))]
    return [fault for number, one in enumerate(tests, 1) for fault in one_test_faults(one, f"tests.{number}")]


def one_test_faults(one, path: str) -> Iterator[str]:
    if not isinstance(one, Mapping) or not isinstance(one.get("facts"), Mapping):
        yield at(f"{path}.facts", _("an object is needed"))
        return
    if one.get("state") not in STATES:
        yield at(f"{path}.state", _("exactly one of %(words)s is needed") % {"words": ", ".join(STATES)})
    if "payable" in one and not is_money(one["payable"]):
        yield at(f"{path}.payable", sum_needed())
    for fact, value in one["facts"].items():
        kind, choices = EXAMPLE_FACTS.get(fact, ("", ()))
        if not fits(kind, choices, "is", value):
            told = {"value": value, "fact": fact}
            yield at(f"{path}.facts.{fact}", _("“%(value)s” does not fit %(fact)s") % told)


def example_faults(rule: Mapping) -> list[str]:
    """Stored examples that the rule answers otherwise."""
    found = []
    for number, example in enumerate(rule.get("tests", ()), 1):
        verdict = answer(rule, example)
        given, wanted = verdict.state, example["state"]
        if given == wanted and "payable" in example:
            given, wanted = told_sum(payable(verdict)), told_sum(money(example["payable"]))
        if given != wanted:
            told = {"given": given, "wanted": wanted}
            found.append(at(f"tests.{number}", _("the rule answers “%(given)s”, not “%(wanted)s”") % told))
    return found


def told_sum(value: Money | None) -> str:
    return f"{value.currency} {value.amount.normalize():f}" if value else "–"


def answer(rule: Mapping, example: Mapping) -> Verdict:
    return check(rule, facts_of(example["facts"]), today=EXAMPLE_DAY, rates=EXAMPLE_RATES)


def payable(verdict: Verdict) -> Money | None:
    return verdict.award.payable if verdict.award else None


def facts_of(written: Mapping) -> dict:
    """Facts as the files write them, with sums as `Money`."""
    return {name: money(value) if isinstance(value, Mapping) else value for name, value in written.items()}
