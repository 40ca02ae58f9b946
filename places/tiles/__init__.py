"""Vector tiles of places: counts in cells further out, each by itself close up."""
