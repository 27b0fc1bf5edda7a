"""Makes investguangdong/places/geometry_data.json from the province shapes of npm's echarts 4.9.0.

Not part of the running site; needs shapely:  npm pack echarts@4.9.0 && tar xzf echarts-4.9.0.tgz
                                              python data/build_geometry.py package/map/json/province
The package does not say where its boundaries come from: every map drawn from them is captioned "schematic".
Shapes are projected to a frame 1000 wide (plate carrée, true at 22.8° N), kept in quarters of a unit and
delta-coded: [x, y, dx, dy, …]."""

import json
import math
import sys
from pathlib import Path

import numpy
import shapely
from shapely import affinity
from shapely.geometry import LineString, Polygon, box
from shapely.ops import linemerge, unary_union

LON, LAT, WIDTH = (109.15, 118.35), (19.35, 25.85), 1000
SCALE_X = WIDTH / (LON[1] - LON[0])
SCALE_Y = SCALE_X / math.cos(math.radians(22.8))
HEIGHT = round((LAT[1] - LAT[0]) * SCALE_Y)
QUARTERS = 4
SLUGS = {
    "440100": "guangzhou", "440200": "shaoguan", "440300": "shenzhen", "440400": "zhuhai",
    "440500": "shantou", "440600": "foshan", "440700": "jiangmen", "440800": "zhanjiang",
    "440900": "maoming", "441200": "zhaoqing", "441300": "huizhou", "441400": "meizhou",
    "441500": "shanwei", "441600": "heyuan", "441700": "yangjiang", "441800": "qingyuan",
    "441900": "dongguan", "442000": "zhongshan", "445100": "chaozhou", "445200": "jieyang",
    "445300": "yunfu",
}  # fmt: skip
# The courses of the three rivers, by eye: West (Xi), North (Bei), East (Dong).
RIVERS = {
    "west": [
        (110.9, 23.75), (111.3, 23.48), (111.5, 23.4), (111.78, 23.14), (112.2, 23.1), (112.46, 23.04),
        (112.6, 23.1), (112.85, 23.14), (112.95, 22.85), (113.15, 22.55), (113.38, 22.2),
    ],
    "north": [
        (114.1, 25.25), (113.6, 24.8), (113.5, 24.45), (113.4, 24.19), (113.2, 23.85), (113.03, 23.7),
        (112.95, 23.4), (112.88, 23.18), (113.1, 23.05), (113.3, 23.1), (113.5, 23.05), (113.6, 22.85),
        (113.68, 22.6),
    ],
    "east": [
        (115.4, 24.6), (115.25, 24.1), (114.95, 23.95), (114.7, 23.73), (114.6, 23.4), (114.4, 23.1),
        (114.1, 23.12), (113.85, 23.1), (113.62, 22.95),
    ],
}  # fmt: skip


def decoded(text, offset):
    """One ring: pairs of zig-zag numbers as characters from 64 on, 1024ths of a degree from the last."""
    x, y = offset
    points = []
    steps = [ord(character) - 64 for character in text]
    for a, b in zip(steps[::2], steps[1::2], strict=False):
        x, y = x + ((a >> 1) ^ -(a & 1)), y + ((b >> 1) ^ -(b & 1))
        points.append((x / 1024, y / 1024))
    return points


def rings(geometry):
    coordinates, offsets = geometry["coordinates"], geometry.get("encodeOffsets")
    parts = zip(coordinates, offsets, strict=True) if offsets else ((part, None) for part in coordinates)
    for part, offset in parts:
        if isinstance(part, str):
            yield decoded(part, offset)
        elif part and isinstance(part[0], str):
            yield from (decoded(ring, start) for ring, start in zip(part, offset, strict=True))
        else:
            yield part if geometry["type"] == "Polygon" else part[0]


def shapes(folder, name):
    features = json.loads((folder / f"{name}.json").read_text())["features"]
    return {
        feature["id"]: projected(
            unary_union([Polygon(r).buffer(0) for r in rings(feature["geometry"]) if len(r) > 3])
        )
        for feature in features
    }


def projected(shape):
    return shapely.transform(
        shape, lambda a: numpy.column_stack(((a[:, 0] - LON[0]) * SCALE_X, (LAT[1] - a[:, 1]) * SCALE_Y))
    )


def polygons(shape):
    return [
        part for part in getattr(shape, "geoms", [shape]) if part.geom_type == "Polygon" and not part.is_empty
    ]


def lines(shape):
    return [part for part in getattr(shape, "geoms", [shape]) if part.geom_type == "LineString"]


def coded(points, quarters=QUARTERS):
    result, last = [], (0, 0)
    for x, y in points:
        now = (round(x * quarters), round(y * quarters))
        if not result or now != last:
            result += [now[0] - last[0], now[1] - last[1]]
            last = now
    return result


def coded_rings(shape, smallest, quarters=QUARTERS):
    return [coded(p.exterior.coords[:-1], quarters) for p in polygons(shape) if p.area > smallest]


def depth_lines(land):
    base, distance, result = land.simplify(1.2), 0, []
    for step in range(11):
        distance += 4.5 + step * 2.1
        soft = distance * 0.55
        shore = base.buffer(distance, quad_segs=6).buffer(soft, quad_segs=6).buffer(-soft, quad_segs=6)
        cut = shore.boundary.intersection(box(-4, -4, WIDTH + 4, HEIGHT + 4)).simplify(0.9)
        merged = linemerge(lines(cut))
        result.append([coded(line.coords, 1) for line in lines(merged) if line.length > 60])
    return result


def course(points):
    """A river as a smooth line: Catmull-Rom through its points, eight pieces between two."""
    p = numpy.array(projected(LineString(points)).coords)
    p = numpy.vstack([p[0], p, p[-1]])
    result = []
    for i in range(1, len(p) - 2):
        a, b, c, d = p[i - 1 : i + 3]
        for t in numpy.arange(0, 1, 0.125):
            result.append(
                tuple(
                    0.5
                    * (
                        2 * b
                        + (c - a) * t
                        + (2 * a - 5 * b + 4 * c - d) * t**2
                        + (3 * b - a - 3 * c + d) * t**3
                    )
                )
            )
    return LineString([*result, tuple(p[-2])]).simplify(0.3)


def silhouette(shape):
    """The city alone, its islets left out, filling a square of 100."""
    largest = max(polygons(shape), key=lambda part: part.area)
    kept = unary_union([part for part in polygons(shape) if part.area > largest.area * 0.012])
    left, top, right, bottom = kept.bounds
    scale = 92 / max(right - left, bottom - top)
    moved = affinity.affine_transform(
        kept,
        [scale, 0, 0, scale, 50 - (left + right) / 2 * scale, 50 - (top + bottom) / 2 * scale],
    )
    return coded_rings(moved.simplify(0.9), 10, 1)


def main(folder):
    cities = {SLUGS[code]: shape for code, shape in shapes(folder, "guangdong").items()}
    names = list(cities)
    coarse = shapely.coverage_simplify(list(cities.values()), tolerance=5)
    fine = shapely.coverage_simplify(list(cities.values()), tolerance=0.9)
    hong_kong = unary_union(list(shapes(folder, "xianggang").values())).buffer(0.3)
    macao = unary_union(list(shapes(folder, "aomen").values())).buffer(0.6)
    around = unary_union(
        [s for n in ("guangxi", "hunan", "jiangxi", "fujian", "hainan") for s in shapes(folder, n).values()]
    )
    around = around.buffer(3).buffer(-2.5)
    province = unary_union(list(cities.values())).buffer(0.4)
    mainland = unary_union([part for part in polygons(province) if part.area > 6])
    frame = box(0, 0, WIDTH, HEIGHT)
    data = {
        "source": "echarts 4.9.0, map/json/province (Apache-2.0); schematic, boundaries await review",
        "frame": [WIDTH, HEIGHT],
        "scale": QUARTERS,
        "outline": coded_rings(mainland.simplify(0.9), 10, 1),
        "coast": [
            coded(line.coords)
            for line in lines(linemerge(lines(mainland.simplify(0.3).boundary.difference(around.buffer(3)))))
            if line.length > 3
        ],
        "neighbours": coded_rings(around.buffer(2).buffer(-2).intersection(frame).simplify(1.6), 30, 1),
        "sar": {
            "hong-kong": coded_rings(hong_kong.simplify(0.6), 1.2),
            "macao": coded_rings(macao.simplify(0.4), 0.5),
        },
        "depths": depth_lines(unary_union([mainland, hong_kong, macao, around])),
        "rivers": {name: coded(course(points).coords) for name, points in RIVERS.items()},
        "cities": {
            name: {
                "shape": coded_rings(rough, 5, 1),
                "detail": coded_rings(exact, 2),
                "silhouette": silhouette(cities[name]),
                "bounds": [round(value) for value in cities[name].bounds],
            }
            for name, rough, exact in zip(names, coarse, fine, strict=True)
        },
    }
    target = Path(__file__).resolve().parent.parent / "investguangdong/places/geometry_data.json"
    target.write_text(json.dumps(data, separators=(",", ":")) + "\n")
    sizes = {key: len(json.dumps(value, separators=(",", ":"))) for key, value in data.items()}
    print(target.stat().st_size, sizes)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
