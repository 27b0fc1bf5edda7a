"""The way out: one open connection to the mail server, and what its answers mean."""

import smtplib
from functools import cache

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers

from investguangdong.notifications.models import Message
from investguangdong.notifications.rendering import Letter, stop_url

IMAGES = ("strip", "mark")


class Refused(Exception):
    """The server answered no to this message: for good (5xx) or for now (4xx)."""

    def __init__(self, sentence: str, *, for_good: bool):
        super().__init__(sentence)
        self.for_good = for_good


class Unreachable(Exception):
    """There is no server to talk to. After the message itself was sent nobody knows whether it arrived."""

    def __init__(self, sentence: str, *, may_have_arrived: bool):
        super().__init__(sentence)
        self.may_have_arrived = may_have_arrived


class Courier:
    """Opens the connection with the first message and keeps it for the next ones."""

    def __enter__(self):
        self.mailer = None
        return self

    def __exit__(self, *_error):
        self._close()

    def send(self, message: Message, letter: Letter) -> None:
        mail = compose(message, letter)
        self._open()
        try:
            self.mailer.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = next(iter(error.recipients.values()))
            raise Refused(_said(code, answer), for_good=code >= 500) from error
        except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
            self._close()
            raise Refused(
                _said(error.smtp_code, error.smtp_error), for_good=error.smtp_code >= 500
            ) from error
        except (OSError, smtplib.SMTPException) as error:
            self._close()
            raise Unreachable(repr(error), may_have_arrived=True) from error

    def _open(self) -> None:
        if self.mailer is not None:
            return
        mailer = mailers["delivery"]
        try:
            mailer.open()
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(repr(error), may_have_arrived=False) from error
        self.mailer = mailer

    def _close(self) -> None:
        if self.mailer is not None:
            self.mailer.close()
            self.mailer = None


class IllustratedMail(EmailMultiAlternatives):
    """Carries the images its HTML names by `cid:`. Nothing is fetched when it is opened: nobody learns that it
    was, and it looks the same when the site has moved on."""

    def message(self, **options):
        mail = super().message(**options)
        html = mail.get_body(("html",))
        written = html.get_content() if html else ""
        for name in IMAGES:
            if f"cid:{name}" in written:
                html.add_related(image(name), "image", "png", cid=f"<{name}>", disposition="inline")
        return mail


@cache
def image(name: str) -> bytes:
    return (settings.BASE_DIR / f"static/img/mail/{name}.png").read_bytes()


def compose(message: Message, letter: Letter) -> EmailMultiAlternatives:
    headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
    stop = stop_url(message)
    if stop:
        headers["List-Unsubscribe"] = f"<{stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail = IllustratedMail(
        subject=letter.subject,
        body=letter.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.recipient],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers=headers,
    )
    mail.attach_alternative(letter.html, "text/html")
    return mail


def _said(code: int, answer) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return f"{code} {text}"
