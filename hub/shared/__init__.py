"""The ground every app stands on. It knows none of them."""
