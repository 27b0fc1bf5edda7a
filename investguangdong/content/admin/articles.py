"""Pages of text: the page with its review dates and editions, and the edition that is being written."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.admin import TranslationAdmin

from investguangdong.accounts.backoffice import ScopedAdmin
from investguangdong.content import markup
from investguangdong.content.actions.pages import AlreadyPublished, publish_edition, start_draft
from investguangdong.content.actions.reviews import mark_reviewed
from investguangdong.content.admin.acting import Act, ActingMixin
from investguangdong.content.models import Edition, Page, edits
from investguangdong.core.languages import LANGUAGES, column
from investguangdong.places.admin import AuditedAdmin


def may_edit(row, user) -> bool:
    return edits(user, type(row))


REVIEWED = Act(
    name="reviewed",
    label=gettext_lazy("Mark as reviewed today"),
    run=mark_reviewed,
    may=may_edit,
    done=gettext_lazy("Noted as reviewed today."),
)


@admin.register(Page)
class PageAdmin(ActingMixin, AuditedAdmin, ScopedAdmin):
    list_display = ["slug", "public_edition", "draft_edition", "reviewed_on", "next_review_on"]
    search_fields = ["slug", "editions__title_en", "editions__title_zh_hans"]
    fields = ["slug", "position", "reviewed_on", "next_review_on", "all_editions"]
    readonly_fields = ["all_editions"]
    acts = (
        Act(
            name="write",
            label=gettext_lazy("Write the next edition"),
            run=start_draft,
            may=may_edit,
            done=gettext_lazy(
                "The draft is a copy of the public edition. What is public stays until you publish."
            ),
        ),
        REVIEWED,
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("editions")

    def after(self, act, row, made):
        if act.name == "write":
            return reverse("admin:content_edition_change", args=[made.pk])
        return super().after(act, row, made)

    @admin.display(description=gettext_lazy("public edition"))
    def public_edition(self, page):
        return next((row.number for row in page.editions.all() if row.state == Edition.State.PUBLISHED), "–")

    @admin.display(description=gettext_lazy("draft"))
    def draft_edition(self, page):
        return next((row.number for row in page.editions.all() if row.is_draft), "–")

    @admin.display(description=gettext_lazy("editions"))
    def all_editions(self, page):
        rows = (
            format_html(
                '<li><a href="{}">{} {}</a> · {}</li>',
                reverse("admin:content_edition_change", args=[row.pk]),
                _("Edition"),
                row.number,
                row.get_state_display(),
            )
            for row in page.editions.all()
        )
        return format_html("<ul>{}</ul>", format_html("".join(["{}"] * page.editions.count()), *rows))


class EditionForm(forms.ModelForm):
    class Meta:
        model = Edition
        fields = "__all__"  # noqa: DJ007  the admin says which

    def clean(self):
        data = super().clean()
        for code in LANGUAGES:
            unknown = markup.unknown_blocks(data.get(column("body", code)) or "")
            if unknown:
                sentence = _("The site computes nothing called %(names)s.") % {"names": ", ".join(unknown)}
                self.add_error(column("body", code), ValidationError(sentence))
        return data


def can_be_published(edition, user) -> bool:
    return edition.is_draft and edits(user, Page)


@admin.register(Edition)
class EditionAdmin(ActingMixin, AuditedAdmin, TranslationAdmin, ScopedAdmin):
    """A draft is written here; a published edition can only be read, and taken up again as a draft."""

    form = EditionForm
    list_display = ["page", "number", "title", "state", "written_by", "published_at"]
    list_filter = ["state", "page"]
    list_select_related = ["page", "written_by"]
    search_fields = ["title_en", "title_zh_hans"]
    fields = ["title", "lead", "body", "note"]
    acts = (
        Act(
            name="publish",
            label=gettext_lazy("Publish"),
            run=publish_edition,
            may=can_be_published,
            done=gettext_lazy("Published. The edition before is kept."),
            stale=(AlreadyPublished,),
        ),
        Act(
            name="again",
            label=gettext_lazy("Take up again as a draft"),
            run=lambda edition, by: start_draft(edition.page, by=by, of=edition),
            may=lambda edition, user: not edition.is_draft and edits(user, Page),
            done=gettext_lazy("The draft holds the words of that edition now."),
        ),
    )

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.is_draft)

    def beside(self, request, row):
        address = f"{row.get_absolute_url()}?preview=1" if row and row.is_draft else ""
        return {"preview_url": address}

    def after(self, act, row, made):
        return self._address(made)
