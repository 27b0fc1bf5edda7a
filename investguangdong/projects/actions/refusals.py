"""Why an act on a listing is refused."""


class IllegalStep(Exception):
    """The act does not fit the state of the row; the message says what to do next (409)."""


class OldVersion(IllegalStep):
    """Somebody changed the row since it was read (409)."""


class Incomplete(Exception):
    """Publishing needs more; `.missing` names it (422)."""

    def __init__(self, labels):
        self.missing = labels
        super().__init__(", ".join(str(label) for label in labels))


class NotForYou(Exception):
    """The act is legal but not this person's; the message says whose it is (403)."""
