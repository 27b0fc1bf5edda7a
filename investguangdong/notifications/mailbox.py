"""Reading the folder in which mail lands while no mail server is set. For demonstrations and development."""

import base64
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

from django.conf import settings


class Letter(NamedTuple):
    name: str
    subject: str
    recipient: str
    sent: str
    message_id: str
    text: str
    html: str


def newest(limit: int = 100) -> list[Letter]:
    return [read(path) for path in _files()[:limit]]


def find(name: str) -> Letter | None:
    """`name` comes from the address: only a name that the folder itself lists is opened."""
    return next((read(path) for path in _files() if path.stem == name), None)


def read(path: Path) -> Letter:
    mail: EmailMessage = message_from_bytes(path.read_bytes(), policy=policy.default)
    return Letter(
        name=path.stem,
        subject=str(mail["Subject"]),
        recipient=str(mail["To"]),
        sent=str(mail["Date"]),
        message_id=str(mail["Message-ID"]),
        text=_part(mail, "plain"),
        html=_part(mail, "html"),
    )


def _files() -> list[Path]:
    return sorted(Path(settings.MAIL_DIR).glob("[!.]*.eml"), key=lambda path: -path.stat().st_mtime_ns)


def _part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body(preferencelist=(kind,))
    text = body.get_content() if body else ""
    for part in mail.walk():
        name = (part["Content-ID"] or "").strip("<>")
        if name and part.get_content_maintype() == "image":
            inline = base64.b64encode(part.get_content()).decode()
            text = text.replace(f"cid:{name}", f"data:{part.get_content_type()};base64,{inline}")
    return text
