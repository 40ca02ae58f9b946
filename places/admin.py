"""The staff's desk for categories, places and their photos."""

from django import forms
from django.contrib import admin, messages
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modeltranslation.admin import TranslationAdmin

from hub.shared.admin import OwnedAdmin, ScopedFilter
from hub.shared.dates import InOrder, date_words
from hub.shared.roles import DECIDES
from places import (
    actions,
    basemap_admin,  # noqa: F401 -- Django looks only here
)
from places.maps import admin as maps_admin  # noqa: F401 -- Django looks only here
from places.models import Category, Photo, PhotoPair, Place
from places.obstacles import obstacles
from places.pairs import check_pair, pair_photos
from places.products import admin as product_admin  # noqa: F401 -- as above
from places.routes import admin as route_admin  # noqa: F401 -- as above
from places.routes import theme_admin  # noqa: F401 -- as above
from places.shown_admin import PublishedFilter, ShownAdmin, months_field
from places.staff_pictures import picture_response, thumbnail
from places.two_people import waits_for_second


@admin.register(Category)
class CategoryAdmin(OwnedAdmin, TranslationAdmin):
    """Kinds of places: read by all, changed by superusers."""

    owner = None
    list_display = ["name", "parent", "mark", "position"]
    list_filter = ["mark"]
    list_select_related = ["parent"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["parent"]


@admin.register(Place)
class PlaceAdmin(ShownAdmin):
    """Places of her own groups; editors and coordinators change them."""

    list_display = ["name", "category", "where", "group", "is_published", "confirmed"]
    list_filter = [PublishedFilter, ("group", ScopedFilter), "category"]
    list_select_related = ["category", "group", "territory__parent"]
    search_fields = ["name"]
    autocomplete_fields = ["category", "territory"]
    export_fields = ["name", "category", "where", "group", "is_published", "confirmed"]
    fieldsets = [
        (None, {"fields": ["name", "category", "group", "summary", "story"]}),
        (
            _("Where"),
            {
                "fields": [
                    "point",
                    "precision",
                    "needs_two_people",
                    "territory",
                    "directions",
                ]
            },
        ),
        (
            _("Before you go"),
            {
                "fields": [
                    "access",
                    "price",
                    "opening",
                    "season",
                    "visit_minutes",
                    "elevation",
                    "confirmed",
                ]
            },
        ),
        (
            _("Accessibility"),
            {
                "fields": [
                    "step_free",
                    "toilet",
                    "parking",
                    "bench",
                    "guide_dog",
                    "audio",
                ]
            },
        ),
        (
            _("Period, condition, protection"),
            {
                "classes": ["collapse"],
                "fields": [
                    "period_label",
                    ("period_begin", "period_end", "period_certainty"),
                    "condition",
                    "protection_register",
                    "protection_code",
                    "protection_category",
                    "protection_act",
                ],
            },
        ),
        (
            _("Contact and sources"),
            {
                "classes": ["collapse"],
                "fields": ["contact", "website", "wikidata", "osm", "sources"],
            },
        ),
        (_("State"), {"fields": ["published", "created"]}),
    ]

    def get_search_results(self, request, queryset, search_term):
        found = queryset.matching(search_term) if search_term else queryset
        return found, False

    @admin.display(description=_("settlement"), ordering="territory__name")
    def where(self, obj):
        return obj.territory.label if obj.territory else "–"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "season":
            return months_field(db_field)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        if change and "group" in form.changed_data:
            actions.hand_over_place(obj, by=request.user)
        else:
            actions.save_place(obj, by=request.user)

    def tell_shown(self, request, count):
        done = ngettext("%d place is shown now.", "%d places are shown now.", count)
        self.message_user(request, done % count)

    def tell_hidden(self, request, count):
        done = ngettext("%d place is hidden now.", "%d places are hidden now.", count)
        self.message_user(request, done % count)


@admin.register(Photo)
class PhotoAdmin(OwnedAdmin, TranslationAdmin):
    """All photos of her own groups, newest first. What is new waits in the queue."""

    is_saved_by_action = True
    changed_by = DECIDES
    list_display = ["picture", "caption", "place", "state", "credit", "received"]
    list_display_links = ["picture", "caption"]
    list_filter = ["state", ("group", ScopedFilter), "rights", "problem"]
    list_select_related = ["place"]
    search_fields = ["caption", "credit", "place__search"]
    readonly_fields = [
        "large",
        "place",
        "group",
        "submission",
        "state",
        "reason",
        "problem",
        "decided_by",
        "decided",
        "received",
    ]
    ordering = ["-received", "-pk"]
    actions = [*OwnedAdmin.actions, "approve", "hide"]
    export_fields = ["pk", "caption", "place", "state", "credit", "rights", "received"]
    fieldsets = [
        (None, {"fields": ["large", "caption", "credit", "rights", "taken", "dated"]}),
        (_("Where"), {"fields": ["place", "group", "submission"]}),
        (
            _("State"),
            {
                "fields": [
                    "state",
                    "reason",
                    "problem",
                    "decided_by",
                    "decided",
                    "received",
                ]
            },
        ),
    ]

    def has_add_permission(self, request, obj=None):
        """Photos come by the form, which keeps their originals."""
        return False

    def get_urls(self):
        view = self.admin_site.admin_view(self.picture_view)
        return [
            path(
                "<int:photo_id>/picture/<int:width>/", view, name="places_photo_picture"
            ),
            *super().get_urls(),
        ]

    def picture_view(self, request, photo_id, width):
        """One size of a photo, for the staff of its group, public or not."""
        return picture_response(self.get_object(request, str(photo_id)), width)

    @admin.display(description=_("photo"))
    def picture(self, obj):
        return thumbnail(obj, 320)

    @admin.display(description=_("photo"))
    def large(self, obj):
        return thumbnail(obj, 1280)

    def save_model(self, request, obj, form, change):
        actions.save_photo(obj, by=request.user)

    @admin.action(description=_("Approve the selected photos"), permissions=["change"])
    def approve(self, request, queryset):
        chosen = self.chosen(request, queryset).pending()
        count = actions.approve_photos(chosen, by=request.user)
        done = ngettext("%d photo approved.", "%d photos approved.", count) % count
        self.message_user(request, done)
        for reason in [*obstacles(chosen), *waits_for_second(chosen)]:
            self.message_user(request, reason, messages.WARNING)

    @admin.action(description=_("Hide the selected photos"), permissions=["change"])
    def hide(self, request, queryset):
        count = actions.hide_photos(self.chosen(request, queryset), by=request.user)
        done = ngettext("%d photo hidden.", "%d photos hidden.", count) % count
        self.message_user(request, done)

    def chosen(self, request, queryset):
        mine = self.within_role(request, queryset)
        return Photo.objects.filter(pk__in=list(mine.values_list("pk", flat=True)))


class PhotoPairForm(forms.ModelForm):
    """Two photos of one place, the older one first."""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("then") and cleaned.get("now"):
            check_pair(cleaned["then"], cleaned["now"])
        return cleaned


@admin.register(PhotoPair)
class PhotoPairAdmin(OwnedAdmin):
    """Then and now: visitors see a pair when they see both of its photos."""

    form = PhotoPairForm
    is_saved_by_action = True
    added_by = deleted_by = DECIDES
    list_display = ["old", "new", "place", "date", "is_shown"]
    list_filter = [("then__group", ScopedFilter)]
    list_select_related = ["then__place", "now"]
    search_fields = ["then__caption", "then__place__search"]
    autocomplete_fields = ["then", "now"]
    ordering = ["-pk"]
    fields = ["then", "now"]
    export_fields = ["then", "now", "place", "date", "is_shown"]

    @admin.display(description=_("then"))
    def old(self, obj):
        return thumbnail(obj.then, 320)

    @admin.display(description=_("now"))
    def new(self, obj):
        return thumbnail(obj.now, 320)

    @admin.display(description=_("place"))
    def place(self, obj):
        return obj.then.place

    @admin.display(description=_("date"), ordering=InOrder("then__dated"))
    def date(self, obj):
        return date_words(obj.then.when) if obj.then.when else "–"

    @admin.display(description=_("shown"), boolean=True)
    def is_shown(self, obj):
        states = {obj.then.state, obj.now.state}
        return (
            states == {Photo.State.APPROVED} and obj.then.place_id == obj.now.place_id
        )

    def save_model(self, request, obj, form, change):
        kept = pair_photos(then=obj.then, now=obj.now, by=request.user)
        obj.pk = kept.pk
