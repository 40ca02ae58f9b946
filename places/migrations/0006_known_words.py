from django.db import migrations


class Migration(migrations.Migration):
    """The words of the names that are there already; later ones come by themselves."""

    dependencies = [
        ("places", "0005_coverage"),
        ("partners", "0001_initial"),
        ("shared", "0004_word"),
    ]

    operations = [
        migrations.RunSQL(
            """
            INSERT INTO shared_word (word)
            SELECT DISTINCT word FROM (
                SELECT unnest(string_to_array(search, ' ')) AS word FROM places_place
                UNION
                SELECT unnest(string_to_array(search, ' ')) FROM partners_territory
            ) known
            WHERE length(word) BETWEEN 1 AND 60
            """,
            migrations.RunSQL.noop,
        )
    ]
