"""What has to be done before the portal opens. One process, so that it is quick."""

import os

import django
from django.core.management import call_command


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    if os.environ.get("DEMO") == "1":
        call_command("load_demo")
    call_command("create_first_staff")


if __name__ == "__main__":
    main()
