"""The drawings of the house: the same seed, the same picture; light, and with one red plot at the most."""

import gzip
import re

import pytest
from django.template import Context, Template

from investguangdong.core import art

CODES = [f"GD-2026-{number:06d}" for number in range(1, 41)]


def corners(path: str) -> list[tuple[float, float]]:
    start, steps = re.match(r"M(-?\d+ ?-?\d+)l(.*)z", path).groups()
    x, y = map(int, re.findall(r"-?\d+", start))
    points = [(x, y)]
    numbers = list(map(int, re.findall(r"-?\d+", steps)))
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def matrix_of(svg: str) -> tuple[float, ...]:
    return tuple(map(float, re.search(r"matrix\(([^)]+)\)", svg)[1].split()))


def on_canvas(svg: str, points) -> list[tuple[float, float]]:
    a, b, c, d, e, f = matrix_of(svg)
    return [(a * x + c * y + e, b * x + d * y + f) for x, y in points]


def test_the_same_reference_always_draws_the_same_picture():
    assert art.mosaic(CODES[0], "semiconductors") == art.mosaic(CODES[0], "semiconductors")
    assert len({art.mosaic(code, "semiconductors") for code in CODES}) == len(CODES)


@pytest.mark.parametrize("code", CODES)
def test_one_red_plot_has_its_centre_in_the_middle_of_the_canvas(code):
    svg = art.mosaic(code, "semiconductors")
    [path] = re.findall(r'class="pd-s" d="([^"]+)"', svg)
    points = on_canvas(svg, corners(path))
    x, y = (sum(axis) / 4 for axis in zip(*points, strict=True))
    assert len(points) == 4
    assert abs(x) < art.WIDTH / 6 + 2
    assert abs(y) < art.HEIGHT / 4 + 2


@pytest.mark.parametrize("code", CODES)
def test_a_window_never_looks_beyond_the_sheet(code):
    a, b, c, d, e, f = matrix_of(art.mosaic(code))
    area = a * d - b * c
    for x, y in ((sx * art.WIDTH / 2, sy * art.HEIGHT / 2) for sx in (-1, 1) for sy in (-1, 1)):
        assert -1 < (d * (x - e) - c * (y - f)) / area < art.SHEET_WIDTH + 1
        assert -1 < (a * (y - f) - b * (x - e)) / area < art.SHEET_HEIGHT + 1


def test_what_is_not_on_offer_has_no_red_plot():
    assert 'class="pd-s"' not in art.mosaic(CODES[0], "semiconductors", is_offered=False)


def test_a_page_of_mosaics_costs_hardly_more_than_one():
    fifteen = art.sheet() + "".join(art.mosaic(code, "semiconductors") for code in CODES[:15])
    assert len(fifteen) < 8_000
    assert len(gzip.compress(fifteen.encode())) < 3_000


def test_the_sheet_stands_once_on_a_page_even_in_included_templates():
    page = Template(
        '{% for code in codes %}{% include "projects/_art.html" with project=project only %}{% endfor %}'
    )
    html = page.render(Context({"codes": CODES[:3], "project": {"code": CODES[0], "is_listed": True}}))
    assert html.count('<symbol id="pd"') == 1
    assert html.count('href="#pd"') == 3


def test_a_flat_mosaic_needs_neither_style_sheet_nor_page():
    svg = art.flat_mosaic(CODES[0], "semiconductors")
    assert "class=" not in svg
    assert "href" not in svg
    assert "url(" not in svg
