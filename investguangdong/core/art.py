"""The drawings of the house, made by the server from a seed: the same reference always draws the same picture.

*Mosaic*: mulberry-dyke fish ponds seen from above. One sheet of ponds is drawn once a page; a project is its own
window on that sheet (where, how turned, which of the plots is red), on one canvas cropped where it is shown. The
red plot, the one on offer, lies in the central third. So fifteen drawings cost hardly more than one.
*Window*: a four-way mirrored Manchuria window, for sign-in and events.
Nothing here is a survey plan. Pure: strings in, SVG out."""

import math
import random
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT = 120, 75  # the canvas of a project: so coarse that a corner is a few digits
SHEET_WIDTH, SHEET_HEIGHT = 200, 145
GAP, SMALLEST = (
    2.75,
    16,
)  # half of the gap is given back by ROUND, a rim of the same colour that rounds corners
ROUND = 1.5
GOLDEN_AREA = WIDTH * HEIGHT * 0.045  # of the red plot, square units
TURN = 0.13  # radians, to either side
SHEET_SEED = "Hengmen"  # one that shows every window some mulberry and some of the colour
ROWS = 3.2  # units between two mulberry rows

# What a class of the style sheet means where there is none: in a PDF, a mail, a social image.
FLAT = {
    "pd-b": "#eef3ea",
    "pd-w1": "#cfe3e6",
    "pd-w2": "#b9d6db",
    "pd-w3": "#dcebec",
    "pd-f": "#dbe7d2",
    "pd-s": "#bb2a18",
}
FLAT_HUES = {
    "cobalt": "#7c93c6",
    "emerald": "#70ac95",
    "amber": "#cfac5f",
    "violet": "#9f89b4",
    "teal": "#67a8b1",
    "ruby": "#d98a4a",
    "none": "#a9cad0",
}

HUE_OF_SECTOR = {
    "semiconductors": "cobalt",
    "electronics-displays": "cobalt",
    "new-energy-storage": "emerald",
    "biomedicine-devices": "violet",
    "chemicals-materials": "amber",
    "machinery-robotics": "teal",
    "automotive-nev": "teal",
    "digital-data-ai": "cobalt",
    "marine-offshore-wind": "teal",
    "agriculture-food": "emerald",
    "ports-aviation-logistics": "amber",
    "finance-professional": "violet",
    "culture-tourism-health": "ruby",
    "low-altitude": "cobalt",
    "consumer-goods": "ruby",
    "green-environment": "emerald",
}

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Plot:
    quad: Quad
    kind: str

    @property
    def path(self) -> str:
        """Whole units, each corner as a step from the one before: short, and it packs well."""
        (x, y), *others = ((round(x), round(y)) for x, y in self.quad)
        steps = ""
        before = x, y
        for corner in others:
            steps += "".join(
                f"{step}" if step < 0 else f" {step}"
                for step in (corner[0] - before[0], corner[1] - before[1])
            )
            before = corner
        return f"M{x} {y}l{steps.strip()}z"


@dataclass(frozen=True, slots=True)
class View:
    """How a project sees the sheet: a point of the sheet in the middle of the canvas, turned and mirrored."""

    x: int
    y: int
    across: Point  # what one unit to the right on the sheet is on the canvas
    down: Point

    @property
    def matrix(self) -> str:
        (a, b), (c, d) = self.across, self.down
        e, f = (-(self.x * p + self.y * q) for p, q in ((a, c), (b, d)))
        return f"matrix({a:g} {b:g} {c:g} {d:g} {e:.0f} {f:.0f})".replace("0.", ".")

    def seen(self, point: Point) -> Point:
        """From the sheet to the canvas, whose middle is 0, 0."""
        x, y = point[0] - self.x, point[1] - self.y
        return x * self.across[0] + y * self.down[0], x * self.across[1] + y * self.down[1]


def mosaic(seed: str, sector: str = "", *, is_offered: bool = True) -> SafeString:
    """An inline SVG for a page that holds the sheet as well; its colours are classes, for light and dark."""
    hue = HUE_OF_SECTOR.get(sector, "none")
    return mark_safe(_svg(seed, f'class="pd h-{hue}" aria-hidden="true"', _USE, is_offered))  # noqa: S308


@cache
def sheet() -> SafeString:
    """The ponds that every mosaic of a page looks at: once in the page, before or after them."""
    return mark_safe(  # noqa: S308  numbers only
        f'<svg class="vh" aria-hidden="true"><defs><pattern id="pdr" width="{ROWS}" height="{ROWS}" '
        f'patternUnits="userSpaceOnUse" patternTransform="rotate(4)"><path class="pd-l" d="M0 1.5H{ROWS}"/>'
        f'</pattern></defs><symbol id="pd" overflow="visible">{_paths()}</symbol></svg>'
    )


def flat_mosaic(seed: str, sector: str = "") -> str:
    """The same picture with its own colours, for documents that have no style sheet."""
    svg = _svg(seed, 'xmlns="http://www.w3.org/2000/svg"', _paths(with_rows=True), True)
    return _flat(svg, HUE_OF_SECTOR.get(sector, "none"))


def mark() -> str:
    """The seal of the house as a standalone SVG."""
    return (Path(settings.BASE_DIR) / "static/img/mark.svg").read_text()


_USE = '<use href="#pd"/>'


@lru_cache(maxsize=4096)
def _svg(seed: str, attributes: str, ponds: str, is_offered: bool) -> str:
    chance = random.Random(seed)  # noqa: S311  a picture, not a secret
    view = _view(chance)
    red = f'<path class="pd-s" d="{_offered(chance, view).path}"/>' if is_offered else ""
    return (
        f'<svg {attributes} viewBox="-{WIDTH // 2} -{HEIGHT // 2} {WIDTH} {HEIGHT}" '
        f'preserveAspectRatio="xMidYMid slice"><g transform="{view.matrix}">{ponds}{red}</g></svg>'
    )


def _view(chance: random.Random) -> View:
    """Never so far out, nor turned so much, that the edge of the sheet is seen."""
    angle, size = chance.uniform(-TURN, TURN), chance.uniform(0.92, 1.15)
    cos, sin = (round(size * turn, 2) for turn in (math.cos(angle), math.sin(angle)))
    right, below = chance.choice((1, -1)), chance.choice((1, -1))
    half_width = (WIDTH * math.cos(TURN) + HEIGHT * math.sin(TURN)) / 2 / 0.92
    half_height = (HEIGHT * math.cos(TURN) + WIDTH * math.sin(TURN)) / 2 / 0.92
    return View(
        x=round(chance.uniform(half_width, SHEET_WIDTH - half_width)),
        y=round(chance.uniform(half_height, SHEET_HEIGHT - half_height)),
        across=(right * cos, right * sin),
        down=(-below * sin, below * cos),
    )


def _paths(*, with_rows: bool = False) -> str:
    """One path a kind of plot; mulberry rows as a pattern, or as lines where patterns are not known."""
    layers: dict[str, list[str]] = {}
    for plot in _plots():
        layers.setdefault(plot.kind, []).append(plot.path)
    paths = [f'<path class="{kind}" d="{"".join(parts)}"/>' for kind, parts in sorted(layers.items())]
    land = f'<path class="pd-b" d="M0 0H{SHEET_WIDTH}V{SHEET_HEIGHT}H0z"/>'
    fields = [plot for plot in _plots() if plot.kind == "pd-f"]
    if with_rows:
        rows = f'<path class="pd-l" d="{"".join(_rows(plot.quad) for plot in fields)}"/>'
    else:
        rows = f'<path fill="url(#pdr)" d="{"".join(plot.path for plot in fields)}"/>'
    return land + "".join(paths) + rows


@cache
def _plots() -> tuple[Plot, ...]:
    """All plots of the sheet: a seventh in the colour of the sector, a sixth mulberry, the others water."""
    chance = random.Random(SHEET_SEED)  # noqa: S311
    quads = [quad for quad in map(_inset, _split(chance, _field(), 0)) if quad and _is_seen(quad)]
    tinted = set(chance.sample(range(len(quads)), len(quads) // 7))
    return tuple(Plot(quad, _kind(chance, number in tinted)) for number, quad in enumerate(quads))


def _field() -> Quad:
    """The whole land, larger than the sheet and turned a little."""
    across, down = SHEET_WIDTH * 0.56, SHEET_HEIGHT * 0.58
    cos, sin = math.cos(0.06), math.sin(0.06)
    corners = ((-across, -down), (across, -down), (across, down), (-across, down))
    a, b, c, d = (
        (SHEET_WIDTH / 2 + x * cos - y * sin, SHEET_HEIGHT / 2 + x * sin + y * cos) for x, y in corners
    )
    return a, b, c, d


def _split(chance: random.Random, quad: Quad, depth: int) -> list[Quad]:
    a, b, c, d = quad
    across, down = (math.dist(a, b) + math.dist(d, c)) / 2, (math.dist(b, c) + math.dist(a, d)) / 2
    longest = max(across, down)
    may_rest = depth > 2 and longest < SMALLEST * 2 and chance.random() < 0.2
    if longest < SMALLEST * 1.45 or may_rest:
        return [quad]
    t = chance.uniform(0.32, 0.68)
    u = min(0.72, max(0.28, t + chance.uniform(-0.09, 0.09)))
    if across > down * chance.uniform(0.8, 1.1):
        m, n = _between(a, b, t), _between(d, c, u)
        halves = ((a, m, n, d), (m, b, c, n))
    else:
        m, n = _between(a, d, t), _between(b, c, u)
        halves = ((a, b, n, m), (m, n, c, d))
    return [leaf for half in halves for leaf in _split(chance, half, depth + 1)]


def _between(p: Point, q: Point, t: float) -> Point:
    return p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t


def _inset(quad: Quad) -> Quad | None:
    """The plot without half of the dyke around it: each edge moved inwards, corners where they meet again."""
    edges = [_moved(quad[i], quad[(i + 1) % 4]) for i in range(4)]
    corners = [_crossing(edges[i - 1], edges[i]) for i in range(4)]
    return None if None in corners else tuple(corners)


def _moved(p: Point, q: Point) -> tuple[Point, Point]:
    length = math.dist(p, q) or 1
    dx, dy = -(q[1] - p[1]) / length * GAP / 2, (q[0] - p[0]) / length * GAP / 2
    return (p[0] + dx, p[1] + dy), (q[0] + dx, q[1] + dy)


def _crossing(first: tuple[Point, Point], second: tuple[Point, Point]) -> Point | None:
    (x1, y1), (x2, y2) = first
    (x3, y3), (x4, y4) = second
    slope = (x1 - x2) * (y3 - y4) - (y1 - y2) * (x3 - x4)
    if abs(slope) < 1e-6:
        return None
    p, q = x1 * y2 - y1 * x2, x3 * y4 - y3 * x4
    return (p * (x3 - x4) - (x1 - x2) * q) / slope, (p * (y3 - y4) - (y1 - y2) * q) / slope


def _is_seen(quad: Quad) -> bool:
    xs, ys = [x for x, _y in quad], [y for _x, y in quad]
    return max(xs) > 0 and min(xs) < SHEET_WIDTH and max(ys) > 0 and min(ys) < SHEET_HEIGHT


def _offered(chance: random.Random, view: View) -> Plot:
    """The plot nearest to the wanted size among those whose centre lies in the central third."""
    central = [plot for plot in _plots() if _is_central(plot.quad, view)] or list(_plots())
    return min(
        central,
        key=lambda plot: abs(_area(plot.quad) - GOLDEN_AREA) + chance.uniform(0, GOLDEN_AREA * 0.5),
    )


def _is_central(quad: Quad, view: View) -> bool:
    x, y = view.seen((sum(p[0] for p in quad) / 4, sum(p[1] for p in quad) / 4))
    return abs(x) < WIDTH / 6 and abs(y) < HEIGHT / 4


def _area(quad: Quad) -> float:
    pairs = zip(quad, quad[1:] + quad[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _kind(chance: random.Random, is_tinted: bool) -> str:
    draw = chance.random()
    if is_tinted:
        return "pd-h"
    return "pd-f" if draw < 0.16 else f"pd-w{1 + int(draw * 1000) % 3}"


def _rows(quad: Quad) -> str:
    """Mulberry rows along the dykes."""
    a, b, c, d = quad
    count = max(3, int(math.dist(a, d) / 3))
    lines = []
    for i in range(1, count):
        left, right = _between(a, d, i / count), _between(b, c, i / count)
        start, end = _between(left, right, 0.06), _between(left, right, 0.94)
        lines.append(f"M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}")
    return "".join(lines)


def _flat(svg: str, hue: str) -> str:
    rim = f'stroke-width="{ROUND}" stroke-linejoin="round"'
    for name, colour in {**FLAT, "pd-h": FLAT_HUES[hue]}.items():
        svg = svg.replace(f'class="{name}"', f'fill="{colour}" stroke="{colour}" {rim}')
    return svg.replace('class="pd-l"', 'fill="none" stroke="#7fa079" stroke-width=".35"')


@lru_cache(maxsize=64)
def window(seed: str) -> SafeString:
    """A Manchuria window: one quarter drawn by chance, mirrored four ways."""
    chance = random.Random(seed)  # noqa: S311  a picture, not a secret
    panes = "".join(_pane(chance, cell) for cell in _cells(chance, (0, 0, 200, 200), 4))
    return mark_safe(  # noqa: S308  numbers only
        '<svg class="mw" viewBox="0 0 400 400" preserveAspectRatio="xMidYMid slice" aria-hidden="true">'
        f'<path class="mwb" d="M0 0H400V400H0z"/>{panes}</svg>'
    )


def _cells(chance: random.Random, cell: tuple, depth: int) -> list[tuple]:
    x, y, width, height = cell
    if max(width, height) < 45 or (depth <= 0 and max(width, height) < 84):
        return [cell]
    t = chance.choice((0.5, 1 / 3, 2 / 3, 0.38, 0.62))
    if width > height * chance.uniform(0.75, 1.3):
        halves = ((x, y, width * t, height), (x + width * t, y, width * (1 - t), height))
    else:
        halves = ((x, y, width, height * t), (x, y + height * t, width, height * (1 - t)))
    return [leaf for half in halves for leaf in _cells(chance, half, depth - 1)]


def _pane(chance: random.Random, cell: tuple) -> str:
    glass = chance.choice(("g1", "g2", "g3", "g4", "g5", *["g0"] * 6))
    has_diamond = chance.random() < 0.35 and min(cell[2:]) > 24
    x, y, width, height = cell
    mirrored = ((x, y), (400 - x - width, y), (x, 400 - y - height), (400 - x - width, 400 - y - height))
    return "".join(
        _glass((left + 1.6, top + 1.6, width - 3.2, height - 3.2), glass, has_diamond)
        for left, top in mirrored
    )


def _glass(cell: tuple, glass: str, has_diamond: bool) -> str:
    x, y, width, height = cell
    pane = f'<path class="{glass}" d="M{x:.0f} {y:.0f}h{width:.0f}v{height:.0f}h-{width:.0f}z"/>'
    if not has_diamond:
        return pane
    half, middle = width / 2, height / 2
    lines = (
        f"M{x + half:.0f} {y:.0f}l{half:.0f} {middle:.0f}l-{half:.0f} {middle:.0f}l-{half:.0f}-{middle:.0f}z"
    )
    return f'{pane}<path class="wl" d="{lines}"/>'
