"""Words of the letters about a person's requests. Each looks again whether it is still true."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from investguangdong.accounts.erasing import objections_to, open_ends_of
from investguangdong.accounts.models import Correction, DataCopy, Erasure
from investguangdong.core import dates, languages
from investguangdong.core.privacy import declarations


def erasure_asked(message) -> dict | None:
    row = Erasure.objects.waiting().filter(pk=message.about_id, user=message.user).first()
    if row is None:
        return None
    return {
        "title": _("You will be erased on %(day)s") % {"day": _day(row.due_at)},
        "paragraphs": [
            _("You, or somebody signed in as you, asked for it. Until that day you can take it back."),
            _("After that day nobody can bring anything back, not even we."),
        ],
        "url": _desk(),
        "button": _("See what goes, or take it back"),
        "why": _("You get this because somebody asked to erase this account."),
    }


def erasure_stopped(message) -> dict | None:
    row = Erasure.objects.filter(pk=message.about_id, user=message.user, state=Erasure.State.STOPPED).first()
    if row is None:
        return None
    return {
        "title": _("You have not been erased yet"),
        "lead": _("Something came up that has to be ended first."),
        "paragraphs": [*objections_to(message.user), *open_ends_of(message.user)],
        "url": _desk(),
        "button": _("Open your privacy desk"),
        "why": _("You get this because you asked to be erased."),
    }


def erasure_done(message) -> dict | None:
    """The certificate: what went, what stays and why. Its own row goes when it has arrived."""
    row = Erasure.objects.filter(pk=message.about_id, state=Erasure.State.ERASED).first()
    if row is None:
        return None
    told = declarations()
    gone = [
        (declared.label, _rows(row.counts[name]))
        for name, declared in told.items()
        if row.counts.get(name) and not (declared.stays and not row.counts[name])
    ]
    return {
        "title": _("You have been erased"),
        "lead": _(
            "On %(day)s we erased your account and what follows. Keep this letter: it is the only proof."
        )
        % {"day": _day(row.closed_at)},
        "facts": [*gone, (_("Number of the erasure"), row.code)],
        "paragraphs": list(dict.fromkeys(str(one.stays) for one in told.values() if one.stays))
        + [_("This letter is the last one. Your address goes with it.")],
        "why": _("You get this because this address asked to be erased."),
    }


def correction_asked(message) -> dict | None:
    row = Correction.objects.visible_to(message.user).waiting().filter(pk=message.about_id).first()
    if row is None:
        return None
    return {
        "title": _("A person asks to have her data corrected"),
        "facts": [(_("Answer by"), _day(row.due_at))],
        "url": settings.SITE_URL + reverse("admin:accounts_correction_answer", args=[row.code]),
        "button": _("Read and answer"),
        "why": _("You get this because you are an officer of the province’s desk."),
    }


def correction_answered(message) -> dict | None:
    row = Correction.objects.filter(pk=message.about_id, user=message.user).first()
    if row is None or row.answered_at is None:
        return None
    return {
        "title": _("Your data has been corrected") if row.was_corrected else _("About your correction"),
        "quote": row.answer,
        "url": _desk(),
        "button": _("Open your privacy desk"),
        "why": _("You get this because you asked us to correct your data."),
    }


def data_copy_ready(message) -> dict | None:
    row = DataCopy.objects.filter(pk=message.about_id, user=message.user, state=DataCopy.State.DONE).first()
    if row is None:
        return None
    return {
        "title": _("The copy of your data is ready"),
        "facts": [
            (_("Size"), f"{max(row.size // 1024, 1)} KB"),
            (_("There until"), dates.moment(row.until, languages.current())),
        ],
        "url": _desk(),
        "button": _("Download it"),
        "why": _("You get this because you asked for a copy of your data."),
    }


def _desk() -> str:
    return settings.SITE_URL + reverse("pages:privacy_desk")


def _day(moment) -> str:
    return dates.day(moment, languages.current())


def _rows(count: int) -> str:
    return ngettext("%(count)s entry", "%(count)s entries", count) % {"count": count}
