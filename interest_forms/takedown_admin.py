"""The moderators' desk for reports about pictures: look, decide, answer."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hub.shared.admin import AlwaysChosenFilter, OwnedAdmin, ScopedFilter
from hub.shared.roles import DECIDES
from interest_forms import takedown
from interest_forms.counters import count_again
from interest_forms.models import TakedownReport
from places.models import Photo
from places.staff_pictures import thumbnail


class WaitingFilter(AlwaysChosenFilter):
    """What waits for an answer stands first; the rest is a click away."""

    title = _("state")
    parameter_name = "state"
    default = "waiting"

    def lookups(self, request, model_admin):
        return [("waiting", _("to answer")), ("all", _("all"))]

    def queryset(self, request, queryset):
        return queryset if self.value() == "all" else queryset.waiting()


@admin.register(TakedownReport)
class TakedownReportAdmin(OwnedAdmin):
    """Reports about pictures of her own groups; the oldest that waits on top."""

    owner = "owner_id"
    changed_by = DECIDES
    list_display = ["picture", "code_shown", "reason", "place", "hidden", "received"]
    list_display_links = ["code_shown"]
    list_filter = [WaitingFilter, ("group", ScopedFilter), "reason"]
    list_select_related = ["place", "photo", "group"]
    search_fields = ["code", "place__search"]
    ordering = ["received", "pk"]
    export_fields = ["code", "received", "reason", "place", "outcome", "decided"]
    page_template = "admin/interest_forms/takedownreport/report.html"

    def has_add_permission(self, request, obj=None):
        return False

    @admin.display(description=_("photo"))
    def picture(self, obj):
        return thumbnail(obj.photo, 320) if obj.photo else "–"

    @admin.display(description=_("code"), ordering="code")
    def code_shown(self, obj):
        return str(obj)

    @admin.display(description=_("has hidden it"), boolean=True, ordering="has_hidden")
    def hidden(self, obj):
        return obj.has_hidden

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of one report, and its decision."""
        report = self.get_object(request, object_id)
        if request.method == "POST":
            return self.decide(request, report)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Report %(code)s") % {"code": report},
            "opts": self.opts,
            "report": report,
            "picture": report.photo and thumbnail(report.photo, 1280),
            "is_shown": report.photo and report.photo.state == Photo.State.APPROVED,
            "earlier": self.earlier(request, report),
            "may_decide": self.has_change_permission(request, report),
            "answers": TakedownReport.Answer.choices,
        }
        return TemplateResponse(request, self.page_template, context)

    def earlier(self, request, report):
        """What else was said about this picture, and decided."""
        if report.photo is None:
            return []
        others = self.get_queryset(request).about(report.photo)
        return others.exclude(pk=report.pk).select_related("decided_by")

    def decide(self, request, report):
        """Do what the pressed button says; then the next report, else the list."""
        if not self.has_change_permission(request, report):
            raise PermissionDenied
        acts = {
            "restore": takedown.restore,
            "remove": takedown.remove,
            "answer": takedown.answer_only,
        }
        act = acts.get(request.POST.get("act", ""))
        answer = request.POST.get("answer", "")
        text = request.POST.get("text", "").strip()
        known = answer if answer in TakedownReport.Answer.values else ""
        if act is None or not (text or known):
            self.message_user(
                request, _("Choose what the reporter will read."), messages.ERROR
            )
            return HttpResponseRedirect(request.path)
        done = act(report, answer=known, text=text[:2000], by=request.user)
        count_again()
        if done:
            self.message_user(request, _("The report is answered."))
        else:
            told = _("Somebody else has answered this report already.")
            self.message_user(request, told, messages.WARNING)
        return HttpResponseRedirect(self.after(request))

    def after(self, request):
        following = self.get_queryset(request).waiting().first()
        if following is None:
            return reverse("admin:interest_forms_takedownreport_changelist")
        return reverse(
            "admin:interest_forms_takedownreport_change", args=[following.pk]
        )
