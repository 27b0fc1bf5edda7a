"""What each stage of a case requires before it is entered: one table, from which come the fields of the form,
its errors, and what a case is missing. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_lazy as _

from investguangdong.cases.models.choices import Stage

TEXT, DAY, AMOUNT, COUNT, YES = "text", "day", "amount", "count", "yes"
ORDER = list(Stage)
# A case may pass these by, with a reason.
SKIPPABLE = frozenset({Stage.PROPOSAL, Stage.VISIT, Stage.MEMORANDUM, Stage.LAND})


@dataclass(frozen=True)
class Requirement:
    """`name` is the key under which the fact is kept on the case; `kind` says how it is typed."""

    name: str
    label: str
    kind: str = TEXT
    hint: str = ""


R = Requirement
REQUIRED: dict[Stage, tuple[Requirement, ...]] = {
    Stage.LEAD: (),
    Stage.QUALIFIED: (
        R("need", _("What the investor needs"), hint=_("One or two sentences, in the investor's own terms.")),
        R("size_cny", _("Size of the plan (million yuan)"), AMOUNT),
        R("rivals", _("Other places considered"), hint=_("“None known” is an answer.")),
    ),
    Stage.NEGOTIATING: (
        R("sites", _("Sites on the short list")),
        R("signing_expected", _("Signing expected"), DAY),
    ),
    Stage.PROPOSAL: (
        R("proposal_file", _("Reference of the proposal")),
        R("proposal_due", _("Proposal due"), DAY),
    ),
    Stage.VISIT: (
        R("visit_on", _("Day of the visit"), DAY),
        R("visit_hosts", _("Hosts")),
        R("visit_notes", _("What was agreed")),
    ),
    Stage.MEMORANDUM: (
        R("memorandum_on", _("Memorandum dated"), DAY),
        R("memorandum_text", _("What it says")),
    ),
    Stage.SIGNED: (
        R("contract_no", _("Number of the contract")),
        R("signed_on", _("Signed on"), DAY),
        R("announced_cny", _("Amount announced (million yuan)"), AMOUNT),
    ),
    Stage.REGISTERED: (
        R("credit_code", _("Unified social credit code")),
        R("capital_cny", _("Registered capital (million yuan)"), AMOUNT),
        R("foreign_share", _("Foreign share (%)"), AMOUNT),
    ),
    Stage.LAND: (
        R("land_contract", _("Contract for land or premises")),
        R("land_ha", _("Area (hectares)"), AMOUNT),
    ),
    Stage.CONSTRUCTION: (
        R("permit_no", _("Construction permit")),
        R("works_began_on", _("Works began on"), DAY),
    ),
    Stage.PRODUCTION: (
        R("production_on", _("Production began on"), DAY),
        R("realised_cny", _("Amount realised (million yuan)"), AMOUNT),
        R("jobs", _("Jobs"), COUNT),
    ),
    Stage.VERIFIED: (
        R("checked_by", _("Checked by"), hint=_("Another person than the officer of the case.")),
        R("funds_arrived", _("Funds have arrived"), YES),
    ),
    Stage.AFTERCARE: (R("next_contact", _("Next contact"), DAY),),
}


def skipped(start: str, to: str) -> list[Stage]:
    """The stages between the two, none when the move is one step or goes back."""
    return ORDER[ORDER.index(Stage(start)) + 1 : ORDER.index(Stage(to))]


def goes_back(start: str, to: str) -> bool:
    return ORDER.index(Stage(to)) < ORDER.index(Stage(start))


def may_move(start: str, to: str) -> bool:
    """One step on; further where all that is passed by may be; or back to any earlier stage."""
    if start == to:
        return False
    return goes_back(start, to) or all(stage in SKIPPABLE for stage in skipped(start, to))


def needs_reason(start: str, to: str) -> bool:
    return goes_back(start, to) or bool(skipped(start, to))


def reachable(start: str) -> list[Stage]:
    return [stage for stage in ORDER if may_move(start, stage)]


def missing(to: str, facts: Mapping) -> list[Requirement]:
    """What entering the stage still asks for. An empty text is missing; a zero is a fact."""
    return [need for need in REQUIRED[Stage(to)] if typed(need, facts.get(need.name)) is None]


def typed(need: Requirement, value):
    """The fact as date, number or text; None where it is absent or not of its kind."""
    if value in (None, "", False):
        return None
    try:
        return READERS[need.kind](value)
    except (ValueError, TypeError, InvalidOperation):
        return None


def _day(value) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _yes(value) -> bool | None:
    return True if value in (True, "True", "true", "yes") else None


READERS = {TEXT: lambda value: str(value).strip() or None, DAY: _day, AMOUNT: Decimal, COUNT: int, YES: _yes}


def stored(facts: Mapping) -> dict:
    """As JSON keeps them: dates and decimals as text."""
    return {name: value if isinstance(value, bool | int) else str(value) for name, value in facts.items()}
