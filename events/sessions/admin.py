"""The desk for programmes: rooms, speakers and sessions of one event on one page."""

from base64 import b64encode
from itertools import combinations

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.admin import TranslationStackedInline

from events.models import Event, Programme, Room, Session, Speaker
from events.sessions.portraits import make_portrait
from hub.shared.admin import OwnedAdmin, OwnedInline, ScopedFilter
from hub.shared.fields import TextField
from hub.shared.roles import EDITS
from hub.shared.small_pictures import ACCEPTED


class PartInline(OwnedInline, TranslationStackedInline):
    """A part of the programme. Without a script no row can be added to the page."""

    changed_by = added_by = deleted_by = EDITS
    extra = 2
    formfield_overrides = {
        **OwnedInline.formfield_overrides,
        TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})},
    }


class RoomInline(PartInline):
    model = Room


class SpeakerForm(forms.ModelForm):
    """Somebody who speaks; her picture goes when she no longer agrees to it."""

    picture = forms.FileField(
        label=gettext_lazy("picture"),
        help_text=gettext_lazy("PNG, JPEG or WebP. It is made fit for the page."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def clean(self):
        data = super().clean()
        file = data.get("picture")
        if not data.get("portrait_agreed"):
            self.instance.set_portrait(None)
            if file:
                told = _("A picture is shown only if she or he agrees: ask, then tick.")
                self.add_error("portrait_agreed", told)
        elif file:
            self.instance.set_portrait(make_portrait(file, file.size))
        return data


class SpeakerInline(PartInline):
    model = Speaker
    form = SpeakerForm
    fields = ["name", "organisation", "about", ("shown", "picture", "portrait_agreed")]
    readonly_fields = ["shown"]

    @admin.display(description=gettext_lazy("now"))
    def shown(self, obj):
        if not obj.portrait_digest:
            return "–"
        content = b64encode(obj.portrait).decode()
        picture = '<img src="data:image/webp;base64,{}" alt="" width="48" height="48">'
        return format_html(picture, content)


class SessionFormSet(BaseInlineFormSet):
    """All sessions of one event: they choose among its rooms and speakers."""

    def get_queryset(self):
        return super().get_queryset().in_order()

    @cached_property
    def rooms(self):
        rooms = Room.objects.filter(event=self.instance)
        everybody = _("the only room, or for everybody")
        return rooms, [("", everybody), *((one.pk, str(one)) for one in rooms)]

    @cached_property
    def speakers(self):
        speakers = Speaker.objects.filter(event=self.instance)
        return speakers, [(one.pk, str(one)) for one in speakers]

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for name, (queryset, choices) in (
            ("room", self.rooms),
            ("speakers", self.speakers),
        ):
            form.fields[name].queryset = queryset
            form.fields[name].choices = choices

    def clean(self):
        """As all rows stand now: two of them may have changed their hours at once."""
        super().clean()
        rows = [
            form
            for form in self.forms
            if form.has_hours and not self._should_delete_form(form)
        ]
        rows.sort(key=lambda form: (form.instance.day, form.instance.hour))
        for before, form in combinations(rows, 2):
            one, other = before.instance, form.instance
            if one.room_id == other.room_id and one.overlaps(other):
                form.add_error("hour", _overlap_words(one))


def _overlap_words(other):
    told = _("In this room “%(title)s” is held from %(hour)s to %(last_hour)s.")
    hours = {name: f"{getattr(other, name):%H:%M}" for name in ("hour", "last_hour")}
    return told % {"title": other, **hours}


class SessionForm(forms.ModelForm):
    """One session; whether its room is free is looked at with all the others."""

    class Meta:
        model = Session
        fields = ["day", "hour", "last_hour", "room", "kind", "title", "text"]
        fields += ["speakers"]
        widgets = {"speakers": forms.CheckboxSelectMultiple}

    @property
    def has_hours(self):
        session = self.instance
        is_filled = session.pk or self.has_changed()
        return bool(is_filled and session.day and session.hour and session.last_hour)

    def _get_validation_exclusions(self):
        """The other rows stand in the form, not in the database, as they will be."""
        return {*super()._get_validation_exclusions(), "room"}


class SessionInline(PartInline):
    model = Session
    form = SessionForm
    formset = SessionFormSet
    extra = 3
    fields = [
        ("day", "hour", "last_hour"),
        ("kind", "room"),
        "title",
        "text",
        "speakers",
    ]


@admin.register(Programme)
class ProgrammeAdmin(OwnedAdmin):
    """Programmes of her own groups' events; editors and coordinators change them."""

    changed_by = EDITS
    list_display = ["name", "kind", "group"]
    list_filter = [("group", ScopedFilter), "kind"]
    list_select_related = ["group"]
    search_fields = ["name"]
    ordering = ["-pk"]
    fields = readonly_fields = ["name", "kind", "group"]
    inlines = [RoomInline, SpeakerInline, SessionInline]
    change_form_template = "admin/events/programme/change_form.html"

    def has_add_permission(self, request, obj=None):
        """An event is added at its own desk, and deleted there."""
        return False

    has_delete_permission = has_add_permission

    def get_object(self, request, object_id, from_field=None):
        """One who saves waits for another: each sees the rooms as they are then."""
        found = super().get_object(request, object_id, from_field)
        if request.method == "POST":
            list(Event.objects.select_for_update().filter(pk=found.pk))
        return found
