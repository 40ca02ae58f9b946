"""The page of the admin on which events are taken out of a file."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.imports.actions import import_events
from events.imports.forms import ImportForm
from hub.shared.admin import OwnedAdmin


class ImportDesk(OwnedAdmin):
    """Adds the page: a file, a look at what would come of it, and only then the act."""

    change_list_template = "admin/events/event/change_list.html"
    import_template = "admin/events/event/import.html"

    def get_urls(self):
        return [
            path(
                "import/",
                self.admin_site.admin_view(self.import_view),
                name="events_event_import",
            ),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        more = {"may_import": self.has_add_permission(request)}
        return super().changelist_view(request, {**(extra_context or {}), **more})

    def import_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        posted = (request.POST, request.FILES) if request.method == "POST" else ()
        form = ImportForm(*posted, user=request.user)
        is_good = form.is_bound and form.is_valid()
        if is_good and "confirm" in request.POST:
            return self.take_events(request, form)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import events"),
            "opts": self.opts,
            "form": form,
            "plan": form.plan if is_good else None,
        }
        status = 422 if form.is_bound and not is_good else 200
        return TemplateResponse(request, self.import_template, context, status=status)

    def take_events(self, request, form):
        events = import_events(
            form.plan,
            kind=form.cleaned_data["kind"],
            file=form.cleaned_data["file"].name,
            by=request.user,
        )
        done = ngettext(
            "%d event is added. Visitors do not see it yet.",
            "%d events are added. Visitors do not see them yet.",
            len(events),
        )
        self.message_user(request, done % len(events))
        return HttpResponseRedirect(reverse("admin:events_event_changelist"))
