"""Updates as Atom, in the language of the address."""

from datetime import datetime, time

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from investguangdong.content import markup
from investguangdong.core.clock import BUSINESS_ZONE
from investguangdong.core.languages import HTML_LANG, best, current

LIMIT = 50


def as_atom(updates, feed_address: str) -> str:
    feed = Atom1Feed(
        title=_("Updates from Invest Guangdong"),
        description=_("What has changed for investors, with date and source."),
        link=settings.SITE_URL + reverse("content:update_list"),
        feed_url=feed_address,
        language=HTML_LANG[current()],
        author_name="Invest Guangdong",
    )
    for update in updates[:LIMIT]:
        day = datetime.combine(update.published_on, time(0), BUSINESS_ZONE)
        feed.add_item(
            title=best(update, "title").text,
            link=settings.SITE_URL + update.get_absolute_url(),
            unique_id=f"tag:{settings.SITE_HOST},2026:update/{update.slug}",
            description=markup.plain(best(update, "body").text),
            pubdate=day,
            updateddate=day,
        )
    return feed.writeString("utf-8")
