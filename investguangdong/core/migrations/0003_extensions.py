"""All three are trusted extensions: the owner of the database may create them on any PostgreSQL we support."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0002_cache_stand_in")]

    operations = [TrigramExtension(), UnaccentExtension(), BtreeGistExtension()]
