"""Sector pages, case studies, updates, answers and contacts."""

from django.contrib import admin
from modeltranslation.admin import TranslationStackedInline, TranslationTabularInline

from investguangdong.accounts.backoffice import ScopedAdmin, choices
from investguangdong.content.admin.acting import ActingMixin
from investguangdong.content.admin.articles import REVIEWED
from investguangdong.content.models import (
    CaseStudy,
    ChainSegment,
    Contact,
    Milestone,
    Question,
    SectorProfile,
    Update,
)
from investguangdong.places.admin import AuditedAdmin, ReferenceAdmin


class EditorialAdmin(ActingMixin, ReferenceAdmin):
    """“View on site” shows a draft to its editors as it will stand."""

    acts = (REVIEWED,)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs = {**choices(db_field, request), **kwargs}
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class SegmentInline(TranslationStackedInline):
    model = ChainSegment
    extra = 0
    fields = ["slug", "name", "here", "missing", "basis", "as_of", "confidence", "position"]

    def get_queryset(self, request):
        return ChainSegment.objects.visible_to(request.user)

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(SectorProfile)
class SectorProfileAdmin(EditorialAdmin):
    list_display = ["slug", "state", "reviewed_on", "next_review_on"]
    list_filter = ["state"]
    search_fields = ["slug", "summary_en", "summary_zh_hans"]
    autocomplete_fields = ["sector"]
    inlines = [SegmentInline]

    def view_on_site(self, profile):
        return profile.sector.get_absolute_url()


class MilestoneInline(TranslationTabularInline):
    model = Milestone
    extra = 0

    def get_queryset(self, request):
        return Milestone.objects.visible_to(request.user)


@admin.register(CaseStudy)
class CaseStudyAdmin(EditorialAdmin):
    list_display = ["title", "record", "state", "is_sample", "reviewed_on", "next_review_on"]
    list_filter = ["state", "is_sample"]
    search_fields = ["title_en", "title_zh_hans", "record"]
    autocomplete_fields = ["city", "sectors"]
    inlines = [MilestoneInline]


@admin.register(Update)
class UpdateAdmin(EditorialAdmin):
    list_display = ["title", "published_on", "state", "source_body", "next_review_on"]
    list_filter = ["state", "sectors", "cities"]
    search_fields = ["title_en", "title_zh_hans"]
    date_hierarchy = "published_on"
    autocomplete_fields = ["sectors", "cities"]


@admin.register(Question)
class QuestionAdmin(EditorialAdmin):
    list_display = ["title", "topic", "state", "answered_on", "next_review_on"]
    list_filter = ["state", "topic"]
    search_fields = ["title_en", "title_zh_hans"]


@admin.register(Contact)
class ContactAdmin(AuditedAdmin, ScopedAdmin):
    list_display = ["slug", "city", "officer", "deputy", "away_until", "is_sample", "disabled_on"]
    list_filter = ["is_sample"]
    list_select_related = ["city", "officer", "deputy"]
    search_fields = ["slug", "city__name_en"]
    autocomplete_fields = ["city", "officer", "deputy", "sectors"]
