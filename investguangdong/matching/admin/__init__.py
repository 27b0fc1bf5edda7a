from investguangdong.matching.admin import briefs, exposure, feedback, matches, score_models, suggestions

__all__ = ["briefs", "exposure", "feedback", "matches", "score_models", "suggestions"]
