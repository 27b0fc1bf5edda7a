"""The answers of the cities side by side: a row a fact, a column a city. What is not known stands apart from no."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.core import dates, languages, money
from investguangdong.matching import brief_words
from investguangdong.matching.brief_choices import CityState, FigureName, FigureState, ReplyState
from investguangdong.matching.models import Brief, CityBrief
from investguangdong.places.checking import DOES_NOT, MEETS, NEEDS

GIVEN, NO, UNKNOWN, COMING = "given", "no", "unknown", "coming"
VERDICTS = {
    MEETS: gettext_lazy("meets"),
    NEEDS: gettext_lazy("needs more facts"),
    DOES_NOT: gettext_lazy("does not meet"),
}
# Where less is better; of the others more is, but for a day.
LOW_IS_BETTER = {FigureName.LAND_PRICE, FigureName.RENT, FigureName.POWER_PRICE, FigureName.WAGE}


@dataclass(frozen=True)
class Item:
    """One thing named in a cell: a site, a policy."""

    text: str
    url: str = ""
    remark: str = ""
    language: str = ""


@dataclass(frozen=True)
class Cell:
    """`state` is given, no, unknown or coming; `mark` says that it is the best of the row."""

    state: str
    text: str = ""
    language: str = ""
    items: tuple[Item, ...] = ()
    source: str = ""
    as_of: str = ""
    note: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Row:
    key: str
    label: str
    cells: list[Cell]
    parts: list[CityBrief]
    language: str = ""

    @property
    def columns(self) -> list[tuple[CityBrief, Cell]]:
        return list(zip(self.parts, self.cells, strict=True))

    @property
    def is_figure(self) -> bool:
        return self.key in FigureName.values

    @property
    def differs(self) -> bool:
        """Two cities say different things; what one does not know is no difference."""
        told = {(cell.state, cell.text, cell.items) for cell in self.cells if cell.state in (GIVEN, NO)}
        return len(told) > 1


@dataclass(frozen=True)
class Comparison:
    parts: list[CityBrief]
    groups: list[tuple[str, list[Row]]] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        return [row for _label, rows in self.groups for row in rows]


def compared(brief: Brief) -> Comparison:
    """Only cities that have answered are columns."""
    parts = list(CityBrief.objects.filter(brief=brief).answered().with_answer().order_by("position"))
    return side_by_side(brief, parts)


def own(part: CityBrief) -> Comparison:
    """One city's answer alone, for its officers."""
    return side_by_side(part.brief, list(CityBrief.objects.filter(pk=part.pk).with_answer()))


def side_by_side(brief: Brief, parts: list[CityBrief]) -> Comparison:
    if not parts:
        return Comparison([])
    questions = [asked(question, parts) for question in brief.questions.all()]
    back = [clarified(parts)] if any(part.asked_back for part in parts) else []
    groups = [
        (_("The offer"), [*offered(parts), *(figure_row(name, parts) for name in FigureName)]),
        (_("Your questions"), [*questions, *back]),
        (_("The answer itself"), about(parts)),
    ]
    return Comparison(parts, [(label, rows) for label, rows in groups if rows])


def offered(parts) -> list[Row]:
    return [
        Row("summary", _("In a few sentences"), [summary(part) for part in parts], parts),
        Row("sites", _("Sites offered"), [sites(part) for part in parts], parts),
        Row("policies", _("Policies"), [policies(part) for part in parts], parts),
    ]


def summary(part: CityBrief) -> Cell:
    return Cell(GIVEN, part.summary, part.language) if part.summary else Cell(UNKNOWN)


def sites(part: CityBrief) -> Cell:
    items = []
    for site in part.sites.all():
        title = languages.best(site.project, "title")
        items.append(Item(title.text, site.project.get_absolute_url(), site.project.code, title.language))
    return Cell(GIVEN, items=tuple(items)) if items else Cell(NO, _("no listing offered"))


def policies(part: CityBrief) -> Cell:
    items = []
    for row in part.policies.all():
        title = languages.best(row.policy, "title")
        remark = str(VERDICTS.get(row.verdict, row.verdict))
        items.append(Item(title.text, row.policy.get_absolute_url(), remark, title.language))
    checked = max((row.checked_on for row in part.policies.all()), default=None)
    if not items:
        return Cell(UNKNOWN)
    return Cell(GIVEN, items=tuple(items), source=_("Policy check of this site"), as_of=day(checked))


def figure_row(name: FigureName, parts) -> Row:
    found = [{row.name: row for row in part.figures.all()}.get(name) for part in parts]
    best = best_of(name, found)
    return Row(name.value, str(name.label), [figure(row, best) for row in found], parts)


def figure(row, best) -> Cell:
    if row is None or row.state == FigureState.UNKNOWN:
        return Cell(UNKNOWN, note=row.note if row else "")
    if row.state == FigureState.NO:
        return Cell(NO, _("no"), source=row.source, as_of=day(row.as_of), note=row.note)
    text = day(row.day) if row.day else money.number(row.value, languages.current())
    mark = best[1] if best and best[0] == (row.day or row.value) else ""
    return Cell(GIVEN, text, source=row.source, as_of=day(row.as_of), note=row.note, mark=mark)


def best_of(name: FigureName, rows) -> tuple | None:
    """The best value of those given and what to call it; none where only one or all the same are given."""
    values = [row.day or row.value for row in rows if row and row.state == FigureState.GIVEN]
    if len(set(values)) < 2:
        return None
    if name == FigureName.READY_ON:
        return min(values), _("earliest")
    return (min(values), _("lowest")) if name in LOW_IS_BETTER else (max(values), _("most"))


def asked(question, parts) -> Row:
    replies = [{row.question_id: row for row in part.replies.all()}.get(question.pk) for part in parts]
    cells = [reply(row, part) for row, part in zip(replies, parts, strict=True)]
    own = question.brief.language if question.text else ""
    return Row(f"question-{question.position}", brief_words.question(question), cells, parts, own)


def reply(row, part: CityBrief) -> Cell:
    if row is None or row.state == ReplyState.OPEN:
        return Cell(UNKNOWN)
    if row.state == ReplyState.COMING:
        return Cell(COMING, _("coming by %(day)s") % {"day": day(row.coming_on)}, note=row.text)
    return Cell(GIVEN, row.text, part.language)


def clarified(parts) -> Row:
    return Row("asked_back", _("What you asked back"), [clarification(part) for part in parts], parts)


def clarification(part: CityBrief) -> Cell:
    if part.replied_at:
        return Cell(GIVEN, part.reply, part.language, note=part.asked_back, as_of=day(part.replied_at))
    if part.asked_back:
        told = _("asked back on %(day)s") % {"day": day(part.asked_back_at)}
        return Cell(COMING, told, note=part.asked_back)
    return Cell(UNKNOWN, _("not asked back"))


def about(parts) -> list[Row]:
    contacts = [Cell(GIVEN, str(part.contact)) if part.contact else Cell(UNKNOWN) for part in parts]
    return [
        Row("contact", _("Contact officer"), contacts, parts),
        Row("answered", _("Answered on"), [Cell(GIVEN, day(part.sent_at)) for part in parts], parts),
        Row("valid", _("Holds until"), [valid(part) for part in parts], parts),
    ]


def valid(part: CityBrief) -> Cell:
    note = "" if part.holds else _("This date has passed: ask whether it still holds.")
    return Cell(GIVEN, day(part.valid_until), note=note)


def day(value) -> str:
    return dates.day(value, languages.current()) if value else ""


STATES = {
    GIVEN: gettext_lazy("given"),
    NO: gettext_lazy("no"),
    UNKNOWN: gettext_lazy("not known"),
    COMING: gettext_lazy("coming"),
}


def sheet(table: Comparison) -> tuple[list[str], list[list]]:
    """The table for a spreadsheet: for each city what it says, where that stands and as of when."""
    told = [_("answer"), _("known"), _("source"), _("as of")]
    names = [languages.best(part.city, "name").text for part in table.parts]
    header = [_("Row"), *(f"{name}: {what}" for name in names for what in told)]
    return header, [
        [row.label, *(told for cell in row.cells for told in in_sheet(cell))] for row in table.rows
    ]


def in_sheet(cell: Cell) -> list[str]:
    named = "; ".join(f"{item.text} ({item.remark})" for item in cell.items)
    text = " · ".join(part for part in (cell.text, named, cell.note) if part)
    return [text, str(STATES[cell.state]), cell.source, cell.as_of]


def is_open_to_choice(part: CityBrief) -> bool:
    return part.state == CityState.ANSWERED and part.brief.is_open
