"""Pages of a list. A page number that makes no sense shows the nearest page that does."""

from django.core.paginator import Page, Paginator

PAGE_SIZE = 24
LAST_PAGE = 50


def page_of(queryset, number, *, size: int = PAGE_SIZE) -> Page:
    """`number` as it stands in the address bar: anything. Totals are exact; pages end at 50."""
    paginator = Paginator(queryset, size)
    wanted = int(number) if str(number or "").isdecimal() and len(str(number)) < 6 else 1
    return paginator.page(max(1, min(wanted, paginator.num_pages, LAST_PAGE)))
