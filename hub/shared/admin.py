"""The one door of tenancy in the admin: every class of ours goes through it."""

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import label_for_field, lookup_field, unquote
from django.contrib.admin.views.main import IncorrectLookupParameters
from django.contrib.gis.db import models
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hub.shared.audit import history, record
from hub.shared.csv_export import csv_response
from hub.shared.lonlat import LonLatField
from hub.shared.roles import NOBODY, groups_where, is_staff_member, may
from hub.shared.versions import raise_versions


def scoped(queryset, user):
    """The part of the queryset that is the user's, where it knows what that is."""
    if hasattr(queryset, "managed_by"):
        return queryset.managed_by(user)
    return queryset


class ScopedFilter(admin.RelatedFieldListFilter):
    """Offers the related objects of one's own groups."""

    @property
    def include_empty_choice(self):
        return super().include_empty_choice and self.is_superuser

    def field_choices(self, field, request, model_admin):
        self.is_superuser = request.user.is_superuser
        mine = scoped(field.remote_field.model.objects.all(), request.user)
        return [(one.pk, str(one)) for one in mine]


class AlwaysChosenFilter(admin.SimpleListFilter):
    """One of its values is chosen at any time, at first `default`; none means "all"."""

    default: str

    def choices(self, changelist):
        chosen = self.value() or self.default
        for value, label in self.lookup_choices:
            address = changelist.get_query_string({self.parameter_name: value})
            yield {
                "selected": chosen == value,
                "query_string": address,
                "display": label,
            }


class Owned(admin.options.BaseModelAdmin):
    """What lists, forms and inlines have in common: whose an object is, who may what.

    A group's id is found on the object at `owner` (`None`: the object belongs to no
    group, and only superusers change it).
    """

    owner: str | None = "group_id"
    # How the database finds that id, where `owner` is no column.
    owner_lookup: str | None = None
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https"},
        models.PointField: {"form_class": LonLatField},
        # Without seconds, and without a word about the server's clock.
        models.DateField: {
            "form_class": forms.DateField,
            "widget": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        },
        models.TimeField: {
            "form_class": forms.TimeField,
            "widget": forms.TimeInput({"type": "time"}, format="%H:%M"),
        },
    }
    # The roles in the object's group that may change it, add one, or delete one.
    changed_by = NOBODY
    added_by = NOBODY
    deleted_by = NOBODY
    is_for_superusers = False

    def get_queryset(self, request):
        queryset = scoped(super().get_queryset(request), request.user)
        if self.is_for_superusers and not request.user.is_superuser:
            return queryset.none()
        return queryset

    def owner_of(self, obj):
        """The id of the group whose the object is."""
        return getattr(obj, self.owner) if self.owner else None

    def may(self, request, roles, obj=None):
        if request.user.is_superuser:
            return True
        if obj is None or obj.pk is None:
            return may(request.user, roles)
        owner = self.owner_of(obj)
        return owner is not None and may(request.user, roles, owner)

    def has_view_permission(self, request, obj=None):
        if self.is_for_superusers:
            return request.user.is_active and request.user.is_superuser
        return is_staff_member(request.user)

    def has_change_permission(self, request, obj=None):
        return self.may(request, self.changed_by, obj)

    def has_add_permission(self, request, obj=None):
        return self.may(request, self.added_by)

    def has_delete_permission(self, request, obj=None):
        return self.may(request, self.deleted_by, obj)

    def get_field_queryset(self, db, db_field, request):
        """What may be chosen: of owned things one's own, of groups where one may."""
        queryset = super().get_field_queryset(db, db_field, request)
        if queryset is None:
            queryset = db_field.remote_field.model._default_manager.using(db)  # noqa: SLF001 -- Django's own way
        queryset = scoped(queryset.all(), request.user)
        if db_field.attname == self.owner and not request.user.is_superuser:
            roles = {*self.changed_by, *self.added_by}
            queryset = queryset.filter(pk__in=groups_where(request.user, roles))
        return queryset

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.attname == self.owner and not request.user.is_superuser:
            field.required = True
            mine = groups_where(request.user, {*self.changed_by, *self.added_by})
            field.initial = mine[0] if len(mine) == 1 else None
        return field


class OwnedInline(Owned):
    """Mixed into an inline: the parts of an object. `owner` is asked of the whole."""

    extra = 0
    show_change_link = False

    def has_add_permission(self, request, obj=None):
        return self.may(request, self.added_by, obj)


class OwnedAdmin(Owned, admin.ModelAdmin):
    """Shows a member of staff the objects of her own action groups, and no others.

    Every related object that can be chosen, searched or listed is scoped the same way
    when its queryset has `managed_by`. What she does not manage does not exist: 404.
    What is changed is noted in the audit trail, and visitors' pages are refreshed.
    """

    actions = ["export"]
    export_fields: list[str] = []
    view_on_site = False
    list_per_page = 50
    object_history_template = "admin/audit_history.html"
    # Its actions write the audit entry themselves.
    is_saved_by_action = False
    # What hangs on it belongs to the same group: it cannot be given to another one.
    stays_with_group = False

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "group"] if obj and self.stays_with_group else fields

    def get_changelist_instance(self, request):
        """PostgreSQL reads no NUL: such an address is as wrong as a misspelt one."""
        if any("\x00" in value for value in request.GET.values()):
            raise IncorrectLookupParameters
        return super().get_changelist_instance(request)

    def response_action(self, request, queryset):
        """What cannot be a row's number is no row: 404, as of another group's."""
        for chosen in request.POST.getlist(ACTION_CHECKBOX_NAME):
            try:
                self.opts.pk.to_python(chosen)
            except ValidationError as problem:
                raise Http404 from problem
        return super().response_action(request, queryset)

    def get_actions(self, request):
        """Only superusers delete many at once."""
        actions = super().get_actions(request)
        if not request.user.is_superuser:
            actions.pop("delete_selected", None)
        return actions

    def get_deleted_objects(self, objs, request):
        """Other groups' names are not told where they stand in the way."""
        names, counts, denied, protected = super().get_deleted_objects(objs, request)
        if request.user.is_superuser:
            return names, counts, denied, protected
        own = [str(obj) for obj in objs]
        in_the_way = [gettext("photos, submissions or other things of it")]
        return own, {}, denied, in_the_way if protected else []

    def within_role(self, request, queryset, roles=None):
        """Of the chosen objects those of groups in which she has the role."""
        if request.user.is_superuser:
            return queryset
        groups = groups_where(request.user, roles or self.changed_by)
        return queryset.filter(**{f"{self.owner_lookup or self.owner}__in": groups})

    # ---- Audit

    def note(self, request, verb, objects):
        record(
            f"{self.opts.model_name}.{verb}",
            objects,
            actor=request.user,
            name=", ".join(str(one) for one in objects)[:200],
        )
        raise_versions(self.owner_of(one) for one in objects)

    def log_addition(self, request, obj, message):
        if not self.is_saved_by_action:
            self.note(request, "add", [obj])

    def log_change(self, request, obj, message):
        if not self.is_saved_by_action:
            self.note(request, "change", [obj])

    def log_deletions(self, request, queryset):
        self.note(request, "delete", list(queryset))

    def history_view(self, request, object_id, extra_context=None):
        obj = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("History: %s") % obj,
            "object": obj,
            "opts": self.opts,
            "entries": history(obj)[:500],
        }
        return TemplateResponse(request, self.object_history_template, context)

    def render_change_form(self, request, context, *args, **kwargs):
        """Each object's page ends with what was done to it last."""
        obj = context.get("original")
        context["audit_entries"] = history(obj)[:10] if obj else []
        return super().render_change_form(request, context, *args, **kwargs)

    # ---- Export

    @admin.action(description=_("Export the selected as a table (CSV)"))
    def export(self, request, queryset):
        names = self.export_fields or list(self.get_list_display(request))
        heads = [label_for_field(name, self.model, self) for name in names]
        rows = (
            [self.export_value(name, obj) for name in names]
            for obj in queryset.iterator(chunk_size=500)
        )
        return csv_response(self.opts.model_name, heads, rows)

    def export_value(self, name, obj):
        field, _attribute, value = lookup_field(name, obj, self)
        if field is not None and getattr(field, "choices", None):
            return getattr(obj, f"get_{field.name}_display")()
        return value
