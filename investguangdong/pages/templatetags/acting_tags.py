"""What every page of the desk shows in its head."""

from django import template

from investguangdong.pages.current import current_organisation, organisations_of

register = template.Library()


@register.inclusion_tag("pages/_acting_for.html", takes_context=True)
def acting_for(context):
    """The choice of organisation, for who belongs to several."""
    request = context["request"]
    return {
        "organisations": organisations_of(request),
        "current": current_organisation(request),
        "here": request.get_full_path() if request.method == "GET" else "",
        "csrf_token": context.get("csrf_token"),
    }
