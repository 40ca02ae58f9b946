"""The list's actions: many photos at once, always after a preview."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hub.shared.numbers import ids_of
from interest_forms import bulk
from interest_forms.counters import count_again
from interest_forms.desk import DeskAdmin
from interest_forms.models import LastDecision
from places.models import Photo
from places.two_people import second_words


class BulkAdmin(DeskAdmin):
    """Approve or decline what was chosen in the list."""

    bulk_template = "admin/interest_forms/submission/bulk.html"
    change_list_template = "admin/interest_forms/submission/change_list.html"
    actions = [*DeskAdmin.actions, "approve", "decline"]

    def get_urls(self):
        view = require_POST(self.admin_site.admin_view(self.bulk_view))
        name = "interest_forms_submission_bulk"
        return [path("bulk/", view, name=name), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        """The list, with the way back from what was decided last."""
        last = LastDecision.objects.offered_to(request.user).first()
        context = {"undo": last, "title": _("Photos from residents")}
        context |= extra_context or {}
        return super().changelist_view(request, context)

    @admin.action(
        description=_("Approve all waiting photos of the selected"),
        permissions=["change"],
    )
    def approve(self, request, queryset):
        return self.preview(request, queryset, bulk.APPROVE)

    @admin.action(
        description=_("Decline all waiting photos of the selected"),
        permissions=["change"],
    )
    def decline(self, request, queryset):
        return self.preview(request, queryset, bulk.DECLINE)

    def preview(self, request, queryset, act):
        chosen = self.within_role(request, queryset.order_by("received", "pk"))
        # No more submissions than photos are looked at.
        ids = list(chosen.values_list("pk", flat=True)[: bulk.MOST])
        photos = self.decidable(request).filter(submission__in=ids)
        lines = bulk.preview(photos, act, by=request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Approve many") if act == bulk.APPROVE else _("Decline many"),
            "opts": self.opts,
            "act": act,
            "ready": [line for line in lines if not line.obstacle],
            "left_out": [line for line in lines if line.obstacle],
            "is_cut": len(lines) == bulk.MOST or len(ids) == bulk.MOST,
            "most": bulk.MOST,
            "reasons": bulk.REASONS,
            "filters": request.GET.urlencode(),
        }
        return TemplateResponse(request, self.bulk_template, context)

    def bulk_view(self, request):
        """Decide on the photos that are ticked in the preview."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        act, reason = request.POST.get("act"), request.POST.get("reason", "")
        ids = ids_of(request.POST.getlist("photo"))
        if act == bulk.DECLINE and reason not in dict(bulk.REASONS):
            messages.error(request, _("Choose the reason; the sender will read it."))
            mine = Photo.objects.managed_by(request.user).filter(pk__in=ids)
            chosen = self.get_queryset(request).filter(photos__in=mine).distinct()
            return self.preview(request, chosen, act)
        count = second = 0
        if act in {bulk.APPROVE, bulk.DECLINE}:
            photos = self.decidable(request)
            count, second = bulk.decide_many(
                photos, ids, act, by=request.user, reason=reason
            )
        self.say_how_many(request, act, count, second=second, wanted=len(ids))
        count_again()
        url = reverse("admin:interest_forms_submission_changelist")
        filters = request.GET.urlencode()
        return HttpResponseRedirect(f"{url}?{filters}" if filters else url)

    def say_how_many(self, request, act, count, *, second, wanted):
        if act == bulk.APPROVE:
            done = ngettext("%d photo approved.", "%d photos approved.", count)
        else:
            done = ngettext("%d photo declined.", "%d photos declined.", count)
        messages.success(request, done % count)
        if second:
            messages.info(request, second_words(second))
        rest = wanted - count - second
        if rest > 0:
            left = ngettext(
                "%d photo was decided on by somebody else meanwhile.",
                "%d photos were decided on by somebody else meanwhile.",
                rest,
            )
            messages.warning(request, left % rest)
