"""How fresh a session is. The sign-in library counts only a second asking; a sign-in of a moment ago will do."""

import time

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records


def signed_in_long_ago(request) -> bool:
    """Whether the person should prove once more who she is before something that cannot be taken back."""
    proofs = get_authentication_records(request, request.user) if request.user.is_authenticated else []
    return not proofs or time.time() - proofs[-1]["at"] > app_settings.REAUTHENTICATION_TIMEOUT
