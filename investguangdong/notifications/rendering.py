"""From a row of the outbox to a letter, in the recipient's language, at the moment of sending: a renderer
looks again whether it is still true and still allowed."""

from contextlib import nullcontext
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from investguangdong.core.languages import HTML_LANG, LANGUAGES, NAMES, with_language
from investguangdong.core.registry import message_renderers
from investguangdong.notifications.models import Message
from investguangdong.notifications.tokens import stop_token


class Letter(NamedTuple):
    subject: str
    text: str
    html: str
    url: str = ""
    reply_to: str = ""


def render(message: Message) -> Letter | None:
    """None where the renderer says that it must not be sent any more."""
    if message.prepared is not None:
        return _prepared(message)
    renderer = message_renderers.get(message.kind)
    if renderer is None:
        raise LookupError(f"No renderer is registered for messages of kind {message.kind!r}.")
    with with_language(message.language), _zone_of(message.user):
        told = renderer(message)
        return None if told is None else _letter(message, told)


def stop_url(message: Message) -> str:
    """Where the recipient switches this kind off; empty for kinds that are part of what was asked for."""
    if message.definition.mandatory:
        return ""
    with override(message.language):
        return settings.SITE_URL + reverse("notifications:stop", args=[stop_token(message.pk)])


def one_line(text: str) -> str:
    """A subject is one line without control characters, whatever a name in it brings along."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:300]


def _letter(message: Message, told: dict) -> Letter:
    context = {**_frame(message), **told}
    folder = f"emails/{message.kind}"
    return Letter(
        subject=one_line(render_to_string(f"{folder}/subject.txt", context)),
        text=render_to_string(f"{folder}/body.txt", context).strip() + "\n",
        html=render_to_string(f"{folder}/body.html", context),
        # Kept for the inbox of an account only: for an address without one it holds a signed token.
        url=told.get("url", "") if message.user_id else "",
        reply_to=told.get("reply_to", ""),
    )


def _prepared(message: Message) -> Letter:
    """Mail of the sign-in library and the admin: words are ready, the frame is ours."""
    subject, text = one_line(message.prepared["subject"]), message.prepared["text"]
    html = message.prepared.get("html")
    with with_language(message.language):
        context = {**_frame(message), "title": subject, "text": text}
        html = html or render_to_string("emails/account/body.html", context)
    return Letter(subject, text, html)


def _frame(message: Message) -> dict:
    return {
        "message": message,
        "language": message.language,
        "html_lang": HTML_LANG[message.language],
        "site_url": settings.SITE_URL,
        "demo": settings.DEMO,
        "recipient_name": getattr(message.user, "name", ""),
        "stop_url": stop_url(message),
        "other_languages": [
            (f"{settings.SITE_URL}/{code}/", HTML_LANG[code], NAMES[code])
            for code in LANGUAGES
            if code != message.language
        ],
    }


def _zone_of(user):
    name = str(getattr(user, "time_zone", "") or "")
    return timezone.override(ZoneInfo(name)) if name else nullcontext()
