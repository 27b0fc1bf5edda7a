"""The table that stands in for Redis while it is away (`core.cache`); Django's DatabaseCache reads and writes it."""

from django.db import migrations

CREATE = """
CREATE UNLOGGED TABLE core_cache_fallback (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX core_cache_fallback_expires ON core_cache_fallback (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, "DROP TABLE core_cache_fallback")]
