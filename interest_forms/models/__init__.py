"""Submissions: photographs, who sent them, and the talk about them."""

from interest_forms.models.lookups import LookupAttempt
from interest_forms.models.submissions import Message, Submission
from interest_forms.models.uploads import Upload

__all__ = ["LookupAttempt", "Message", "Submission", "Upload"]
