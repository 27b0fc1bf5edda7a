"""What the site holds about people, told by the app that holds it. An entry of `registry.privacy_declarations`
is a function without arguments that returns one of these; the privacy desk shows, exports and erases by them,
the nightly job forgets by them, and the public page of terms is made of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import CharField, Count, Model, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise

from investguangdong.core.registry import privacy_declarations


def nothing(*_user) -> int:
    return 0


def none(_user) -> list:
    return []


def no_objection(_user) -> str:
    return ""


@dataclass(frozen=True)
class Declaration:
    """`rows(user)` are the rows about a person; `columns` of them go into the copy she takes away, or what
    `told(rows)` makes of them; `files(user)` gives (name, file) of what she handed in or had built.

    `erase(user)` removes or blanks them, in the transaction of the erasure, and returns how many. It runs from
    the top line of the house to the bottom, so an app may count on what hangs on its rows being gone, and on
    what they hang on being there. `forget()` does so with what is past its term, for everybody.

    `models` are the tables it answers for: a house test holds the list of all tables against them."""

    label: str | Promise
    purpose: str | Promise
    kept_for: str | Promise
    models: tuple[type[Model], ...]
    rows: Callable[[object], QuerySet]
    columns: tuple[str, ...]
    erase: Callable[[object], int]
    forget: Callable[[], int] = nothing
    told: Callable[[QuerySet], list[dict]] | None = None
    files: Callable[[object], Iterable[tuple[str, object]]] = none
    # The name of the address where she puts it right herself; without one the desk does it for her.
    corrected_at: str = ""
    # What of it is left after an erasure, and why; empty where nothing is.
    stays: str | Promise = ""
    # What is under way, each as a line to read, and how to end it; an erasure waits until it is ended.
    open_ends: Callable[[object], list[str]] = none
    end: Callable[[object], None] = nothing
    # Why the person cannot be erased here at all, or an empty text.
    objection: Callable[[object], str] = no_objection
    # Looks at these rows by others are told to the person.
    is_watched: bool = False


def declarations() -> dict[str, Declaration]:
    """All of them, what hangs on others first."""
    return {name: declare() for name, declare in privacy_declarations.items()}


def addresses_of(user) -> list[str]:
    """The e-mail addresses that are proven to be the person's: what is kept by address is hers by these."""
    proven = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return sorted({address.lower() for address in (user.email, *proven) if address})


def counts(user) -> dict[str, int]:
    """How many rows of each kind there are about the person, in one query."""
    parts = [
        declared.rows(user).order_by().annotate(of_kind=Value(name)).values("of_kind").annotate(n=Count("pk"))
        for name, declared in declarations().items()
    ]
    first, *others = (part.values_list("of_kind", "n") for part in parts)
    return dict(first.union(*others, all=True).order_by())


def drop_file(file) -> None:
    """From the store, once the transaction has been committed."""
    storage, name = file.storage, file.name
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def keys(rows: QuerySet) -> QuerySet:
    """The primary keys as text, to look for where rows are named by kind and number."""
    return rows.order_by().annotate(key_as_text=Cast("pk", CharField())).values("key_as_text")
