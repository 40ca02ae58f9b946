from django.contrib.postgres.operations import CreateExtension, TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """What PostgreSQL must know before any table is made."""

    dependencies = []

    operations = [CreateExtension("postgis"), TrigramExtension()]
