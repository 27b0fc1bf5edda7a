"""Saving a row that somebody else may be saving at the same time."""

from datetime import date
from decimal import Decimal

from django.db import models


class OldVersion(Exception):
    """Somebody saved the row since it was read: answer 409, show what is there now, keep what was typed."""


class NotPossible(Exception):
    """A step that is not legal in the row's present state: answer 409 with the sentence."""


def locked(row: models.Model, version: int | None = None) -> models.Model:
    """The row as it is now, locked until the transaction ends; checked against the version that was read."""
    current = type(row).objects.select_for_update().get(pk=row.pk)
    if version is not None and version != current.version:
        raise OldVersion
    return current


def apply_changes(row: models.Model, fields: dict) -> dict[str, tuple]:
    """Sets fields and many-to-many relations; returns `{name: (old, new)}` of what differs, fit for JSON."""
    changes = {}
    for name, value in fields.items():
        if row._meta.get_field(name).many_to_many:
            old, new = slugs(getattr(row, name).all()), slugs(value)
            if old != new:
                getattr(row, name).set(value)
        else:
            old, new = plain(getattr(row, name)), plain(value)
            setattr(row, name, value)
        if old != new:
            changes[name] = (old, new)
    if changes:
        row.version += 1
    return changes


def slugs(rows) -> list[str]:
    return sorted(row.slug for row in rows)


def plain(value):
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool | int | list) or value is None:
        return value
    return str(value)
