"""Addresses without a language, for machines."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from investguangdong.pages import machines, project_sitemap
from investguangdong.pages.sitemaps import SITEMAPS
from investguangdong.projects.schema import PATH as SCHEMA
from investguangdong.projects.views.data import schema_json

urlpatterns = [
    path("healthz", machines.healthz, name="healthz"),
    path("readyz", machines.readyz, name="readyz"),
    path("metrics", machines.metrics, name="metrics"),
    path("sitemap.xml", project_sitemap.index, name="sitemap"),
    path("sitemap-projects-<int:number>.xml", project_sitemap.section, name="sitemap_projects"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
    path(SCHEMA.removeprefix("/"), schema_json, name="project_schema"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security_txt, name="security_txt"),
    path("manifest.webmanifest", machines.manifest, name="manifest"),
]
