"""The staff's desk for groups, their people and their land."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from hub.shared.admin import OwnedAdmin, OwnedInline, ScopedFilter
from hub.shared.audit import record
from hub.shared.models import AuditEntry
from hub.shared.roles import COORDINATES
from hub.shared.templatetags.audit import verb_label
from partners.areas import refresh_areas
from partners.models import (
    ActionGroup,
    GroupSettlement,
    Membership,
    Organisation,
    Territory,
    User,
)
from partners.portal_admin import PortalAdmin

__all__ = ["PortalAdmin"]


@admin.register(Territory)
class TerritoryAdmin(OwnedAdmin, TranslationAdmin):
    """Countries, municipalities, settlements: read by all, changed by superusers."""

    owner = None
    list_display = ["name", "kind", "level", "parent", "scheme", "code"]
    list_filter = ["level", "scheme", "kind"]
    list_select_related = ["parent__parent"]
    search_fields = ["name"]
    readonly_fields = ["has_boundary"]
    autocomplete_fields = ["parent"]
    exclude = ["boundary"]
    ordering = ["name"]
    show_full_result_count = False
    export_fields = ["name", "kind", "level", "scheme", "code", "population"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("boundary").with_label()

    def get_search_results(self, request, queryset, search_term):
        """In any of our scripts: "belchin" finds Белчин."""
        found = queryset.matching(search_term) if search_term else queryset
        return found, False

    @admin.display(boolean=True, description=_("has a boundary"))
    def has_boundary(self, obj):
        return obj.boundary is not None


@admin.register(Organisation)
class OrganisationAdmin(OwnedAdmin, TranslationAdmin):
    """A coordinator keeps the organisation of her own group."""

    owner = "action_group__pk"
    changed_by = COORDINATES
    list_display = ["name", "kind", "country", "website"]
    list_filter = ["kind"]
    list_select_related = ["country__parent"]
    search_fields = ["name"]
    autocomplete_fields = ["country", "territories"]
    ordering = ["name"]

    def owner_of(self, obj):
        group = getattr(obj, "action_group", None)
        return group.pk if group else None

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "languages":
            return forms.TypedMultipleChoiceField(
                label=db_field.verbose_name,
                choices=db_field.base_field.choices,
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class PersonField(forms.ModelChoiceField):
    """A colleague, named by her e-mail: no list of all people is offered."""

    widget = forms.EmailInput
    default_error_messages = {
        "invalid_choice": _("Nobody on the staff has this e-mail."),
    }

    def prepare_value(self, value):
        if isinstance(value, int):
            value = self.queryset.filter(pk=value).first() or value
        return super().prepare_value(value)


class SettlementInline(OwnedInline, admin.TabularInline):
    """The group's land: settlements, from one day until another. For superusers."""

    model = GroupSettlement
    owner = "pk"
    autocomplete_fields = ["settlement"]

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return found.select_related("settlement__parent").order_by("settlement__name")


class MembershipInline(OwnedInline, admin.TabularInline):
    """The group's people and what each may do; kept by her coordinator."""

    model = Membership
    owner = "pk"
    changed_by = added_by = deleted_by = COORDINATES
    fields = ["user", "role"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user", "group")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "user":
            return PersonField(
                queryset=User.objects.filter(is_active=True),
                to_field_name="email",
                label=_("e-mail of the colleague"),
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(ActionGroup)
class ActionGroupAdmin(OwnedAdmin, TranslationAdmin):
    """A group's texts and people, for its coordinator; its land for superusers."""

    owner = "pk"
    changed_by = COORDINATES
    list_display = ["name", "organisation", "source_language", "is_published"]
    list_filter = ["is_published", "source_language"]
    list_select_related = ["organisation"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["organisation"]
    ordering = ["name"]
    exclude = ["settlements"]
    inlines = [MembershipInline, SettlementInline]

    def get_readonly_fields(self, request, obj=None):
        fixed = () if request.user.is_superuser else ("organisation", "slug")
        return [*super().get_readonly_fields(request, obj), *fixed]

    def has_add_permission(self, request, obj=None):
        return request.user.is_superuser

    def save_formset(self, request, form, formset, change):
        """Who came, changed or left, and which land, is noted with the group."""
        super().save_formset(request, form, formset, change)
        part = formset.model._meta.model_name  # noqa: SLF001 -- the public way
        done = {
            "join": formset.new_objects,
            "alter": [row for row, _fields in formset.changed_objects],
            "leave": formset.deleted_objects,
        }
        for verb, rows in done.items():
            for row in rows:
                role = getattr(row, "role", "")
                record(
                    f"{part}.{verb}",
                    form.instance,
                    actor=request.user,
                    name=str(row),
                    role=role,
                )

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if any(one.has_changed() for one in formsets if one.model is GroupSettlement):
            refresh_areas([form.instance])


@admin.register(User)
class StaffAdmin(OwnedAdmin, DjangoUserAdmin):
    """Accounts of the staff. Only superusers see them."""

    is_for_superusers = True
    owner = None
    add_form = AdminUserCreationForm
    list_display = ["email", "first_name", "last_name", "is_superuser", "is_active"]
    list_filter = ["is_superuser", "is_active", ("memberships__group", ScopedFilter)]
    search_fields = ["email", "first_name", "last_name"]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal: list[str] = []
    ordering = ["email"]
    fieldsets = [
        (None, {"fields": ["email", "password", "first_name", "last_name"]}),
        (_("Access"), {"fields": ["is_active", "is_superuser"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": [
                    "email",
                    "first_name",
                    "last_name",
                    "usable_password",
                    "password1",
                    "password2",
                ]
            },
        )
    ]


@admin.register(AuditEntry)
class AuditEntryAdmin(OwnedAdmin):
    """The whole trail, to be read by superusers and changed by nobody."""

    is_for_superusers = True
    owner = None
    list_display = ["at", "who", "what", "object_type", "object_id"]
    list_filter = ["object_type", "verb"]
    list_select_related = ["actor", "object_type"]
    search_fields = ["verb", "actor__email"]
    date_hierarchy = "at"

    @admin.display(description=_("who"), ordering="actor")
    def who(self, obj):
        return obj.actor or "–"

    @admin.display(description=_("what"), ordering="verb")
    def what(self, obj):
        return verb_label(obj.verb)

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
