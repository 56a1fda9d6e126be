import django.db.models.deletion
from django.db import migrations, models

import schoolgate.foundation.ids
from schoolgate.foundation.row_security import GuardRows


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_moving_in"),
    ]

    operations = [
        migrations.CreateModel(
            name="Governor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=schoolgate.foundation.ids.new_public_id,
                        max_length=20,
                        unique=True,
                    ),
                ),
                ("ref", models.CharField(blank=True, max_length=80)),
                ("title", models.CharField(blank=True, max_length=20)),
                ("given_name", models.CharField(max_length=80)),
                ("family_name", models.CharField(blank=True, max_length=80)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
            options={
                "ordering": ("family_name", "given_name"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gt", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="governor_ends_after_the_start",
                    )
                ],
            },
        ),
        GuardRows("people", "Governor"),
    ]
