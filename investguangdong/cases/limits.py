"""How many questions one address or one machine may send."""

from investguangdong.core.limits import TooMany, count

__all__ = ["TooMany", "count_question"]

WINDOW = 3600  # seconds
AN_ADDRESS, A_MACHINE = 10, 60


def count_question(*, email: str, machine: str) -> None:
    count("cases.ask", f"address:{email}", most=AN_ADDRESS, window=WINDOW)
    count("cases.ask", f"machine:{machine}", most=A_MACHINE, window=WINDOW)
