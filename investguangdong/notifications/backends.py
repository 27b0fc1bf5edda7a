"""Django's two mail backends of ours: the way into the outbox, and a folder of files as the way out."""

import hashlib
import os
import uuid
from pathlib import Path

from django.core.mail.backends.base import BaseEmailBackend

from investguangdong.core import languages
from investguangdong.notifications.actions import enqueue


class OutboxBackend(BaseEmailBackend):
    """What the sign-in library, the admin or Django itself sends becomes rows of the outbox, one a
    recipient. A mail server that is down cannot break a sign-up."""

    def send_messages(self, email_messages):
        for mail in email_messages:
            if mail.attachments:
                raise ValueError("The outbox carries no attachments: link to the file instead.")
            for recipient in mail.recipients():
                enqueue(
                    "account",
                    key=f"account:{uuid.uuid4()}",
                    recipient=recipient,
                    language=languages.current(),
                    prepared=prepared(mail),
                )
        return len(email_messages)


class FolderBackend(BaseEmailBackend):
    """Writes each message to a file named after its Message-ID, so that a repeat replaces the first."""

    def __init__(self, *, folder, **options):
        super().__init__(**options)
        self.folder = Path(folder)

    def send_messages(self, email_messages):
        self.folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            written = mail.message()
            name = hashlib.sha256(written["Message-ID"].encode()).hexdigest()[:24]
            draft = self.folder / f".{name}.{os.getpid()}"
            draft.write_bytes(written.as_bytes())
            draft.replace(self.folder / f"{name}.eml")
        return len(email_messages)


def prepared(mail) -> dict:
    html = [part.content for part in getattr(mail, "alternatives", []) if part.mimetype == "text/html"]
    return {"subject": str(mail.subject), "text": str(mail.body), "html": html[0] if html else ""}
