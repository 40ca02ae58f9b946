"""The front page's name and its supporters, kept by superusers."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationTabularInline

from hub.shared.admin import OwnedAdmin, OwnedInline
from hub.shared.small_pictures import ACCEPTED
from partners.logos import make_logo
from partners.models import Portal, Supporter


class SupporterForm(forms.ModelForm):
    """A supporter with its sign, which a new one must have."""

    sign = forms.FileField(
        label=_("sign"),
        help_text=_("PNG, JPEG or WebP. It is made fit for the page."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def clean_sign(self):
        file = self.cleaned_data["sign"]
        if file:
            self.instance.set_logo(make_logo(file, file.size))
        elif not self.instance.digest:
            raise forms.ValidationError(_("Choose the picture of the sign."))
        return file


class SupporterInline(OwnedInline, TranslationTabularInline):
    model = Supporter
    owner = None
    form = SupporterForm
    fields = ["shown", "sign", "name", "website", "position"]
    readonly_fields = ["shown"]

    @admin.display(description=_("now"))
    def shown(self, obj):
        if not obj.digest:
            return "–"
        return format_html(
            '<img src="{}" alt="" width="{}" height="{}">',
            obj.logo_url,
            obj.shown_width,
            obj.shown_height,
        )


@admin.register(Portal)
class PortalAdmin(OwnedAdmin, TranslationAdmin):
    """One row: what the installation is called, and who pays for it."""

    is_for_superusers = True
    owner = None
    list_display = ["name", "lead"]
    ordering = ["pk"]
    inlines = [SupporterInline]

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and not Portal.objects.exists()
