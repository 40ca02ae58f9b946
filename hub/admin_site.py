"""The staff's entrance: who may come in, and what stands at the head of each page."""

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.forms import EmailInput
from django.utils.translation import gettext_lazy as _

from hub.shared.roles import is_staff_member, roles_of
from hub.staff_sections import in_sections
from hub.today import coming_up
from interest_forms.counters import tally_of
from interest_forms.impact import impact_of, wait_words


class StaffSignInForm(AdminAuthenticationForm):
    """By e-mail; for members of an action group, and superusers."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["username"]
        attributes = {**field.widget.attrs, "autocomplete": "username"}
        field.widget = EmailInput(attrs=attributes)

    def confirm_login_allowed(self, user):
        if not is_staff_member(user):
            raise ValidationError(
                _("This account belongs to no action group. Ask your coordinator."),
                code="no_group",
            )


class StaffSite(admin.AdminSite):
    """The admin, open to active members of an action group and to superusers."""

    site_header = "Мегдан"
    site_title = "Мегдан"
    index_title = _("Administration")
    login_form = StaffSignInForm

    def has_permission(self, request):
        return is_staff_member(request.user)

    def get_urls(self):
        """All of the admin's, less the door that shows any object of any group."""
        return [
            url
            for url in super().get_urls()
            if getattr(url, "name", "") != "view_on_site"
        ]

    def get_log_entries(self, request):
        """None: what was done is in the audit trail, by group."""
        return LogEntry.objects.none()

    def each_context(self, request):
        context = super().each_context(request)
        if context["has_permission"]:
            context["queue"] = tally_of(request.user)
            context["groups"] = self.groups_line(request.user)
        return context

    def get_app_list(self, request, app_label=None):
        """The lists in the order of the work; those of one app as Django has them."""
        apps = super().get_app_list(request, app_label)
        return apps if app_label else in_sections(apps)

    def index(self, request, extra_context=None):
        """The first page: what waits, what is ahead, and what her work led to."""
        impact = impact_of(request.user)
        context = {
            "coming": coming_up(request.user),
            "impact": impact,
            "wait": wait_words(impact["wait"]),
        }
        return super().index(request, context | (extra_context or {}))

    def groups_line(self, user):
        """The groups a member works for, as the head of the page says it."""
        return ", ".join(str(one.group) for one in roles_of(user))
