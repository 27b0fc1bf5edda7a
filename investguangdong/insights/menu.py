"""The officers' menu: by what they do, not by which app keeps the rows. Pure."""

from django.utils.translation import gettext_lazy as _

GROUPS = [
    (
        _("Investors"),
        [
            *(
                "Case",
                "Match",
                "Feedback",
                "Suggestion",
                "CityBrief",
                "Brief",
                "Organisation",
                "Check",
                "Mandate",
                "Grant",
            ),
            "Correction",
        ],
    ),
    (_("Matching"), ["ScoreModel", "Run", "Feedback", "Exposure", "Shown"]),
    (
        _("Projects"),
        [
            "Project",
            "Answer",
            "Review",
            "ReviewComment",
            "ImportRun",
            "FreshnessNotice",
            "TrackRecord",
            "ProjectChange",
        ],
    ),
    (
        _("Content"),
        ["City", "Zone", "Cluster", "Policy", "PolicyRule", "Service", "Event", "Facility", "Hall", "Port"],
    ),
    (
        _("Editing"),
        [
            *("PageFeedback", "Page", "SectorProfile", "CaseStudy", "Update", "Question", "Contact"),
            *("NewsletterIssue", "Subscriber"),
        ],
    ),
    (_("Evidence"), ["Figure", "ExchangeRate", "CalendarDay", "ProcedureStep", "ReportRun"]),
]


def grouped(apps, *, with_system: bool) -> list[tuple]:
    """(label, models) of what the officer may open. What no group names is for those who keep the site going."""
    models = {
        model["object_name"]: model for app in apps for model in app["models"] if model.get("admin_url")
    }
    groups = [(label, [models.pop(name) for name in names if name in models]) for label, names in GROUPS]
    if with_system:
        groups.append((_("System"), sorted(models.values(), key=lambda model: str(model["name"]))))
    return [(label, rows) for label, rows in groups if rows]
