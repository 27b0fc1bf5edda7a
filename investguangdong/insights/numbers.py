"""Medians and percentiles of few values, and the lines drawn from them. Pure."""

from collections.abc import Sequence

WIDTH, HEIGHT = 300, 46


def percentile(values: Sequence[float], share: float) -> float | None:
    """With linear interpolation between neighbours; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def median(values: Sequence[float]) -> float | None:
    return percentile(values, 0.5)


def line(values: Sequence[float | None], *, top: float) -> list[list[tuple[float, float]]]:
    """Points of a line on a ground of 300 by 46, in pieces: a missing value is a gap."""
    pieces, piece = [], []
    for place, value in enumerate(values):
        if value is None:
            pieces, piece = [*pieces, piece], []
            continue
        x = WIDTH * place / max(len(values) - 1, 1)
        y = HEIGHT - HEIGHT * min(value / top, 1) if top else HEIGHT
        piece.append((round(x, 1), round(y, 1)))
    return [part for part in [*pieces, piece] if part]


def river(counts: Sequence[int], *, width: int = 1000, height: int = 80) -> str:
    """The outline of a river as wide as the counts, from left to right, smooth between stages."""
    most = max([*counts, 1])
    step = width / max(len(counts), 1)
    halves = [max(height / 2 * count / most, 1.5) for count in counts]
    points = [(round(step * (place + 0.5), 1), half) for place, half in enumerate(halves)]
    points = [(0, halves[0]), *points, (width, halves[-1])] if points else []
    upper = _bank(points, height / 2, -1)
    lower = _bank(points[::-1], height / 2, 1)
    return f"M{upper}L{lower}Z" if points else ""


def _bank(points, middle: float, side: int) -> str:
    (x, half), *rest = points
    told = f"{x} {round(middle + side * half, 1)}"
    for next_x, next_half in rest:
        turn = round((x + next_x) / 2, 1)
        there = round(middle + side * next_half, 1)
        told += f"C{turn} {round(middle + side * half, 1)} {turn} {there} {next_x} {there}"
        x, half = next_x, next_half
    return told
