from django.db import migrations

from schoolgate.foundation.row_security import GuardRows


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_initial")]

    operations = [
        GuardRows(
            "disclosure",
            "Restriction",
            "Hold",
            "Consent",
            "Objection",
            "Override",
        ),
    ]
