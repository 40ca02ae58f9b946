from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    """Django's admin, entered by our own site."""

    default_site = "hub.admin_site.StaffSite"
