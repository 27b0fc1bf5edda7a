"""Pairs scored by a model of another shape are forgotten if nobody answered them, and scored anew otherwise: their
numbers belong to signals that are not there any more. Every active mandate is put in the queue of changes, so that
the next sweep fills its list again."""

from django.db import migrations


def forget(apps, _schema_editor):
    versions = apps.get_model("matching", "ScoreModel").objects.all()
    old = [row.version for row in versions if "to_projects" not in row.weights]
    matches = apps.get_model("matching", "Match").objects
    if not old:
        return
    pairs = matches.filter(model_version__in=old)
    unanswered = {"state_investor": "open", "state_project": "open", "feedback": None, "case": None}
    pairs.filter(**unanswered).delete()
    pairs.update(
        model_version="stated-3", signal_values=[], averages=[], gate_codes=[], explained_at=None, is_current=False
    )
    versions.filter(version__in=old).delete()
    ask_again(apps)


def ask_again(apps):
    mandates = apps.get_model("investors", "Mandate").objects.filter(state="active").values_list("pk", flat=True)
    changes = apps.get_model("core", "Change").objects
    told = {"topic": "investors", "object_type": "investors.mandate", "field": "state", "old": None, "new": "active"}
    changes.bulk_create(changes.model(object_id=str(pk), **told) for pk in mandates)


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0013_last_answer"),
        ("investors", "0006_what_to_ask_next"),
        ("core", "0004_stale_translations"),
    ]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
