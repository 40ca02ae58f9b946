"""Registering without an account, and the page that shows what came of it."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import DetailView, FormView

from events.models import Registration, RegistrationSheet
from events.registration.actions import accept, cancel, forget_contact, register
from events.registration.forms import RegistrationForm
from hub.shared.clients import sender_of
from hub.shared.pages import unlisted
from hub.shared.qr import qr_svg
from hub.shared.signed_form import new_form_key


@method_decorator([csrf_exempt, unlisted], name="dispatch")
class RegistrationCreate(FormView):
    """Register for one date."""

    form_class = RegistrationForm
    template_name = "events/registration_form.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        sheets = RegistrationSheet.objects.of_public().with_event()
        self.sheet = get_object_or_404(sheets, occurrence=kwargs["pk"])

    def get_initial(self):
        return {**super().get_initial(), "key": new_form_key()}

    def get_form_kwargs(self):
        sender = sender_of(self.request)
        kwargs = super().get_form_kwargs()
        return {
            **kwargs,
            "language": get_language(),
            "sender": sender,
            "sheet": self.sheet,
        }

    def get_context_data(self, **kwargs):
        waits = self.sheet.registrations.in_line().exists()
        return super().get_context_data(
            sheet=self.sheet,
            date=self.sheet.occurrence,
            event=self.sheet.occurrence.event,
            free=self.sheet.free_seats(),
            is_full=waits or self.sheet.free_seats() == 0,
            days=settings.HUB_REGISTRANT_DAYS,
            **kwargs,
        )

    def form_valid(self, form):
        key, person = form.cleaned_data["key"], form.person
        row = Registration.objects.filter(key=key).first()
        if row is None and (problem := self.problem(person)):
            context = self.get_context_data(form=form, problem=problem)
            status = 429 if problem == "too_many" else 422
            return self.render_to_response(context, status=status)
        row = row or register(self.sheet, key=key, person=person)
        return HttpResponseRedirect(row.get_absolute_url())

    def problem(self, person):
        """Why nobody, or not this client, can register now; empty for most."""
        if not self.sheet.is_open:
            return "closed"
        since = timezone.now() - timedelta(hours=1)
        sent = Registration.objects.from_client(person.client_key, since).count()
        is_crowd = sent >= settings.HUB_REGISTRATIONS_REFUSED_AFTER
        return "too_many" if is_crowd else ""

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


@method_decorator([csrf_exempt, unlisted], name="dispatch")
class RegistrationDetail(DetailView):
    """Her receipt. Opening it changes nothing: programs open links, too."""

    template_name = "events/registration_detail.html"
    context_object_name = "registration"
    acts = {"cancel": cancel, "accept": accept, "forget": forget_contact}

    def get_object(self, queryset=None):
        rows = Registration.objects.with_token(self.kwargs["token"])
        rows = rows.select_related(
            "sheet__occurrence__event__group",
            "sheet__occurrence__event__online_access",
            "sheet__occurrence__event__territory__parent",
            "registrant",
        )
        return get_object_or_404(rows)

    def get_context_data(self, **kwargs):
        row = self.object
        return super().get_context_data(
            sheet=row.sheet,
            date=row.occurrence,
            event=row.occurrence.event,
            place_in_line=row.place_in_line,
            qr=qr_svg(settings.SITE_URL + row.get_absolute_url()),
            **kwargs,
        )

    def post(self, request, token):
        row = self.get_object()
        if act := self.acts.get(request.POST.get("act", "")):
            act(row)
        return HttpResponseRedirect(row.get_absolute_url())
