"""A shortlist follows its listings from now on, and every saved search gets its first look."""

from django.db import migrations

FOLLOW = """
INSERT INTO projects_follow (user_id, project_id, is_from_shortlist, told_change, at)
SELECT saved.user_id, saved.project_id, true,
       coalesce((SELECT max(id) FROM projects_projectchange WHERE project_id = saved.project_id), 0), saved.at
FROM projects_savedproject saved ON CONFLICT DO NOTHING
"""
LOOK = "UPDATE projects_savedsearch SET due_at = now() WHERE digest <> 'off'"


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_follow_alerts_and_dates")]

    operations = [
        migrations.RunSQL(FOLLOW, migrations.RunSQL.noop),
        migrations.RunSQL(LOOK, migrations.RunSQL.noop),
    ]
