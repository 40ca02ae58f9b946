"""Events out of other people's calendars: read, looked at, taken as drafts."""
