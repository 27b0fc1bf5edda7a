"""The shape of a policy's rule, what is wrong with one, and whether it gives the answers stored with it. Pure.

docs/policies.md describes how a rule is written.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from investguangdong.places.checking import Money, Verdict, check, money

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
AWARDS = ("share", "sum", "rate", "ceiling", "above")
WRITTEN = ("en", "zh-hans", "pt")
# Under these the stored examples are worked out, so that they stay true when the rates move.
EXAMPLE_DAY = date(2026, 6, 30)
EXAMPLE_RATES = {"USD": Decimal(7)}


def problems(rule: Mapping) -> list[str]:
    """Each names the path, as `conditions.2.value: …`. Empty where the rule can be used."""
    if not isinstance(rule, Mapping) or not isinstance(rule.get("conditions"), list):
        return ["conditions: a list of conditions is needed"]
    found = []
    for number, condition in enumerate(rule["conditions"], 1):
        path = f"conditions.{number}"
        found += [
            f"{path}.says.{code}: a sentence is needed" for code in WRITTEN if not said(condition, code)
        ]
        found += faults(condition, path)
    found += award_faults(rule.get("award"))
    return found or example_faults(rule)


def said(condition, code: str) -> str:
    return (condition.get("says") or {}).get(code, "") if isinstance(condition, Mapping) else ""


def faults(node, path: str) -> Iterator[str]:
    if not isinstance(node, Mapping):
        yield f"{path}: an object is needed"
    elif "all" in node or "any" in node:
        word = "all" if "all" in node else "any"
        for number, part in enumerate(node[word], 1):
            yield from faults(part, f"{path}.{word}.{number}")
    elif "not" in node:
        yield from faults(node["not"], f"{path}.not")
    elif not node.get("open"):
        yield from leaf_faults(node, path)


def leaf_faults(node: Mapping, path: str) -> Iterator[str]:
    fact = node.get("fact")
    if fact not in FACTS:
        yield f"{path}.fact: “{fact}” is not one of {', '.join(FACTS)}"
        return
    kind, choices = FACTS[fact]
    if node.get("op") not in OPERATORS[kind]:
        yield f"{path}.op: “{node.get('op')}” does not fit; use {' or '.join(OPERATORS[kind])}"
    elif not fits(kind, choices, node["op"], node.get("value")):
        yield f"{path}.value: {node.get('value')!r} does not fit {fact}"


def fits(kind: str, choices: tuple, operator: str, value) -> bool:
    if kind == "yes_no":
        return isinstance(value, bool)
    if kind == "number":
        return is_number(value)
    if kind == "money":
        return is_money(value)
    values = value if operator == "in" else [value]
    return isinstance(values, list) and all(
        v in choices or (not choices and isinstance(v, str)) for v in values
    )


def is_number(value) -> bool:
    try:
        return Decimal(value).is_finite()
    except (InvalidOperation, TypeError, ValueError):
        return False


def is_money(value) -> bool:
    return (
        isinstance(value, Mapping) and is_number(value.get("amount")) and len(value.get("currency", "")) == 3
    )


def award_faults(award) -> list[str]:
    if not award:
        return []
    if not isinstance(award, Mapping) or not any(name in award for name in AWARDS):
        return [f"award: one of {', '.join(AWARDS)} is needed"]
    if "sum" in award:
        return [] if is_money(award["sum"]) else ["award.sum: an amount with its currency is needed"]
    if "share" in award:
        return list(share_faults(award))
    return []


def share_faults(award: Mapping) -> Iterator[str]:
    if FACTS.get(award.get("of"), ("",))[0] != "money":
        yield "award.of: a sum of money is needed, such as new_investment"
    for name, needed in (("share", ("percent",)), ("caps", ())):
        for number, option in enumerate(award.get(name, ()), 1):
            path = f"award.{name}.{number}"
            yield from (
                f"{path}.{key}: a number is needed" for key in needed if not is_number(option.get(key))
            )
            yield from faults(option["when"], f"{path}.when") if "when" in option else ()
            bad = [key for key in ("year", "total") if key in option and not is_money(option[key])]
            yield from (f"{path}.{key}: an amount with its currency is needed" for key in bad)


def example_faults(rule: Mapping) -> list[str]:
    """Stored examples that the rule answers otherwise."""
    found = []
    for number, example in enumerate(rule.get("tests", ()), 1):
        verdict = answer(rule, example)
        if verdict.state != example["state"]:
            found.append(f"tests.{number}: “{verdict.state}” instead of “{example['state']}”")
        elif "payable" in example and payable(verdict) != money(example["payable"]):
            found.append(f"tests.{number}: {payable(verdict)} instead of {example['payable']}")
    return found


def answer(rule: Mapping, example: Mapping) -> Verdict:
    return check(rule, facts_of(example["facts"]), today=EXAMPLE_DAY, rates=EXAMPLE_RATES)


def payable(verdict: Verdict) -> Money | None:
    return verdict.award.payable if verdict.award else None


def facts_of(written: Mapping) -> dict:
    """Facts as the files write them, with sums as `Money`."""
    return {name: money(value) if isinstance(value, Mapping) else value for name, value in written.items()}
