"""Crossings as people know them. The list of ports has some twice, the second time with what another source says
of their hours or role: such rows are shown as one, what they add beneath. Pure but for the rows it is given."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from investguangdong.places.models import Port

NOT_SAID = ("", "not stated")


@dataclass(frozen=True)
class Crossing:
    """`port` is the row with the fullest facts; `also` the other rows that say something of its hours."""

    port: Port
    rows: list[Port] = field(default_factory=list)

    @property
    def also(self) -> list[Port]:
        others = (row for row in self.rows if row is not self.port)
        return [row for row in others if (row.opening_hours_en or "") not in NOT_SAID]

    @property
    def has_hours(self) -> bool:
        return (self.port.opening_hours_en or "") not in NOT_SAID


def merged(ports: Iterable[Port]) -> list[Crossing]:
    """In the order of the list. Rows with one Chinese name are one crossing; the file's first has most facts."""
    found: dict[str, Crossing] = {}
    for port in ports:
        crossing = found.setdefault(port.name_zh_hans or port.slug, Crossing(port))
        crossing.rows.append(port)
    return list(found.values())


def of(slug: str, ports: Iterable[Port]) -> Crossing | None:
    """The crossing that a row belongs to, whichever of its rows is named."""
    return next((c for c in merged(ports) if any(row.slug == slug for row in c.rows)), None)
