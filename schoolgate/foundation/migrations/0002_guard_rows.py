from django.db import migrations

from schoolgate.foundation.append_only import AppendOnly
from schoolgate.foundation.row_security import GuardRows


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]

    operations = [
        GuardRows(
            "foundation",
            "AuditEntry",
            "AuditHead",
        ),
        AppendOnly("foundation", "AuditEntry"),
    ]
