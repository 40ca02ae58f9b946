"""What the desks of places, routes and products share: showing and hiding."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from modeltranslation.admin import TranslationAdmin

from hub.shared.admin import OwnedAdmin
from hub.shared.roles import EDITS
from places import publishing


class PublishedFilter(admin.SimpleListFilter):
    """Shown to visitors, or not yet."""

    title = _("shown to visitors")
    parameter_name = "shown"

    def lookups(self, request, model_admin):
        return [("yes", _("yes")), ("no", _("no"))]

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.published()
        return queryset.filter(published=None) if self.value() == "no" else queryset


class ShownAdmin(OwnedAdmin, TranslationAdmin):
    """What editors and coordinators keep, show to visitors and hide.

    A class of its own says how many were shown or hidden: `tell_shown`, `tell_hidden`.
    """

    is_saved_by_action = True
    changed_by = added_by = deleted_by = EDITS
    change_form_template = "admin/places/shown_change_form.html"
    readonly_fields = ["published", "created"]
    ordering = ["-pk"]
    actions = [*OwnedAdmin.actions, "publish", "unpublish"]
    # What shows and hides them; a class whose rows have parts takes those along.
    show, hide = staticmethod(publishing.show), staticmethod(publishing.hide)

    @admin.display(description=_("shown"), boolean=True, ordering="published")
    def is_published(self, obj):
        return obj.published is not None

    def save_model(self, request, obj, form, change):
        publishing.keep(obj, by=request.user)

    @admin.action(
        description=_("Show the selected to visitors"), permissions=["change"]
    )
    def publish(self, request, queryset):
        count = self.show(self.chosen(request, queryset), by=request.user)
        self.tell_shown(request, count)

    @admin.action(description=_("Hide the selected"), permissions=["change"])
    def unpublish(self, request, queryset):
        count = self.hide(self.chosen(request, queryset), by=request.user)
        self.tell_hidden(request, count)

    def chosen(self, request, queryset):
        """Plain rows by id: the list's own joins and order cannot be locked."""
        mine = self.within_role(request, queryset)
        ids = list(mine.values_list("pk", flat=True))
        return self.model.objects.filter(pk__in=ids)

    @property
    def switch_name(self):
        return f"{self.opts.app_label}_{self.opts.model_name}_switch"

    def get_urls(self):
        switch = require_POST(self.admin_site.admin_view(self.switch_view))
        return [
            path("<int:row_id>/show/", switch, name=self.switch_name),
            *super().get_urls(),
        ]

    def switch_view(self, request, row_id):
        """The button on the object's page: show it to visitors, or hide it."""
        row = self.get_object(request, str(row_id))
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        queryset = self.get_queryset(request).filter(pk=row.pk)
        if row.published:
            self.unpublish(request, queryset)
        else:
            self.publish(request, queryset)
        form = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(form, args=[row.pk]))

    def render_change_form(self, request, context, *args, **kwargs):
        if row := context.get("original"):
            name = f"admin:{self.switch_name}"
            context["switch_url"] = reverse(name, args=[row.pk])
        return super().render_change_form(request, context, *args, **kwargs)


def months_field(db_field):
    """The months of a season, to be ticked."""
    return forms.TypedMultipleChoiceField(
        label=db_field.verbose_name,
        choices=MONTHS.items(),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
