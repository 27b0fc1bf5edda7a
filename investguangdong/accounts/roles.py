"""What staff may do, as groups with Django's own permissions. Where they may do it is in `scopes`."""

from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from django.db.models import Q


class Role(models.TextChoices):
    OFFICER = "officer"
    PROVINCE = "provincial officer"
    AUDITOR = "auditor"


HOUSE = [
    "accounts", "audit", "cases", "content", "core", "dataflows", "events", "insights", "investors",
    "matching", "notifications", "places", "projects", "reports", "resources", "services",
]  # fmt: skip
CITY_WORK = ["cases", "events", "investors", "matching", "projects", "reports"]
CITY_READS = ["core", "notifications", "places", "resources", "services"]
PROVINCE_WORK = [*CITY_WORK, "content", "core", "places", "resources", "services"]
PROVINCE_READS = ["accounts", "notifications", "insights"]

# Messages carry no city, so only those who see the whole province see messages to other people.
ALL_MESSAGES = Q(codename="read_all_messages", content_type__app_label="notifications")

# What readers say about the pages of her city; the words of the pages are the province's.
FEEDBACK = Q(codename__in=["view_pagefeedback", "change_pagefeedback"], content_type__app_label="content")


def rules(role: Role) -> Q:
    """Officers never delete: rows are closed, withdrawn or disabled. Auditors only read, and read it all."""
    reading = Q(codename__startswith="view_")
    if role == Role.AUDITOR:
        return ALL_MESSAGES | reading & Q(content_type__app_label__in=HOUSE)
    work, reads = {
        Role.OFFICER: (CITY_WORK, CITY_READS),
        Role.PROVINCE: (PROVINCE_WORK, PROVINCE_READS),
    }[role]
    works = Q(content_type__app_label__in=work) & ~Q(codename__startswith="delete_")
    everywhere = ALL_MESSAGES if role == Role.PROVINCE else FEEDBACK
    return works | everywhere | (reading & Q(content_type__app_label__in=reads))


@transaction.atomic
def refresh_roles() -> None:
    """Sets each group's permissions to the rules above; run after every migration by `load_reference`."""
    for role in Role:
        group, _made = Group.objects.get_or_create(name=role)
        group.permissions.set(Permission.objects.filter(rules(role)))


def load(_folder) -> list:
    """The rules as a loader of reference data: they come with the code, not from a file."""
    refresh_roles()
    return []


def give_role(user, role: Role) -> None:
    """Replaces the user's house role; other groups stay."""
    if not Group.objects.filter(name=role, permissions__isnull=False).exists():
        refresh_roles()
    user.groups.remove(*Group.objects.filter(name__in=Role.values))
    user.groups.add(Group.objects.get(name=role))
