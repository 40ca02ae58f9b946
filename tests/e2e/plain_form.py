"""A form as a browser sends it that has no script: its page is fetched and posted."""

from html.parser import HTMLParser

TICKED = {"checkbox", "radio"}
HEADERS = {"Accept-Language": "bg"}


class PlainForm(HTMLParser):
    """The residents' form of a page; `request`: what opens and sends it."""

    def __init__(self, request, page):
        super().__init__()
        self.request, self.address = request, ""
        self.answers, self.is_inside = {}, False
        self.feed(request.get(page, headers=HEADERS).text())

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "form" and told.get("id") == "share-form":
            self.address, self.is_inside = told["action"], True
        if tag == "input" and self.is_inside and "name" in told:
            is_ticked = told["type"] not in TICKED or "checked" in told
            if is_ticked and told["type"] != "file":
                self.answers[told["name"]] = told.get("value", "")

    def handle_endtag(self, tag):
        self.is_inside &= tag != "form"

    def send(self, **typed):
        """Post what stands in it and what was typed; the page it leads to."""
        answers = self.answers | typed
        return self.request.post(self.address, headers=HEADERS, multipart=answers)
