"""Bulgarian dates and times, as they are read: 6 май 2026, 14:20 ч."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = r"j F Y, H:i \ч."
