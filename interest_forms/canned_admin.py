"""A group's ready-made words, kept by its coordinator."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from modeltranslation.admin import TranslationAdmin

from hub.shared.admin import OwnedAdmin, ScopedFilter
from hub.shared.roles import COORDINATES, groups_where
from interest_forms.canned import adopt_words
from interest_forms.models import CannedWords
from partners.models import ActionGroup


@admin.register(CannedWords)
class CannedWordsAdmin(OwnedAdmin, TranslationAdmin):
    """Words of her own groups; where they have none, the portal's are offered."""

    changed_by = added_by = deleted_by = COORDINATES
    change_list_template = "admin/interest_forms/cannedwords/change_list.html"
    list_display = ["__str__", "text", "group", "position", "is_used"]
    list_filter = ["purpose", ("group", ScopedFilter), "is_used"]
    list_select_related = ["group"]
    search_fields = ["text"]
    ordering = ["group", "purpose", "position", "pk"]

    def get_urls(self):
        adopt = require_POST(self.admin_site.admin_view(self.adopt_view))
        return [
            path("adopt/", adopt, name="interest_forms_cannedwords_adopt"),
            *super().get_urls(),
        ]

    def adopt_view(self, request):
        """Copy the portal's words into the groups she coordinates."""
        if not self.may(request, COORDINATES):
            raise PermissionDenied
        groups = groups_where(request.user, COORDINATES)
        mine = ActionGroup.objects.filter(pk__in=groups)
        count = sum(adopt_words(group, by=request.user) for group in mine)
        done = ngettext("%d text copied.", "%d texts copied.", count)
        self.message_user(request, done % count)
        return HttpResponseRedirect(
            reverse("admin:interest_forms_cannedwords_changelist")
        )

    def changelist_view(self, request, extra_context=None):
        may_adopt = bool(groups_where(request.user, COORDINATES))
        context = {**(extra_context or {}), "may_adopt": may_adopt}
        return super().changelist_view(request, context)
