"""Does the recorded past still agree with the chain that was laid over it?"""

from datetime import timedelta
from typing import NamedTuple

from investguangdong.audit.chain import FIRST, link_hash
from investguangdong.audit.models import AuditEntry, ChainLink
from investguangdong.core import clock

SEALED_WITHIN = timedelta(minutes=15)


class Report(NamedTuple):
    links: int
    waiting: int
    head: str
    problems: list[str]


def verify(*, expected_head: str | None = None) -> Report:
    """A changed entry breaks its own link, a removed or inserted one the next; whoever rewrites the whole
    chain cannot bring back a head that was noted elsewhere."""
    problems: list[str] = []
    previous, position, seen = FIRST, 0, expected_head in (None, "")
    for link in ChainLink.objects.select_related("entry").order_by("position").iterator(chunk_size=2000):
        position += 1
        problems += _problems_of(link, previous, position)
        previous, position = link.hash, link.position
        seen = seen or link.hash == expected_head
    if not seen:
        problems.append("The head noted earlier is not in the chain: it has been rewritten or cut.")
    waiting = AuditEntry.objects.filter(link=None)
    late = waiting.filter(at__lt=clock.now() - SEALED_WITHIN).count()
    if late:
        problems.append(f"{late} entries have had no link for more than 15 minutes.")
    return Report(position, waiting.count(), previous, problems)


def _problems_of(link: ChainLink, previous: str, position: int) -> list[str]:
    problems = []
    if link.position != position:
        problems.append(f"Links {position} to {link.position - 1} are missing.")
    if link.hash != link_hash(previous, link.entry.canonical()):
        problems.append(f"Entry {link.entry_id} does not agree with link {link.position}.")
    return problems
