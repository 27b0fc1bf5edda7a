class NotPossible(Exception):
    """The answer comes too late or is no answer; the sentence says what to do instead."""
