"""The applicant's receipt: what became of her form; she answers, or takes it back."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import DetailView

from hub.shared.form_fields import Words
from hub.shared.pages import unlisted
from interest_forms.consent import INTEREST_TEXTS, consent_text
from interest_forms.forms import AnswerForm
from interest_forms.interest.actions import forget, withdraw
from interest_forms.interest.answers import answer, may_answer
from interest_forms.interest.days import days_of
from interest_forms.interest.forgetting import words_go
from interest_forms.interest.questions import lines
from interest_forms.models import ExpressionOfInterest
from interest_forms.schedule.links import told_day

State = ExpressionOfInterest.State


class InterestAnswer(AnswerForm):
    """Kept as the reason of the step back to those who look at the form."""

    text = Words(label=_("Your answer"), max_length=1000, widget=lines(4))


@method_decorator([csrf_exempt, unlisted], name="dispatch")
class InterestDetail(DetailView):
    """One form, for whoever has its address."""

    template_name = "interest_forms/interest/receipt.html"
    context_object_name = "sent"

    def get_object(self, queryset=None):
        rows = ExpressionOfInterest.objects.select_related(
            "group", "call", "place", "territory__parent", "submission", "applicant"
        )
        rows = rows.select_related("event", "tradition")
        rows = rows.prefetch_related("fixed_dates", "changes__by")
        return get_object_or_404(rows, token=self.kwargs["token"])

    def get_context_data(self, **kwargs):
        row = self.object
        steps = list(row.changes.all())
        return super().get_context_data(
            states=State,
            steps=steps,
            may_add=row.state not in row.OVER and may_answer(row, steps),
            day=told_day(row),
            words_go=words_go(row, steps),
            days=days_of(row),
            applicant=getattr(row, "applicant", None),
            agreed=consent_text(row.consent_version, row.language, INTEREST_TEXTS),
            **{"answer_form": InterestAnswer(), **kwargs},
        )

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        act = request.POST.get("act")
        if act == "withdraw":
            withdraw(self.object)
        elif act == "forget":
            forget(self.object)
        elif act == "answer":
            return self.answer()
        else:
            raise Http404
        return redirect(request.path)

    def answer(self):
        form = InterestAnswer(self.request.POST)
        if not form.is_valid():
            context = self.get_context_data(answer_form=form)
            return self.render_to_response(context, status=422)
        text = form.cleaned_data["text"]
        if answer(self.object, text=text):
            return redirect(self.request.path)
        return self.render_to_response(self.get_context_data(unkept=text), status=409)
