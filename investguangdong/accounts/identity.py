"""When two e-mail addresses are the same account."""

import unicodedata

INVISIBLE = dict.fromkeys([0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])


def fold_email(address: str) -> str:
    """NFKC, case folded, without invisible characters: the form that is stored and compared."""
    folded = unicodedata.normalize("NFKC", address.translate(INVISIBLE)).casefold()
    return unicodedata.normalize("NFKC", folded).strip()


def plain_text(text: str) -> str:
    """NFC without invisible and direction-changing characters, for names and notes that others read."""
    return unicodedata.normalize("NFC", text.translate(INVISIBLE)).strip()
