"""Why a match does not stand where its score alone would put it, in words for its card."""

from django.utils.translation import gettext_lazy as _

from investguangdong.matching.ordering import CITY_FULL, CROWDED, MADE_ROOM, OUTSIDE_DELTA, VARIETY

WHY = {
    OUTSIDE_DELTA: _(
        "Shown among the first ten because it lies outside the Pearl River Delta and fits nearly as well."
    ),
    VARIETY: _("Shown among the first ten because four projects of another city already stand there."),
    CITY_FULL: _("Stands further down because four projects of its city fit better."),
    MADE_ROOM: _("Stands further down to make room for a project outside the Pearl River Delta."),
    CROWDED: _("Stands further down because it is among the first ten of many other investors."),
}
