"""Anybody has a picture taken down, without an account, and reads the answer."""

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import DetailView, FormView

from hub.shared.clients import sender_of
from hub.shared.numbers import id_of
from hub.shared.pages import unlisted
from hub.shared.signed_form import new_form_key
from interest_forms.models import TakedownReport
from interest_forms.takedown import report
from interest_forms.takedown_forms import TakedownForm
from places.models import Photo, Place

MOST_PICTURES = 60


@method_decorator([csrf_exempt, unlisted], name="dispatch")
class Takedown(FormView):
    """Say what is wrong with `?photo=` or, of the pictures of a place, `?place=`."""

    form_class = TakedownForm
    template_name = "interest_forms/takedown.html"

    def dispatch(self, request, *args, **kwargs):
        self.photo = self.asked_for(Photo.objects.reportable(), "photo")
        places = Place.objects.published()
        self.place = self.photo.place if self.photo else self.asked_for(places, "place")
        if self.place is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def asked_for(self, rows, name):
        """The row with the number in the address, or nothing."""
        number = id_of(self.request.GET.get(name))
        return rows.filter(pk=number).first() if number else None

    def get_initial(self):
        return {**super().get_initial(), "key": new_form_key()}

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "place": self.place,
            "photo": self.photo,
            "language": get_language(),
            "sender": sender_of(self.request),
        }

    def get_context_data(self, **kwargs):
        shown = Photo.objects.public().filter(place=self.place)
        if self.photo:
            shown = shown.filter(pk=self.photo.pk)
        photos = shown.order_by("position", "pk")[:MOST_PICTURES]
        return super().get_context_data(
            place=self.place, photo=self.photo, photos=photos, **kwargs
        )

    def form_valid(self, form):
        key = form.cleaned_data["key"]
        sent = TakedownReport.objects.recent().filter(client_key=form.sender.client_key)
        is_new = not TakedownReport.objects.filter(key=key).exists()
        if is_new and sent.count() >= settings.HUB_REPORTS_REFUSED_AFTER:
            context = self.get_context_data(form=form, refused=True)
            return self.render_to_response(context, status=429)
        row = report(key=key, complaint=form.complaint)
        return HttpResponseRedirect(row.get_absolute_url())

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


@method_decorator(unlisted, name="dispatch")
class TakedownDetail(DetailView):
    """The reporter's receipt: what was done, and the answer."""

    template_name = "interest_forms/takedown_detail.html"
    context_object_name = "report"

    def get_object(self, queryset=None):
        rows = TakedownReport.objects.select_related("group", "place")
        return get_object_or_404(rows, token=self.kwargs["token"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            outcomes=TakedownReport.Outcome, days=settings.HUB_OVER_PHOTO_DAYS, **kwargs
        )
