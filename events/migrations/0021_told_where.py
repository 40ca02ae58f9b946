from django.db import migrations, models

# Who is registered already was told where it is now.
TOLD = r"""
UPDATE events_registrationsheet SET told_where = md5(concat(
    event.territory_id, E'\n', event.place_id, E'\n', event.attended, E'\n',
    CASE owner.source_language
        WHEN 'bg' THEN event.venue_bg WHEN 'en' THEN event.venue_en
        WHEN 'ro' THEN event.venue_ro WHEN 'el' THEN event.venue_el
        WHEN 'fr' THEN event.venue_fr ELSE event.venue
    END, E'\n', access.link, E'\n', access.words, E'\n'
))
FROM events_occurrence date
JOIN events_event event ON event.id = date.event_id
LEFT JOIN partners_actiongroup owner ON owner.id = event.group_id
LEFT JOIN events_onlineaccess access ON access.event_id = event.id
WHERE date.id = occurrence_id AND told_starts IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0020_created_in_words"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="registrationletter",
            name="registered_are_told_once",
        ),
        migrations.AddField(
            model_name="registrationsheet",
            name="told_where",
            field=models.CharField(blank=True, editable=False, max_length=32),
        ),
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="registrationletter",
            name="kind",
            field=models.CharField(
                choices=[
                    ("received", "registered"),
                    ("offer", "a seat is offered"),
                    ("changed", "the date is moved or cancelled"),
                    ("where", "the place or the link is another"),
                    ("week", "reminder, a week before"),
                    ("day", "reminder, a day before"),
                ],
                max_length=8,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="registrationletter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["changed", "where"]), _negated=True),
                fields=("registration", "kind", "about"),
                name="registered_are_told_once",
            ),
        ),
    ]
