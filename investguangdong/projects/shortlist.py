"""The shortlist of a visitor without an account: codes in a signed cookie, which the account takes over."""

from django.conf import settings
from django.core import signing

from investguangdong.projects.actions import (
    SHORTLIST_LIMIT,
    IllegalStep,
    merge_shortlist,
    save_for,
    unsave_for,
)
from investguangdong.projects.models import Project, SavedProject

COOKIE = f"{settings.COOKIE_PREFIX}shortlist"
SALT = "projects.shortlist"
LASTS = 180 * 24 * 60 * 60


def cookie_codes(request) -> list[str]:
    try:
        codes = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return []
    return [str(code) for code in codes][:SHORTLIST_LIMIT]


def codes_of(request) -> list[str]:
    """What the visitor has saved, in the account or in the cookie, newest first."""
    if not request.user.is_authenticated:
        return cookie_codes(request)
    saved = SavedProject.objects.visible_to(request.user)
    return list(saved.values_list("project__code", flat=True)[:SHORTLIST_LIMIT])


def projects_of(request) -> list[Project]:
    """The saved projects that still have a page, newest first."""
    codes = codes_of(request)
    rows = Project.objects.visible_to(request.user).filter(code__in=codes).with_card()
    return sorted(rows, key=lambda project: codes.index(project.code))


def adopt(request, response):
    """After sign-in: what stands in the cookie joins the account, and the cookie goes."""
    if request.user.is_authenticated and request.COOKIES.get(COOKIE):
        merge_shortlist(request.user, cookie_codes(request))
        response.delete_cookie(COOKIE)
    return response


def add(request, response, project: Project):
    """May raise `IllegalStep` where the list is full."""
    if request.user.is_authenticated:
        save_for(request.user, project)
        return response
    codes = [code for code in cookie_codes(request) if code != project.code]
    if len(codes) >= SHORTLIST_LIMIT:
        raise IllegalStep("full")
    return write(response, [project.code, *codes])


def remove(request, response, project: Project):
    if request.user.is_authenticated:
        unsave_for(request.user, project)
        return response
    return write(response, [code for code in cookie_codes(request) if code != project.code])


def write(response, codes: list[str]):
    if not codes:
        response.delete_cookie(COOKIE)
        return response
    response.set_cookie(
        COOKIE,
        signing.dumps(codes, salt=SALT, compress=True),
        max_age=LASTS,
        secure=settings.SITE_IS_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
