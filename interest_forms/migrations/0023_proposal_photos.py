import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("interest_forms", "0022_triage"),
    ]

    operations = [
        migrations.AddField(
            model_name="eventproposal",
            name="submission",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="event_proposal",
                to="interest_forms.submission",
                verbose_name="photos",
            ),
        ),
    ]
