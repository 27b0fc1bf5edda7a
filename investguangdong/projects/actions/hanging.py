"""What hangs on a listing beside its papers of readiness: answers for everybody, documents, data rooms."""

from django.db import transaction

from investguangdong.audit.actions import record
from investguangdong.core import clock
from investguangdong.core.actions import fill_traditional, mark_machine
from investguangdong.projects.models import Answer, Document, Project, Room
from investguangdong.projects.translation import AnswerTranslation


@transaction.atomic
def publish_answer(project: Project, *, by, is_public: bool = True, **texts) -> Answer:
    """A question and its answer by language: `question_en`, `answer_zh_hans` and so on. Nothing says who asked."""
    return keep_answer(Answer(project=project, is_public=is_public, **texts), by=by)


@transaction.atomic
def keep_answer(answer: Answer, *, by) -> Answer:
    """Saves a new or edited answer; Traditional text is converted where there is none."""
    is_new = answer.pk is None
    filled = fill_traditional(answer, AnswerTranslation.fields)
    if is_new:
        answer.answered_by, answer.answered_on = by, clock.today()
    answer.save()
    mark_machine([answer], filled)
    told = {"answer": ("", answer.question_en or answer.question_zh_hans or "")}
    record("project.answer", answer.project, by=by, changes=told)
    return answer


@transaction.atomic
def keep_document(document: Document, *, by) -> Document:
    document.size = document.file.size if document.file else 0
    document.save()
    told = {"document": ("", f"{document.title} ({document.get_tier_display()})")}
    record("project.document", document.project, by=by, changes=told)
    return document


@transaction.atomic
def open_room(room: Room, *, by) -> Room:
    """Lets the organisation read the papers behind the agreement, until the day of the row."""
    room.let_in_by = room.let_in_by or by
    room.save()
    until = room.until.isoformat() if room.until else ""
    told = {"room": ("", f"{room.organisation} {room.signed_on.isoformat()}–{until}")}
    record("project.room", room.project, by=by, changes=told)
    return room
