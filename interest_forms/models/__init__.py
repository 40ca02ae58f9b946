"""Submissions: photographs, who sent them, and the talk about them."""

from interest_forms.models.lookups import LookupAttempt
from interest_forms.models.submissions import Message, Submission

__all__ = ["LookupAttempt", "Message", "Submission"]
