"""Which of a device's senses a page may ask for (the Permissions-Policy header)."""

WITHOUT_CAMERA = "camera=(), microphone=(), payment=(), usb=()"
# Only for the page that lays an old picture over the camera's.
WITH_CAMERA = "camera=(self), microphone=(), payment=(), usb=()"


def permissions_policy(get_response):
    """Deny what no page of ours needs; a view may have said otherwise."""

    def answer(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", WITHOUT_CAMERA)
        return response

    return answer
