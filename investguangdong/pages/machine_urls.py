"""Addresses without a language, for machines."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path

from investguangdong.pages import machines
from investguangdong.pages.sitemaps import SITEMAPS
from investguangdong.projects.schema import PATH as SCHEMA
from investguangdong.projects.views.data import schema_json

urlpatterns = [
    path("healthz", machines.healthz, name="healthz"),
    path("readyz", machines.readyz, name="readyz"),
    path("metrics", machines.metrics, name="metrics"),
    path("sitemap.xml", index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_section"}, name="sitemap"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
    path(SCHEMA.removeprefix("/"), schema_json, name="project_schema"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security_txt, name="security_txt"),
    path("manifest.webmanifest", machines.manifest, name="manifest"),
]
