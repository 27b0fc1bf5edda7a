"""Papers to read: who may open which, why one is locked, and what may be handed in."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from investguangdong.projects.models import Document, Tier

LARGEST = 20 * 1024 * 1024
# First bytes by extension: a file is what it says it is. Office files are ZIP archives.
TYPES = {
    "pdf": (b"%PDF-", "application/pdf"),
    "png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    "jpg": (b"\xff\xd8\xff", "image/jpeg"),
    "jpeg": (b"\xff\xd8\xff", "image/jpeg"),
    "docx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
LOCKS = {
    Tier.SIGNED_IN: _("Sign in to open it."),
    Tier.VERIFIED: _("Opens once an officer has verified your organisation; that takes two working days."),
    Tier.NDA: _(
        "Opens once your organisation has signed a non-disclosure agreement. Ask, and you get the text."
    ),
}


@dataclass(frozen=True)
class Paper:
    """A document as this reader sees it; `lock` says why it stays closed."""

    document: Document
    lock: str

    @property
    def can_be_opened(self) -> bool:
        return not self.lock and bool(self.document.file)


def papers(documents: list[Document], opened: int) -> list[Paper]:
    return [Paper(one, LOCKS[one.tier] if one.tier > opened else "") for one in documents]


def extension(name: str) -> str:
    return PurePosixPath(name).suffix.removeprefix(".").lower()


def content_type(name: str) -> str:
    return TYPES[extension(name)][1] if extension(name) in TYPES else "application/octet-stream"


def check_file(file) -> None:
    """For a form: raises ValidationError with what is wrong with the file handed in."""
    known = TYPES.get(extension(file.name))
    if known is None:
        raise ValidationError(_("Hand in a PDF, DOCX, XLSX, PNG or JPG file."))
    if file.size > LARGEST:
        raise ValidationError(_("The file is larger than 20 MB."))
    start = file.read(len(known[0]))
    file.seek(0)
    if start != known[0]:
        raise ValidationError(_("The content of the file is not what its name says."))
