"""Which facts of a mandate are said. What is asked next is computed by matching: it knows what an answer is
worth; here stand only the questions there are."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from investguangdong.investors.choices import Wish
from investguangdong.investors.mandate_forms import HowForm, WhenForm, WhereForm
from investguangdong.investors.models import Mandate
from investguangdong.investors.step_form import StepForm, strength_name


@dataclass(frozen=True)
class Question:
    """One fact that listings can be compared by. `saying` begins the sentence that says what an answer does."""

    name: str
    title: str | Promise
    saying: str | Promise
    form: type[StepForm]
    fields: tuple[str, ...]
    wish: Wish | None = None

    @property
    def shown(self) -> tuple[str, ...]:
        """The fields of the small form: how firm it is belongs to the answer."""
        return (*self.fields, strength_name(self.wish)) if self.wish else self.fields

    def is_answered(self, mandate: Mandate) -> bool:
        if self.wish and self.wish.value in mandate.indifferent:
            return True
        held = (getattr(mandate, name, None) for name in self.fields if name != "currency")
        return any(one.all() if hasattr(one, "all") else one not in (None, "", []) for one in held)


QUESTIONS = {
    question.name: question
    for question in (
        Question(
            "amount",
            _("How much do you want to invest?"),
            _("Saying how much you want to invest"),
            HowForm,
            ("currency", "ticket_min", "ticket_max"),
            Wish.AMOUNT,
        ),
        Question(
            "mode",
            _("Which form of co-operation suits you?"),
            _("Saying which form of co-operation suits you"),
            HowForm,
            ("modes",),
            Wish.MODE,
        ),
        Question(
            "place",
            _("Which cities do you have in mind?"),
            _("Saying which cities you have in mind"),
            WhereForm,
            ("cities",),
            Wish.PLACE,
        ),
        Question(
            "land",
            _("How much land do you need?"),
            _("Saying how much land you need"),
            WhereForm,
            ("land_min", "land_max", "land_none"),
            Wish.SITE,
        ),
        Question(
            "power",
            _("How much electricity do you need?"),
            _("Saying how much electricity you need"),
            WhereForm,
            ("power_min", "power_none"),
            Wish.SITE,
        ),
        Question(
            "floor",
            _("How much floor space do you need?"),
            _("Saying how much floor space you need"),
            WhereForm,
            ("floor_min",),
            Wish.SITE,
        ),
        Question(
            "green_power",
            _("How much of the electricity must be green?"),
            _("Saying how much of the electricity must be green"),
            WhereForm,
            ("green_power_min",),
            Wish.SITE,
        ),
        Question(
            "port",
            _("How near must a port be?"),
            _("Saying how near a port must be"),
            WhereForm,
            ("port_km_max",),
            Wish.SITE,
        ),
        Question(
            "airport",
            _("How near must an airport be?"),
            _("Saying how near an airport must be"),
            WhereForm,
            ("airport_km_max",),
            Wish.SITE,
        ),
        Question(
            "time",
            _("When do you want to start?"),
            _("Saying when you want to start"),
            WhenForm,
            ("start_from", "start_to"),
            Wish.TIME,
        ),
        Question(
            "stage",
            _("How far must a project be?"),
            _("Saying how far a project must be"),
            WhenForm,
            ("stage_min",),
        ),
    )
}
# What "complete" means: the facts most listings can answer. The rest is asked only where it separates.
COUNTED = ("amount", "mode", "place", "land", "power", "time", "stage")


@dataclass(frozen=True)
class Completeness:
    known: int
    asked: int

    @property
    def percent(self) -> int:
        return round(100 * self.known / self.asked)


def completeness(mandate: Mandate) -> Completeness:
    """The sector counts as the first fact: a mandate at work always has one."""
    known = sum(QUESTIONS[name].is_answered(mandate) for name in COUNTED)
    return Completeness(known + bool(mandate.steps_done), len(COUNTED) + 1)


def open_questions(mandate: Mandate) -> list[str]:
    return [name for name, question in QUESTIONS.items() if not question.is_answered(mandate)]
