"""The invariants of a listing, held by the database. NULL is unknown, and a check that comes out NULL passes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from investguangdong.projects.models.choices import Kind, Mode, Stage, Status


def said(*names) -> Q:
    """At least one of these columns holds text. NULL has to be named: a check that comes out NULL passes."""
    condition = Q()
    for name in names:
        condition |= Q(**{f"{name}__isnull": False, f"{name}__gt": ""})
    return condition


PROJECT_RULES = [
    models.CheckConstraint(
        name="project_total_in_order",
        condition=Q(total_max__gte=F("total_min")),
        violation_error_message=_("The total cannot end below where it starts."),
    ),
    models.CheckConstraint(
        name="project_sought_in_order",
        condition=Q(sought_max__gte=F("sought_min")),
        violation_error_message=_("The sum sought cannot end below where it starts."),
    ),
    models.CheckConstraint(
        name="project_sought_within_total",
        condition=Q(sought_min__lte=F("total_max")),
        violation_error_message=_("The sum sought cannot exceed the total."),
    ),
    models.CheckConstraint(
        name="project_secured_within_total",
        condition=Q(secured__lte=F("total_max")),
        violation_error_message=_("What is secured cannot exceed the total."),
    ),
    models.CheckConstraint(
        name="project_amounts_not_negative",
        condition=Q(total_min__gte=0)
        & Q(total_max__gte=0)
        & Q(sought_min__gte=0)
        & Q(sought_max__gte=0)
        & Q(secured__gte=0)
        & Q(min_ticket__gte=0),
    ),
    models.CheckConstraint(name="project_land_in_order", condition=Q(land_max__gte=F("land_min"))),
    models.CheckConstraint(name="project_land_not_negative", condition=Q(land_min__gte=0)),
    models.CheckConstraint(
        name="project_plot_ratio_in_order", condition=Q(plot_ratio_max__gte=F("plot_ratio_min"))
    ),
    models.CheckConstraint(
        name="project_equity_in_order",
        condition=Q(equity_max__gte=F("equity_min")) & Q(equity_max__lte=100) & Q(equity_min__gte=0),
    ),
    models.CheckConstraint(name="project_return_in_order", condition=Q(irr_max__gte=F("irr_min"))),
    models.CheckConstraint(name="project_readiness_is_percent", condition=Q(readiness__lte=100)),
    models.CheckConstraint(
        name="project_green_power_is_percent",
        condition=Q(green_power__gte=0) & Q(green_power__lte=100),
    ),
    models.CheckConstraint(
        name="project_modes_are_known", condition=Q(modes__contained_by=list(Mode.values))
    ),
    models.CheckConstraint(name="project_status_is_known", condition=Q(status__in=Status.values)),
    models.CheckConstraint(name="project_kind_is_known", condition=Q(kind__in=Kind.values)),
    models.CheckConstraint(name="project_stage_is_known", condition=Q(stage__in=["", *Stage.values])),
    models.CheckConstraint(
        name="project_point_is_whole",
        condition=Q(lat=None, lon=None, precision="")
        | Q(lat__isnull=False, lon__isnull=False, precision__gt=""),
    ),
    models.CheckConstraint(name="project_expires_after_check", condition=Q(expires_on__gt=F("verified_on"))),
    models.CheckConstraint(
        name="project_published_is_complete",
        condition=~Q(status=Status.PUBLISHED)
        | Q(
            primary_sector__isnull=False,
            officer__isnull=False,
            verified_on__isnull=False,
            expires_on__isnull=False,
            published_at__isnull=False,
            modes__len__gt=0,
        )
        & said("title_en")
        & said("title_zh_hans")
        & said("publishing_body_en", "publishing_body_zh_hans")
        & said("risks_en", "risks_zh_hans")
        & (Q(total_min__isnull=False) | Q(sought_min__isnull=False) | Q(amount_missing__gt="")),
        violation_error_message=_("A published project needs all that the publishing list names."),
    ),
    models.CheckConstraint(
        name="project_as_published_names_source",
        condition=~Q(status=Status.AS_PUBLISHED) | Q(source_body__gt="", source_date__isnull=False),
    ),
    models.CheckConstraint(
        name="project_closed_says_why",
        condition=~Q(status=Status.CLOSED) | Q(outcome__gt="", closed_at__isnull=False),
    ),
]
