"""Places, their photographs and their maps."""
