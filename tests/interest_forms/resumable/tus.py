"""A sender that speaks tus, one request at a time."""

import base64

from django.test import Client

from hub.shared.signed_form import new_form_key
from interest_forms.models import Upload

VERSION = {"Tus-Resumable": "1.0.0", "Accept-Language": "en"}
PIECE = "application/offset+octet-stream"


def about(**values):
    """An `Upload-Metadata` header."""
    return ",".join(
        f"{name} {base64.b64encode(value.encode()).decode()}"
        for name, value in values.items()
    )


class Sender:
    def __init__(self):
        self.client = Client()

    def post(self, length, *, key=None, filename="снимка.jpg", **values):
        """Begin an upload; the answer."""
        key = new_form_key() if key is None else key
        described = about(key=key, filename=filename, **values)
        headers = {"Upload-Length": str(length), "Upload-Metadata": described}
        return self.client.post("/uploads/", headers={**VERSION, **headers})

    def begin(self, *args, **values):
        """Begin an upload; its address."""
        return self.post(*args, **values)["Location"]

    def patch(self, url, offset, piece, content_type=PIECE):
        headers = {"Upload-Offset": str(offset), **VERSION}
        return self.client.patch(url, piece, content_type, headers=headers)

    def head(self, url):
        return self.client.head(url, headers=VERSION)

    def delete(self, url):
        return self.client.delete(url, headers=VERSION)

    def ask(self, url):
        """What became of it."""
        return self.client.get(url, headers=VERSION).json()


def row_of(url):
    return Upload.objects.get(token=url.split("/")[-2])
