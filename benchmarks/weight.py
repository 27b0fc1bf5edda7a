"""Bytes, requests and SQL statements of the pages a visitor opens first (G9, G10)."""

import gzip
import os
import re
from urllib.parse import quote

import brotli
import django
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks._addresses import BROAD, LIST, details
from benchmarks._database import LARGE, SMALL, environment, is_filled, name_of, running
from benchmarks._report import Report, report
from benchmarks._servers import Server, portal

LOADED = re.compile(rb"<(?:link|script|use|img)\b[^>]*>")
ADDRESS = re.compile(rb'(?:href|src)="(/[^"#]+)')
LOADING = (b'rel="stylesheet"', b'rel="preload"', b'rel="icon"', b"<script", b"<use", b"<img")


def parts_of(page: bytes) -> list[str]:
    """What a browser fetches with the page: styles, preloaded fonts, scripts, the icon, pictures in sight."""
    tags = [tag for tag in LOADED.findall(page) if any(sign in tag for sign in LOADING)]
    tags = [tag for tag in tags if b'loading="lazy"' not in tag]
    return list(dict.fromkeys(m[1].decode() for tag in tags if (m := ADDRESS.search(tag))))


def weigh(told: Report, server: Server, name: str, address: str) -> int:
    """Bytes of the HTML, raw."""
    _status, page, _seconds = server.get(address)
    squeezed = len(brotli.compress(page, quality=5)), len(gzip.compress(page))
    by_kind: dict[str, int] = {}
    for part in parts_of(page):
        size = len(server.get(part, **{"Accept-Encoding": "br"})[1])
        kind = part.partition("?")[0].rsplit(".", 1)[-1]
        by_kind[kind] = by_kind.get(kind, 0) + size
    told.tell(f"{name}: HTML raw, br, gzip", (len(page), *squeezed))
    told.tell(f"{name}: other parts, br", by_kind)
    total = (squeezed[1] + sum(by_kind.values())) / 1000
    told.judge(f"G10 {name}: first visit, kB", total, 100, margin=1)
    told.judge(f"G10 {name}: requests", 1 + len(parts_of(page)), 5, margin=1)
    told.judge(f"G10 {name}: CSS, kB br", by_kind.get("css", 0) / 1000, 15, margin=1)
    told.judge(f"G10 {name}: scripts, kB br", by_kind.get("js", 0) / 1000, 12, margin=1)
    return len(page)


def statements(told: Report) -> None:
    """SQL of anonymous pages, in process, with nothing cached and with everything cached."""
    os.environ.update(environment(name_of(SMALL)))
    os.environ["DJANGO_SETTINGS_MODULE"] = "investguangdong.settings"
    django.setup()
    for name, address, goal in (
        ("list", LIST[0], 3),
        ("search", BROAD[0], 3),
        ("everything", "/en/search/?q=battery", 12),
        ("detail", details(SMALL)[0], 4),
    ):
        client = Client(SERVER_NAME="localhost")
        client.get(address)
        cache.clear()
        with CaptureQueriesContext(connection) as cold:
            client.get(address)
        told.judge(f"G9 {name}: SQL, cold cache", len(cold), goal, margin=1)


def main() -> None:
    told = report("weight")
    with running():
        if not told.needs(SMALL):
            return
        sizes = [size for size in (SMALL, LARGE) if is_filled(size)]
        raw = {}
        for size in sizes:
            with portal(name_of(size)) as server:
                raw[size] = weigh(told, server, f"list at {size}", LIST[0])
                if size == SMALL:
                    weigh(told, server, "home", "/en/")
                    weigh(told, server, "home, Chinese", "/zh-hans/")
                    weigh(told, server, "search", "/en/search/?q=" + quote("电池"))
                    weigh(told, server, "map", LIST[0] + "?view=map")
                    weigh(told, server, "table", LIST[0] + "?view=table")
                    weigh(told, server, "city", "/en/cities/shenzhen/")
        told.judge("G10 list: HTML raw, kB", raw[SMALL] / 1000, 30, margin=1)
        if len(sizes) == 2:
            told.judge(
                "G10 list: change of HTML with size, %", 100 * abs(raw[LARGE] / raw[SMALL] - 1), 5, margin=1
            )
        statements(told)
    told.end()


if __name__ == "__main__":
    main()
