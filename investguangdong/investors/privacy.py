"""What this app holds about people: the organisations they act for, what those look for, what was agreed."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investguangdong.audit.actions import record
from investguangdong.core import clock
from investguangdong.core.privacy import Declaration, addresses_of
from investguangdong.investors.choices import Role
from investguangdong.investors.joining_actions import KEPT_DAYS
from investguangdong.investors.models import (
    Check,
    Consent,
    Grant,
    Invitation,
    JoinRequest,
    Mandate,
    MandateSector,
    Membership,
    Organisation,
)
from investguangdong.notifications.privacy import delete_letters_about, forget_letters_about

OURS_ONLY = ("evidence", "verified_by_id", "province_note")
ENDED_KEPT_FOR = timedelta(days=KEPT_DAYS)


def mandates() -> Declaration:
    return Declaration(
        label=_("Mandates"),
        purpose=_("To find listings that fit what your organisation looks for."),
        kept_for=_("As long as your organisation is here."),
        models=(Mandate, MandateSector),
        rows=mandates_of,
        columns=("code", "name", "state"),
        told=lambda rows: [mandate_told(row) for row in rows.with_facts()],
        erase=erase_mandates,
        corrected_at="pages:mandates",
        is_watched=True,
    )


def organisations() -> Declaration:
    return Declaration(
        label=_("Organisations you belong to"),
        purpose=_("To know on whose behalf you act, and to have it checked."),
        kept_for=_("Until its last member leaves it."),
        models=(Organisation, Check),
        rows=Organisation.objects.of_member,
        columns=("name",),
        told=lambda rows: [plain(row) for row in rows.values()],
        erase=erase_organisations,
        corrected_at="pages:organisation",
        stays=_("An organisation with other members stays theirs, with its mandates, without your name."),
        is_watched=True,
    )


def memberships() -> Declaration:
    return Declaration(
        label=_("Your roles in organisations"),
        purpose=_("To know what you may see and change there."),
        kept_for=_("Until you are erased."),
        models=(Membership,),
        rows=lambda user: Membership.objects.filter(user=user),
        columns=("organisation__name", "role", "starts_on", "ends_on"),
        erase=erase_memberships,
        corrected_at="pages:organisation",
    )


def invitations() -> Declaration:
    return Declaration(
        label=_("Invitations to you, and what you asked to join"),
        purpose=_("To let people belong to an organisation whose owners know them."),
        kept_for=_("Thirty days after they have ended."),
        models=(Invitation, JoinRequest),
        rows=invitations_to,
        columns=("organisation__name", "email", "role", "at", "accepted_at", "withdrawn_at"),
        erase=erase_invitations,
        forget=forget_old_invitations,
    )


def grants() -> Declaration:
    return Declaration(
        label=_("Desks your organisation is open to"),
        purpose=_("To let the officers you deal with see whom they deal with."),
        kept_for=_("As long as your organisation is here."),
        models=(Grant,),
        rows=lambda user: Grant.objects.filter(organisation__in=Organisation.objects.of_member(user)),
        columns=("organisation__name", "city__slug", "because", "at", "withdrawn_at"),
        erase=lambda user: Grant.objects.filter(organisation__in=ending(user)).delete()[0],
        corrected_at="pages:privacy_desk",
    )


def consents() -> Declaration:
    return Declaration(
        label=_("What you agreed to"),
        purpose=_("To prove what you agreed to, in which words and when."),
        kept_for=_("Until you are erased."),
        models=(Consent,),
        rows=lambda user: Consent.objects.filter(user=user),
        columns=("purpose", "text", "language", "at", "withdrawn_at"),
        erase=erase_consents,
        corrected_at="pages:privacy_desk",
    )


def ending(user):
    return Organisation.objects.ending_with(user).values("pk")


def mandates_of(user):
    return Mandate.objects.filter(organisation__in=Organisation.objects.of_member(user))


def erase_mandates(user) -> int:
    rows = Mandate.objects.filter(organisation__in=ending(user))
    forget_letters_about(rows)
    return rows.delete()[0]


def erase_organisations(user) -> int:
    """Those that end with her go; in the others somebody else answers for them from now on."""
    for row in Organisation.objects.filter(memberships__in=Membership.objects.current().filter(user=user)):
        hand_over(row, user)
    rows = Organisation.objects.filter(pk__in=list(ending(user).values_list("pk", flat=True)))
    forget_letters_about(rows)
    return rows.delete()[0]


def hand_over(organisation, user) -> None:
    """An organisation keeps an owner: its longest-standing member, else who only reads."""
    others = organisation.memberships.current().exclude(user=user)
    if organisation.role_of(user) != Role.OWNER or others.filter(role=Role.OWNER).exists():
        return
    for role in (Role.MEMBER, Role.VIEWER):
        heir = others.filter(role=role).order_by("starts_on", "pk").first()
        if heir:
            heir.role, heir.ends_on = Role.OWNER, None
            heir.save(update_fields=["role", "ends_on"])
            record(
                "organisation.hand_over", organisation, changes={"member": heir.user_id, "role": heir.role}
            )
            return


def erase_memberships(user) -> int:
    rows = Membership.objects.filter(user=user)
    forget_letters_about(rows)
    return rows.delete()[0]


def erase_consents(user) -> int:
    rows = Consent.objects.filter(user=user)
    forget_letters_about(rows)
    return rows.delete()[0]


def invitations_to(user):
    return Invitation.objects.filter(Q(email__in=addresses_of(user)) | Q(accepted_by=user))


def erase_invitations(user) -> int:
    """Those to her; those she sent in the name of an organisation that stays are its own."""
    asked = JoinRequest.objects.filter(Q(user=user) | Q(organisation__in=ending(user)))
    forget_letters_about(asked)
    invited = Invitation.objects.filter(Q(organisation__in=ending(user)) | Q(pk__in=invitations_to(user)))
    delete_letters_about(invited)
    return asked.delete()[0] + invited.delete()[0]


def forget_old_invitations() -> int:
    before = clock.now() - ENDED_KEPT_FOR
    asked, _each = JoinRequest.objects.filter(decided_at__lt=before).delete()
    return asked + Invitation.objects.filter(expires_at__lt=before).delete()[0]


def plain(row: dict) -> dict:
    return {name: value for name, value in row.items() if name not in OURS_ONLY}


def mandate_told(row: Mandate) -> dict:
    """All columns, with sectors and cities by their addresses."""
    return {
        **plain(Mandate.objects.filter(pk=row.pk).values().get()),
        "sectors": row.sector_weights,
        "sectors_excluded": [sector.slug for sector in row.sectors_excluded.all()],
        "cities": [city.slug for city in row.cities.all()],
        "cities_excluded": [city.slug for city in row.cities_excluded.all()],
    }
