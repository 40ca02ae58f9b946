"""Dates for other people's calendars: iCalendar (RFC 5545, RFC 7986)."""
