from django.core.management.base import BaseCommand

from hub.demo.loader import load_demo


class Command(BaseCommand):
    help = "Load the demonstration region into a portal that has no action group yet."
    requires_migrations_checks = True

    def handle(self, *args, **options):
        if load_demo(self.stdout.write):
            self.stdout.write("The demonstration region is loaded.")
        else:
            self.stdout.write("There are action groups already: nothing was loaded.")
