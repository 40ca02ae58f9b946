from django.db import migrations, models


def keep_what_was_agreed(apps, schema_editor):
    """Until now it stood among what every sender agreed to."""
    forms = apps.get_model("interest_forms", "ExpressionOfInterest")
    forms.objects.filter(consent_version="2026-11").update(naming_agreed=True)


class Migration(migrations.Migration):
    dependencies = [
        ("interest_forms", "0028_call_addresses"),
    ]

    operations = [
        migrations.AddField(
            model_name="expressionofinterest",
            name="naming_agreed",
            field=models.BooleanField(
                default=False,
                verbose_name="agrees that the public schedule names it",
            ),
        ),
        migrations.RunPython(keep_what_was_agreed, migrations.RunPython.noop),
    ]
