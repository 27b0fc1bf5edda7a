"""The words of matches and of the answers to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# From here on a match is worth telling somebody who did not ask.
STRONG = 60


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
    """Why somebody said no, later or yes. One is asked for with every no."""

    SECTOR = "sector", _("Sector")
    PLACE = "place", _("Place")
    TOO_SMALL = "too_small", _("Too small")
    TOO_LARGE = "too_large", _("Too large")
    MODE = "mode", _("Way of cooperating")
    STAGE = "stage", _("Too early")
    TIMING = "timing", _("Timing")
    SITE = "site", _("Site, land or power")
    RETURN = "return", _("Return not clear")
    PARTNER = "partner", _("Partner or publishing body")
    EVIDENCE = "evidence", _("Too little evidence")
    KNOWN = "known", _("We know it already")
    OTHER = "other", _("Something else")


class RunState(models.TextChoices):
    RUNNING = "running", _("running")
    FINISHED = "finished", _("finished")
    FAILED = "failed", _("ended with an error")
