"""Acts on an organisation in words, for the officer's page; what is not named here is the organisation's own affair."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "organisation.create": _("entered"),
    "organisation.change": _("entry changed"),
    "organisation.ask_for_check": _("check asked for"),
    "organisation.verify": _("checked"),
    "organisation.lapse": _("check lapsed"),
    "organisation.grant": _("opened to a desk"),
    "organisation.withdraw_grant": _("opening withdrawn"),
    "organisation.add_member": _("member joined"),
    "organisation.change_member": _("role changed"),
    "organisation.leave": _("member left"),
    "organisation.hand_over": _("ownership handed over"),
    "organisation.set_visibility": _("changed who sees what"),
}


def told(verb: str):
    """None for acts that officers need not know of: invitations, requests to join."""
    return WORDS.get(verb)
