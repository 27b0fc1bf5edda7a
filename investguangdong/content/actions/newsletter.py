"""Getting the newsletter, and sending it. Nobody gets it without having confirmed; nothing leaves unread."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count

from investguangdong.audit.actions import record
from investguangdong.content import consent
from investguangdong.content.models import NewsletterIssue, Subscriber, SubscriptionRequest, edits
from investguangdong.core import clock
from investguangdong.core.jobs import wake, wake_on_commit
from investguangdong.core.languages import LANGUAGES, column
from investguangdong.core.locks import advisory_lock
from investguangdong.core.submissions import once, settle
from investguangdong.notifications.actions import choose_frequency, notify
from investguangdong.notifications.models import Message, Preference

KIND = "newsletter"
AT_ONCE, CHUNKS_A_RUN = 100, 20
SEND = "content.send_issues"


class IllegalStep(Exception):
    """409: the issue is somewhere else by now."""


@transaction.atomic
def ask_to_subscribe(data: dict, *, actor: str, key: str, fingerprint: str) -> None:
    """One letter to the address, whether or not it gets the newsletter already: the answer tells nothing."""
    if once(actor, key, fingerprint) is not None:
        return
    request = SubscriptionRequest.objects.create(
        email=data["email"],
        language=data["language"],
        sectors=data["sectors"],
        cities=data["cities"],
        consent_version=consent.VERSION,
    )
    notify("newsletter_confirm", to=request.email, about=request, language=request.language)
    settle(actor, key, str(request.key))


@transaction.atomic
def confirm_subscription(request: SubscriptionRequest) -> Subscriber | None:
    """The owner of the address has pressed the button. A second press changes nothing."""
    request = SubscriptionRequest.objects.select_for_update().get(pk=request.pk)
    if request.confirmed_at:
        return Subscriber.objects.filter(email=request.email).first()
    now = clock.now()
    subscriber, _is_new = Subscriber.objects.update_or_create(
        email=request.email,
        defaults={
            "language": request.language,
            "sectors": request.sectors,
            "cities": request.cities,
            "consent_version": request.consent_version,
            "consent_text": consent.text(request.consent_version, request.language),
            "confirmed_at": now,
            "left_at": None,
        },
    )
    choose_frequency(KIND, address=request.email, frequency=Preference.Frequency.INSTANT)
    request.confirmed_at = now
    request.save(update_fields=["confirmed_at"])
    record("newsletter.confirm", subscriber, changes={"consent": request.consent_version})
    return subscriber


def note_leavers() -> int:
    """Who has used the stop link of a letter has left: the outbox knows it first."""
    off = Preference.objects.filter(kind=KIND, frequency=Preference.Frequency.OFF)
    return Subscriber.objects.active().filter(email__in=off.values("address")).update(left_at=clock.now())


@transaction.atomic
def submit_issue(issue: NewsletterIssue, *, by) -> NewsletterIssue:
    """For a second person to read. Title and text must stand in every language first."""
    issue = _locked(issue, NewsletterIssue.State.DRAFT)
    if not issue.can_be_written_by(by):
        raise PermissionDenied
    if lacking := missing_languages(issue):
        raise IllegalStep(", ".join(lacking))
    return _step(issue, NewsletterIssue.State.SUBMITTED, by)


@transaction.atomic
def return_issue(issue: NewsletterIssue, *, by) -> NewsletterIssue:
    """Back to the writer, as long as it has not been approved."""
    issue = _locked(issue, NewsletterIssue.State.SUBMITTED)
    if not edits(by, NewsletterIssue):
        raise PermissionDenied
    return _step(issue, NewsletterIssue.State.DRAFT, by)


@transaction.atomic
def approve_issue(issue: NewsletterIssue, *, by) -> NewsletterIssue:
    """The second person lets it go: sending begins when this commits."""
    issue = _locked(issue, NewsletterIssue.State.SUBMITTED)
    if not issue.can_be_approved_by(by):
        raise PermissionDenied
    issue.approved_by, issue.approved_at = by, clock.now()
    issue = _step(issue, NewsletterIssue.State.APPROVED, by)
    wake_on_commit(SEND)
    return issue


def send_test(issue: NewsletterIssue, *, by):
    """The letter as it would come, to the person who asks for it, in her language."""
    if not edits(by, NewsletterIssue):
        raise PermissionDenied
    return notify("newsletter_test", to=by, about=issue, version=issue.changed_at.isoformat())


def send_issues() -> int:
    """Everything that is approved, a hundred at a time; a process that dies goes on where the last chunk ended."""
    sent = 0
    with advisory_lock("content.send_issues") as mine:
        if not mine:
            return 0
        note_leavers()
        for _chunk in range(CHUNKS_A_RUN):
            issue = NewsletterIssue.objects.to_send().order_by("pk").first()
            if issue is None:
                return sent
            sent += send_chunk(issue)
    wake(SEND)
    return sent


@transaction.atomic
def send_chunk(issue: NewsletterIssue) -> int:
    """The next hundred into the outbox, which takes each address once however often it is asked."""
    issue = NewsletterIssue.objects.select_for_update().get(pk=issue.pk)
    if issue.state not in (NewsletterIssue.State.APPROVED, NewsletterIssue.State.SENDING):
        return 0
    rows = Subscriber.objects.wanting(issue).filter(pk__gt=issue.last_subscriber).order_by("pk")[:AT_ONCE]
    for subscriber in rows:
        notify(KIND, to=subscriber.email, about=issue, language=subscriber.language)
        issue.last_subscriber = subscriber.pk
    issue.state = NewsletterIssue.State.SENDING
    if len(rows) < AT_ONCE:
        issue.state, issue.sent_at = NewsletterIssue.State.SENT, clock.now()
    issue.save(update_fields=["state", "sent_at", "last_subscriber"])
    return len(rows)


def forget_requests() -> int:
    """Requests that nobody confirmed in time, and the traces of those that were."""
    return SubscriptionRequest.objects.expired().delete()[0]


def missing_languages(issue: NewsletterIssue) -> list[str]:
    return [
        code
        for code in LANGUAGES
        if not (getattr(issue, column("title", code)) and getattr(issue, column("body", code)))
    ]


def _locked(issue: NewsletterIssue, state: str) -> NewsletterIssue:
    issue = NewsletterIssue.objects.select_for_update().get(pk=issue.pk)
    if issue.state != state:
        raise IllegalStep(issue.get_state_display())
    return issue


def _step(issue: NewsletterIssue, state: str, by) -> NewsletterIssue:
    issue.state = state
    issue.save()
    record(f"newsletter.{state}", issue, by=by)
    return issue


def letters_by_state(issue: NewsletterIssue) -> list[tuple[str, int]]:
    """How many letters of the issue are in which state of the outbox."""
    rows = Message.objects.filter(kind=KIND, about_type=issue._meta.label_lower, about_id=str(issue.pk))
    counted = rows.order_by().values_list("state").annotate(count=Count("pk"))
    return [(str(Message.State(state).label), count) for state, count in counted]
