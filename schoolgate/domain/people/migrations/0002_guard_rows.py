from django.db import migrations

from schoolgate.foundation.row_security import GuardRows


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        GuardRows(
            "people",
            "Student",
            "GroupPlace",
            "Contact",
            "StaffMember",
            "Tie",
        ),
    ]
