from investguangdong.matching.actions.answering import NotPossible, decide
from investguangdong.matching.actions.scoring import rescore_mandate, rescore_mandates, rescore_project
from investguangdong.matching.actions.telling import tell_new_matches

__all__ = [
    "NotPossible",
    "decide",
    "rescore_mandate",
    "rescore_mandates",
    "rescore_project",
    "tell_new_matches",
]
