from django.db import migrations

from schoolgate.foundation.row_security import GuardRows


class Migration(migrations.Migration):
    dependencies = [("schools", "0001_initial")]

    operations = [
        GuardRows(
            "schools",
            "Term",
            "OpeningHours",
            "SpecialDay",
            "Group",
        ),
    ]
