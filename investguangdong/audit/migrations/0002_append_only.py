"""The database itself refuses to change what was recorded, whoever asks and through whatever door."""

from django.db import migrations

TABLES = ("audit_auditentry", "audit_chainlink", "audit_accesslog")

FUNCTION = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$
"""

TRIGGERS = """
CREATE TRIGGER {table}_keeps_rows BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""

UNDO = """
DROP TRIGGER {table}_keeps_rows ON {table};
DROP TRIGGER {table}_refuses_truncate ON {table};
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION audit_refuse()"),
        *(migrations.RunSQL(TRIGGERS.format(table=table), UNDO.format(table=table)) for table in TABLES),
    ]
