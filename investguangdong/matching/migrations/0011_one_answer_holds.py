from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matching', '0010_fewer_words_for_no'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(('was_undone', False), ('ended_at__isnull', False), _connector='OR'), name='an_answer_undone_has_ended'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('match', 'side'), name='one_answer_of_a_side_holds'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.CheckConstraint(condition=models.Q(('introduced_at', None), models.Q(('state_investor', 'yes'), ('state_project', 'yes')), _connector='OR'), name='match_is_introduced_by_two_yes'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.CheckConstraint(condition=models.Q(('case', None), ('introduced_at__isnull', False), _connector='OR'), name='match_case_needs_an_introduction'),
        ),
    ]
