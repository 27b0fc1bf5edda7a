"""The words of anonymous briefs and of the cities' answers to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_CITIES = 3
MOST_QUESTIONS = 10
MOST_SITES = 5


class BriefState(models.TextChoices):
    """`answered`: at least one city has answered."""

    DRAFT = "draft", _("draft")
    SENT = "sent", _("sent to the cities")
    ANSWERED = "answered", _("answers are here")
    CHOSEN = "chosen", _("a city was chosen")
    CLOSED = "closed", _("closed without a choice")
    WITHDRAWN = "withdrawn", _("withdrawn")


OPEN = (BriefState.SENT, BriefState.ANSWERED)
AT_WORK = (BriefState.DRAFT, *OPEN)
ENDED = (BriefState.CHOSEN, BriefState.CLOSED, BriefState.WITHDRAWN)


class CityState(models.TextChoices):
    """Of one city's part. `picked` while the brief is a draft: the city knows nothing of it."""

    PICKED = "picked", _("picked, not asked yet")
    ASKED = "asked", _("to be answered")
    ANSWERED = "answered", _("answered")
    DECLINED = "declined", _("declined")
    LAPSED = "lapsed", _("not answered in time")
    CHOSEN = "chosen", _("chosen")
    NOT_CHOSEN = "not_chosen", _("not chosen")
    CALLED_OFF = "called_off", _("called off by the investor")


UNDER_WAY = (CityState.ASKED, CityState.ANSWERED)


class DeclineReason(models.TextChoices):
    """Why a city does not answer a brief."""

    NO_LAND = "no_land", _("no site of this size is free")
    NO_POWER = "no_power", _("the power cannot be connected in time")
    SECTOR = "sector", _("not a sector this city plans for")
    TIMING = "timing", _("the dates cannot be met")
    ENVIRONMENT = "environment", _("environmental limits")
    TOO_LITTLE = "too_little", _("too little is known to answer")
    OTHER = "other", _("something else")


class EndReason(models.TextChoices):
    """Why a city was not chosen, or a brief ended without a choice."""

    SITE = "site", _("site or land")
    POWER = "power", _("electricity or utilities")
    COST = "cost", _("cost")
    TIMING = "timing", _("dates")
    PEOPLE = "people", _("people and skills")
    POLICY = "policy", _("policies")
    PLACE = "place", _("distance to ports, customers or suppliers")
    ANSWERS = "answers", _("questions left open")
    PLANS = "plans", _("our plans have changed")
    NO_ANSWER = "no_answer", _("no city answered in time")
    EXPIRED = "expired", _("no choice was made in time")
    OTHER = "other", _("something else")

    @classmethod
    def for_people(cls) -> list[tuple]:
        """Those a person may give: the clock gives the others."""
        return [pair for pair in cls.choices if pair[0] not in (cls.NO_ANSWER, cls.EXPIRED)]


class FigureName(models.TextChoices):
    """What every city is asked in the same unit."""

    LAND = "land", _("Land that is free, hectares")
    LAND_PRICE = "land_price", _("Price of industrial land, yuan per m²")
    RENT = "rent", _("Rent of standard factory space, yuan per m² a month")
    POWER = "power", _("Electricity that can be connected, MW")
    POWER_PRICE = "power_price", _("Price of electricity, yuan per kWh")
    READY_ON = "ready_on", _("Works may begin on")
    PEOPLE = "people", _("Technicians who finish training each year")
    WAGE = "wage", _("Usual monthly wage of a technician, yuan")


class FigureState(models.TextChoices):
    """Unknown is a fact, apart from no."""

    UNKNOWN = "unknown", _("not known")
    GIVEN = "given", _("this is the figure")
    NO = "no", _("no, there is none")


class ReplyState(models.TextChoices):
    OPEN = "open", _("open")
    ANSWERED = "answered", _("answered")
    COMING = "coming", _("answer is coming")
