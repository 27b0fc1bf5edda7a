"""Words of the letters about organisations; each looks again whether it still may be sent."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from investguangdong.core import dates, languages
from investguangdong.investors.choices import Role, Verification
from investguangdong.investors.links import invitation_url
from investguangdong.investors.models import Invitation, JoinRequest, Membership, Organisation


def checked(message) -> dict | None:
    """The outcome of a check, to somebody who is still a member."""
    row = Organisation.objects.of_member(message.user).filter(pk=message.about_id).first()
    if row is None or row.verification not in (Verification.VERIFIED, Verification.REFUSED):
        return None
    if row.is_verified:
        title = _("%(name)s has been checked") % {"name": row.name}
        lead = _("An officer compared your entry with the register. Officers see you as checked from now on.")
    else:
        title = _("%(name)s could not be confirmed") % {"name": row.name}
        lead = _("What you entered does not agree with what an officer found. Correct it and ask again.")
    return {
        "title": title,
        "lead": lead,
        "facts": facts_of(row.checks.first()),
        "url": organisation_page(),
        "button": _("Open your organisation"),
        "why": _("You get this because you own this organisation’s entry."),
    }


def facts_of(check) -> list[tuple]:
    if check is None:
        return []
    told = [(_("Compared with"), check.get_proof_display()), (_("What was compared"), check.compared)]
    if check.sentence:
        told.append((_("The officer writes"), check.sentence))
    if check.valid_until:
        told.append((_("Valid until"), day(check.valid_until)))
    return told


def lapsing(message) -> dict | None:
    """Before the end of a check and on the day itself, unless a new one is asked for."""
    row = Organisation.objects.of_member(message.user).filter(pk=message.about_id).first()
    if row is None or row.check_asked_at or row.verified_until is None:
        return None
    name = {"name": row.name, "day": day(row.verified_until)}
    if row.verification == Verification.LAPSED:
        title = _("The check of %(name)s ended on %(day)s") % name
        lead = _("Officers no longer see you as checked. Ask for a new check when it suits you.")
    elif row.is_verified:
        title = _("The check of %(name)s ends on %(day)s") % name
        lead = _(
            "A check is good for two years. Ask for a new one in time, and you stay checked without a gap."
        )
    else:
        return None
    return {
        "title": title,
        "lead": lead,
        "url": organisation_page(),
        "button": _("Ask for a new check"),
        "why": _("You get this because you own this organisation’s entry."),
    }


def invitation(message) -> dict | None:
    """Only the latest letter of an invitation that is still open holds a link that works."""
    row = Invitation.objects.open().select_related("organisation", "by").filter(pk=message.about_id).first()
    if row is None or row.email != message.recipient or row.sendings != message.context.get("sending"):
        return None
    names = {"name": row.organisation.name, "who": inviter(row)}
    return {
        "title": _("%(who)s invites you to %(name)s") % names,
        "lead": _("On Invest Guangdong you can see and share what this organisation does here."),
        "facts": [(_("Role"), row.get_role_display()), *until(row.ends_on)],
        "paragraphs": [
            _(
                "The invitation is for this address and can be used once, until %(day)s. You need no account yet."
            )
            % {"day": day(row.expires_at)},
            _("If you do not know who this is, do nothing. Nothing happens without your answer."),
        ],
        "url": invitation_url(row, message.language),
        "button": _("See the invitation"),
        "why": _("You get this because somebody entered this address to invite you."),
    }


def inviter(row: Invitation) -> str:
    return (row.by and (row.by.name or row.by.email)) or row.organisation.name


def until(ends_on) -> list[tuple]:
    return [(_("Until"), day(ends_on))] if ends_on else []


def join_asked(message) -> dict | None:
    row = (
        JoinRequest.objects.waiting()
        .select_related("organisation", "user")
        .filter(pk=message.about_id)
        .first()
    )
    if row is None or not row.organisation.can_be_managed_by(message.user):
        return None
    return {
        "title": _("%(who)s asks to join %(name)s") % {"who": row.user, "name": row.organisation.name},
        "lead": _("They gave its registration number. Let in only whom you know."),
        "facts": [(_("E-mail address"), row.user.email)],
        "quote": row.note,
        "url": organisation_page() + "#members",
        "button": _("Answer"),
        "why": _("You get this because you own this organisation’s entry."),
    }


def join_answered(message) -> dict | None:
    row = JoinRequest.objects.select_related("organisation").filter(pk=message.about_id).first()
    if row is None or row.user_id != message.user_id or row.decided_at is None:
        return None
    if not row.is_accepted:
        return {
            "title": _("You were not added"),
            "lead": _(
                "An owner of the organisation you asked about has declined. Speak to a colleague there."
            ),
        }
    if not row.organisation.role_of(message.user):
        return None
    return {
        "title": _("You belong to %(name)s now") % {"name": row.organisation.name},
        "url": organisation_page(),
        "button": _("Open your organisation"),
    }


def role_changed(message) -> dict | None:
    row = Membership.objects.current().select_related("organisation").filter(pk=message.about_id).first()
    if row is None or row.user_id != message.user_id:
        return None
    owner = _("You answer for it from now on: who belongs to it, and what officers see of it.")
    return {
        "title": _("Your role in %(name)s is now: %(role)s")
        % {"name": row.organisation.name, "role": row.get_role_display()},
        "lead": owner if row.role == Role.OWNER else "",
        "facts": until(row.ends_on),
        "url": organisation_page(),
        "button": _("Open your organisation"),
    }


def left(message) -> dict | None:
    """To somebody who is out: the name of the organisation, and nothing else of it."""
    row = Membership.objects.select_related("organisation").filter(pk=message.about_id).first()
    if row is None or row.user_id != message.user_id or row.organisation.role_of(message.user):
        return None
    return {
        "title": _("You no longer belong to %(name)s") % {"name": row.organisation.name},
        "lead": _("An owner has ended your membership. Your account and what you saved yourself stay."),
    }


def day(value) -> str:
    return dates.day(value, languages.current())


def organisation_page() -> str:
    return settings.SITE_URL + reverse("pages:organisation")
