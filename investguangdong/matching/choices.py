"""The words of matches and of the answers to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# From here on a match is worth telling somebody who did not ask.
STRONG = 70


class Answer(models.TextChoices):
    OPEN = "open", _("no answer yet")
    YES = "yes", _("interested")
    LATER = "later", _("later")
    NO = "no", _("not for me")


class Side(models.TextChoices):
    INVESTOR = "investor", _("investor")
    PROJECT = "project", _("project")


class Reader(models.TextChoices):
    """Who reads what is said about a match: the investor; the officer whose city offers the project; any
    other officer."""

    INVESTOR = "investor", _("investor")
    PROMOTER = "promoter", _("promoter")
    OFFICER = "officer", _("officer")


class Gate(models.TextChoices):
    PASS = "pass", _("pass")
    FAIL = "fail", _("fail")
    UNKNOWN = "unknown", _("not known")


class Reason(models.TextChoices):
    """Why somebody said no. One is asked for with every no; the values are public (reports): add, never rename."""

    SECTOR = "sector", _("Sector")
    TOO_SMALL = "too_small", _("Too small")
    TOO_LARGE = "too_large", _("Too large")
    PLACE = "place", _("Place")
    TIMING = "timing", _("Timing or stage")
    RETURN = "return", _("Return not clear")
    SITE = "site", _("Site, land or utilities")
    COST = "cost", _("Cost")
    POLICY = "policy", _("Policy or market access")
    PARTNER = "partner", _("Partner, control or way of cooperating")
    INFORMATION = "information", _("Information is missing")
    KNOWN = "known", _("Known already, or invested already")
    NOT_LOOKING = "not_looking", _("No longer looking")
    OTHER = "other", _("Something else")


class RunState(models.TextChoices):
    RUNNING = "running", _("running")
    FINISHED = "finished", _("finished")
    FAILED = "failed", _("ended with an error")


class Change(models.TextChoices):
    """What the answers to matches may suggest to change in a mandate."""

    TOO_SMALL = "too_small", _("a larger amount")
    TOO_LARGE = "too_large", _("a smaller amount")
    PLACE = "place", _("fewer cities")


class Reply(models.TextChoices):
    """What the investor said to a suggestion."""

    OPEN = "open", _("not answered yet")
    ACCEPTED = "accepted", _("accepted")
    DISMISSED = "dismissed", _("dismissed")
