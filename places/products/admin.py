"""The staff's desk for producers and their products."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modeltranslation.admin import TranslationAdmin

from hub.shared.admin import OwnedAdmin, ScopedFilter
from hub.shared.roles import EDITS
from places.models import Producer, Product
from places.shown_admin import PublishedFilter, ShownAdmin, months_field


@admin.register(Producer)
class ProducerAdmin(OwnedAdmin, TranslationAdmin):
    """Producers of her own groups, and whether they agreed to be named."""

    changed_by = added_by = deleted_by = EDITS
    list_display = ["name", "group", "agreed"]
    list_filter = [("group", ScopedFilter)]
    list_select_related = ["group"]
    search_fields = ["name"]
    ordering = ["-pk"]
    fields = ["name", "group", "phone", "email", "website", "agreed"]


@admin.register(Product)
class ProductAdmin(ShownAdmin):
    """Products of her own groups; editors and coordinators change them."""

    list_display = ["name", "producer", "group", "is_published"]
    list_filter = [PublishedFilter, ("group", ScopedFilter)]
    list_select_related = ["producer", "group"]
    search_fields = ["name"]
    autocomplete_fields = ["producer", "places"]
    fieldsets = [
        (None, {"fields": ["name", "group", "summary"]}),
        (_("When and where"), {"fields": ["season", "buying", "places"]}),
        (_("Who makes it"), {"fields": ["producer"]}),
        (_("State"), {"fields": ["published", "created"]}),
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "season":
            return months_field(db_field)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def tell_shown(self, request, count):
        done = ngettext("%d product is shown now.", "%d products are shown now.", count)
        self.message_user(request, done % count)

    def tell_hidden(self, request, count):
        done = ngettext(
            "%d product is hidden now.", "%d products are hidden now.", count
        )
        self.message_user(request, done % count)
