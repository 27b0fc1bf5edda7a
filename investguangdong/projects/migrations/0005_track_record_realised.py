from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0004_review_desk"),
    ]

    operations = [
        migrations.AddField(
            model_name="trackrecord",
            name="realised_cny",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=18, null=True, verbose_name="amount realised (yuan)"
            ),
        ),
        migrations.AddField(
            model_name="trackrecord",
            name="realised_on",
            field=models.DateField(blank=True, null=True, verbose_name="realised by"),
        ),
        migrations.AlterField(
            model_name="trackrecord",
            name="amount_cny",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=18, null=True, verbose_name="amount announced (yuan)"
            ),
        ),
        migrations.AddConstraint(
            model_name="trackrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("realised_cny", None), ("realised_on__isnull", False), _connector="OR"),
                name="trackrecord_realised_has_a_day",
                violation_error_message="An amount realised says by which day.",
            ),
        ),
    ]
