import re

import pytest

from investguangdong.places import geometry
from investguangdong.places.clipping import clip_line, clip_polygon

SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
PATH = re.compile(r"(M-?[\d.]+ -?[\d.]+l[-\d. ]+z?)+")


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def test_part_of_a_polygon_outside_the_box_is_cut_off():
    assert area(clip_polygon(SQUARE, (5, 5, 20, 20))) == 25


def test_polygon_outside_the_box_is_nothing():
    assert clip_polygon(SQUARE, (20, 20, 30, 30)) == []


def test_line_is_cut_where_it_leaves_the_box():
    line = [(0.0, 0.0), (1.0, 0.0), (5.0, 0.0), (9.0, 0.0), (5.0, 1.0), (0.0, 1.0)]
    pieces = list(clip_line(line, (0, -1, 2, 2)))
    assert pieces == [[(0.0, 0.0), (1.0, 0.0), (5.0, 0.0)], [(5.0, 1.0), (0.0, 1.0)]]


def test_map_has_the_21_cities_and_both_special_regions():
    chart = geometry.province_map()
    assert len(chart.cities) == 21
    assert [shape.slug for shape in chart.special_regions] == ["hong-kong", "macao"]
    assert {shape.slug for shape in chart.rivers} == {"west", "north", "east"}


@pytest.mark.parametrize("slug", geometry.city_slugs())
def test_city_map_draws_the_city_it_is_about(slug):
    chart = geometry.city_map(slug)
    shape = {shape.slug: shape.path for shape in chart.cities}[slug]
    assert PATH.fullmatch(shape)
    assert PATH.fullmatch(geometry.silhouette(slug))


def test_point_falls_where_the_map_has_it():
    x, y = geometry.project(113.28, 23.13)
    assert (round(x), round(y)) == (449, 321)
    assert geometry.city_point("zhanjiang", 116.1, 24.3) is None


def test_data_file_stays_small():
    path = geometry.Path(geometry.__file__).parent / "geometry_data.json"
    assert path.stat().st_size < 80_000
