"""A walk over the whole map of addresses as everyone who comes: each gets a page or the refusal that is due."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib import admin as back_office
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver, reverse
from django.utils import translation

from investguangdong.accounts.models import User
from investguangdong.cases.models import Case
from investguangdong.content.models import Question, Update
from investguangdong.matching.models import Brief
from investguangdong.pages.project_sitemap import KEYS
from investguangdong.places.models import City, Cluster, Policy, Port, Zone
from investguangdong.projects.models import Document, Project
from tests.factories import cases

INVESTORS = ["newcomer", "investor", "colleague", "rival"]
STAFF = ["officer.shenzhen", "officer.zhuhai", "province", "auditor", "admin"]
NOTHING = {
    "pk": 987654,
    "step": 1,
    "key": "00000000-0000-0000-0000-000000000000",
    "uidb36": "1",
    "object_id": "987654",
}
FUZZ = [
    "'",
    '"><x>',
    "%",
    "\\",
    "９９",
    "\u202e",
    "-1",
    "0",
    "9" * 30,
    "1e309",
    "NaN",
    "2026-99-99",
    "a" * 5000,
]
# To strangers every page is open except these.
TO_STRANGERS = {
    302: {
        *("account_change_password", "account_email", "account_reauthenticate", "account_set_password"),
        *("account_logout", "account_confirm_login_code", "account_profile", "usersessions_list"),
        *("mfa_activate_totp", "mfa_add_webauthn", "mfa_authenticate", "mfa_deactivate_totp", "mfa_index"),
        *("mfa_download_recovery_codes", "mfa_edit_webauthn", "mfa_generate_recovery_codes"),
        *("mfa_list_webauthn", "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"),
        *("mfa_remove_webauthn", "mfa_view_recovery_codes"),
        *(
            "pages:desk",
            "pages:matches",
            "pages:saved",
            "pages:inbox",
            "pages:organisation",
            "pages:mandates",
        ),
        "pages:suggestion",
        *("pages:organisation_check", "pages:mandate_start", "pages:mandate_step", "pages:desk_cases"),
