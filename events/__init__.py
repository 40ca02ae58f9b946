"""Traditions, feasts and their dates, events and meetings."""
