from investguangdong.matching.actions.answering import decide, undo
from investguangdong.matching.actions.arranging import arrange_all, arrange_lists
from investguangdong.matching.actions.changing import rescore_changed
from investguangdong.matching.actions.explaining import explain_matches
from investguangdong.matching.actions.returning import wake
from investguangdong.matching.actions.running import start_run, work_on_run
from investguangdong.matching.actions.scoring import rescore_mandate, rescore_mandates, rescore_project
from investguangdong.matching.actions.showing import keep_values, record_opened, record_shown
from investguangdong.matching.actions.suggesting import accept_suggestion, dismiss_suggestion
from investguangdong.matching.actions.telling import tell_new_matches
from investguangdong.matching.refusals import NotPossible

__all__ = [
    "NotPossible",
    "arrange_all",
    "arrange_lists",
    "decide",
    "explain_matches",
    "keep_values",
    "record_opened",
    "record_shown",
    "accept_suggestion",
    "dismiss_suggestion",
    "rescore_changed",
    "rescore_mandate",
    "rescore_mandates",
    "rescore_project",
    "start_run",
    "tell_new_matches",
    "undo",
    "wake",
    "work_on_run",
]
