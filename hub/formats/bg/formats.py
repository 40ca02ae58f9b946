"""Bulgarian dates and times, as they are read: 6 май 2026 г., 14:20 ч."""

DATE_FORMAT = r"j F Y \г."
DATETIME_FORMAT = r"j F Y \г., H:i \ч."
