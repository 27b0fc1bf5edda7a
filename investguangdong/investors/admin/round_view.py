"""All there is about one organisation, as far as it lets this officer see: for the page in the back office."""

from investguangdong.accounts.scopes import scope_of
from investguangdong.audit.models import AuditEntry
from investguangdong.core.masks import masked_email
from investguangdong.core.registry import organisation_panels
from investguangdong.investors.entry import entry_for
from investguangdong.investors.models import Check, Grant, Mandate, Membership, Organisation
from investguangdong.investors.timeline import told

SHOWN, MANY = 12, 50


def round_view(row: Organisation, user) -> dict:
    """Each part through its own `visible_to`; what upper apps know comes through their panels."""
    panels = [(name, fn(row, user)) for name, fn in organisation_panels.items()]
    return {
        "entry": entry_for(row, user),
        "members": members(row, user),
        "shows_members": row.shows("members", user),
        "mandates": Mandate.objects.visible_to(user).filter(organisation=row).order_by("-changed_at")[:MANY],
        "grants": Grant.objects.visible_to(user).filter(organisation=row).select_related("city", "by")[:MANY],
        "checks": Check.objects.visible_to(user)
        .filter(organisation=row)
        .select_related("by", "desk")[:SHOWN],
        "timeline": timeline(row),
        "panels": [(f"admin/panels/{name}.html", panel) for name, panel in panels if panel],
        "can_verify": row.can_be_verified_by(user),
    }


def members(row: Organisation, user) -> list[tuple]:
    """(membership, address): whole for officers who write to people, in part for who only reads."""
    writes = scope_of(user).can_write
    rows = Membership.objects.visible_to(user).current().filter(organisation=row).select_related("user")
    return [(one, one.user.email if writes else masked_email(one.user.email)) for one in rows[:MANY]]


def timeline(row: Organisation) -> list[tuple]:
    """(when, what was done): the acts in words, without the values, which have their own readers."""
    acts = AuditEntry.objects.about(row).order_by("-id")
    return [(entry.at, told(entry.verb)) for entry in acts[:MANY] if told(entry.verb)][:SHOWN]
