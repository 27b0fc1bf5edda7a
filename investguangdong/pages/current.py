"""For whom a person acts at the desk. Most belong to one organisation; an adviser to several and chooses one, which
the session keeps."""

from django.http import Http404

from investguangdong.investors.models import Organisation

KEY = "organisation"


def organisations_of(request) -> list[Organisation]:
    """All she belongs to at this moment, read once a request."""
    if not hasattr(request, "_organisations"):
        request._organisations = list(Organisation.objects.of_member(request.user))
    return request._organisations


def current_organisation(request) -> Organisation | None:
    """The one she chose last, if she still belongs to it; else the first. A form names the organisation it was
    made for in `for`: it acts on that one, whatever was chosen in another window meanwhile."""
    rows = organisations_of(request)
    named = request.POST.get("for", "")
    if named:
        return named_organisation(request, named)
    chosen = request.session.get(KEY) if len(rows) > 1 else None
    return next((row for row in rows if row.slug == chosen), rows[0] if rows else None)


def named_organisation(request, slug: str) -> Organisation:
    row = next((row for row in organisations_of(request) if row.slug == slug), None)
    if row is None:
        raise Http404
    return row


def choose_organisation(request, slug: str) -> Organisation:
    """404 where she does not belong to it."""
    row = named_organisation(request, slug)
    request.session[KEY] = row.slug
    return row
