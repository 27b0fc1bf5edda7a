"""Addresses of the investor's desk, all behind sign-in."""

from django.urls import path

from investguangdong.pages import (
from investguangdong.pages import (
    briefs,
)
    desk,
    invitations,
    matches,
    members,
    organisation,
    privacy_desk,
<<<<<<< HEAD
    privacy_erase,
=======
>>>>>>> f3732f0 (Show investors and officers their briefs: preview, answers in one form, one table, a choice)
    visibility,
    wizard,
)

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/matches/", matches.matches, name="matches"),
    path("desk/matches/<slug:mandate>/<slug:project>/", matches.match, name="match_answer"),
    path("desk/saved/", desk.saved, name="saved"),
    path("desk/cases/", desk.desk_cases, name="desk_cases"),
    path("desk/inbox/", desk.inbox, name="inbox"),
    path("desk/organisation/", organisation.organisation, name="organisation"),
    path("desk/organisation/check/", organisation.ask_for_check, name="organisation_check"),
    path("desk/organisation/choose/", organisation.organisation_choose, name="organisation_choose"),
    path("desk/organisation/new/", organisation.organisation_new, name="organisation_new"),
    path("desk/organisation/ask/", organisation.organisation_ask, name="organisation_ask"),
    path("desk/organisation/visibility/", visibility.visibility, name="organisation_visibility"),
    path("desk/organisation/invite/", members.invite, name="organisation_invite"),
    path("desk/organisation/invitations/<uuid:key>/", members.invitation_act, name="invitation_act"),
    path("desk/organisation/members/<uuid:key>/", members.member, name="organisation_member"),
    path("desk/organisation/requests/<uuid:key>/", members.join_request, name="join_request"),
    path("invitations/<slug:token>/", invitations.invitation, name="invitation"),
    path("desk/mandates/", wizard.mandates, name="mandates"),
    path("desk/mandates/start/", wizard.mandate_start, name="mandate_start"),
    path("desk/mandates/<slug:code>/<int:step>/", wizard.mandate_step, name="mandate_step"),
    path("desk/briefs/", briefs.briefs, name="briefs"),
    path("desk/briefs/start/", briefs.brief_start, name="brief_start"),
    path("desk/briefs/<slug:number>/", briefs.brief, name="brief"),
    path("desk/briefs/<slug:number>/city/", briefs.brief_city, name="brief_city"),
    path("desk/briefs/<slug:number>/ask/", briefs.brief_ask, name="brief_ask"),
    path("desk/briefs/<slug:number>/choose/", briefs.brief_choose, name="brief_choose"),
    path("desk/briefs/<slug:number>/end/", briefs.brief_end, name="brief_end"),
    path("desk/briefs/<slug:number>/answers.csv", briefs.brief_csv, name="brief_csv"),
    path("desk/privacy/", privacy_desk.privacy_desk, name="privacy_desk"),
    path("desk/privacy/export/", privacy_desk.privacy_export, name="privacy_export"),
    path("desk/privacy/copy/<slug:code>/", privacy_desk.privacy_copy, name="privacy_copy"),
    path("desk/privacy/correct/", privacy_desk.privacy_correct, name="privacy_correct"),
    path("desk/privacy/restrict/", privacy_desk.privacy_restrict, name="privacy_restrict"),
    path("desk/privacy/erase/", privacy_erase.privacy_erase, name="privacy_erase"),
    path("desk/privacy/erase/undo/", privacy_erase.privacy_erase_undo, name="privacy_erase_undo"),
    path("desk/privacy/consent/", privacy_desk.consent_withdraw, name="consent_withdraw"),
    path("desk/privacy/grant/", privacy_desk.grant_withdraw, name="grant_withdraw"),
]
