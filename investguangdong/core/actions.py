"""Writes of the technical tables."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from investguangdong.core import clock
from investguangdong.core.chinese import to_traditional
from investguangdong.core.languages import LANGUAGES, column
from investguangdong.core.models import Change, ChangeReceipt, SubmissionKey, TranslationState

# What a machine does not write over.
BY_PEOPLE = (TranslationState.State.REVIEWED, TranslationState.State.STALE)


def queue_change(obj, field: str, old, new) -> Change:
    """Tells upper apps that a field of a row has changed, in the caller's transaction. Values must fit JSON
    (numbers with decimals as strings)."""
    return Change.objects.create(
        topic=obj._meta.app_label,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        field=field,
        old=old,
        new=new,
    )


@transaction.atomic
def sweep_changes(
    consumer: str,
    *,
    topics: Iterable[str],
    handle: Callable,
    limit: int = 500,
    quiet: timedelta | None = None,
) -> int:
    """Hands the changes that `consumer` has not seen to `handle(changes)`, once each, and returns how many.
    Two sweeps at a time take different rows. An error in `handle` leaves the rows for the next sweep. With
    `quiet`, a row that is still being changed waits until it has been left alone for so long."""
    unseen = Change.objects.filter(topic__in=list(topics)).not_seen_by(consumer)
    if quiet is not None:
        unseen = unseen.left_alone_for(quiet)
    rows = list(unseen.select_for_update(skip_locked=True, of=("self",)).order_by("id")[:limit])
    if rows:
        handle(rows)
        ChangeReceipt.objects.bulk_create(ChangeReceipt(change=row, consumer=consumer) for row in rows)
    return len(rows)


def forget_old_rows() -> int:
    """Keys of submitted forms after two days, changes after thirty; returns how many rows went."""
    now = clock.now()
    keys, _each = SubmissionKey.objects.filter(created_at__lt=now - timedelta(hours=48)).delete()
    changes, _each = Change.objects.filter(at__lt=now - timedelta(days=30)).delete()
    return keys + changes


def source_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def fill_traditional(obj, fields: Iterable[str], *, where: str = "prose") -> list[str]:
    """Sets the Traditional columns of an unsaved or saved row from the Simplified ones, leaving alone what a
    person has reviewed. Returns the fields it set; call `mark_machine` with them after saving."""
    kept = _reviewed(obj, "zh-hant")
    done = [field for field in fields if field not in kept and getattr(obj, column(field, "zh-hans"))]
    for field in done:
        setattr(obj, column(field, "zh-hant"), to_traditional(getattr(obj, column(field, "zh-hans")), where))
    return done


def mark_machine(rows: Iterable, fields: Iterable[str], *, language: str = "zh-hant") -> int:
    """Notes for saved rows that these fields were made by a machine from the Simplified text. What a person
    has reviewed stays reviewed."""
    fields = tuple(fields)
    states = [
        TranslationState(
            content_type=ContentType.objects.get_for_model(row),
            object_id=str(row.pk),
            field=field,
            language=language,
            source_hash=source_hash(getattr(row, column(field, "zh-hans")) or ""),
        )
        for row in rows
        for field in fields
        if getattr(row, column(field, language))
    ]
    TranslationState.objects.bulk_create(
        states,
        batch_size=1000,
        ignore_conflicts=True,
    )
    return len(states)


def _reviewed(obj, language: str) -> set[str]:
    if obj.pk is None:
        return set()
    kind = ContentType.objects.get_for_model(obj)
    states = TranslationState.objects.filter(
        content_type=kind, object_id=str(obj.pk), language=language, state__in=BY_PEOPLE
    )
    return set(states.values_list("field", flat=True))


def source_of(obj, field: str) -> str:
    """The language a text is translated from: Simplified Chinese where it has any, else English."""
    return "zh-hans" if getattr(obj, column(field, "zh-hans"), None) else "en"


def note_texts(obj, changed: dict[str, dict[str, str]], *, by) -> None:
    """After somebody typed texts: `changed` is {field: {language: text before}}. Translations of a source that
    has changed become stale, machine drafts were made anew, and what a person typed counts as reviewed."""
    for field, before in changed.items():
        source = source_of(obj, field)
        typed = [code for code in before if code != source and getattr(obj, column(field, code))]
        for code in typed if by else ():
            review_translation(obj, field, code, by=by)
        if before.get(source):
            mark_stale(obj, field, [code for code in LANGUAGES if code != source and code not in typed])


def review_translation(obj, field: str, language: str, *, by) -> TranslationState:
    """A person has compared the text with its source as both stand now."""
    return _note(
        obj,
        field,
        language,
        state=TranslationState.State.REVIEWED,
        source_hash=source_hash(getattr(obj, column(field, source_of(obj, field))) or ""),
        reviewed_by=by if getattr(by, "pk", None) else None,
        reviewed_at=clock.now(),
    )


def mark_stale(obj, field: str, languages: Iterable[str]) -> None:
    """The source says something else now. A machine's Traditional draft follows it by itself."""
    states = TranslationState.objects.filter(
        content_type=ContentType.objects.get_for_model(obj), object_id=str(obj.pk), field=field
    )
    drafted = states.filter(language="zh-hant", state=TranslationState.State.MACHINE)
    follows = drafted.update(source_hash=source_hash(getattr(obj, column(field, "zh-hans")) or ""))
    for code in languages:
        if getattr(obj, column(field, code)) and not (code == "zh-hant" and follows):
            _note(obj, field, code, state=TranslationState.State.STALE)


def _note(obj, field: str, language: str, **values) -> TranslationState:
    row, _is_new = TranslationState.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(obj),
        object_id=str(obj.pk),
        field=field,
        language=language,
        defaults=values,
    )
    return row
