"""What the site holds about people, told by the app that holds it. An entry of `registry.privacy_declarations`
is a function without arguments that returns one of these; the privacy desk shows, exports and forgets by them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise


@dataclass(frozen=True)
class Declaration:
    """`rows(user)` are the rows about a person; `columns` of them go into the copy she takes away;
    `erase(user)` removes or blanks them and returns how many; `forget()` does so with what is past its term."""

    label: str | Promise
    purpose: str | Promise
    kept_for: str | Promise
    rows: Callable[[object], QuerySet]
    columns: tuple[str, ...]
    erase: Callable[[object], int]
    forget: Callable[[], int]
