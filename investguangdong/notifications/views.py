from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from investguangdong.core.registry import message_stops
from investguangdong.notifications import actions
from investguangdong.notifications.forms import PreferencesForm
from investguangdong.notifications.kinds import KINDS
from investguangdong.notifications.models import Message
from investguangdong.notifications.tokens import read_stop_token


@csrf_exempt  # RFC 8058: the mail program posts without a cookie; the signed token is the permission
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """A GET changes nothing: mail scanners follow links."""
    message = Message.objects.stoppable_by(read_stop_token(token))
    if message is None:
        raise Http404
    name, stop_it = what_stops(message)
    if request.method == "POST":
        stop_it()
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse(status=200)
    context = {
        "kind": message.definition,
        "name": name,
        "address": message.recipient,
        "is_done": request.method == "POST",
    }
    return render(request, "notifications/stop.html", context)


def what_stops(message):
    """The one thing the message is about, where its kind knows one, else all messages of the kind."""
    find = message_stops.get(message.kind)
    found = find(message) if find else None
    return found or ("", lambda: actions.switch_off(message.kind, address=message.recipient))


@login_required
def preferences(request):
    form = PreferencesForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.choose_frequencies(request.user.email, wanted=form.cleaned_data, by=request.user)
        messages.success(request, _("Saved. It counts from now on."))
        return redirect("notifications:preferences")
    mine = [kind for kind in KINDS.values() if request.user.is_staff or not kind.for_staff]
    mandatory = [kind for kind in mine if kind.mandatory]
    context = {"form": form, "mandatory": mandatory}
    return render(request, "notifications/preferences.html", context, status=422 if form.errors else 200)
