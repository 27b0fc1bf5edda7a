"""The cases of an organisation beside its entry in the back office. Filled into `core.registry.organisation_panels`."""

from investguangdong.cases.models import Case

SHOWN = 20


def panel(organisation, user) -> dict | None:
    """The officer's own desk only; None where there is none for her to see."""
    rows = Case.objects.visible_to(user).on_desk_of(user).filter(organisation=organisation)
    rows = list(rows.select_related("city", "owner", "project").order_by("-pk")[:SHOWN])
    return {"rows": rows} if rows else None
