"""Expressions of interest: what residents want filmed, and its way to the portal."""
