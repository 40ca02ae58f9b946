"""The page of a form that takes photographs, with or without a script."""

from abc import ABC, abstractmethod
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.http import HttpResponseRedirect, JsonResponse
from django.utils.translation import get_language
from django.views.generic import FormView

from hub.shared.clients import sender_of
from hub.shared.signed_form import new_form_key
from interest_forms.actions import TooManyPhotos
from interest_forms.photos_and_place import PhotosAndPlace
from interest_forms.suspicion import remember
from interest_forms.taking import TakesPhotos
from interest_forms.uploads import signed
from interest_forms.whereabouts import laws_for, offered, published_place

# What the page's script asks for; a browser without it is led to the receipt.
JSON = "application/json"


class FormWithPhotos(ABC, TakesPhotos, FormView):
    """Files are streamed to their store; what is not accepted comes back whole."""

    # What the form makes: has `key` and knows `from_client`.
    model: type[Model]
    # What the address of the page may fill in.
    asked: tuple[str, ...]

    @abstractmethod
    def keep(self, form: PhotosAndPlace) -> tuple[str, str]:
        """Do what was asked for: the receipt's address and its code."""

    def get_initial(self):
        asked = {name: self.request.GET.get(name, "") for name in self.asked}
        return {**super().get_initial(), **asked, "key": new_form_key()}

    def about_form(self) -> dict[str, Any]:
        """What the form knows beside what was sent with it."""
        return {"language": get_language(), "sender": sender_of(self.request)}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), **self.about_form(), "kept": self.kept()}

    def kept(self) -> list[str]:
        """The tokens of files that are with us already."""
        return self.request.POST.getlist("kept")

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        if self.uploads.is_too_much:
            fresh = self.form_class(initial=self.get_initial(), **self.about_form())
            context = self.get_context_data(form=fresh, too_much=True)
            return self.render_to_response(context, status=413)
        valid = form.is_valid()
        if request.POST.get("act") == "search":
            return self.render_to_response(self.get_context_data(form=form, quiet=True))
        if valid and self.model.objects.is_too_much(
            key=form.cleaned_data["key"], client_key=form.sender.client_key
        ):
            context = self.get_context_data(form=form, refused=True)
            return self.render_to_response(context, status=429)
        return self.form_valid(form) if valid else self.form_invalid(form)

    def form_valid(self, form):
        try:
            address, code = self.keep(form)
        except TooManyPhotos as problem:
            form.begin_second(problem.files)
            return self.form_invalid(form)
        remember(form.evidence, form.verdict)
        if self.request.get_preferred_type(["text/html", JSON]) == JSON:
            return JsonResponse({"receipt": address, "code": code}, status=201)
        return HttpResponseRedirect(address)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        text = form["place_text"].value() or ""
        searched = self.request.POST.get("act") == "search" and text
        place = published_place(form["place"].value())
        found = offered(form, text if searched else "")
        return {
            **context,
            "kept": [(file, signed(file)) for file in form.files_kept],
            "chosen_place": place,
            **found,
            **laws_for(form, place or found["chosen_settlement"]),
            "searched": bool(searched),
            "most": settings.HUB_PHOTOS_PER_FORM,
            "largest": settings.HUB_PHOTO_MAX_BYTES,
            "extent": settings.HUB_MAP_EXTENT,
        }
