from investguangdong.matching.admin import briefs, feedback, matches, score_models

__all__ = ["briefs", "feedback", "matches", "score_models"]
