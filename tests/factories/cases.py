"""Listings to ask about and cases with a running clock, made by the actions themselves."""

from datetime import timedelta
from itertools import count

from investguangdong.cases import actions
from investguangdong.core import clock
from investguangdong.projects.models import Project, Status
from tests.factories import places

_number = count(1)


def listing(city=None, *, officer=None, **fields) -> Project:
    """A published listing; with a source instead of an officer it is `as_published`."""
    number, today = next(_number), clock.today()
    common = {
        "kind": "greenfield",
        "city": city,
        "title_en": f"Line {number}",
        "title_zh_hans": f"产线 {number}",
    }
    if officer is None:
        source = {"source_body": "Department of Commerce", "source_date": today}
        return Project.objects.create(**{**common, "status": Status.AS_PUBLISHED, **source, **fields})
    complete = {
        "status": Status.PUBLISHED,
        "primary_sector": places.sector(),
        "officer": officer,
        "verified_on": today,
        "expires_on": today + timedelta(days=90),
        "published_at": clock.now(),
        "modes": ["joint_venture"],
        "publishing_body_en": "Bureau of Commerce",
        "risks_en": "Power comes in 2027.",
        "amount_missing": "depends",
    }
    return Project.objects.create(**{**common, **complete, **fields})


def case(*, by=None, project=None, city=None, question="Can the cleanroom shell be leased first?", **fields):
    """Open, with the clock running where `by` asks from her own address."""
    told = {
        "contact_name": by.name if by else "Sofia Reis",
        "contact_email": by.email if by else "sofia@example.net",
        "language": "en",
        "question": question,
        **fields,
    }
    return actions.open_case(by=by, project=project, city=city, **told)


def confirmed(**fields):
    return actions.confirm_case(case(**fields))
