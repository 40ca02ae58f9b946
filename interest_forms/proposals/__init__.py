"""Events that residents and organisations tell the calendar of, without an account."""
