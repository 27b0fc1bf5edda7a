"""A person whose every word can be told from everybody else's, and a search for those words in every column.

She is made by the actions that people use; then every text column of every table that the declarations name is
stained as well, so that a column that is new tomorrow is stained tomorrow."""

import json

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.urls import reverse

from investguangdong.accounts import rights
from investguangdong.audit.actions import record_view
from investguangdong.cases import actions as case_actions
from investguangdong.cases.models import Case
from investguangdong.content.actions import newsletter
from investguangdong.content.models import PageFeedback, SubscriptionRequest
from investguangdong.core import clock
from investguangdong.core.actions import queue_change
from investguangdong.core.privacy import declarations
from investguangdong.investors import actions as investor_actions
from investguangdong.matching.actions import decide
from investguangdong.matching.models import Match, Shown, Suggestion
from investguangdong.notifications.actions import choose_frequency
from investguangdong.notifications.delivery import drain
from investguangdong.projects.models import Follow, Room, SavedProject, SavedSearch, SearchHit
from investguangdong.reports.models import ReportRun
from tests.factories import accounts, briefs, investors, matching

WORD = "zqxcanary"
NAME = "Zqxcanary Person"
EMAIL, SECOND = f"{WORD}@example.net", f"{WORD}.second@example.net"
# Columns that say which row is meant, or how it works, rather than what somebody wrote.
WORKING = {
    *("address", "reference", "dedup_key", "message_id", "about_type", "about_id", "about_code", "about"),
    *("object_type", "object_id", "session_key", "session_data", "actor_key", "topic", "field", "definition"),
    *("fingerprint", "type", "token_hash", "code", "number", "password", "time_zone", "consent_version"),
    *("model_version", "kind", "material", "declined_material", "line", "case_number", "sha256", "country"),
    "verdict",
}  # fmt: skip
# Their rows belong to officers too, or refuse every change.
NOT_STAINED = {
    "User",
    "EmailAddress",
    "OfficerProfile",
    "OfficerScope",
    "AuditEntry",
    "AccessLog",
    "ChainLink",
}
# Rows of numbers and codes, which go with what they hang on.
NO_WORDS = {"BriefSite", "BriefPolicy"}
# Of these she has none: confirmations are signed links here, receipts and links are made by jobs, and of her
# wish to be erased there is none yet.
NOT_HERS = {"EmailConfirmation", "ChangeReceipt", "ChainLink", "Erasure", *NO_WORDS}
TEXTS = (
    "text",
    "character varying",
    "json",
    "jsonb",
    "ARRAY",
    "USER-DEFINED",
    "bytea",
    "tsvector",
    "character",
)


def person(*, officer, province, project, rival=None):
    """Everything a person can leave here, under one name and two addresses; with a `rival` whom she asks to be
    let in, and who invites her."""
    user = accounts.user(EMAIL, name=NAME)
    accounts.EmailAddress.objects.create(user=user, email=SECOND, verified=True)
    row = investor_actions.create_organisation(by=user, name=f"{NAME} GmbH", country="DE", kind="sme")
    belongs(user, row)
    if rival:
        knocks(user, rival)
    listens(user, project)
    asks(user, row, officer, province, project)
    seeks(user, row, officer, project)
    is_kept(user, row, officer, province)
    drain(shift=20)
    return user


def belongs(user, row) -> None:
    investor_actions.invite(row, by=user, email=f"{WORD}.friend@example.net")
    investor_actions.give_consent(user, purpose="matching", text=f"{WORD} agrees", language="en")


def knocks(user, rival) -> None:
    theirs = rival.memberships.get().organisation
    investor_actions.invite(theirs, by=rival, email=SECOND)
    told = {"country": theirs.country, "registration_no": theirs.registration_no}
    investor_actions.ask_to_join(by=user, note=f"{WORD} asks", **told)


def listens(user, project) -> None:
    SavedProject.objects.create(user=user, project=project, note=f"{WORD} note")
    Follow.objects.create(user=user, project=project)
    search = SavedSearch.objects.create(user=user, name=f"{WORD} search", query=f"q={WORD}")
    SearchHit.objects.create(search=search, project=project)
    data = {"email": SECOND, "language": "en", "sectors": [], "cities": []}
    newsletter.ask_to_subscribe(data, actor=f"user:{user.pk}", key="n", fingerprint="n")
    newsletter.confirm_subscription(SubscriptionRequest.objects.get(email=SECOND))
    PageFeedback.objects.create(
        address="/en/", language="en", text=f"{WORD} says", email=EMAIL, due_at=clock.now()
    )
    choose_frequency("listing_changed", address=EMAIL, frequency="daily")


def asks(user, row, officer, province, project) -> None:
    told = {"contact_name": NAME, "contact_email": EMAIL, "language": "en", "project": project}
    case = case_actions.open_case(by=user, question=f"{WORD} asks", **told)
    case_actions.answer_case(
        case, by=officer, text=f"Dear {NAME}", ticks={}, wait=True, promise=(f"call {NAME}", clock.today())
    )
    case_actions.ask_again(case, by=user, text=f"{WORD} asks again")
    case_actions.add_note(case, by=officer, text=f"{NAME} is in a hurry")
    case_actions.assign_case(case, by=officer, officer=officer)
    facts = {"need": f"{WORD} need", "size_cny": 40, "rivals": f"{WORD} rivals"}
    case_actions.move_stage(case, by=officer, to="qualified", facts=facts)
    stranger = case_actions.confirm_case(
        case_actions.open_case(by=None, question=f"{WORD} writes", **{**told, "contact_email": SECOND})
    )
    assert stranger.organisation is None
    rights.ask_for_correction(user, about="cases", text=f"{WORD} is spelt so", key="c", fingerprint="c")
    rights.ask_for_copy(user)
    record_view(case, by=province)
    investors.grant(row, because=f"{WORD} wrote")
    investor_actions.verify_organisation(row, by=province, evidence=f"extract of {NAME} GmbH")


def seeks(user, row, officer, project) -> None:
    match = matching.match(row, project, name=f"{WORD} mandate", notes=f"{WORD} notes")
    queue_change(match.mandate, "notes", f"{WORD} notes", None)
    decide(match, by=user, answer="no", reason="other", note=f"{WORD} says no")
    Suggestion.objects.create(mandate=match.mandate, change="ticket_min", proposal={"low": "1"})
    Shown.objects.get_or_create(side="investor", mandate=match.mandate, project=project, day=clock.today())
    brief = briefs.sent(row, by=user, name=f"{WORD} sought")
    briefs.answered(brief, officer)
    Room.objects.create(project=project, organisation=row)


def is_kept(user, row, officer, province) -> None:
    """What the site keeps by itself: sessions, second factors, the back office's log."""
    client = Client()
    client.force_login(user)
    UserSession.objects.get_or_create(
        user=user,
        session_key=client.session.session_key,
        defaults={"ip": "192.0.2.7", "user_agent": f"Browser of {WORD}"},
    )
    Authenticator.objects.create(user=user, type="totp", data={"secret": WORD})
    noted = {"user": province, "action_flag": CHANGE, "object_repr": str(row), "change_message": NAME}
    for one in (row, user, Case.objects.filter(organisation=row).first(), *row.mandates.all()):
        kind = ContentType.objects.get_for_model(one)
        LogEntry.objects.create(content_type=kind, object_id=str(one.pk), **noted)
    record_view(row, by=province)
    record_view(user, by=province)
    record_view(Match.objects.filter(mandate__organisation=row).first(), by=officer)


def look_around(user) -> None:
    """What her own pages, and the public ones, may leave in the cache."""
    client = Client()
    client.force_login(user)
    for name in ("desk", "matches", "desk_cases", "organisation", "privacy_desk", "home"):
        assert client.get(reverse(f"pages:{name}")).status_code == 200
    Client().get(reverse("projects:list"), {"q": NAME})


def files(user, project) -> list:
    """Rows with files, apart: the store of a test begins empty."""
    run = ReportRun(
        definition="brochure", about_code=project.code, language="en", asked_by=user, asked_at=clock.now(),
        fingerprint="f", sha256="s", state="done", progress=100, finished_at=clock.now(), error=WORD,
    )  # fmt: skip
    run.file.save(f"{WORD}.pdf", ContentFile(f"{NAME} asked".encode()), save=False)
    run.save()
    copy = user.data_copies.get()
    copy.file.save(f"{WORD}.zip", ContentFile(NAME.encode()), save=False)
    copy.state, copy.finished_at = copy.State.DONE, clock.now()
    copy.save()
    return [run.file, copy.file]


def rows_of_others() -> dict:
    """The rows of every declared table that are other people's: what comes after them is hers."""
    models = (model for declared in declarations().values() for model in declared.models)
    return {model: set(model._default_manager.values_list("pk", flat=True)) for model in models}


def stain(before: dict, *, with_json=True) -> set[str]:
    """Writes the word into every text column of all rows that have come since, and returns the columns that
    took it. JSON of a strange shape is no food for pages: those are looked at without it."""
    taken = set()
    for model, others in before.items():
        if model.__name__ in NOT_STAINED:
            continue
        rows = model._default_manager.exclude(pk__in=others)
        for field in model._meta.concrete_fields:
            value = None if isinstance(field, models.JSONField) and not with_json else stained(field)
            if value is not None and field.name not in WORKING and put(rows, field, value):
                taken.add(f"{model._meta.label}.{field.name}")
    return taken


def stained(field):
    if field.choices or field.unique or field.is_relation:
        return None
    match field:
        case models.JSONField():
            return {WORD: [WORD]}
        case models.SlugField() | models.EmailField() | models.FileField():
            return None
        case models.CharField() | models.TextField():
            return WORD if not field.max_length or field.max_length > len(WORD) else None
        case ArrayField() if isinstance(field.base_field, models.CharField) and not field.base_field.choices:
            return [WORD]


def put(rows, field, value) -> bool:
    try:
        with transaction.atomic():
            return bool(rows.update(**{field.attname: value}))
    except IntegrityError:  # the row says that this stays empty
        return False


def found() -> list[str]:
    """Table and column of every place in the database that holds the word, in any case of letters."""
    places = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
            " JOIN information_schema.tables USING (table_schema, table_name)"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND data_type = ANY(%s)",
            [list(TEXTS)],
        )
        for table, column, kind in cursor.fetchall():
            told = f"encode(\"{column}\", 'escape')" if kind == "bytea" else f'"{column}"::text'
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE {told} ILIKE %s', [f"%{WORD}%"])  # noqa: S608
            if cursor.fetchone()[0]:
                places.add(f"{table}.{column}")
    return sorted(places | cached())


def cached() -> set[str]:
    kept = getattr(cache, "_cache", {})
    return {f"cache {key}" for key, value in kept.items() if WORD.encode() in bytes(value).lower()}


def told_of_others(user) -> str:
    """What the site holds about somebody else, to compare before and after."""
    rows = {
        name: list(declared.rows(user).order_by("pk").values())
        for name, declared in declarations().items()
        if name not in ("acts", "looks", "sent_forms")
    }
    return json.dumps(rows, default=str, sort_keys=True)


__all__ = [
    "EMAIL",
    "NOT_HERS",
    "WORD",
    "files",
    "found",
    "rows_of_others",
    "look_around",
    "person",
    "stain",
    "told_of_others",
]
