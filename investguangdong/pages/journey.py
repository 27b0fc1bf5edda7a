"""Where an investor stands between looking and landing, for the river on the desk."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

STEPS = (
    (_("Describe"), _("Say in five short steps what you look for.")),
    (_("Find"), _("Look at your matches and keep those that could fit.")),
    (_("Compare"), _("Open the best one and ask what the page does not say.")),
    (_("Ask"), _("A named officer answers within one working day.")),
    (_("Visit"), _("Agree on a date and see the site.")),
    (_("Land"), _("Registration, permits, construction.")),
)


@dataclass(frozen=True)
class Journey:
    has_mandate: bool = False
    has_saved: bool = False
    has_yes: bool = False
    has_case: bool = False

    @property
    def now(self) -> int:
        """The number of the step in hand, from 0."""
        done = (self.has_mandate, self.has_saved or self.has_yes or self.has_case, self.has_yes or self.has_case,
                self.has_case)  # fmt: skip
        return next((step for step, is_done in enumerate(done) if not is_done), 4)

    @property
    def next_step(self):
        return STEPS[self.now][1]

    @property
    def stops(self) -> list[dict]:
        """Six stops along the river, in the units of a drawing 328 wide."""
        return [
            {
                "name": name,
                "x": 8 + 62 * place,
                "is_now": place == self.now,
                "is_done": place < self.now,
                "is_end": place in (0, len(STEPS) - 1),
                "anchor": "start" if place == 0 else "end" if place == len(STEPS) - 1 else "middle",
            }
            for place, (name, _told) in enumerate(STEPS)
        ]

    @property
    def reached_x(self) -> int:
        return 8 + 62 * self.now
