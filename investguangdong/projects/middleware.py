"""A visitor's shortlist survives sign-up and sign-in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from investguangdong.projects import shortlist


def take_over_the_shortlist(get_response):
    """On the first request of an account that still carries a cookie: the account takes over what stands in it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if shortlist.COOKIE not in request.COOKIES or not request.user.is_authenticated:
            return get_response(request)
        if left_out := shortlist.adopt(request):
            sentence = _("Your shortlist holds 20 projects. These found no room: %(codes)s.")
            messages.warning(request, sentence % {"codes": ", ".join(left_out)})
        response = get_response(request)
        response.delete_cookie(shortlist.COOKIE)
        return response

    return middleware
