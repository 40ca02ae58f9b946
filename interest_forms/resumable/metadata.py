"""What a sender's program says about a file: tus's `Upload-Metadata`."""

import base64

LONGEST = 4000


def parsed(header: str) -> dict[str, str]:
    """Names and values; `ValueError` if it is not as tus wants it.

    Pairs stand between commas, each a name, a space and the value in Base64.
    """
    if len(header) > LONGEST:
        message = f"longer than {LONGEST} characters"
        raise ValueError(message)
    pairs = (pair.strip().partition(" ") for pair in header.split(",") if pair.strip())
    return {
        name: base64.b64decode(value, validate=True).decode()
        for name, _space, value in pairs
    }
