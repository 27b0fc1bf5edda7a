"""What is asked of the portal, the same at every size."""

from benchmarks._database import name_of, postgres

# Past the cache of whole pages, as every visitor with a shortlist is.
RENDERED = (("Cookie", "theme=light"),)
LIST = ("/en/projects/",)
LISTS = tuple(
    f"/en/projects/?sector={slug}" for slug in ("semiconductors", "new-energy-vehicles", "biomedicine")
)
FACETS = (
    "/en/projects/?sector=semiconductors&city=shenzhen&city=guangzhou&mode=joint_venture",
    "/en/projects/?city=foshan&stage=land_ready&min=100000000",
)
# By how much of the sample they find: two fifths, one in a hundred, and a word of several characters.
BROAD = ("/en/projects/?q=power",)
RARE = ("/en/projects/?q=lidar",)
CHINESE = ("/zh-hans/projects/?q=新能源汽车",)


def details(size: int) -> tuple[str, ...]:
    codes = postgres().sql(
        name_of(size),
        "SELECT code FROM projects_project WHERE status = 'published' ORDER BY id DESC LIMIT 20",
    )
    return tuple(f"/en/projects/{code}/" for code in codes.split())
