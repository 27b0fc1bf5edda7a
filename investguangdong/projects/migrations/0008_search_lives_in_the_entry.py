from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0007_search_entry'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='project',
            name='project_search',
        ),
        migrations.RemoveIndex(
            model_name='project',
            name='project_modes',
        ),
        migrations.RemoveIndex(
            model_name='project',
            name='project_sectors',
        ),
        migrations.RemoveIndex(
            model_name='project',
            name='project_amount',
        ),
        migrations.RemoveField(
            model_name='project',
            name='search',
        ),
    ]
