"""The calendar of all that is held: months, weeks, weekends and lists."""
