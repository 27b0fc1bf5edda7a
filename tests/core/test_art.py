"""The drawings of the house: the same seed, the same picture; light, and with one red plot at the most."""

import gzip
import re

import pytest

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


def test_the_same_reference_always_draws_the_same_picture():
    assert art.mosaic(CODES[0], "semiconductors") == art.mosaic(CODES[0], "semiconductors")
    assert art.mosaic(CODES[0], "semiconductors") != art.mosaic(CODES[1], "semiconductors")


@pytest.mark.parametrize("code", CODES)
def test_one_red_plot_has_its_centre_in_the_middle_of_the_canvas(code):
    [path] = re.findall(r'class="pd-s" d="([^"]+)"', art.mosaic(code, "semiconductors"))
    points = corners(path)
    x, y = (sum(axis) / 4 for axis in zip(*points, strict=True))
    assert len(points) == 4
    assert art.WIDTH / 3 - 1 < x < art.WIDTH * 2 / 3 + 1
    assert art.HEIGHT / 4 - 1 < y < art.HEIGHT * 3 / 4 + 1


def test_what_is_not_on_offer_has_no_red_plot():
    assert 'class="pd-s"' not in art.mosaic(CODES[0], "semiconductors", is_offered=False)


def test_a_page_of_mosaics_stays_light():
    sizes = [len(gzip.compress(art.mosaic(code, "semiconductors").encode())) for code in CODES]
    assert sum(sizes) / len(sizes) < 850


def test_a_flat_mosaic_needs_no_style_sheet():
    assert "class=" not in re.sub(r"^<svg[^>]+>", "", art.flat_mosaic(CODES[0], "semiconductors"))
