from django.db import migrations

from schoolgate.foundation.row_security import GuardRows


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_appointment")]

    operations = [GuardRows("accounts", "Appointment")]
