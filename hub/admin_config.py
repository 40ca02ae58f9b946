from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    """Django's admin, entered by our own site; roles stand in memberships alone."""

    default_site = "hub.admin_site.StaffSite"

    def ready(self):
        super().ready()
        from django.contrib import admin  # noqa: PLC0415 -- models are not loaded before
        from django.contrib.auth.models import Group  # noqa: PLC0415 -- as above

        admin.site.unregister(Group)
