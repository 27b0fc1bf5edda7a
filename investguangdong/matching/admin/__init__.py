from investguangdong.matching.admin import briefs, feedback, matches, score_models, suggestions

__all__ = ["briefs", "feedback", "matches", "score_models", "suggestions"]
