"""A step of the mandate: its parts, and what a form of ours checks of wishes before anything is stored."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django import forms
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.fields import dress
from investguangdong.core.languages import best
from investguangdong.investors.choices import Strength, Wish
from investguangdong.investors.models.mandate import WISH_FIELDS

STRENGTHS = {
    Wish.SECTOR: (Strength.GOOD, Strength.MUST),  # something has to be looked for
    **dict.fromkeys((Wish.AMOUNT, Wish.MODE, Wish.PLACE, Wish.SITE, Wish.TIME), tuple(Strength)),
}
NOTHING = (None, "", [])


@dataclass(frozen=True)
class Part:
    """A part of a step: what is wished, how firmly, what is only asked for on demand, what is never wanted."""

    title: str | Promise
    fields: tuple[str, ...]
    wish: Wish | None = None
    more: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.fields, *self.more, *self.never)


@dataclass
class Shown:
    """A part with its bound fields, for the page."""

    part: Part
    fields: list
    more: list
    never: list
    strength: object = None
    more_is_open: bool = field(init=False)
    never_is_open: bool = field(init=False)

    def __post_init__(self):
        self.more_is_open, self.never_is_open = holds(self.more), holds(self.never)


def holds(fields: Iterable) -> bool:
    """Something was written in one of these, or one of them is wrong."""
    return any(one.errors or one.value() not in (*NOTHING, False) for one in fields)


def short(number: Decimal) -> Decimal:
    """Without the zeros that a column of the database adds."""
    return Decimal(f"{number.normalize():f}")


def strength_name(wish: Wish) -> str:
    return f"strength_{wish.value}"


class StepForm(forms.ModelForm):
    """`number`, `title` and `why` are for the page; `cleaned_data` goes to `save_mandate_step`.

    `only` keeps the fields named: the same form asks a single question on the desk."""

    number: int
    title: str
    why: str
    parts: tuple[Part, ...] = ()
    ranges: tuple[str, ...] = ()
    contradictions: tuple[tuple[str, str], ...] = ()
    none_needed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, only: Iterable[str] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", self.instance.version if self.instance.pk else None)
        for tick, (name, *_others) in self.none_needed:
            self.initial[tick] = self.initial.get(name) == 0
            self.initial[name] = self.initial.get(name) or None
        self.initial |= {name: short(one) for name, one in self.initial.items() if isinstance(one, Decimal)}
        for part in self.parts:
            if part.wish:
                self.fields[strength_name(part.wish)] = self.strength_field(part.wish)
        if only is not None:
            kept = {*only, "version"}
            self.fields = {name: one for name, one in self.fields.items() if name in kept}
        dress(self)

    def strength_field(self, wish: Wish) -> forms.ChoiceField:
        now = {**dict.fromkeys(self.instance.musts, Strength.MUST)}
        now |= dict.fromkeys(self.instance.indifferent, Strength.ANY)
        return forms.ChoiceField(
            label=_("How firm is this?"),
            choices=[(one.value, one.label) for one in STRENGTHS[wish]],
            initial=now.get(wish.value, Strength.GOOD).value,
            required=False,
            widget=forms.RadioSelect,
        )

    def shown(self) -> list[Shown]:
        """The parts that have a field left, for the page."""
        found = []
        for part in self.parts:
            bound = [self.bound(names) for names in (part.fields, part.more, part.never)]
            strength = self.bound([strength_name(part.wish)]) if part.wish else []
            if any(bound):
                found.append(Shown(part, *bound, strength=strength[0] if strength else None))
        return found

    def bound(self, names: Iterable[str]) -> list:
        return [self[name] for name in names if name in self.fields]

    def clean(self):
        data = super().clean()
        for tick, names in self.none_needed:
            self.clean_none_needed(tick, names)
        for name in self.ranges:
            self.refuse_order(f"{name}_min", f"{name}_max")
        for wanted, unwanted in self.contradictions:
            self.refuse_both(wanted, unwanted)
        data["strengths"] = dict(self.settled())
        return data

    def clean_none_needed(self, tick: str, names: tuple[str, ...]) -> None:
        """A tick for "none needed" is stored as zero, which is apart from an empty field."""
        if tick not in self.fields or not self.cleaned_data.pop(tick, False):
            return
        if any(self.cleaned_data.get(name) for name in names):
            self.add_error(tick, _("You also gave a figure. Take one of the two away."))
            return
        self.cleaned_data[names[0]] = Decimal(0)

    def settled(self):
        """What each wish of this step is from now on: only where it was chosen or can stay no longer."""
        for part in self.parts:
            if part.wish is None or not set(part.names) & set(self.fields):
                continue
            chosen = self.cleaned_data.pop(strength_name(part.wish), "")
            is_said = self.says(part.wish)
            if self.refuse_strength(part, chosen, is_said=is_said):
                continue
            if chosen:
                yield part.wish, Strength(chosen)
            elif part.wish in (self.instance.indifferent if is_said else self.instance.musts):
                yield part.wish, Strength.GOOD

    def says(self, wish: Wish) -> bool:
        """Something is stated: here, or in a field that this form does not show."""
        return any(
            bool(value) if isinstance(value, list | dict) else value not in NOTHING
            for value in map(self.stated, WISH_FIELDS[wish])
        )

    def stated(self, name: str):
        if name in self.cleaned_data:
            held = self.cleaned_data[name]
        else:
            held = None if name in self.fields else getattr(self.instance, name, None)
        return list(held.all()) if hasattr(held, "all") else held

    def refuse_strength(self, part: Part, chosen: str, *, is_said: bool) -> bool:
        if self.errors.keys() & set(part.names):
            return True
        if chosen == Strength.MUST and not is_said:
            first = next(name for name in part.fields if name in self.fields)
            self.add_error(first, _("It is to hold without fail, so say what, or choose “would be good”."))
        elif chosen == Strength.ANY and is_said:
            self.add_error(
                strength_name(part.wish),
                _("You said what you want here. Empty it, or choose another answer."),
            )
        else:
            return False
        return True

    def refuse_both(self, wanted: str, unwanted: str) -> None:
        """The same thing cannot be wanted and excluded."""
        both = set(self.stated(wanted) or ()) & set(self.stated(unwanted) or ())
        if not both or not {wanted, unwanted} & set(self.fields):
            return
        field_name = unwanted if unwanted in self.fields else wanted
        named = ", ".join(sorted(self.label_of(field_name, item) for item in both))
        told = _("You also chose this under what you want: %(names)s.")
        if field_name == wanted:
            told = _("You ruled this out elsewhere: %(names)s.")
        self.add_error(field_name, told % {"names": named})

    def label_of(self, field_name: str, item) -> str:
        if isinstance(item, Model):
            return best(item, "name").text
        return str(dict(self.fields[field_name].choices).get(item, item))

    def refuse_order(self, low: str, high: str) -> None:
        least, most = self.cleaned_data.get(low), self.cleaned_data.get(high)
        if least is not None and most is not None and least > most:
            self.add_error(high, _("This is below the value you gave as the least."))
