"""The time that an applicant was told, by its signed address or by her form."""

from django.core import signing

from interest_forms.models import ExpressionOfInterest, ToldSlot
from interest_forms.models.versions import ANSWER_SALT


def told_of_link(signed: str) -> ToldSlot | None:
    """The time it stands for; `None`: it is no link of ours."""
    try:
        pk = signing.loads(signed, salt=ANSWER_SALT)
    except signing.BadSignature:
        return None
    rows = ToldSlot.objects.select_related(
        "form__territory__parent", "slot__crew__group", "version__group", "crew"
    )
    return rows.filter(pk=pk).first()


def told_day(form: ExpressionOfInterest) -> ToldSlot | None:
    """The day of the object as it was told last; `None`: it has none."""
    rows = ToldSlot.objects.latest().standing().select_related("slot", "version__group")
    return rows.filter(form=form, version__group=form.group_id).first()
