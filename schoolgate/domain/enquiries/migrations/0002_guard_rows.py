from django.db import migrations

from schoolgate.foundation.row_security import GuardRows


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0001_initial")]

    operations = [
        GuardRows(
            "enquiries",
            "Enquiry",
            "Promise",
            "Message",
        ),
    ]
