"""A small map for print: the province, or one city with what lies around it, and a mark where the project is."""

from django.utils.html import escape

from investguangdong.core.languages import best
from investguangdong.places import geometry

SEA, LAND, CHOSEN, COAST, BORDER, DEPTH = "#e3eef0", "#ffffff", "#d3e6e9", "#0a5563", "#9cc0c7", "#b9d3d8"


def where(project, language: str) -> str:
    """The map as SVG, drawn from the same geometry as the pages. A project of the whole province, or of a place
    that has no shape of its own here, gets the province."""
    city = project.city
    has_shape = city is not None and city.slug in geometry.city_slugs()
    chart = geometry.city_map(city.slug) if has_shape else geometry.province_map()
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{chart.view_box}">',
            _layers(chart),
            _mark(project, language) if has_shape else "",
            "</svg>",
        ]
    )


def _layers(chart) -> str:
    width = 1.2
    parts = [f'<rect width="100%" height="100%" fill="{SEA}"/>']
    parts += [f'<path d="{d}" fill="none" stroke="{DEPTH}" stroke-width="0.8"/>' for d in chart.depths]
    parts.append(f'<path d="{chart.neighbours}" fill="#f3f6f5"/>')
    for shape in (*chart.cities, *chart.special_regions):
        fill = CHOSEN if shape.slug == chart.city else LAND
        parts.append(f'<path d="{shape.path}" fill="{fill}" stroke="{BORDER}" stroke-width="{width}"/>')
    parts += [
        f'<path d="{shape.path}" fill="none" stroke="{COAST}" stroke-width="1.6"/>' for shape in chart.rivers
    ]
    parts.append(f'<path d="{chart.outline}" fill="none" stroke="{COAST}" stroke-width="2.2"/>')
    return "".join(parts)


def _mark(project, language: str) -> str:
    """The point of the project where one is known, else that of its city; the name stands beside it."""
    city = project.city
    lon, lat = (project.lon, project.lat) if project.lon is not None else (city.lon, city.lat)
    point = geometry.city_point(city.slug, lon, lat)
    if point is None:
        return ""
    x, y = point
    name = escape(best(city, "name", language).text)
    face = "Noto Sans TC" if language == "zh-hant" else "Noto Sans SC" if language == "zh-hans" else "IG Sans"
    return (
        f'<circle cx="{x}" cy="{y}" r="8" fill="#bb2a18" stroke="#ffffff" stroke-width="2"/>'
        f'<text x="{x + 16}" y="{y + 8}" font-family="{face}" font-size="24" fill="#121b1a">{name}</text>'
    )
