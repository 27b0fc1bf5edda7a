from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from investguangdong.notifications import actions
from investguangdong.notifications.kinds import KINDS
from investguangdong.notifications.tokens import read_stop_token


@csrf_exempt  # RFC 8058: the mail program posts without a cookie; the signed token is the permission
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """A GET changes nothing: mail scanners follow links."""
    read = read_stop_token(token)
    if read is None or read[1] not in KINDS or KINDS[read[1]].mandatory:
        raise Http404
    address, kind = read
    if request.method == "POST":
        actions.switch_off(kind, address=address)
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse(status=200)
    return render(
        request,
        "notifications/stop.html",
        {"kind": KINDS[kind], "address": address, "is_done": request.method == "POST"},
    )
