"""Reasons by the list the office uses, the last answer of each side as the one that holds, and the case of
every introduction that was made before a match kept it."""

from django.db import migrations
from django.db.models import Max
from django.db.models.functions import Now

RENAMED = {"mode": "partner", "stage": "timing", "evidence": "information"}


def rename_reasons(apps, _schema):
    feedback = apps.get_model("matching", "Feedback").objects
    for old, new in RENAMED.items():
        feedback.filter(reason=old).update(reason=new)


def end_older_answers(apps, _schema):
    feedback = apps.get_model("matching", "Feedback").objects
    last = feedback.order_by().values("match", "side").annotate(last=Max("pk")).values("last")
    feedback.exclude(pk__in=last).update(ended_at=Now())


def link_cases(apps, _schema):
    cases = apps.get_model("cases", "Case").objects.filter(channel="match")
    matches = apps.get_model("matching", "Match").objects.filter(state_investor="yes", state_project="yes")
    for match in matches.select_related("mandate"):
        own = cases.filter(organisation=match.mandate.organisation_id, project=match.project_id)
        match.case = own.order_by("pk").first()
        match.introduced_at = match.case.received_at if match.case else match.at
        match.save(update_fields=["case", "introduced_at"])


class Migration(migrations.Migration):

    dependencies = [
        ('matching', '0009_answers_that_hold'),
    ]

    operations = [
        migrations.RunPython(rename_reasons, migrations.RunPython.noop),
        migrations.RunPython(end_older_answers, migrations.RunPython.noop),
        migrations.RunPython(link_cases, migrations.RunPython.noop),
    ]
