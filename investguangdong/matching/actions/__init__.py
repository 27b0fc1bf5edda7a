from investguangdong.matching.actions.answering import NotPossible, decide
from investguangdong.matching.actions.arranging import arrange_all, arrange_lists
from investguangdong.matching.actions.scoring import rescore_mandate, rescore_mandates, rescore_project
from investguangdong.matching.actions.showing import keep_values, record_opened, record_shown
from investguangdong.matching.actions.telling import tell_new_matches

__all__ = [
    "NotPossible",
    "arrange_all",
    "arrange_lists",
    "decide",
    "keep_values",
    "record_opened",
    "record_shown",
    "rescore_mandate",
    "rescore_mandates",
    "rescore_project",
    "tell_new_matches",
]
