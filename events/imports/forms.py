"""The form that takes a calendar or a table, and says what would come of it."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from events.imports.found import UnreadableCalendar
from events.imports.plan import Plan
from events.models import Event
from hub.shared.roles import EDITS, groups_where
from partners.models import ActionGroup
from places.routes.kept_file import KeptFile, KeptFileInput


class ImportForm(forms.Form):
    """A file, whose events they are, and of what kind."""

    file = forms.FileField(
        label=_("calendar or table"),
        widget=KeptFileInput(attrs={"accept": ".ics,.csv,text/calendar,text/csv"}),
        help_text=_(
            "An iCalendar file (.ics), or a table (.csv) whose first row names its"
            " columns: name and day, and if you like begins, last_day, ends, venue,"
            " summary, uid. Each row is one date."
        ),
    )
    group = forms.ModelChoiceField(
        ActionGroup.objects.none(), label=_("group"), empty_label=None
    )
    kind = forms.ChoiceField(label=_("kind"), choices=Event.Kind.choices)

    plan: Plan | None = None

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        groups = ActionGroup.objects.all()
        if not user.is_superuser:
            groups = groups.filter(pk__in=groups_where(user, EDITS))
        self.fields["group"].queryset = groups

    @property
    def kept(self) -> KeptFile | None:
        return self.fields["file"].widget.kept

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.HUB_CALENDAR_MAX_BYTES:
            most = filesizeformat(settings.HUB_CALENDAR_MAX_BYTES)
            message = _("The file is too large: at most %(most)s.") % {"most": most}
            raise ValidationError(message)
        widget = self.fields["file"].widget
        widget.kept = widget.kept or KeptFile.of(file)
        return file

    def clean(self):
        data = super().clean()
        file, group = data.get("file"), data.get("group")
        if file and group:
            file.seek(0)
            try:
                self.plan = Plan.of(file.read(), file.name, group)
            except UnreadableCalendar as problem:
                self.add_error("file", str(problem))
        return data
