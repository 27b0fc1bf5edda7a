"""Straight lines between points of the map, in whole kilometres. Pure. A road or a train is always longer."""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0


def kilometres(one, other) -> int:
    """Between two rows with `lon` and `lat`."""
    lon1, lat1, lon2, lat2 = (radians(float(v)) for v in (one.lon, one.lat, other.lon, other.lat))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return round(2 * EARTH_KM * asin(sqrt(half)))


def nearest(one, others) -> tuple[object, int] | None:
    """The nearest of the rows that have a point, and how far it is."""
    placed = [(kilometres(one, other), other) for other in others if other.lon is not None]
    if not placed:
        return None
    distance, other = min(placed, key=lambda pair: pair[0])
    return other, distance
