"""Who may open a case: an account that sees it, or a browser that followed its signed link."""

from django.http import Http404

from investguangdong.cases import links
from investguangdong.cases.models import Case

OPENED, SENT = "cases_opened", "cases_sent"
KEPT = 20  # links a session remembers


def case_for(request, number: str) -> Case:
    """The case, else 404. The link is read again each time, so that ending it ends what it opened."""
    rows = Case.objects.select_related(
        "city", "organisation", "owner__officer_profile", "deputy__officer_profile", "project__city"
    )
    own = rows.visible_to(request.user).filter(number=number).first()
    case = own or _by_link(request, rows, number)
    if case is None:
        raise Http404
    return case


def came_by_link(request, case: Case) -> bool:
    token = request.session.get(OPENED, {}).get(case.number)
    return bool(token) and is_open_to(case, token)


def is_open_to(case: Case, token: str, purpose: str = links.OPEN) -> bool:
    try:
        read = links.read_token(token, purpose)
    except links.LinkExpired:
        return False
    return read == (case.number, case.link_key.hex) and case.link_may_be_used


def remember_link(request, case: Case) -> None:
    opened = request.session.get(OPENED, {})
    opened[case.number] = links.token_for(case, links.OPEN)
    request.session[OPENED] = dict(list(opened.items())[-KEPT:])


def remember_sent(request, case: Case) -> None:
    sent = [number for number in request.session.get(SENT, []) if number != case.number]
    request.session[SENT] = [*sent, case.number][-KEPT:]


def sent_by(request, number: str) -> Case:
    """For the receipt: whoever sent the question in this browser, before any address is confirmed."""
    if number in request.session.get(SENT, []):
        return Case.objects.select_related("owner__officer_profile", "project", "city").get(number=number)
    return case_for(request, number)


def _by_link(request, rows, number: str) -> Case | None:
    if number not in request.session.get(OPENED, {}):
        return None
    case = rows.filter(number=number).first()
    return case if case and came_by_link(request, case) else None
