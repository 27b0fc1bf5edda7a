from investguangdong.investors.admin import mandates, organisations, people

__all__ = ["mandates", "organisations", "people"]
