"""Parts of what is private: enough to know one's own by, not enough to write to."""


def masked_email(address: str) -> str:
    name, _at, host = address.partition("@")
    return f"{name[:1]}…@{host}"
