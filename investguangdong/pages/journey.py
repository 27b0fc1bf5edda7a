"""Where an investor stands between looking and landing, for the river on the desk."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock
from investguangdong.places.calendar import CLOSES

STEPS = (
    (pgettext_lazy("step of the journey", "Describe"), _("Say in five short steps what you look for.")),
    (pgettext_lazy("step of the journey", "Find"), _("Look at your matches and keep those that could fit.")),
    (
        pgettext_lazy("step of the journey", "Compare"),
        _("Open the best one and ask what the page does not say."),
    ),
    (pgettext_lazy("step of the journey", "Ask"), _("A named officer answers within one working day.")),
    (pgettext_lazy("step of the journey", "Visit"), _("Agree on a date and see the site.")),
    (pgettext_lazy("step of the journey", "Land"), _("Registration, permits, construction.")),
)


GREETINGS = (
    (5, _("Good evening, %(name)s")),
    (12, _("Good morning, %(name)s")),
    (18, _("Good afternoon, %(name)s")),
    (24, _("Good evening, %(name)s")),
)


def salutation(user) -> dict[str, str]:
    """A greeting by the hour where the person is, and what time that is in Guangdong."""
    there, here = (
        clock.now().astimezone(ZoneInfo(user.time_zone)),
        clock.now().astimezone(clock.BUSINESS_ZONE),
    )
    greeting = next(words for hour, words in GREETINGS if there.hour < hour)
    first = (user.name.split() or [user.email])[0]
    if there.utcoffset() == here.utcoffset():
        hours = gettext("%(here)s in Guangdong. Offices answer until %(until)s.")
    else:
        hours = gettext("%(there)s where you are, %(here)s in Guangdong. Offices answer until %(until)s.")
    told = {"there": f"{there:%H:%M}", "here": f"{here:%H:%M}", "until": f"{CLOSES:%H:%M}"}
    return {"greeting": greeting % {"name": first}, "hours": hours % told}


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
