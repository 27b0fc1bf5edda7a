"""Cutting polygons and lines to a box, so that a detail map sends only what is seen."""

from collections.abc import Iterator

Point = tuple[float, float]
Points = list[Point]
Box = tuple[float, float, float, float]


def clip_polygon(ring: Points, box: Box) -> Points:
    """The part of a ring inside the box (Sutherland and Hodgman): one ring, empty where nothing is inside.
    Parts that leave and come back are joined along the edge of the box, so draw that edge out of sight."""
    for axis, edge, keeps_below in (
        (0, box[0], False),
        (1, box[1], False),
        (0, box[2], True),
        (1, box[3], True),
    ):
        ring = _keep_side(ring, axis, edge, keeps_below)
    return ring


def _keep_side(ring: Points, axis: int, edge: float, keeps_below: bool) -> Points:
    def inside(point: Point) -> bool:
        return point[axis] <= edge if keeps_below else point[axis] >= edge

    kept = []
    for before, point in zip(ring[-1:] + ring[:-1], ring, strict=True):
        if inside(before) != inside(point):
            kept.append(_crossing(before, point, axis, edge))
        if inside(point):
            kept.append(point)
    return kept


def _crossing(a: Point, b: Point, axis: int, edge: float) -> Point:
    share = (edge - a[axis]) / (b[axis] - a[axis])
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def clip_line(line: Points, box: Box) -> Iterator[Points]:
    """The pieces of a line that may touch the box: whole steps, so they can stand out a little."""
    piece: Points = []
    for a, b in zip(line, line[1:], strict=False):
        if _may_touch(a, b, box):
            piece = [*piece, b] if piece else [a, b]
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def _may_touch(a: Point, b: Point, box: Box) -> bool:
    left, top, right, bottom = box
    across = max(a[0], b[0]) >= left and min(a[0], b[0]) <= right
    return across and max(a[1], b[1]) >= top and min(a[1], b[1]) <= bottom
