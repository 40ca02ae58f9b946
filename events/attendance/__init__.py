"""Who is there: taken at the door, from the list, by code, or from the paper."""
