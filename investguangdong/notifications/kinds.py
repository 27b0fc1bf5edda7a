"""Every kind of message this site can send. A kind that is not here cannot be sent."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

AT_LEAST_ONCE = "at_least_once"
AT_MOST_ONCE = "at_most_once"


@dataclass(frozen=True)
class Kind:
    """`delivery` says which way to fail when a process dies between the mail server and our note of it:
    send again with the same Message-ID, or leave it to an officer. A stranger can trigger kinds marked
    `by_strangers`, so an address gets few of them an hour. A lower `priority` is sent first. A kind with `digests`
    may also be had once a day or a week; one `for_staff` is offered to officers only."""

    name: str
    label: str
    delivery: str = AT_LEAST_ONCE
    default: str = "instant"
    mandatory: bool = False
    in_inbox: bool = True
    digests: bool = False
    for_staff: bool = False
    by_strangers: bool = False
    priority: int = 5


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "account",
            _("Your account: confirmations and security"),
            mandatory=True,
            in_inbox=False,
            by_strangers=True,
            priority=0,
        ),
        Kind(
            "case_confirm",
            _("Confirm a question sent without an account"),
            mandatory=True,
            in_inbox=False,
            by_strangers=True,
            priority=1,
        ),
        Kind("case_receipt", _("Receipt of your question"), mandatory=True, priority=1),
        Kind("case_assigned", _("A case is yours to answer"), mandatory=True, priority=2),
        Kind("case_answered", _("Your question has been answered"), mandatory=True, priority=2),
        Kind("case_followup", _("Follow-up of your case")),
        Kind("match_digest", _("New matches for your mandates"), delivery=AT_MOST_ONCE, priority=9),
        Kind("brief_sent", _("A brief to answer"), mandatory=True, for_staff=True, priority=3),
        Kind("brief_due", _("The last day of a brief")),
        Kind("brief_answered", _("A city has answered your brief"), mandatory=True, priority=3),
        Kind("brief_chosen", _("A city was chosen for a brief"), mandatory=True, priority=2),
        Kind("brief_not_chosen", _("A brief ended without your city"), for_staff=True),
        Kind("match_mutual", _("Both sides are interested in a match"), mandatory=True, priority=2),
        Kind(
            "match_interest", _("An investor is interested in your listing"), mandatory=True, for_staff=True
        ),
        Kind("match_invited", _("An officer would like to talk to you about a match")),
        Kind("report_ready", _("A report you asked for is ready")),
        Kind("mandate_confirm", _("Is your mandate still right?")),
        Kind("mandate_paused", _("A mandate of yours is paused"), mandatory=True),
        Kind("organisation_verified", _("Verification of your organisation")),
        Kind("organisation_check_lapses", _("The check of your organisation comes to its end")),
        Kind(
            "organisation_invitation",
            _("An organisation invites you"),
            mandatory=True,
            in_inbox=False,
            by_strangers=True,
            priority=1,
        ),
        Kind("organisation_join_asked", _("Somebody asks to join your organisation"), mandatory=True),
        Kind("organisation_join_answered", _("Answer to your request to join"), mandatory=True),
        Kind("organisation_role", _("Your role in an organisation"), mandatory=True),
        Kind("organisation_left", _("The end of your membership"), mandatory=True, in_inbox=False),
        Kind("listing_published", _("A listing you work on was published"), for_staff=True),
        Kind("listing_returned", _("A listing you work on was returned"), mandatory=True, for_staff=True),
        Kind(
            "listing_freshness", _("A date of a listing you lead comes near"), mandatory=True, for_staff=True
        ),
        Kind("listing_changed", _("Changes of listings you follow"), digests=True, priority=7),
        Kind("search_alert", _("New results of your saved searches"), delivery=AT_MOST_ONCE, priority=9),
        Kind(
            "newsletter_confirm",
            _("Confirm that you want the newsletter"),
            mandatory=True,
            in_inbox=False,
            by_strangers=True,
            priority=1,
        ),
        Kind("newsletter", _("The newsletter"), in_inbox=False, priority=9),
        Kind("newsletter_test", _("A newsletter to try out"), mandatory=True, in_inbox=False, for_staff=True),
        Kind("feedback_answered", _("Answer to your remark about a page"), mandatory=True, in_inbox=False),
        Kind("policies_lapsing", _("Policies that end soon"), for_staff=True, priority=8),
        Kind("erasure_asked", _("You have asked to be erased"), mandatory=True, priority=1),
        Kind("erasure_stopped", _("You could not be erased yet"), mandatory=True, priority=2),
        Kind("erasure_done", _("You have been erased"), mandatory=True, in_inbox=False, priority=1),
        Kind("correction_asked", _("A person asks for a correction"), mandatory=True, for_staff=True),
        Kind("correction_answered", _("Answer to your request for a correction"), mandatory=True),
        Kind("data_copy_ready", _("The copy of your data is ready"), mandatory=True),
        Kind("generic", _("Notices from Invest Guangdong")),
    )
}


def kind_choices() -> list[tuple]:
    """Named by the columns instead of a list of their own: a new kind needs no migration."""
    return [(kind.name, kind.label) for kind in KINDS.values()]
