from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enquiries', '0006_files_and_register'),
    ]

    operations = [
        migrations.AddField(
            model_name='promise',
            name='step',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
    ]
