"""What residents' forms have in common: who sends it, and whether a person does."""

from typing import ClassVar

from django import forms
from django.utils.functional import cached_property

from hub.shared.clients import NOBODY
from hub.shared.signed_form import SignedForm
from interest_forms.fields import HintChoice
from interest_forms.kept_photos import KeptPhotos
from interest_forms.questions import RightsAndPeople
from interest_forms.suspicion import Evidence, Verdict, has_worked, judge
from partners.models import ActionGroup


class FromResident(SignedForm, KeptPhotos, RightsAndPeople):
    """Sent with a key of its own, in a language, with photographs that are kept."""

    # Fields whose words are compared with those of other forms.
    compared: ClassVar[tuple[str, ...]]
    # Further fields whose words may hold a link where none belongs.
    read: ClassVar[tuple[str, ...]] = ()

    group = HintChoice(
        ActionGroup.objects.published(),
        to_field_name="slug",
        required=False,
        widget=forms.HiddenInput,
    )
    # What the page's script has worked out; empty without script.
    proof = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, language, sender=NOBODY, **kwargs):
        super().__init__(*args, **kwargs)
        self.language = language
        self.sender = sender

    @cached_property
    def evidence(self) -> Evidence:
        """What tells people from programs."""
        data = self.cleaned_data
        return Evidence(
            form=data["key"],
            opened=self.opened,
            client_key=self.sender.client_key,
            network_key=self.sender.network_key,
            names_languages=self.sender.names_languages,
            has_script=has_worked(self.data.get("key", ""), data["proof"]),
            filled_trap=bool(data["website"]),
            is_hasty=self.is_hasty,
            caption=self._words(self.compared),
            words=self._words(self.compared + self.read),
            name=data["sender_name"],
            files=[file.sha256 for file in self.files_kept],
        )

    def _words(self, names: tuple[str, ...]) -> str:
        return " ".join(self.cleaned_data[name] for name in names)

    @cached_property
    def verdict(self) -> Verdict:
        return judge(self.evidence)
