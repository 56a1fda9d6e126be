from django.db import migrations

from schoolgate.foundation.row_security import GuardRows


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_invitation")]

    operations = [GuardRows("accounts", "Invitation")]
