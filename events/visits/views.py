"""The page on which a guest of a study visit tells what she saw."""

from django.http import HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import UpdateView

from events.models import VisitReport
from events.visits.actions import receive
from events.visits.forms import VisitReportForm
from hub.shared.pages import unlisted


@method_decorator([csrf_exempt, unlisted], name="dispatch")
class VisitReportPage(UpdateView):
    """For whoever has its address: told, corrected, and read until it is decided."""

    form_class = VisitReportForm
    template_name = "events/visit_report.html"
    slug_field = slug_url_kwarg = "token"
    context_object_name = "report"
    queryset = VisitReport.objects.select_related("event__group")

    def get_initial(self):
        is_answered = self.object.state != VisitReport.State.INVITED
        return {**super().get_initial(), "agreed": is_answered}

    def form_valid(self, form):
        receive(self.object, form.words)
        return HttpResponseRedirect(self.object.get_absolute_url())

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)
