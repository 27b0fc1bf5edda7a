from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0002_source_digest"),
    ]

    operations = [
        migrations.AddField(
            model_name="figure",
            name="definition_en",
            field=models.TextField(blank=True, null=True, verbose_name="definition"),
        ),
        migrations.AddField(
            model_name="figure",
            name="definition_pt",
            field=models.TextField(blank=True, null=True, verbose_name="definition"),
        ),
        migrations.AddField(
            model_name="figure",
            name="definition_zh_hans",
            field=models.TextField(blank=True, null=True, verbose_name="definition"),
        ),
        migrations.AddField(
            model_name="figure",
            name="definition_zh_hant",
            field=models.TextField(blank=True, null=True, verbose_name="definition"),
        ),
    ]
