import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_moving_in"),
        ("people", "0004_governor"),
    ]

    operations = [
        migrations.RemoveConstraint("membership", "membership_is_one_person"),
        migrations.AddField(
            model_name="membership",
            name="governor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                to="people.governor",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=Q(
                    contact__isnull=False, staff=None, student=None, governor=None
                )
                | Q(contact=None, staff__isnull=False, student=None, governor=None)
                | Q(contact=None, staff=None, student__isnull=False, governor=None)
                | Q(contact=None, staff=None, student=None, governor__isnull=False),
                name="membership_is_one_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("account", "governor"), name="membership_once_a_governor"
            ),
        ),
    ]
