"""Anybody offers an object to be filmed or digitised, without an account."""

from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.csrf import csrf_exempt

from hub.shared.pages import unkept
from hub.shared.text import normalise
from interest_forms.form_with_photos import FormWithPhotos
from interest_forms.interest.actions import express
from interest_forms.interest.forms import InterestForm
from interest_forms.interest.paper import paper_context
from interest_forms.interest.quotas import fills
from interest_forms.models import ExpressionOfInterest, InterestCall
from partners.models import ActionGroup


@method_decorator([csrf_exempt, unkept], name="dispatch")
class InterestCreate(FormWithPhotos):
    """The form, for a call or without one. Nothing typed or sent is ever lost."""

    model = ExpressionOfInterest
    form_class = InterestForm
    template_name = "interest_forms/interest/form.html"
    paper_template = "interest_forms/interest/paper.html"
    # A call that visitors do not see yet, for those who write it.
    draft: InterestCall | None = None
    asked = ("place", "territory", "group", "place_text", "kind", "title", "feast")

    @cached_property
    def call(self) -> InterestCall | None:
        slug = self.kwargs.get("call")
        if not slug:
            return self.draft
        calls = InterestCall.objects.published().select_related("group")
        return get_object_or_404(calls, slug=slug)

    @cached_property
    def group(self) -> ActionGroup | None:
        """Whose form it is."""
        if self.call:
            return self.call.group
        asked = normalise(self.request.GET.get("group", ""))
        groups = ActionGroup.objects.published()
        return groups.filter(slug=asked).first() if asked else None

    def about_form(self):
        about = {"call": self.call, "group": self.group}
        return {**super().about_form(), **about}

    def get_template_names(self):
        is_paper = self.request.method == "GET" and "print" in self.request.GET
        return [self.paper_template if is_paper else self.template_name]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        calls = InterestCall.objects.open().select_related("group")
        if self.group:
            calls = calls.filter(group=self.group)
        others = calls.exclude(pk=self.call.pk) if self.call else calls
        if "print" in self.request.GET:
            context |= paper_context(context["form"], self.request.GET)
        return {
            **context,
            "call": self.call,
            "is_draft": self.draft is not None,
            "group": self.group,
            "others": others,
            "fills": fills([self.call])[self.call.pk] if self.call else [],
            "asks": self._asks(context["form"]),
        }

    def _asks(self, form) -> bool:
        """Whether the form stands on the page: a call that is closed takes none."""
        if self.draft:
            return False
        return not self.call or self.call.is_open or form.is_bound

    def keep(self, form):
        row = express(key=form.cleaned_data["key"], told=form.told)
        return row.get_absolute_url(), row.spoken_code
