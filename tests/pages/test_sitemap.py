import re

from investguangdong.places.models import Cluster


def places(client, section):
    return re.findall(r"<loc>http://testserver([^<]*)</loc>", client.get(f"/sitemap-{section}.xml").text)


def test_index_names_every_section(client, db):
    sections = set(re.findall(r"/sitemap-(\w+)\.xml", client.get("/sitemap.xml").text))
    assert sections == {
        "pages", "projects", "city", "zone", "cluster", "policy", "service", "event", "facility",
    }  # fmt: skip


def test_place_stands_in_four_languages(client, shenzhen):
    assert places(client, "city") == [
        f"/{language}/cities/shenzhen/" for language in ("en", "zh-hans", "zh-hant", "pt")
    ]


def test_every_fixed_page_is_there(client, db):
    for address in places(client, "pages"):
        assert client.get(address).status_code == 200


def test_row_switched_off_is_left_out(client, db):
    Cluster.objects.create(slug="off", kind="pillar", name_en="Off", disabled_on="2026-11-01")
    assert places(client, "cluster") == []


def test_unknown_section_is_404(client, db):
    assert client.get("/sitemap-users.xml").status_code == 404
