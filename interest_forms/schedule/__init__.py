"""The crews' schedule: who films what, when, and in which order."""
