from investguangdong.matching.admin import feedback, matches, score_models

__all__ = ["feedback", "matches", "score_models"]
